"""What `nines serve` does: look whether all is there, listen, and end when it is told to."""

from __future__ import annotations

import ipaddress
import os
import shutil
import signal
import ssl
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from nines.automation.guard import Automation, Place, PlanError, read_plan
from nines.automation.receiver import Receiver
from nines.automation.runner import Runner
from nines.cli.files import WrongCall
from nines.record import dataclass

__all__ = ["Wish", "serve", "unit"]

_SHORTEST = 16
_UNIT = "automation/nines-serve.service"


@dataclass(frozen=True, slots=True)
class Wish:
    """What to run, where and how, as the options of the command say."""

    plan: Path
    files: Path
    state: Path | None
    prometheus: str
    listen: str
    token_file: Path | None
    certificate: Path | None
    key: Path | None
    wait: float
    textfiles: Path | None


def serve(wish: Wish) -> int:
    """Listen until SIGTERM or SIGINT; 0 when all that was begun has ended."""
    plan = _plan(wish)
    place = _place(wish, plan)
    address, token, tls = _address(wish.listen), _token(wish), _tls(wish)
    if token is None and not _is_local(address[0]):
        raise WrongCall(f"`--listen {wish.listen}` can be reached from elsewhere: say with `--token-file` who may call")
    _prepare(place)
    runner = Runner(wish.plan, place, _say)
    try:
        receiver = Receiver(address, runner, token, tls)
    except OSError as error:
        raise WrongCall(f"nothing can listen at `{wish.listen}`: {error.strerror}") from error
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    bundle = next(iter(plan.values())).bundle if plan else ""
    armed = sum(it.armed for it in plan.values())
    _say(f"{len(plan)} automations of {bundle}, {armed} of them armed; the trail is {place.state / 'audit.jsonl'}")
    for complaint in _complaints(plan, place):
        _say(f"warning: {complaint}")
    if token is not None and tls is None and not _is_local(address[0]):
        _say("warning: the token is sent in the clear: give `--certificate` and `--key`, or put TLS before it")
    _say(f"listening at {'https' if tls else 'http'}://{wish.listen}")
    receiver.serve(ended)
    _say("ended")
    return 0


def unit(wish: Wish) -> int:
    """Print a unit of systemd that runs what the other options say."""
    from nines.emit.environment import environment

    plan = _plan(wish)
    place = _place(wish, plan)
    bundle = next(iter(plan.values())).bundle if plan else ""
    ours = Path("/var/lib/nines", bundle)
    command = [_program(), "serve", str(wish.plan.resolve())]
    command += ["--files", str(place.files), "--state", str(place.state), "--prometheus", wish.prometheus]
    command += ["--listen", wish.listen, "--wait", f"{wish.wait:g}"]
    for option, path in (("--certificate", wish.certificate), ("--key", wish.key), ("--textfiles", wish.textfiles)):
        command += [option, str(path.resolve())] if path is not None else []
    written = [_argument(part) for part in command] + (["--token-file", "%d/token"] if wish.token_file else [])
    text = (
        environment("text", None)
        .get_template(_UNIT)
        .render(
            bundle=bundle,
            state=place.state,
            command=" ".join(written),
            files=_value(place.files),
            home=_argument(str(place.state)),
            token=_value(wish.token_file.resolve()) if wish.token_file is not None else "",
            state_directory=f"nines/{bundle}" if place.state == ours else "",
            writable=[_listed(path) for path in _writable(place, ours)],
        )
    )
    sys.stdout.write(text)
    return 0


# --- what is there ------------------------------------------------------------------


def _plan(wish: Wish) -> Mapping[str, Automation]:
    try:
        return read_plan(wish.plan)
    except PlanError as error:
        raise WrongCall(f"{error}; `nines build` writes one where the specs have an `automation`") from error


