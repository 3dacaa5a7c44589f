"""Runs one automation of a plan, unless something speaks against it, and writes down what was decided and why.

    python3 guard.py add-replicas --plan automations.json --files /srv/shop --state /var/lib/nines/shop

All runners share this file: `nines serve` imports it, and a build writes it beside the plan for Ansible. So it needs
nothing but Python 3.11 on a Unix. What is run stands in the plan, as a list of arguments: no text of an alert reaches a
command, and no shell is asked.
"""

from __future__ import annotations

import argparse
import fcntl
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

__all__ = ["BAD", "Automation", "Decision", "Place", "PlanError", "Run", "Tally", "decide", "metrics", "read_plan"]

BAD = ("failed", "no better")
"""Decisions after which people have to act: `nines_automation_last_decision_seconds` bears them for an alert."""

_AGAIN = 3600
"""Seconds within which what did not help is not tried again, where no spec says `at most once per`."""
_LONGEST = 1800
"""Seconds that an action may take."""
_FINGERPRINT = re.compile(r"[0-9a-f]{1,32}")
_NO_ANSWER = "Prometheus does not answer, so nobody knows"


@dataclass(frozen=True)
class Run:
    """What is run. `target` is a path from the folder of the specs, or an address; `options` are a script's."""

    kind: str
    target: str
    arguments: dict[str, str]
    options: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind} {self.target}"


@dataclass(frozen=True)
class Automation:
    """An automation of the plan, as grammar/automations.schema.json describes it. `once_per` are seconds."""

    name: str
    bundle: str
    service: str
    objective: str
    burning: str
    allowed: str | None
    once_per: int | None
    armed: bool
    run: Run
    source: str


@dataclass(frozen=True)
class Place:
    """What belongs to the machine: its folders, where Prometheus answers, and the seconds until it has to be better.

    `textfiles` is the folder of the node exporter's text files, if decisions are to be counted there.
    """

    files: Path
    state: Path
    prometheus: str = "http://localhost:9090"
    wait: float = 120
    textfiles: Path | None = None


@dataclass(frozen=True)
class Decision:
    """What was decided: `acting`, then `ran`, `no better` or `failed`; else `refused` or `dry run`. And why.

    `burn_before` and `burn_after` are burn rates as Prometheus writes them; None where nothing burns or none was asked.
    """

    decision: str
    why: str
    command: tuple[str, ...] | None = None
    exit: int | None = None
    burn_before: str | None = None
    burn_after: str | None = None


Tally = dict[str, dict[str, list[int]]]
"""Of each automation and decision, how often it was and when it last was, in Unix seconds."""


class PlanError(Exception):
    """A plan that cannot be read, or that does not have the automation."""


