"""One test, from the contract to what happened."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from nines.contract.model import (
    AlertExpectation,
    BudgetExpectation,
    Composite,
    Contract,
    Indicator,
    Journey,
    Latency,
    Objective,
    PromiseExpectation,
    Scenario,
    Service,
    Turn,
)
from nines.diagnostics.model import Report
from nines.emit.prometheus import rule_files
from nines.plan import names
from nines.plan.model import AlertRule, Plan, Rule, RuleFile
from nines.plan.rules.given import Given
from nines.record import dataclass
from nines.scenario.clock import clock_for
from nines.scenario.history import on_test_clock, seen_series
from nines.scenario.inputs import inputs
from nines.scenario.outcome import Outcome, firings
from nines.scenario.play import Play, begins, ends, first_step
from nines.scenario.promised import allowed_before, given_of
from nines.scenario.promtool import Asked, Booklet, ask
from nines.scenario.select import concern_of, needed

__all__ = ["Case", "Prepared", "play_out", "prepare"]

_AFTER = 300_000
"""Milliseconds that a test goes on after its last event and its last deadline."""


@dataclass(frozen=True, slots=True)
class Case:
    """A test of a service or a journey.

    `seen_from` is when promtool has to see it at the latest, in milliseconds since the test's 0: what happened before
    is told to it as history. 0 is for everything from the first thing that happens.
    """

    holder: Service | Journey
    scenario: Scenario
    seen_from: int = 0

    @property
    def name(self) -> str:
        return f"{self.holder.name}: {self.scenario.title}"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What promtool needs for a case, and how to read what it answers."""

    case: Case
    play: Play
    booklet: Booklet
    native: bool


