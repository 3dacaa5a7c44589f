"""Alerts: when each fires, who gets it and when, what keeps it silent, what it says, and what answers it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from nines.contract.burning import fires_after, resolves_after, told_after, worst_ratio
from nines.contract.model import AtRisk as PromiseAtRisk
from nines.contract.model import (
    BudgetBelow,
    BudgetEnds,
    BudgetUsed,
    Burn,
    Missing,
    Objective,
)
from nines.explain.allowed import traffic_of
from nines.explain.example import PROMISE_BREAKS_IN, Example, Item, example_of, said
from nines.explain.failures import FAILURES, exact
from nines.explain.known import Known
from nines.explain.model import Column, Explanation, Fact, Facts, Prose, Row, Section, Table
from nines.explain.telling import (
    Firing,
    firings,
    hours_of,
    receiver_name,
    routes_to,
    silenced_by,
    timing_words,
    told_where,
)
from nines.explain.words import aim, listed, share, told_words
from nines.plan import names
from nines.plan.model import RecordingRule, Rule
from nines.plan.routes.alerts import Told, sources_of
from nines.record import dataclass
from nines.source import Span
from nines.values.model import Percentage
from nines.values.text import duration, factor, literal, percent, prometheus_duration

__all__ = ["alert_names", "explain_alerts", "explain_named"]

_MOST = 4
"""So many alerts of one name are told of in full; more are listed."""


def alert_names(known: Known) -> tuple[str, ...]:
    """The names of all alerts that the rules can fire."""
    return tuple(dict.fromkeys(rule.name for rule in known.planned.rules.alerts))


def explain_named(name: str, known: Known) -> Explanation:
    """All alerts of a name: in full if they are few, else where each goes."""
    found = [firing for firing in firings(known) if firing.rule.name == name]
    if len(found) <= _MOST:
        return Explanation("alert", name, "", None, tuple(_in_full(found, known)))
    columns = (Column("of"), Column("class"), Column("over"), Column("stage"), Column("to"))
    rows = tuple(
        Row(
            (
                each.member.of,
                each.rule.alert_class.value,
                each.window,
                each.alert.label(names.STAGE),
                told_where(each.alert, known),
            )
        )
        for each in found
    )
    example = next((each.member.of for each in found if each.member.of), "")
    more = Prose(f"`nines explain alert {example}` tells of those of one objective or promise in full.")
    return Explanation("alert", name, "", None, (Section("", (Table(columns, rows), more)),))


def explain_alerts(of: str, title: str, known: Known) -> Explanation:
    """All alerts of an objective or a promise, in full."""
    found = [firing for firing in firings(known) if firing.member.of == of]
    sections = tuple(_in_full(found, known)) or (Section("", (Prose("It has no alerts."),)),)
    origin = next((firing.alert.origin for firing in found), None)
    return Explanation("alerts of", of, title, origin, sections)


def _in_full(found: Sequence[Firing], known: Known) -> Iterator[Section]:
    for firing in found:
        subject = _subject(firing, known)
        over = f" over {firing.window}" if firing.window else ""
        about = firing.member.of or firing.alert.label(names.AUTOMATION)
        of = f" of {about}" if about else ""
        title = f"{firing.rule.alert_class.value} {firing.name}{over}{of}"
        facts = Facts((*_when(subject), *_who(subject), *_silence(subject), *_answers(subject)))
        yield Section(title, (facts, Prose("It says, for example:"), Facts(tuple(_says(subject)))))


@dataclass(frozen=True, slots=True)
class _Subject:
    """An alert with the statement that asks for it and the objective that it is of, where there are such."""

    firing: Firing
    told: Told | None
    objective: Objective | None
    known: Known


def _subject(firing: Firing, known: Known) -> _Subject:
    told = sources_of(known.contract).of(firing.alert)
    of = {objective.id: objective for objective in known.contract.objectives}
    guarded = {
        f"{customer.name}.{promise.name}": promise.guard
        for customer in known.contract.customers
        for promise in customer.agreement.promises
    }
    return _Subject(firing, told, of.get(firing.member.of) or guarded.get(firing.member.of), known)


# --- when ---------------------------------------------------------------------------


def _when(subject: _Subject) -> Iterator[Fact]:
    firing, told, objective = subject.firing, subject.told, subject.objective
    place = firing.alert.origin
    if told is not None:
        yield Fact("asked for by", told_words(told), told.origin)
    yield Fact("fires when", _condition(subject), place if told is None else None)
    if firing.rule.hold and not isinstance(told, Missing):
        yield Fact("", f"for {duration(firing.rule.hold)} without a break")
    few = objective.alerts.fewest_bad if objective is not None and isinstance(told, Burn) else None
    if few is not None:
        yield Fact("", f"and at least {few:,} events were bad")
    if firing.member.groups:
        yield Fact("", f"for each {listed(firing.member.groups)} alone")
    if objective is not None and isinstance(told, Burn | BudgetUsed | BudgetBelow | BudgetEnds):
        yield from _times(objective, told)


def _condition(subject: _Subject) -> str:
    told, objective = subject.told, subject.objective
    match told:
        case Burn() if objective is not None:
            short = f" and over {prometheus_duration(told.short.milliseconds)}" if told.short is not None else ""
            long = prometheus_duration(told.window.milliseconds)
            return (
                f"more than {percent(worst_ratio(objective, told))} are bad over {long}{short}: "
                f"{factor(told.factor)} what {aim(objective)} allows"
            )
        case Missing(delay=delay):
            return f"series that were there within the last day have had no samples for {literal(delay)}"
        case BudgetUsed():
            return "nothing is left of the budget"
        case BudgetBelow():
            return f"less than {share(told.share)} of the budget is left"
        case BudgetEnds(within=within):
            return f"the budget is gone within {literal(within)} at the rate of the last hour"
        case PromiseAtRisk():
            return "at the rates of the last hour and of the last day the promise breaks before its period ends"
        case _:
            return _without_statement(subject)


def _without_statement(subject: _Subject) -> str:
    """What no statement asks for: a promise is broken, or something of our own is wrong."""
    if subject.firing.rule.name == names.PROMISE_BROKEN:
        return "less was attained in the contract's period so far than was promised"
    return subject.firing.rule.about


def _times(objective: Objective, told: Burn | BudgetUsed | BudgetBelow | BudgetEnds) -> Iterator[Fact]:
    for failure in FAILURES:
        if isinstance(told, Burn):
            after, ends = fires_after(objective, told, failure), resolves_after(objective, told, failure)
        else:
            after, ends = told_after(objective, told, failure), None
        over = f", and resolves {exact(ends)} after it ends" if ends is not None else ""
        yield Fact(f"at {percent(failure)} bad", "never" if after is None else f"after {exact(after)}{over}")


# --- who ----------------------------------------------------------------------------


def _who(subject: _Subject) -> Iterator[Fact]:
    alert, routes = subject.firing.alert, subject.known.planned.routes
    where = told_where(alert, subject.known)
    if routes is None or where.startswith("nobody"):
        yield Fact("goes to", where)
        return
    receivers = {receiver.name: receiver for receiver in subject.known.contract.receivers}
    for route in routes_to(alert, routes):
        name = receiver_name(route.receiver, routes)
        if not name:
            continue
        receiver = receivers.get(name)
        kind = f" ({receiver.kind})" if receiver is not None else " (e-mail to the customer)"
        when = hours_of(route, routes)
        place = receiver.origin if receiver is not None else next(iter(route.origins), None)
        yield Fact("goes to", f"{name}{kind}", place)
        if when:
            yield Fact("hours", f"{when}; what still fires when they begin is told then, what came and went is not")
        yield Fact("sent", timing_words(route))
        yield Fact("grouped", f"with all that share {listed(route.group_by)}")


# --- silence ------------------------------------------------------------------------


def _silence(subject: _Subject) -> Iterator[Fact]:
    silent: dict[tuple[str, str], Span | None] = {}
    for rule, sources in silenced_by(subject.firing.alert, subject.known):
        by = dict.fromkeys(f"{source.name} {source.label(names.WINDOW)}".strip() for source in sources)
        said = f"{listed(by)} {'fires' if len(by) == 1 else 'fire'}. {rule.what}"
        silent.setdefault((said, rule.what), next(iter(rule.origins), None))
    for (said, _), place in silent.items():
        yield Fact("silent while", said, place)
    if not silent and not told_where(subject.firing.alert, subject.known).startswith("nobody"):
        yield Fact("silent while", "somebody silences it: no other alert holds it back")
    objective = subject.objective
    if objective is not None:
        for mask in objective.masks:
            what = mask.hours.title or mask.hours.name
            when = f"{what} lasts" if mask.kind == "except" else f"it is not {what}"
            yield Fact("counts nothing", f"while {when}: what fails then does not burn the budget", mask.hours.origin)


# --- what it says -------------------------------------------------------------------


def _says(subject: _Subject) -> Iterator[Fact]:
    firing, objective = subject.firing, subject.objective
    labels = {**{group: f"some {group}" for group in firing.member.groups}, **dict(firing.alert.labels)}
    burn = subject.told if isinstance(subject.told, Burn) else None
    if objective is None:
        example = Example(Fraction(2), (), {}, labels)
    else:
        rate, _ = traffic_of(objective, subject.known)
        facts, items = _facts(objective, subject.known), tuple(_items(objective, subject.known))
        example = example_of(objective, burn, rate.per_second, _attained(subject), facts, labels, items)
    for name, text in firing.rule.annotations:
        yield Fact(name, said(text, example))


def _attained(subject: _Subject) -> Fraction:
    """The share that a promise has reached in the example: below what is promised where it is broken, else above."""
    promised = {
        f"{customer.name}.{promise.name}": promise.comparison.value.value
        for customer in subject.known.contract.customers
        for promise in customer.agreement.promises
    }.get(subject.firing.member.of)
    share = promised.value if isinstance(promised, Percentage) else Fraction(1)
    half = (1 - share) / 2
    return share - half if subject.firing.rule.name == names.PROMISE_BROKEN else share + half


def _items(objective: Objective, known: Known) -> Iterator[Item]:
    """What messages list: a promise that breaks, and something below that burns too."""
    wanted = (objective.service, objective.indicator.name)
    for rule in known.planned.rules.rules:
        labels = dict(rule.labels)
        found = (labels.get(names.SERVICE), labels.get(names.INDICATOR))
        if _records(rule, names.PROMISE_INFO) and labels.get(names.CUSTOMER) and found == wanted:
            yield Item(names.PROMISE_TIME_LEFT.name, labels, PROMISE_BREAKS_IN)
    service = known.contract.service(objective.service)
    for below in service.depends_on[:1] if service is not None else ():
        yield Item(f"{names.BURN_RATE.name}{{", {names.SERVICE: below}, Fraction(9))


def _facts(objective: Objective, known: Known) -> dict[str, str]:
    """The labels of the info series, as messages look them up."""
    for rule in known.planned.rules.rules:
        labels = dict(rule.labels)
        found = (labels.get(names.SERVICE), labels.get(names.OBJECTIVE_LABEL))
        if _records(rule, names.OBJECTIVE_INFO) and found == (objective.service, objective.name):
            return labels
    return {}


def _records(rule: Rule, series: names.Series) -> bool:
    return isinstance(rule, RecordingRule) and rule.record == series.name


# --- what answers -------------------------------------------------------------------


def _answers(subject: _Subject) -> Iterator[Fact]:
    objective, told = subject.objective, subject.told
    if objective is None:
        return
    for automation in subject.known.contract.automations:
        if automation.objective.id == objective.id and told in automation.answers:
            armed = "" if automation.armed else ", which only says what it would do until it is armed"
            action = f"{automation.action.kind} {automation.action.target}"
            yield Fact("answered by", f"{automation.name}: {action}{armed}", automation.origin)
    facts = _facts(objective, subject.known)
    if facts.get("first"):
        yield Fact("first", facts["first"])
    if facts.get("runbook"):
        yield Fact("runbook", facts["runbook"])
