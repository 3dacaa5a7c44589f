"""The rules of a service or a journey: everything that its objectives need.

What a page needs, from the raw counters to the alert, stands in one group in that order and is evaluated at one moment.
What nobody is woken by stands in a second one that is evaluated seldom; sums of old hours, for calendar windows, in a
third one.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from fractions import Fraction
from functools import reduce

from nines.contract.model import AlertClass, Events, Indicator, Objective
from nines.plan import names
from nines.plan.model import AlertRule, Group, Labels, Member, RecordingRule, Rule, RuleFile
from nines.plan.rules.aims import aims, facts
from nines.plan.rules.alerts import alert_rules
from nines.plan.rules.book import Book, book_of, identity
from nines.plan.rules.budget import standing, state_rule
from nines.plan.rules.context import IDENTITY, SLOW, Context, Holder
from nines.plan.rules.due import due_rules
from nines.plan.rules.measure import Pair, Scale, measured
from nines.plan.rules.pairs import Measured, one_of
from nines.plan.rules.rolling import seldom
from nines.plan.rules.slices import judged, only_runs, runs_of
from nines.plan.rules.summing import long_rules, older_rules, window_rules
from nines.plan.rules.windows import side_by_side
from nines.promql import build as q
from nines.promql.tree import Expression, Selector
from nines.record import replace
from nines.source import Span

__all__ = ["indicator_rules", "service_file"]

_HALVES = ("bad", "total")
_HELD = 300_000
"""Milliseconds for which an alert is held, so that two minutes more do not matter."""

_Step = tuple[tuple[str, Expression], ...]
"""Halves of a pair that one rule records together, each by its name."""


def service_file(context: Context, holder: Holder) -> RuleFile:
    book = book_of(context, holder)
    context.bases[holder.name] = book.ledger.base
    return holder_file(book, [*indicator_rules(book), *counted_rules(book)])


def holder_file(book: Book, counted: list[RecordingRule]) -> RuleFile:
    """The file of a service or a journey; `counted` are the rules that give the pair of each objective."""
    holder, context = book.holder, book.context
    rules: list[Rule] = [*aims(book), *counted]
    later: list[Rule] = []
    if holder.objectives:
        told = list(alert_rules(book))
        rules += [*window_rules(book), *standing(book), *(one for one in told if _is_urgent(one)), *due_rules(book)]
        later += [*facts(book), *long_rules(book), *(one for one in told if not _is_urgent(one)), state_rule(book)]
    groups = [Group(holder.name, context.evaluate, "from what is measured to what pages", tuple(rules))]
    if later:
        groups.append(Group(f"{holder.name}: long windows", seldom(context), "what nobody is woken by", tuple(later)))
    older = tuple(older_rules(book)) if holder.objectives else ()
    if older:
        groups.append(Group(f"{holder.name}: older hours", SLOW, "sums of whole hours, for calendar windows", older))
    return RuleFile(holder.name, holder.title, tuple(groups), holder.origin)


def _is_urgent(alert: AlertRule) -> bool:
    """Whether it wakes somebody at once, or holds back what would: not tickets, and not what is held for long."""
    return alert.alert_class is not AlertClass.TICKET and alert.hold < _HELD


# --- what is measured -------------------------------------------------------


def indicator_rules(book: Book) -> Iterator[RecordingRule]:
    """A rule for the pair of each indicator, or for each half where one needs the other; and one for all rests."""
    rests: list[Indicator] = []
    for indicator in book.holder.indicators:
        labels = _labels_of(book, indicator)
        own = q.equal(names.INDICATOR, indicator.name)
        recorded = {half: book.select(names.MEASURED_RATE, own, q.equal(names.HALF, half)) for half in _HALVES}
        if indicator.slices is not None:
            steps = yield from _judged(book, indicator, indicator.per, labels, recorded)
        else:
            steps = _measured(book, indicator, recorded["total"])
        for step in steps:
            about = f"{' and '.join(half for half, _ in step)} {indicator.unit} of {indicator.id}, a second"
            members = tuple(
                Member((*labels, (names.HALF, half)), indicator.per, indicator.id, indicator.origin) for half, _ in step
            )
            yield _pair_rule(names.MEASURED_RATE, step, labels, about, (indicator.origin,), members)
        if any(half == "good" for step in steps for half, _ in step):
            rests.append(indicator)
    if rests:
        yield _rests(book, rests)


def _labels_of(book: Book, indicator: Indicator) -> Labels:
    return (
        (names.BUNDLE, book.context.bundle),
        (names.SERVICE, indicator.service),
        (names.INDICATOR, indicator.name),
    )


def _pair_rule(
    series: names.Series,
    step: _Step,
    labels: Labels,
    about: str,
    origins: tuple[Span, ...],
    members: tuple[Member, ...],
) -> RecordingRule:
    if len(step) == 1:
        ((half, value),) = step
        return RecordingRule(series.name, value, (*labels, (names.HALF, half)), about, origins, members)
    marked = side_by_side([q.label_replace(value, names.HALF, half, "", "") for half, value in step])
    return RecordingRule(series.name, marked, labels, about, origins, members)


def _measured(book: Book, indicator: Indicator, recorded: Selector) -> list[_Step]:
    """The pair in as few rules as measure it without reading anything twice. Nothing, if a query could not be read."""
    total = q.sum_(recorded, q.by(*indicator.per))
    pair = measured(indicator, Scale(book.ledger.base, book.holder.scrape, indicator.per, total))
    if pair is None:
        return []
    if pair.good is not None:
        return [(("total", pair.total), ("good", pair.good))]
    if pair.alone is not None:
        return [(("total", pair.total), ("bad", pair.alone))]
    return [(("total", pair.total),), (("bad", pair.bad),)]


def _rests(book: Book, indicators: list[Indicator]) -> RecordingRule:
    """What is bad of all indicators that measure what is good; all of it, where there are no good events yet."""
    counted = [one for one in indicators if isinstance(one.measurement, Events)]
    others = [one for one in indicators if not isinstance(one.measurement, Events)]
    rests = [_rest(book, some) for some in (counted, others) if some]
    if counted:
        rests.append(_half_of(book, "total", counted))
    members = tuple(
        Member((*_labels_of(book, one), (names.HALF, "bad")), one.per, one.id, one.origin) for one in indicators
    )
    return RecordingRule(
        names.MEASURED_RATE.name,
        reduce(_or_else, rests),
        ((names.HALF, "bad"),),
        "bad, where what is good is measured, a second",
        tuple(one.origin for one in indicators),
        members,
    )


def _rest(book: Book, indicators: list[Indicator]) -> Expression:
    total, good = (_half_of(book, half, indicators) for half in ("total", "good"))
    return q.clamp_min(q.minus(total, good, q.ignoring(names.HALF)), 0)


def _or_else(one: Expression, other: Expression) -> Expression:
    return q.or_(one, other, q.ignoring(names.HALF))


def _half_of(book: Book, half: str, indicators: list[Indicator]) -> Selector:
    chosen = () if len(indicators) == len(book.holder.indicators) else (one_of(names.INDICATOR, indicators),)
    return book.select(names.MEASURED_RATE, *chosen, q.equal(names.HALF, half))


def _judged(
    book: Book, indicator: Indicator, per: tuple[str, ...], labels: Labels, recorded: dict[str, Selector]
) -> Generator[RecordingRule, None, list[_Step]]:
    """Both halves of slices by labels, a second, after the rules that they need; the second refers to the first.

    Nothing, if a query could not be read.
    """
    assert indicator.slices is not None
    kept = q.by(*per)
    slices, seconds = indicator.slices, Fraction(indicator.slices.length.milliseconds, 1000)
    bad = judged(replace(indicator, per=per), slices, book.ledger.base, book.holder.scrape)
    if bad is None:
        return []
    if not runs_of(slices):
        return [(("bad", bad / seconds),), (("total", 0 * q.sum_(recorded["bad"], kept) + q.number(1) / seconds),)]
    objective = dict(labels).get(names.OBJECTIVE_LABEL, "")
    own = (q.equal(names.INDICATOR, indicator.name), q.equal(names.OBJECTIVE_LABEL, objective))
    verdicts = {half: book.select(names.SLICE, *own, q.equal(names.HALF, half)) for half in _HALVES}
    for half, value in (("bad", bad), ("total", 1 + 0 * q.sum_(verdicts["bad"], kept))):
        about = f"whether the last slice of {indicator.id} {'was bad' if half == 'bad' else 'counts'}"
        yield RecordingRule(names.SLICE.name, value, (*labels, (names.HALF, half)), about, (indicator.origin,))
    pair = only_runs(Pair(verdicts["bad"], verdicts["total"]), slices, book.ledger.base)
    return [(("bad", pair.bad),), (("total", pair.total),)]


# --- what counts ------------------------------------------------------------


def counted_rules(book: Book) -> Iterator[RecordingRule]:
    """The pair of each objective: of its indicator, or with a bound of its own, without what is left out."""
    layers = _layers(book.holder)
    served = [objective for layer in layers for objective in layer]
    if layers:
        pairs = side_by_side([_of_indicators(book, layer) for layer in layers])
        yield RecordingRule(
            names.COUNTED_RATE.name,
            pairs,
            (),
            "bad and total, as they count for each objective, a second",
            tuple(objective.origin for objective in served),
            book.members_of(served),
        )
    for objective in book.holder.objectives:
        if _has_own_bound(book.holder, objective):
            yield from _own_rules(book, objective)


def _of_indicators(book: Book, objectives: tuple[Objective, ...]) -> Expression:
    """The pairs of some objectives, from their indicators; what was never bad has none of it."""
    one = q.gt_bool(book.select(names.OBJECTIVE, *book.among(objectives)), 0)
    by_indicator = q.on(names.BUNDLE, names.SERVICE, names.INDICATOR).group_left(names.OBJECTIVE_LABEL)
    kept = (names.BUNDLE, names.SERVICE, names.INDICATOR, *objectives[0].each)
    measured_pairs = Measured(book.context, book.holder.indicators, (book.holder.matcher,), kept).pair
    return _unmasked(book, q.times(measured_pairs, one, by_indicator), objectives)


def _own_rules(book: Book, objective: Objective) -> Iterator[RecordingRule]:
    """A rule for each half: the second refers to the first."""
    labels = identity(book.context, objective)
    own = q.equal(names.OBJECTIVE_LABEL, objective.name)
    recorded = {half: book.select(names.COUNTED_RATE, own, q.equal(names.HALF, half)) for half in _HALVES}
    if objective.indicator.slices is not None:
        steps = yield from _judged(book, objective.indicator, objective.each, labels, recorded)
    else:
        total = q.sum_(recorded["total"], q.by(*objective.each))
        pair = measured(objective.indicator, Scale(book.ledger.base, book.holder.scrape, objective.each, total))
        steps = [(("total", pair.total),), (("bad", pair.bad),)] if pair is not None else []
    masked = book.select(names.MASKED, own)
    for ((half, value),) in steps:
        counted = q.times(value, 1 - masked, q.on().group_left()) if objective.masks else value
        yield RecordingRule(
            names.COUNTED_RATE.name,
            counted,
            (*labels, (names.HALF, half)),
            f"{half}, as it counts for the objective",
            (objective.origin,),
            book.members_of([objective]),
        )


def _unmasked(book: Book, pair: Expression, objectives: tuple[Objective, ...]) -> Expression:
    if not objectives[0].masks:
        return pair
    masked = book.select(names.MASKED, *book.among(objectives))
    return q.times(pair, 1 - masked, q.on(*IDENTITY).group_left())


def _layers(holder: Holder) -> list[tuple[Objective, ...]]:
    """Objectives that one rule can serve: judged by the same labels, masked or not, no two on one indicator."""
    layers: list[list[Objective]] = []
    for objective in holder.objectives:
        if _has_own_bound(holder, objective):
            continue
        for layer in layers:
            alike = layer[0].each == objective.each and bool(layer[0].masks) == bool(objective.masks)
            if alike and all(other.indicator.name != objective.indicator.name for other in layer):
                layer.append(objective)
                break
        else:
            layers.append([objective])
    return [tuple(layer) for layer in layers]


def _has_own_bound(holder: Holder, objective: Objective) -> bool:
    return all(
        indicator.measurement != objective.indicator.measurement
        for indicator in holder.indicators
        if indicator.name == objective.indicator.name
    )
