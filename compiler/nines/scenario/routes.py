"""Tests of routes: every alert that can exist comes to the receivers of the plan, by `amtool config routes test`."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from nines.contract.model import Contract, Journey, Scenario, Service
from nines.emit.alertmanager.files import alertmanager
from nines.plan import names
from nines.plan.model import Plan
from nines.plan.routes.build import plan_routes
from nines.plan.routes.model import Delivery
from nines.record import dataclass, replace
from nines.scenario.codes import OTHER_ROUTE
from nines.scenario.judge import Verdict
from nines.scenario.promtool import RefusedError
from nines.scenario.run import Case
from nines.values.text import count

__all__ = ["Routed", "routes_of", "try_routes"]

_LONGEST = 60
"""Seconds after which amtool is given up."""
_KEYS = (names.TEAM, names.STAGE, names.SEVERITY, names.CUSTOMER)


@dataclass(frozen=True, slots=True)
class Routed:
    """Alerts that go the same way: those of a team, a stage, a class and a customer that come to the same receivers.

    Receivers whose names begin otherwise than with `prefix` are others', who may get the alerts too.
    """

    case: Case
    config: str
    deliveries: tuple[Delivery, ...]
    prefix: str = ""


def routes_of(contract: Contract, plan: Plan) -> Iterator[Routed]:
    """A test for each way that alerts go; none where the specs name nobody who could be told."""
    contract = _as_a_file(contract)
    routing = plan_routes(contract, plan)
    holders: tuple[Service | Journey, ...] = (*contract.services, *contract.journeys)
    if routing is None or not holders:
        return
    output = contract.project.output("alertmanager")
    (config, *_) = alertmanager(routing, "alertmanager", None, output.base)
    prefix = f"nines-{contract.project.bundle}-" if output.continues else ""
    ways: dict[tuple[str, ...], list[Delivery]] = {}
    for delivery in routing.deliveries:
        key = (*delivery.receivers, *(delivery.alert.label(name) for name in _KEYS))
        ways.setdefault(key, []).append(delivery)
    by_name = {holder.name: holder for holder in holders}
    for deliveries in ways.values():
        first = deliveries[0].alert
        holder = by_name.get(first.label(names.SERVICE), holders[0])
        scenario = Scenario(_title(deliveries), (), (), (), first.origin or holder.origin)
        yield Routed(Case(holder, scenario), config.text, tuple(deliveries), prefix)


def _as_a_file(contract: Contract) -> Contract:
    """The same with its routes in a file, which is what amtool reads: an object has the same tree."""
    project = contract.project
    outputs = tuple(replace(one, form="file") if one.kind == "alertmanager" else one for one in project.outputs)
    return replace(contract, project=replace(project, outputs=outputs))


def try_routes(amtool: Path, routed: Routed) -> tuple[Verdict, ...]:
    """Ask amtool for each alert. Raises RefusedError if it cannot be run or does not take the configuration."""
    with tempfile.TemporaryDirectory(prefix="nines-test-") as folder:
        path = Path(folder) / "alertmanager.yaml"
        path.write_text(routed.config, encoding="utf-8")
        return tuple(_verdict(amtool, path, delivery, routed) for delivery in routed.deliveries)


def _verdict(amtool: Path, config: Path, delivery: Delivery, routed: Routed) -> Verdict:
    alert = delivery.alert
    labels = [f"{name}={_quoted(value)}" for name, value in alert.labels] + [f"{name}=any" for name in alert.groups]
    command = [str(amtool), "config", "routes", "test", f"--config.file={config}", *labels]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_LONGEST)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RefusedError(f"`{amtool}` cannot be run: {error}") from error
    if done.returncode != 0:
        raise RefusedError(done.stderr.strip() or done.stdout.strip())
    came = done.stdout.strip().split(",")
    reached = ", ".join(receiver for receiver in came if receiver.startswith(routed.prefix))
    wanted = ", ".join(delivery.receivers)
    of = f" of `{alert.of}`" if alert.of else ""
    return Verdict(
        passed=sorted(reached.split(", ")) == sorted(wanted.split(", ")),
        expected=f"`{alert.name}`{of} to come to {wanted}",
        happened=f"it comes to {reached}",
        short=f"comes to {reached}",
        due=None,
        origin=alert.origin or routed.case.scenario.origin,
        code=OTHER_ROUTE,
    )


def _quoted(value: str) -> str:
    """As amtool reads it: in quotes where it has signs of its own."""
    plain = value.replace("_", "").replace("-", "").isalnum()
    return value if plain else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _title(deliveries: list[Delivery]) -> str:
    alert = deliveries[0].alert
    team, customer = alert.label(names.TEAM), alert.label(names.CUSTOMER)
    what = count(len(deliveries), alert.label(names.SEVERITY) or "alert")
    whose = f" of team {team}" if team else ""
    about = f" about {customer}" if customer else ""
    later = " of a later stage" if alert.label(names.STAGE) else ""
    return f"{what}{whose}{about}{later} to {', '.join(deliveries[0].receivers)}"
