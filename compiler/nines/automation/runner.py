"""Decides on automations beside each other: which are asked for, and which are being decided on already."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from nines.automation.guard import Automation, Place, decide, metrics, read_plan, read_tally
from nines.record import dataclass

__all__ = ["Runner", "Taken"]

_AT_ONCE = 16
_AGAIN = 30
"""Seconds within which an automation is decided on once, however often it is asked for."""
_DUE = "AutomationDue"


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a message: the automations that are decided on now, and why others are not."""

    taken: tuple[str, ...]
    left: tuple[str, ...]


class Runner:
    """Reads the plan anew for each message, so that a new build counts at once. `log` is told every decision."""

    def __init__(self, plan: Path, place: Place, log: Callable[[str], None]) -> None:
        self.plan = plan
        self.place = place
        self.log = log
        self._pool = ThreadPoolExecutor(_AT_ONCE)
        self._lock = threading.Lock()
        self._deciding: set[str] = set()
        self._asked: dict[str, float] = {}

    def take(self, message: object) -> Taken:
        """The message of an Alertmanager. Raises PlanError if the plan cannot be read, ValueError if it is no message.

        Labels only select an automation of the plan; nothing else of an alert is used but its fingerprint.
        """
        plan = read_plan(self.plan)
        taken, left = [], []
        for name, fingerprint in _due(message, {it.bundle for it in plan.values()}):
            if name not in plan:
                left.append(f"{name[:80]!r} is not in the plan")
            elif self._begin(name):
                taken.append(name)
                self._pool.submit(self._decide, plan[name], fingerprint)
            else:
                left.append(f"{name} is decided on already")
        for why in left:
            self.log(f"left: {why}")
        return Taken(tuple(taken), tuple(left))

    def metrics(self) -> str:
        """What was decided, as Prometheus reads it. Raises PlanError, and ValueError if the tally cannot be read."""
        bundles = sorted({it.bundle for it in read_plan(self.plan).values()})
        return "".join(metrics(bundle, read_tally(self.place.state)) for bundle in bundles)

    def close(self) -> None:
        """Wait for what is being done: nothing that was begun is left without a line in the trail."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _begin(self, name: str) -> bool:
        now = time.monotonic()
        with self._lock:
            if name in self._deciding or now - self._asked.get(name, now - _AGAIN) < _AGAIN:
                return False
            self._deciding.add(name)
            self._asked[name] = now
            return True

    def _decide(self, it: Automation, fingerprint: str | None) -> None:
        try:
            found = decide(it, self.place, fingerprint)
            self.log(f"{it.name}: {found.decision}, {found.why}")
        except OSError as error:
            self.log(f"{it.name}: nothing is done without a trail: {error.filename}: {error.strerror}")
        except ValueError as error:
            self.log(f"{it.name}: nothing is done: {error}")
        finally:
            with self._lock:
                self._deciding.discard(it.name)


def _due(message: object, bundles: set[str]) -> list[tuple[str, str | None]]:
    """The automations that a message asks for, each once, with the fingerprints of their alerts."""
    found: dict[str, str | None] = {}
    alerts = message.get("alerts") if isinstance(message, dict) else None
    if not isinstance(alerts, list):
        raise ValueError("not a message of an Alertmanager: it has no `alerts`")
    for alert in alerts:
        labels: Any = alert.get("labels") if isinstance(alert, dict) else None
        if not isinstance(labels, dict) or alert.get("status") != "firing":
            continue
        name, fingerprint = labels.get("automation"), alert.get("fingerprint")
        if labels.get("alertname") == _DUE and labels.get("nines") in bundles and isinstance(name, str):
            found.setdefault(name, fingerprint if isinstance(fingerprint, str) else None)
    return list(found.items())