def _place(wish: Wish, plan: Mapping[str, Automation]) -> Place:
    if urlsplit(wish.prometheus).scheme not in ("http", "https"):
        raise WrongCall(f"`--prometheus {wish.prometheus}` is no address: write `http://localhost:9090`")
    if not wish.files.is_dir():
        raise WrongCall(f"`--files {wish.files}` is no folder: name the one of the specs")
    bundle = next(iter(plan.values())).bundle if plan else ""
    state = wish.state if wish.state is not None else Path("/var/lib/nines", bundle)
    return Place(wish.files.resolve(), state.absolute(), wish.prometheus, wish.wait, wish.textfiles)


def _prepare(place: Place) -> None:
    """What cannot be written down is not done: better to know it now than when it is due."""
    for path in (place.state, *([place.textfiles] if place.textfiles is not None else [])):
        try:
            path.mkdir(mode=0o750, parents=True, exist_ok=True)
        except OSError as error:
            raise WrongCall(f"`{path}` cannot be made: {error.strerror}") from error
        if not os.access(path, os.W_OK | os.X_OK):
            raise WrongCall(f"`{path}` cannot be written to: name another folder, or run this as its owner")


def _complaints(plan: Mapping[str, Automation], place: Place) -> Iterator[str]:
    """What would fail once it is due."""
    for it in plan.values():
        path = place.files / it.run.target
        if it.run.kind == "webhook":
            continue
        if not path.is_file():
            yield f"{it.name} runs {it.run.target}, which is not in {place.files}"
        elif it.run.kind == "script" and not os.access(path, os.X_OK):
            yield f"{it.name} runs {it.run.target}, which nobody may execute: chmod +x"
    beside = Path(sys.executable).with_name("ansible-playbook")
    is_there = beside.exists() or shutil.which("ansible-playbook") is not None
    if any(it.run.kind == "playbook" for it in plan.values()) and not is_there:
        yield "playbooks are run by `ansible-playbook`, which is not on the PATH"


def _address(listen: str) -> tuple[str, int]:
    host, _, port = listen.rpartition(":")
    if not host or not port.isdecimal() or not 0 <= int(port) < 65_536:
        raise WrongCall(f"`--listen {listen}` is no address: write a host and a port, `127.0.0.1:5001`")
    return host.strip("[]"), int(port)


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _token(wish: Wish) -> str | None:
    if wish.token_file is None:
        return None
    try:
        token = wish.token_file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongCall(
            f"`--token-file {wish.token_file}` cannot be read: {getattr(error, 'strerror', error)}"
        ) from error
    if len(token) < _SHORTEST:
        raise WrongCall(
            f"the token of `{wish.token_file}` has fewer than {_SHORTEST} signs: `openssl rand -hex 32` makes one"
        )
    return token


def _tls(wish: Wish) -> ssl.SSLContext | None:
    if wish.certificate is None and wish.key is None:
        return None
    if wish.certificate is None or wish.key is None:
        raise WrongCall("TLS needs both `--certificate` and `--key`")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(wish.certificate, wish.key)
    except (OSError, ssl.SSLError) as error:
        raise WrongCall(
            f"`{wish.certificate}` and `{wish.key}` are no certificate and its key: {error.strerror}"
        ) from error
    return context


def _say(text: str) -> None:
    """A line of the journal, at once: whoever reads it wants to know what is going on."""
    print("".join(char if char.isprintable() else " " for char in text), flush=True)


# --- systemd ------------------------------------------------------------------------


def _program() -> str:
    beside = Path(sys.executable).with_name("nines")
    return str(beside) if beside.exists() else (shutil.which("nines") or "/usr/bin/nines")


def _writable(place: Place, ours: Path) -> Iterable[Path]:
    if place.state != ours:
        yield place.state
    if place.textfiles is not None:
        yield place.textfiles.resolve()


def _value(path: Path) -> str:
    """A path as the value of a setting: `%` begins a specifier."""
    return str(path).replace("%", "%%")


def _listed(path: Path) -> str:
    """A path in a list of them, which blanks part."""
    escaped = _value(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' if any(char.isspace() for char in escaped) else escaped


def _argument(text: str) -> str:
    """A word of a command line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if any(char.isspace() or char in "'\";" for char in escaped) else escaped