def read_plan(path: Path) -> dict[str, Automation]:
    """The automations of a plan, by name. Raises PlanError, with the reason, on any other file."""
    try:
        text = json.loads(path.read_text(encoding="utf-8"))
        if text["version"] != 1:
            raise PlanError(f"`{path}` is a plan of version {text['version']}, and this runner knows version 1")
        return {name: _automation(name, text["bundle"], value) for name, value in text["automations"].items()}
    except OSError as error:
        raise PlanError(f"`{path}` cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PlanError(f"`{path}` is no plan of automations, as `nines build` writes it") from error


def _automation(name: str, bundle: str, value: dict[str, Any]) -> Automation:
    run = value["run"]
    return Automation(
        name=name,
        bundle=bundle,
        run=Run(run["kind"], run["target"], run["arguments"], tuple(run.get("options", ()))),
        **{key: value[key] for key in ("service", "objective", "burning", "allowed", "once_per", "armed", "source")},
    )


def decide(it: Automation, place: Place, alert: str | None = None) -> Decision:
    """Weigh what speaks against an automation, run it if nothing does, and write both into the trail.

    `alert` is the fingerprint of the alert that asks for it. The last decision is returned: never `acting`.
    """
    place.state.mkdir(mode=0o750, parents=True, exist_ok=True)
    trail = _Trail(it, place, alert if alert is not None and _FINGERPRINT.fullmatch(alert) else None)
    found, burn = _weighed(it, place, trail)
    if found is None:
        found = _alone(it, place, trail, burn)
    trail.write(found)
    return found


# --- what speaks against it ---------------------------------------------------------


def _weighed(it: Automation, place: Place, trail: _Trail) -> tuple[Decision | None, str | None]:
    """The first reason not to act, if there is one, and how fast it burns."""
    for name in ("stop", f"stop-{it.name}"):
        if (place.state / name).exists():
            return Decision("refused", f"stopped by the file {place.state / name}"), None
    try:
        burn = _asked(it.burning, place)
    except _NoAnswerError as error:
        return Decision("refused", f"{_NO_ANSWER} whether it still burns: {error}"), None
    if burn is None:
        return Decision("refused", "it burns no more"), None
    against = _hours(it, place) or _too_soon(it, trail)
    if against:
        return Decision("refused", against, burn_before=burn), burn
    if not it.armed:
        return Decision("dry run", "its spec does not say `armed`", _command(it, place), burn_before=burn), burn
    return None, burn


def _hours(it: Automation, place: Place) -> str | None:
    """Prometheus works them out, so that zones and clock changes are those of the alerts."""
    if it.allowed is None:
        return None
    try:
        return None if _asked(it.allowed, place) == "1" else "these are not its hours"
    except _NoAnswerError as error:
        return f"{_NO_ANSWER} whether these are its hours: {error}"


def _too_soon(it: Automation, trail: _Trail) -> str | None:
    try:
        done = trail.tally().get(it.name, {})
    except ValueError:
        return f"{trail.tally_path} cannot be read, so nobody knows when it last ran"
    now = int(time.time())
    ran = max((last for decision, (_, last) in done.items() if decision != "refused"), default=None)
    if ran is not None and it.once_per is not None and now - ran < it.once_per:
        return f"it ran {max(now - ran, 0)} s ago, and may run once per {it.once_per} s"
    bad = max((last for decision, (_, last) in done.items() if decision in BAD), default=None)
    if bad is not None and it.once_per is None and now - bad < _AGAIN:
        return f"it did not help {max(now - bad, 0)} s ago, and is not tried again within {_AGAIN} s"
    return None


# --- what is done -------------------------------------------------------------------


def _alone(it: Automation, place: Place, trail: _Trail, burn: str | None) -> Decision:
    """Act while nobody else acts on the service. The lock goes with the process, however that ends."""
    with _locked(place.state / f"lock-{it.service}", it.name) as other:
        if other is not None:
            return Decision("refused", f"another automation acts on {it.service}: {other}", burn_before=burn)
        against = _too_soon(it, trail)  # it may have run between the first look and the lock
        if against:
            return Decision("refused", against, burn_before=burn)
        command = _command(it, place)
        acting = Decision("acting", "it burns", command, burn_before=burn)
        trail.write(acting)
        failed, code = _act(it, place, command)
        if failed:
            return replace(acting, decision="failed", why=failed, exit=code)
        time.sleep(place.wait)
        return _judged(it, place, replace(acting, exit=code))


def _judged(it: Automation, place: Place, acting: Decision) -> Decision:
    """Whether it helped. What nobody can tell counts as no."""
    try:
        after = _asked(it.burning, place)
    except _NoAnswerError as error:
        return replace(acting, decision="no better", why=f"{_NO_ANSWER} whether it helped: {error}")
    before = acting.burn_before
    if after is None or (before is not None and float(after) < float(before)):
        return replace(acting, decision="ran", why="it burned", burn_after=after)
    return replace(acting, decision="no better", why="it burns no less than before", burn_after=after)


def _command(it: Automation, place: Place) -> tuple[str, ...]:
    """The list of arguments; for a webhook what is asked of whom."""
    target = str(place.files / it.run.target)
    if it.run.kind == "webhook":
        return ("POST", it.run.target)
    if it.run.kind == "script":
        return (target, *it.run.options)
    beside = Path(sys.executable).with_name("ansible-playbook")
    program = shutil.which("ansible-playbook") or (str(beside) if beside.exists() else "ansible-playbook")
    return (program, target, "--extra-vars", f"@{place.state / f'variables-{it.name}.yml'}")


def _act(it: Automation, place: Place, command: tuple[str, ...]) -> tuple[str | None, int | None]:
    """Why it failed, if it did, and the exit code of a program."""
    try:
        return _acted(it, place, command)
    except OSError as error:
        return f"{error.filename}: {error.strerror}", None


def _acted(it: Automation, place: Place, command: tuple[str, ...]) -> tuple[str | None, int | None]:
    if it.run.kind == "webhook":
        return _called(it), None
    inside = os.path.relpath(os.path.normpath(place.files / it.run.target), os.path.normpath(place.files))
    if inside.startswith(".."):
        return f"{it.run.target} lies outside {place.files}", None
    if it.run.kind == "playbook":
        _exchange(place.state / f"variables-{it.name}.yml", _variables(it.run.arguments))
    return _started(it, place, command)


def _variables(arguments: dict[str, str]) -> str:
    """Variables as YAML. Ansible takes an `!unsafe` text as it is, whatever braces are in it."""
    lines = (f"{_quoted(name)}: !unsafe {_quoted(value)}\n" for name, value in arguments.items())
    return "".join(lines) or "{}\n"


def _quoted(text: str) -> str:
    made = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in made)


