"""A month of a shop as its rules would have recorded it: made up, but of one piece, so that boards can be looked at.

Each objective has a story (quiet, burning, spent, ...). Burn rates are what the story says; what is left of the budget
is one minus what they add up to, and states, alerts and times follow from both.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nines.check.steps import amount_of
from nines.contract.model import CalendarWindow, Contract, Customer, Objective, Promise
from nines.plan import names
from nines.plan.rules.stakes import concerned
from nines.values.model import Percentage
from nines.values.text import percent

__all__ = ["NOW", "SHOP", "World", "openmetrics"]

NOW = 1_795_536_000
"""The moment that pictures are of, in Unix seconds: 2026-11-24 16:00 UTC."""

_MONTH = 30 * 86_400
_CALENDAR_START = 1_793_487_600  # 2026-11-01 00:00 in Berlin
_FINE = 60


@dataclass(frozen=True, slots=True)
class Story:
    """A burn rate over time: a base, and incidents as (hours ago when it began, hours it lasted, rate)."""

    base: float
    incidents: tuple[tuple[float, float, float], ...] = ()

    def burn(self, at: int) -> float:
        daily = 1 + 0.4 * math.sin(2 * math.pi * (at % 86_400) / 86_400)
        ago = (NOW - at) / 3_600
        rate = self.base * daily
        for began, lasted, height in self.incidents:
            if began >= ago > began - lasted:
                rate += height
        return rate


_STORIES = {
    "checkout.availability": Story(0.35, ((0.7, 2, 28), (310, 1.5, 60))),
    "catalog.feed": Story(0.5, ((420, 9, 34), (200, 12, 30))),
    "checkout.speed": Story(0.7, ((5, 6, 3.4),)),
    "catalog-db.queries": Story(0.3, ((0.8, 2, 9.2),)),
    "search.availability": Story(0.9, ((260, 20, 9),)),
    "storefront.availability": Story(0.2, ((30, 20, 14),)),
    "payments.captures": Story(1.15),
    "buy": Story(0.3, ((0.7, 2, 3.1),)),
    "merchant-api.webhooks-each": Story(0.6, ((100, 3, 12),)),
}
_TENANTS = ("acme", "globex", "lindenhof", "müller-söhne", "nordlicht", "kiosk24", "obst-und-gemuese", "papierladen")


@dataclass(frozen=True, slots=True)
class World:
    """What happens: the story of each objective by its id, who has no data, and whose requests are told apart.

    `traffic` is False where nobody comes: rules then say nothing of shares. `days` of history lie before now, with a
    sample every `coarse` seconds, and one a minute in the last `recent` seconds.
    """

    stories: Mapping[str, Story]
    otherwise: Story | None = None
    silent: frozenset[str] = frozenset()
    tenants: tuple[str, ...] = ()
    traffic: bool = True
    days: int = 60
    coarse: int = 1_800
    recent: int = 6 * 3_600

    def story(self, name: str) -> Story:
        found = self.stories.get(name, self.otherwise)
        return found if found is not None else Story(0.2 + 0.5 * ((len(name) * 7) % 10) / 10)

    def times(self) -> list[int]:
        if not self.days:
            return []
        recent = NOW - self.recent
        return [*range(NOW - self.days * 86_400, recent, self.coarse), *range(recent, NOW + 1, _FINE)]


SHOP = World(_STORIES, silent=frozenset({"orders.backlog"}), tenants=_TENANTS)
"""A bit of everything: what the pictures in the documentation show."""


def openmetrics(contract: Contract, world: World = SHOP) -> Iterator[str]:
    """The lines of an OpenMetrics file: each series whole, oldest sample first."""
    bundle = contract.project.bundle
    made: dict[str, list[str]] = {}
    for objective in contract.objectives:
        for name, labels, samples in _of_objective(objective, contract, world):
            made.setdefault(name, []).extend(_lines(name, {names.BUNDLE: bundle, **labels}, samples))
    others = (
        *_of_indicators(contract, world),
        *_of_promises(contract, world),
        *_of_credits(contract, world),
        *_of_bundle(contract, world),
    )
    for name, labels, samples in others:
        made.setdefault(name, []).extend(_lines(name, {names.BUNDLE: bundle, **labels}, samples))
    for name, lines in made.items():
        yield f"# TYPE {name} unknown"
        yield from lines
    yield "# EOF"


Samples = list[tuple[int, float | None]]
Made = Iterator[tuple[str, dict[str, str], Samples]]


def _of_objective(objective: Objective, contract: Contract, world: World) -> Made:
    identity = {
        names.SERVICE: objective.service,
        names.INDICATOR: objective.indicator.name,
        names.OBJECTIVE_LABEL: objective.name,
    }
    holder = contract.service(objective.service)
    owner = holder.owner if holder else next(j.owner for j in contract.journeys if j.name == objective.service)
    runbook = holder.link("runbook") if holder else None
    info = {
        "target": percent(objective.target.value),
        "window_text": "calendar month, Europe/Berlin"
        if isinstance(objective.window, CalendarWindow)
        else "30 days rolling",
        "unit": objective.indicator.unit,
        "owner": owner.name if owner else "",
        "owner_title": (owner.title or owner.name) if owner else "",
        "customers": ", ".join(one.name for one in contract.customers) if concerned(contract, objective) else "",
        "first": objective.first or (holder.first if holder else "") or "",
        "runbook": runbook or "",
        "source": str(objective.origin),
    }
    times = world.times()
    always: Samples = [(at, 1.0) for at in times]
    target = float(objective.target.value)
    before = target - (0.0001 if objective.id == "checkout.availability" else 0)
    yield names.OBJECTIVE.name, identity, [(at, target if at > NOW - 5_400 else before) for at in times]
    yield names.WINDOW_SECONDS.name, identity, [(at, float(_MONTH)) for at in times]
    if objective.masks:
        yield names.MASKED.name, identity, [(at, float(_hour(at) == 14)) for at in times]
    yield names.OBJECTIVE_INFO.name, {**identity, **{key: value for key, value in info.items() if value}}, always
    for burn in objective.alerts.burns:
        labels = {names.CLASS: burn.alert_class.value, names.WINDOW: burn.window.text or "1h"}
        if burn.short is not None:
            labels[names.SHORT] = burn.short.text
        yield names.BURN_THRESHOLD.name, {**identity, **labels}, [(at, float(burn.factor)) for at in times]
    groups: list[dict[str, str]] = [dict.fromkeys(objective.each, tenant) for tenant in world.tenants]
    for number, group in enumerate(groups if objective.each else [{}]):
        yield from _of_group(objective, {**identity, **group}, number, contract, world)


def _of_group(objective: Objective, labels: dict[str, str], number: int, contract: Contract, world: World) -> Made:
    story = world.story(objective.id)
    budget = float(objective.budget)
    calendar = isinstance(objective.window, CalendarWindow)
    paging = any(burn.alert_class.value == "page" for burn in objective.alerts.burns)
    scale = 1 / (1 + number)
    rows = _standing(story, scale, world.times(), calendar=calendar, paging=paging)
    silent = objective.id in world.silent or not world.traffic
    state: Samples = [(at, 0.0 if silent else float(row.state)) for at, row in rows]
    yield names.STATE.name, labels, state
    if calendar and number == 0:
        ends = _CALENDAR_START + _MONTH
        elapsed: Samples = [(at, (at - _CALENDAR_START) % _MONTH / (ends - _CALENDAR_START)) for at, _ in rows]
        aim = {label: value for label, value in labels.items() if label not in objective.each}
        yield names.WINDOW_ELAPSED.name, aim, elapsed
    if silent:
        return
    yield names.BUDGET_LEFT.name, labels, [(at, row.left) for at, row in rows]
    yield names.ATTAINED.name, labels, [(at, 1 - budget * (1 - row.left) * row.share) for at, row in rows]
    yield names.BUDGET_EXHAUSTS.name, labels, [(at, row.exhausts) for at, row in rows]
    rate = 180 + 40 * math.sin(len(objective.id))
    for window in ("5m", "30m", "1h", "2h", "6h", "1d", "3d"):
        seconds = {"5m": 300, "30m": 1_800, "1h": 3_600, "2h": 7_200, "6h": 21_600, "1d": 86_400, "3d": 259_200}[window]
        mean: Samples = [(at, _mean(story, at, seconds) * scale) for at, _ in rows]
        yield names.BURN_RATE.name, {**labels, names.WINDOW: window}, mean
        yield (
            names.COUNTED.name,
            {**labels, names.WINDOW: window, names.HALF: "bad"},
            [(at, round((value or 0) * budget * rate * seconds)) for at, value in mean],
        )
    day: Samples = [(at, rate * (1 + 0.4 * math.sin(2 * math.pi * (at % 86_400) / 86_400))) for at, _ in rows]
    yield names.COUNTED_RATE.name, {**labels, names.HALF: "total"}, day
    yield (
        names.COUNTED_RATE.name,
        {**labels, names.HALF: "bad"},
        [(at, (value or 0) * min(1.0, story.burn(at) * scale * budget)) for at, value in day],
    )
    yield from _alerts(objective, labels, rows, contract)


@dataclass(frozen=True, slots=True)
class _Row:
    left: float
    burn: float
    exhausts: float | None
    state: int
    share: float


def _standing(story: Story, scale: float, times: list[int], *, calendar: bool, paging: bool) -> list[tuple[int, _Row]]:
    spent: list[float] = [0.0]
    for before, at in itertools.pairwise(times):
        spent.append(spent[-1] + story.burn(at) * scale * (at - before) / _MONTH)
    rows = []
    start = 0
    for index, at in enumerate(times):
        begins = at - (at - _CALENDAR_START) % _MONTH if calendar else at - _MONTH
        while times[start] < begins:
            start += 1
        left = 1 - (spent[index] - spent[start])
        burn = _mean(story, at, 3_600) * scale
        exhausts = left / burn * _MONTH if burn > 1 and left > 0 else None
        ahead = calendar and 1 - left > (at - begins) / _MONTH
        state = 4 if left <= 0 else 3 if burn > 14.4 and paging else 2 if burn > 3 or ahead else 1
        rows.append((at, _Row(left, burn, exhausts, state, (at - begins) / _MONTH if calendar else 1.0)))
    return rows


def _hour(at: int) -> int:
    return at // 3_600 % 24


def _mean(story: Story, at: int, seconds: int) -> float:
    """The mean burn rate of a window; incidents to the second, the day's swing at its middle."""
    rate = Story(story.base).burn(at - seconds // 2)
    for began, lasted, height in story.incidents:
        start, end = NOW - began * 3_600, NOW - (began - lasted) * 3_600
        rate += height * max(0.0, min(at, end) - max(at - seconds, start)) / seconds
    return rate


def _alerts(objective: Objective, labels: dict[str, str], rows: list[tuple[int, _Row]], contract: Contract) -> Made:
    """While the state says so, in the last hours only: Prometheus keeps no longer history of them either here."""
    for state, alert_class, window in ((3, "page", "1h"), (2, "ticket", "1d")):
        since: int | None = None
        firing: Samples = []
        for at, row in rows:
            if row.state == state:
                since = since or at
                firing.append((at, 1.0))
            else:
                since = None
                firing.append((at, None))
        words = dict(contract.project.severities)
        severity = next(word for kind, word in words.items() if kind.value == alert_class)
        alert = {**labels, "alertname": names.ERROR_BUDGET_BURN, names.WINDOW: window, names.SEVERITY: severity}
        yield "ALERTS", {**alert, "alertstate": "firing"}, firing
        if since is not None:
            began = since
            yield "ALERTS_FOR_STATE", alert, [(at, float(began)) for at, _ in rows if at >= began]


def _of_indicators(contract: Contract, world: World) -> Made:
    for indicator in contract.indicators if world.traffic else ():
        identity = {names.SERVICE: indicator.service, names.INDICATOR: indicator.name}
        story = world.story(indicator.id)
        groups: list[dict[str, str]] = [{"tenant": tenant} for tenant in world.tenants] if indicator.per else [{}]
        for number, group in enumerate(groups):
            rate = 180 / (1 + number)
            total: Samples = [
                (at, rate * (1 + 0.4 * math.sin(2 * math.pi * (at % 86_400) / 86_400))) for at in world.times()
            ]
            yield names.MEASURED_RATE.name, {**identity, **group, names.HALF: "total"}, total
            bad: Samples = [
                (at, (value or 0) * min(0.9, 0.0005 * story.burn(at) / (1 + number))) for at, value in total
            ]
            yield names.MEASURED_RATE.name, {**identity, **group, names.HALF: "bad"}, bad


def _of_promises(contract: Contract, world: World) -> Made:
    """As the first period of the history began a month before the running one, there is one whole one before it."""
    for customer in contract.customers:
        for number, promise in enumerate(customer.agreement.promises):
            if promise.indicator is None:
                continue
            labels = {
                names.CUSTOMER: customer.name,
                names.SLA: customer.sla.name,
                names.PROMISE: promise.name,
                names.SERVICE: promise.indicator.service,
                names.INDICATOR: promise.indicator.name,
            }
            yield from _of_promise(customer, promise, number, labels, world)


def _of_promise(customer: Customer, promise: Promise, number: int, labels: dict[str, str], world: World) -> Made:
    amount = promise.comparison.value.value
    promised = float(amount.value) if isinstance(amount, Percentage) else 0.99
    assert promise.indicator is not None
    rows = _standing(world.story(promise.indicator.id), 0.8, world.times(), calendar=True, paging=True)
    facts = {
        "title": promise.title,
        "sla_title": customer.sla.title,
        "customer_title": customer.title,
        "target": f"{100 * promised:g}%",
        "window_text": "calendar month, Europe/Berlin",
        "credit": "10% credit (EUR 1,200.00)",
        "source": str(promise.origin),
    }
    yield names.PROMISE_INFO.name, {**labels, **facts}, [(at, 1.0) for at, _ in rows]
    yield names.PROMISED.name, labels, [(at, promised) for at, _ in rows]
    starts: Samples = [(at, float(at - (at - _CALENDAR_START) % _MONTH)) for at, _ in rows]
    yield names.PERIOD_START.name, labels, starts
    if not world.traffic:
        yield names.PROMISE_STATE.name, labels, [(at, 0.0) for at, _ in rows]
        return
    attained: Samples = [(at, 1 - (1 - promised) * (1 - row.left)) for at, row in rows]
    yield names.PROMISE_ATTAINED.name, labels, attained
    yield names.PROMISE_MEASURED.name, labels, [(at, round(value or 0, 5)) for at, value in attained]
    total = 12_000 * (1 + number)
    yield names.PROMISE_STATE.name, labels, [(at, float(row.state)) for at, row in rows]
    yield names.PROMISE_BAD_LEFT.name, labels, [(at, row.left * (1 - promised) * total) for at, row in rows]
    yield names.PROMISE_TIME_LEFT.name, labels, [(at, row.exhausts) for at, row in rows]
    now, before = {names.WINDOW: "month"}, {names.WINDOW: names.PREVIOUS}
    yield (
        names.PROMISE_COUNTED.name,
        {**labels, **now, names.HALF: "total"},
        [(at, max(1.0, row.share * total)) for at, row in rows],
    )
    whole: Samples = [(at, float(total)) for at, _ in rows]
    yield names.PROMISE_COUNTED.name, {**labels, **before, names.HALF: "total"}, whole
    used = 0.3 + 0.2 * number
    ended: Samples = [(at, used * (1 - promised) * total) for at, _ in rows]
    yield names.PROMISE_COUNTED.name, {**labels, **before, names.HALF: "bad"}, ended


def _of_credits(contract: Contract, world: World) -> Made:
    """The first credit of each promise that is broken, a share of the customer's fee; the highest one alone is owed."""
    for customer in contract.customers if world.traffic else ():
        owed: dict[int, float] = {}
        fee = float(sum(one.amount.amount for one in customer.agreement.fees))
        for promise in customer.agreement.promises:
            if promise.indicator is None:
                continue
            rows = _standing(world.story(promise.indicator.id), 0.8, world.times(), calendar=True, paging=True)
            labels = {names.CUSTOMER: customer.name, names.SLA: customer.sla.name, names.PROMISE: promise.name}
            first = amount_of(promise.credits[0].amount) if promise.credits else None
            share_of_fee = float(first[1]) if first is not None else 0.0
            credit = {at: share_of_fee if row.state == 4 else 0.0 for at, row in rows}
            owed = {at: max(owed.get(at, 0.0), share) for at, share in credit.items()}
            of_promise = {**labels, names.SERVICE: promise.indicator.service, names.INDICATOR: promise.indicator.name}
            yield names.PROMISE_CREDIT_RATIO.name, of_promise, list(credit.items())
            money: Samples = [(at, share * fee) for at, share in credit.items()]
            yield names.PROMISE_CREDIT_MONEY.name, {**of_promise, names.CURRENCY: "EUR"}, money
        labels = {names.CUSTOMER: customer.name, names.SLA: customer.sla.name}
        yield names.CREDIT_RATIO.name, labels, list(owed.items())
        owed_money: Samples = [(at, share * fee) for at, share in owed.items()]
        yield names.CREDIT_MONEY.name, {**labels, names.CURRENCY: "EUR"}, owed_money


def _of_bundle(contract: Contract, world: World) -> Made:
    times = world.times()
    always: Samples = [(at, 1.0) for at in times]
    if world.traffic:
        heartbeat = {"alertname": names.HEARTBEAT, "alertstate": "firing", names.SEVERITY: "note"}
        yield "ALERTS", heartbeat, always
    for service in contract.services:
        for dependency in service.depends_on:
            yield names.DEPENDS_ON.name, {names.SERVICE: service.name, names.DEPENDENCY: dependency}, always
        if service.deploys is not None:
            went_out: Samples = [(at, float(_hour(at) == 13)) for at in times]
            yield names.DEPLOYED.name, {names.SERVICE: service.name}, went_out
    for one in contract.maintenances:
        labels = {"mask": one.name, "title": one.title or one.name}
        yield names.MASK.name, {**labels, "kind": "maintenance"}, [(at, 0.0) for at in times]
        if one.hours is not None:
            week = 7 * 86_400
            ahead: Samples = [(at, float(at - at % week + week)) for at in times]
            yield names.MAINTENANCE_NEXT.name, labels, ahead
            yield names.MAINTENANCE_USED.name, labels, [(at, 5_400.0) for at in times]
            if one.allowance is not None and one.per is not None:
                for sla in contract.slas:
                    allowed = one.allowance.milliseconds / 1000
                    per = {names.SLA: sla.name, **labels, "per": one.per}
                    yield names.EXCLUSION_ALLOWED.name, per, [(at, allowed) for at in times]
    for number, automation in enumerate(contract.automations):
        decided = {names.AUTOMATION: automation.name, "decision": "ran" if automation.armed else "dry run"}
        yield "nines_automation_decisions_total", decided, [(at, 3.0) for at in times]
        last: Samples = [(at, float(at - 700 * (number + 1))) for at in times]
        yield "nines_automation_last_decision_seconds", decided, last


def _lines(name: str, labels: dict[str, str], samples: Samples) -> Iterator[str]:
    told = ",".join(f"{key}={json.dumps(value, ensure_ascii=False)}" for key, value in sorted(labels.items()))
    for at, value in samples:
        if value is not None:
            yield f"{name}{{{told}}} {value:.9g} {at}"