def prepare(contract: Contract, plan: Plan, case: Case, report: Report) -> Prepared:
    """Make up the series and choose the rules. What cannot be made up is said in the report."""
    objectives = _objectives(contract, case)
    clock = clock_for(objectives, max(first_step(case.scenario), case.seen_from))
    scrape = case.holder.scrape if isinstance(case.holder, Service) else contract.project.scrape
    every = contract.project.evaluate.milliseconds
    length = -(-_length(case.scenario) // every) * every
    length += (clock.start - clock.zero) * 1000 % every
    promised = _promised(contract, case.scenario)
    tenants = [given.customer.tenant for given in promised if given.customer is not None]
    play = Play(case.scenario, clock, scrape.milliseconds, every, length, next(iter(tenants), None))
    promises = tuple((e.customer, e.promise) for e in case.scenario.expected if isinstance(e, PromiseExpectation))
    indicators = (*(each.indicator for each in objectives), *(given.indicator for given in promised))
    concern = concern_of(objectives, indicators, promises)
    goals = _goals(plan, case, objectives)
    chosen = needed(plan, goals, concern)
    told = (*seen_series(chosen, objectives, play), *allowed_before(promised, play))
    series = (*inputs(play, indicators, report), *told)
    artifacts = rule_files(on_test_clock(chosen, play), "rules", None)
    booklet = Booklet(
        rules={f"rules-{number}.yaml": artifact.text for number, artifact in enumerate(artifacts)},
        groups=tuple(group.name for file in _in_order(chosen) for group in file.groups),
        series=series,
        step=play.step,
        every=every,
        asked=tuple(_questions(play, contract.project.bundle)),
    )
    native = any(_is_native(indicator) for indicator in indicators)
    return Prepared(case, play, booklet, native)


def play_out(promtool: Path, prepared: Prepared) -> Outcome:
    """What happened. Raises RefusedError if promtool cannot evaluate the rules."""
    answers = ask(promtool, prepared.booklet)
    lead = prepared.play.clock.lead
    fired = firings(
        [a for a in answers if a.query == _firing(prepared)], prepared.play.every, lead, prepared.play.total
    )
    values = {}
    for answer in answers:
        series = answer.query.partition("{")[0]
        if series in (names.BUDGET_LEFT.name, names.ATTAINED.name):
            key = (series, answer.label(names.SERVICE), answer.label(names.OBJECTIVE_LABEL))
            values[key] = Fraction(answer.value) if answer.value not in ("NaN", "+Inf", "-Inf") else None
    return Outcome(fired, values, prepared.play.length)


def _firing(prepared: Prepared) -> str:
    return prepared.booklet.asked[0].query


# --- what a test is about -------------------------------------------------------


def _objectives(contract: Contract, case: Case) -> tuple[Objective, ...]:
    """The objectives that are named; all of the holder's where something is said of any."""
    found: dict[int, Objective] = {}
    for expected in case.scenario.expected:
        if isinstance(expected, PromiseExpectation):
            guard = _guard(contract, expected)
            own: tuple[Objective, ...] = (guard,) if guard is not None else ()
        elif expected.objective is not None:
            own = (expected.objective,)
        else:
            own = case.holder.objectives
        found.update({id(each): each for each in own})
    return tuple(found.values())


def _promised(contract: Contract, scenario: Scenario) -> tuple[Given, ...]:
    found = (given_of(contract, each) for each in scenario.expected if isinstance(each, PromiseExpectation))
    return tuple({given.id: given for given in found if given is not None}.values())


def _guard(contract: Contract, expected: PromiseExpectation) -> Objective | None:
    for customer in contract.customers:
        if customer.name == expected.customer:
            for promise in customer.agreement.promises:
                if promise.name == expected.promise:
                    return promise.guard
    return None


def _goals(plan: Plan, case: Case, objectives: Sequence[Objective]) -> list[Rule]:
    """The alerts and the series that the expectations speak of."""
    ids = {objective.id for objective in objectives}
    found: dict[int, Rule] = {}
    for rule in plan.rules:
        if isinstance(rule, AlertRule):
            if any(_speaks_of(expected, rule, ids) for expected in case.scenario.expected):
                found[id(rule)] = rule
        elif rule.record in (names.BUDGET_LEFT.name, names.ATTAINED.name):
            served = {member.of for member in rule.members} & ids
            if served and any(isinstance(expected, BudgetExpectation) for expected in case.scenario.expected):
                found[id(rule)] = rule
    return list(found.values())


def _speaks_of(expected: object, rule: AlertRule, ids: set[str]) -> bool:
    about = {fired.of for fired in rule.fires}
    if isinstance(expected, PromiseExpectation):
        return f"{expected.customer}.{expected.promise}" in about
    if not isinstance(expected, AlertExpectation):
        return False
    wanted = {expected.objective.id} if expected.objective is not None else ids
    named = rule.name == expected.name if expected.name is not None else rule.alert_class is expected.alert_class
    return named and bool(about & wanted)


def _length(scenario: Scenario) -> int:
    """How long a test is played: to the end of all that happens and of all deadlines, and a little longer."""
    last = ends(scenario)
    for expected in scenario.expected:
        if isinstance(expected, AlertExpectation | PromiseExpectation) and expected.within is not None:
            resolves = isinstance(expected, AlertExpectation) and expected.turn is Turn.RESOLVES
            last = max(last, (ends(scenario) if resolves else begins(scenario)) + expected.within.milliseconds)
    return last + _AFTER


def _in_order(plan: Plan) -> list[RuleFile]:
    """What the bundle shares is evaluated first, then services, journeys, and what is promised."""
    return sorted(plan.files, key=lambda file: (not file.name.startswith("bundle."), file.name.startswith("sla.")))


def _questions(play: Play, bundle: str) -> list[Asked]:
    firing = f'ALERTS{{nines="{bundle}",alertstate="firing"}}'
    moments = range(max(0, play.clock.lead), play.total + 1, play.every)
    asked = [Asked(firing, moment) for moment in moments]
    standing = (names.BUDGET_LEFT.name, names.ATTAINED.name)
    return [*asked, *(Asked(f'{series}{{nines="{bundle}"}}', moments[-1]) for series in standing)]


def _is_native(indicator: Indicator) -> bool:
    measurement = indicator.measurement
    if isinstance(measurement, Composite):
        return any(_is_native(part) for part, _ in measurement.parts)
    return isinstance(measurement, Latency) and measurement.native