def _started(it: Automation, place: Place, command: tuple[str, ...]) -> tuple[str | None, int | None]:
    """Run a program. What it says is kept in a file, until it is run the next time."""
    log = place.state / f"output-{it.name}.log"
    environment = {**os.environ, "PROMETHEUS_URL": place.prometheus}
    with log.open("wb") as out:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=place.files,
                env=environment,
                start_new_session=True,
            )
        except OSError as error:
            return f"{command[0]} cannot be run: {error.strerror}", None
        try:
            code = process.wait(_LONGEST)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return f"the {it.run.kind} took more than {_LONGEST} s and was ended", process.wait()
    if code == 0:
        return None, code
    said = log.read_bytes()[-4096:].decode("utf-8", "replace").strip().splitlines()
    return f"the {it.run.kind} ended with {code}{f': {said[-1][:200]}' if said else ''}", code


def _called(it: Automation) -> str | None:
    body = {"automation": it.name, "service": it.service, "objective": it.objective, "arguments": it.run.arguments}
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(it.run.target, json.dumps(body).encode(), headers)
    try:
        with _OPENER.open(request, timeout=30):
            return None
    except (OSError, ValueError, http.client.HTTPException) as error:
        return f"the webhook was not taken: {_said(error)}"


@contextmanager
def _locked(path: Path, name: str) -> Iterator[str | None]:
    """Hold a lock; else who holds it, and since when."""
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            yield file.read().strip() or "which one is not known"
            return
        file.truncate(0)
        file.write(f"{name} since {_clock(time.time())}\n")
        file.flush()
        yield None
        file.truncate(0)


# --- Prometheus ---------------------------------------------------------------------


class _NoAnswerError(Exception):
    """Prometheus cannot be asked. The message says why."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """What is sent to one address goes to no other."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirects)


def _asked(query: str, place: Place) -> str | None:
    """The highest value of a query, as Prometheus writes it; None if it has none."""
    body = urllib.parse.urlencode({"query": query}).encode()
    try:
        request = urllib.request.Request(f"{place.prometheus.rstrip('/')}/api/v1/query", body)
        with _OPENER.open(request, timeout=10) as answer:
            found = json.load(answer)
        if found["status"] != "success":
            raise _NoAnswerError(str(found.get("error", found["status"])))
        values = [str(one["value"][1]) for one in found["data"]["result"]]
        return max(values, key=float, default=None)
    except (OSError, http.client.HTTPException) as error:
        raise _NoAnswerError(_said(error)) from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise _NoAnswerError(f"{place.prometheus} is no Prometheus") from error


