"""Alerts on objectives: one rule for all objectives of a service that are told alike.

An alert bears the identity of its objective and group, `window`, and what routes go by (`severity`, `team`, `tier` and
the labels that the project carries). Never a number: a label that moves is another alert.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Generic, TypeVar

from nines.contract.burning import can_fire
from nines.contract.model import (
    AlertClass,
    AlertStyle,
    BudgetBelow,
    BudgetEnds,
    BudgetUsed,
    Burn,
    Missing,
    Objective,
    Setting,
)
from nines.diagnostics.suggest import listing
from nines.plan import names
from nines.plan.model import AlertRule, Labels, Member
from nines.plan.rules.aims import pair_of
from nines.plan.rules.book import Book, distinct, identity
from nines.plan.rules.maintained import maintenance_rules
from nines.plan.rules.messages import Subject, budget_messages, burn_messages, missing_messages
from nines.plan.rules.missing import leaves_out, no_longer_counted, no_longer_measured
from nines.plan.rules.stages import with_stages
from nines.plan.rules.stakes import concerned, told_customers
from nines.plan.rules.windows import side_by_side
from nines.promql import build as q
from nines.promql.tree import Expression, Matcher
from nines.record import dataclass, replace
from nines.values.model import Duration
from nines.values.text import percent, prometheus_duration

__all__ = ["alert_rules", "routing_labels"]

_Told = Burn | Missing | BudgetUsed | BudgetBelow | BudgetEnds
_T = TypeVar("_T", bound=_Told)


def alert_rules(book: Book) -> Iterator[AlertRule]:
    """What people are told of a holder's objectives, each page followed by its later stages, and when they are not."""
    yield from with_stages(book.context.contract, book.holder.owner, _first_told(book))
    yield from maintenance_rules(book)


def _first_told(book: Book) -> Iterator[AlertRule]:
    for burns in _burn_families(book):
        yield _burn(book, burns)
    for missing in _alike(book, _of(Missing), _class_of, lambda alert: alert.delay):
        yield from _missing(book, missing)
    for used in _alike(book, _of(BudgetUsed), _class_of, _class_of):
        yield _spent(book, used)
    for below in _alike(book, _of(BudgetBelow), _class_of, lambda alert: alert.share):
        yield _low(book, below)
    for ends in _alike(book, _of(BudgetEnds), _class_of, lambda alert: alert.within):
        yield _ends_soon(book, ends)


def _class_of(alert: _Told) -> AlertClass:
    return alert.alert_class


def routing_labels(book: Book, alert_class: AlertClass, style: AlertStyle) -> Labels:
    """What routes go by, over it what the author wrote."""
    project, holder = book.context.contract.project, book.holder
    carried = {setting.name: setting.value for setting in holder.labels if setting.name in project.carry}
    found = {names.SEVERITY: project.severity(alert_class)}
    if holder.owner is not None:
        found[names.TEAM] = holder.owner.name
    if holder.tier is not None:
        found[names.TIER] = str(holder.tier)
    return tuple({**found, **carried, **{label.name: label.value for label in style.labels}}.items())


# --- families ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Family(Generic[_T]):
    """Objectives with an alert that is alike. A `lone` one shares its name and labels with another rule's."""

    members: tuple[tuple[Objective, _T], ...]
    lone: bool

    @property
    def objective(self) -> Objective:
        return self.members[0][0]

    @property
    def alert(self) -> _T:
        return self.members[0][1]


def _burns(objective: Objective) -> Iterable[Burn]:
    """Those that can fire at all: total failure burns one over the budget."""
    return (burn for burn in objective.alerts.burns if can_fire(objective, burn))


def _of(kind: type[_T]) -> Callable[[Objective], Iterable[_T]]:
    return lambda objective: (alert for alert in objective.alerts.others if isinstance(alert, kind))