def _said(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"status {error.code}"
    reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
    return str(getattr(reason, "strerror", None) or reason)


# --- the trail ----------------------------------------------------------------------


@dataclass(frozen=True)
class _Trail:
    """Where decisions on an automation are written down: a line each, and a tally that outlives rotated files."""

    it: Automation
    place: Place
    alert: str | None

    @property
    def tally_path(self) -> Path:
        return self.place.state / "tally.json"

    def tally(self) -> Tally:
        """Raises ValueError if the file is not as it was written."""
        return read_tally(self.place.state)

    def write(self, found: Decision) -> None:
        now = time.time()
        entry = {
            "seconds": int(now),
            "time": _clock(now),
            "automation": self.it.name,
            "service": self.it.service,
            "objective": self.it.objective,
            "alert": self.alert,
            "decision": found.decision,
            "why": found.why,
            "run": str(self.it.run),
            "command": list(found.command) if found.command is not None else None,
            "exit": found.exit,
            "burn_before": found.burn_before,
            "burn_after": found.burn_after,
            "source": self.it.source,
        }
        with (self.place.state / "audit.jsonl").open("a", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
            self._count(found.decision, int(now))

    def _count(self, decision: str, now: int) -> None:
        try:
            tally = self.tally()
        except ValueError:
            return  # it is refused until somebody has looked
        count, _ = tally.setdefault(self.it.name, {}).get(decision, [0, 0])
        tally[self.it.name][decision] = [count + 1, now]
        _exchange(self.tally_path, json.dumps(tally, indent=1, sort_keys=True) + "\n")
        if self.place.textfiles is not None:
            _exchange(
                self.place.textfiles / f"nines-automations-{self.it.bundle}.prom", metrics(self.it.bundle, tally), 0o644
            )


def read_tally(state: Path) -> Tally:
    """What was decided so far. Raises ValueError if the file is not as it was written."""
    path = state / "tally.json"
    if not path.exists():
        return {}
    found: Any = json.loads(path.read_text(encoding="utf-8"))
    counts = [one for decisions in found.values() for one in decisions.values()] if isinstance(found, dict) else [None]
    if not all(isinstance(one, list) and len(one) == 2 for one in counts):
        raise ValueError(f"`{path}` is no tally")
    tally: Tally = found
    return tally


def metrics(bundle: str, tally: Tally) -> str:
    """The tally as Prometheus reads it."""
    families: tuple[tuple[str, str, str, Callable[[list[int]], int]], ...] = (
        ("decisions_total", "counter", "What was decided of automations, and how often.", lambda one: one[0]),
        ("last_decision_seconds", "gauge", "When it was last decided so, in Unix seconds.", lambda one: one[1]),
    )
    lines = []
    for name, kind, text, value in families:
        lines += [f"# HELP nines_automation_{name} {text}", f"# TYPE nines_automation_{name} {kind}"]
        for automation, decisions in sorted(tally.items()):
            for decision, one in sorted(decisions.items()):
                labels = f'nines="{bundle}",automation="{automation}",decision="{decision}"'
                lines.append(f"nines_automation_{name}{{{labels}}} {value(one)}")
    return "\n".join([*lines, ""])


def _exchange(path: Path, text: str, mode: int = 0o640) -> None:
    """Write a file so that nobody sees half of it."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        file.write(text)
    Path(file.name).chmod(mode)
    Path(file.name).replace(path)


def _clock(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def main() -> int:
    """0 if all is as it should be, whether it ran or not; 1 if it ran and did not help; 2 for a wrong call."""
    parser = argparse.ArgumentParser(description="Run an automation, unless something speaks against it.")
    parser.add_argument("automation")
    parser.add_argument("--plan", type=Path, default=Path(__file__).with_name("automations.json"))
    parser.add_argument("--files", type=Path, required=True, help="the folder of the specs")
    parser.add_argument("--state", type=Path, help="the folder of the trail (default: /var/lib/nines/BUNDLE)")
    parser.add_argument("--prometheus", default="http://localhost:9090")
    parser.add_argument("--wait", type=float, default=120, help="seconds after which it has to be better")
    parser.add_argument("--textfiles", type=Path, help="the folder of the node exporter's text files")
    parser.add_argument("--alert", help="the fingerprint of the alert that asks for it")
    given = parser.parse_args()
    try:
        plan = read_plan(given.plan)
        if given.automation not in plan:
            raise PlanError(f"`{given.plan}` has no automation `{given.automation}`; it has {', '.join(plan)}")
    except PlanError as error:
        sys.stderr.write(f"guard: {error}\n")
        return 2
    it = plan[given.automation]
    state = given.state or Path("/var/lib/nines", it.bundle)
    place = Place(given.files.resolve(), state.resolve(), given.prometheus, given.wait, given.textfiles)
    try:
        found = decide(it, place, given.alert)
    except OSError as error:
        sys.stderr.write(f"guard: nothing is done without a trail: {error.filename}: {error.strerror}\n")
        return 2
    sys.stdout.write(f"{it.name}: {found.decision}, {found.why}\n")
    return 1 if found.decision in BAD else 0


if __name__ == "__main__":
    sys.exit(main())