def _alike(
    book: Book, alerts: Callable[[Objective], Iterable[_T]], shown: Callable[[_T], object], more: Callable[[_T], object]
) -> list[_Family[_T]]:
    """Alerts that one rule can serve: alike in what they say, in their dress, and in the labels they are judged by.

    Where rules would differ in nothing that their labels show (`shown`), each objective has one of its own.
    """
    families: dict[object, dict[object, list[tuple[Objective, _T]]]] = {}
    for objective in book.holder.objectives:
        for alert in alerts(objective):
            style = alert.style
            seen = (shown(alert), style.name, _texts(style.labels))
            dress = (style.summary, style.runbook, _texts(style.annotations))
            alike = (more(alert), dress, objective.each, objective.alerts.fewest_bad)
            families.setdefault(seen, {}).setdefault(alike, []).append((objective, alert))
    found: list[_Family[_T]] = []
    for rules in families.values():
        if len(rules) == 1:
            found += [_Family(tuple(members), lone=False) for members in rules.values()]
        else:
            found += [_Family((member,), lone=True) for members in rules.values() for member in members]
    return found


def _texts(settings: Iterable[Setting]) -> tuple[tuple[str, str], ...]:
    return tuple((setting.name, setting.value) for setting in settings)


def _rule(
    book: Book,
    name: str,
    family: _Family[_T],
    expression: Expression,
    annotations: Labels,
    about: str,
    hold: int = 0,
) -> AlertRule:
    alert = family.alert
    contract = book.context.contract
    if not isinstance(alert, Missing) and any(concerned(contract, objective) for objective, _ in family.members):
        annotations = (*annotations, ("promises", told_customers(book.context.bundle, book.holder.name)))
    window = _window(family.alert) if len({_window(own) for _, own in family.members}) == 1 else ()
    own_objective = ((names.OBJECTIVE_LABEL, family.objective.name),) if family.lone else ()
    return AlertRule(
        name=alert.style.name or name,
        expression=expression,
        alert_class=alert.alert_class,
        labels=(*window, *own_objective, *routing_labels(book, alert.alert_class, alert.style)),
        annotations=annotations,
        hold=hold,
        fires=tuple(
            Member((*identity(book.context, objective), *_window(own)), objective.each, objective.id, own.origin)
            for objective, own in family.members
        ),
        about=about,
        origins=distinct(own.origin for _, own in family.members),
    )


def _subject(book: Book, family: _Family[_T], *, fixed: bool = False) -> Subject:
    return Subject(book, [objective for objective, _ in family.members], family.objective.each, fixed=fixed)


def _chosen(book: Book, family: _Family[_T]) -> tuple[Matcher, ...]:
    return book.among(objective for objective, _ in family.members)


# --- burn rates -------------------------------------------------------------


def _burn_families(book: Book) -> Iterator[_Family[Burn]]:
    """One for all windows of a class, where these are told alike; else one for each window.

    So too where authors named them, since alerts of other kinds may have that name and the same labels.
    """
    classes = _alike(book, _burns, _class_of, lambda burn: burn.hold)
    apart = {family.alert.alert_class for family in classes if not _is_one_rule(family)}
    yield from (family for family in classes if family.alert.alert_class not in apart)
    if not apart:
        return
    for family in _alike(
        book, _burns, lambda burn: (burn.alert_class, burn.window), lambda burn: (burn.short, burn.hold)
    ):
        if family.alert.alert_class in apart:
            yield family


def _is_one_rule(family: _Family[Burn]) -> bool:
    """Whether each long window goes with one short one, all have one or none has, and no other rule is like it."""
    pairs = {pair_of(burn)[:2] for _, burn in family.members}
    one_short = len({window for window, _ in pairs}) == len(pairs) and len({bool(short) for _, short in pairs}) == 1
    return one_short and not family.lone and family.alert.style.name is None


def _burn(book: Book, family: _Family[Burn]) -> AlertRule:
    first = family.alert
    alike: dict[tuple[int, ...], list[tuple[Objective, Burn]]] = {}
    for one, burn in family.members:
        alike.setdefault(pair_of(burn), []).append((one, burn))
    expression = side_by_side([_over_both(book, [one for one, _ in some], some[0][1]) for some in alike.values()])
    pairs = [some[0][1] for some in alike.values()]
    windows = {_length(burn.window): _length(burn.short) if burn.short is not None else None for burn in pairs}
    messages = burn_messages(_subject(book, family), first.style, windows, first.alert_class)
    hold = first.hold.milliseconds if first.hold is not None else 0
    about = f"{first.alert_class.value} on what burns in {listing(list(windows), joint='or')}"
    return _rule(book, names.ERROR_BUDGET_BURN, family, expression, messages, about, hold)


def _length(window: Duration) -> str:
    return prometheus_duration(window.milliseconds)


def _window(alert: _Told) -> Labels:
    """The label of what burns over a window."""
    return ((names.WINDOW, _length(alert.window)),) if isinstance(alert, Burn) else ()


def _over_both(book: Book, objectives: list[Objective], burn: Burn) -> Expression:
    """What burns faster than a factor over a long window, and over its short one still."""
    expression: Expression = _over(book, objectives, burn.window, burn.factor)
    if burn.short is not None:
        expression = q.and_(expression, _over(book, objectives, burn.short, burn.factor), q.ignoring(names.WINDOW))
    fewest = objectives[0].alerts.fewest_bad
    if fewest is not None:
        bad = book.select(names.COUNTED, q.equal(names.HALF, "bad"), q.equal(names.WINDOW, _length(burn.window)))
        apart = q.without(names.HALF, names.PART) if book.is_weighted else q.without(names.HALF)
        expression = q.and_(expression, q.ge(q.sum_(bad, apart), fewest))
    return expression


def _over(book: Book, objectives: list[Objective], window: Duration, factor: Fraction) -> Expression:
    rate = book.select(names.BURN_RATE, *book.among(objectives), q.equal(names.WINDOW, _length(window)))
    return q.gt(rate, q.exact(factor))


# --- budgets ----------------------------------------------------------------


def _spent(book: Book, family: _Family[BudgetUsed]) -> AlertRule:
    alert = family.alert
    left = book.select(names.BUDGET_LEFT, *_chosen(book, family))
    messages = budget_messages(
        _subject(book, family), alert.style, "the error budget is spent", "nothing is left of the budget"
    )
    return _rule(book, names.ERROR_BUDGET_SPENT, family, q.le(left, 0), messages, "the budget is used up")


def _low(book: Book, family: _Family[BudgetBelow]) -> AlertRule:
    alert = family.alert
    left = book.select(names.BUDGET_LEFT, *_chosen(book, family))
    share = percent(alert.share.value)
    messages = budget_messages(
        _subject(book, family),
        alert.style,
        f"less than {share} of the error budget is left",
        f"less than {share} of the budget is left",
    )
    return _rule(
        book, names.ERROR_BUDGET_LOW, family, q.lt(left, alert.share.value), messages, f"less than {share} is left"
    )


def _ends_soon(book: Book, family: _Family[BudgetEnds]) -> AlertRule:
    alert = family.alert
    ends = book.select(names.BUDGET_EXHAUSTS, *_chosen(book, family))
    left = book.select(names.BUDGET_LEFT, *_chosen(book, family))
    text = prometheus_duration(alert.within.milliseconds)
    subject = _subject(book, family)
    messages = budget_messages(
        subject, alert.style, subject.exhausts, f"at the rate of the last hour it is gone in {text}"
    )
    soon = q.and_(q.lt(ends, Fraction(alert.within.milliseconds, 1000)), q.gt(left, 0))
    return _rule(book, names.ERROR_BUDGET_ENDS_SOON, family, soon, messages, f"the budget is gone within {text}")


# --- missing data -----------------------------------------------------------


def _missing(book: Book, family: _Family[Missing]) -> Iterator[AlertRule]:
    """Where time is left out on purpose, what is measured is asked; elsewhere what was counted."""
    plain = tuple(member for member in family.members if not leaves_out(member[0]))
    if plain:
        some = _Family(plain, family.lone)
        yield _gone(book, some, no_longer_counted(book, [objective for objective, _ in plain]))
    for objective, alert in family.members:
        gone = no_longer_measured(book, objective) if leaves_out(objective) else None
        if gone is not None:
            labels = identity(book.context, objective)
            yield _gone(book, _Family(((objective, alert),), lone=False), gone, labels)


def _gone(book: Book, family: _Family[Missing], expression: Expression, labels: Labels = ()) -> AlertRule:
    alert = family.alert
    delay = alert.delay.milliseconds
    messages = missing_messages(_subject(book, family, fixed=bool(labels)), alert.style, delay)
    about = f"no data for {prometheus_duration(delay)}"
    rule = _rule(book, names.INDICATOR_MISSING, family, expression, messages, about, delay)
    return replace(rule, labels=(*labels, *rule.labels))
