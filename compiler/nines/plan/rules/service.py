"""The rules of a service or a journey: everything that its objectives need, one after another in one group.

What a page needs, from the raw counters to the alert, is evaluated in that order at one moment. Sums of old hours
stand in a group of their own that is evaluated seldom.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from fractions import Fraction

from nines.contract.model import Indicator, Objective
from nines.plan import names
from nines.plan.model import Group, Labels, Member, RecordingRule, Rule, RuleFile
from nines.plan.rules.aims import aims
from nines.plan.rules.alerts import alert_rules
from nines.plan.rules.book import Book, book_of, identity
from nines.plan.rules.budget import standing, state_rule
from nines.plan.rules.context import IDENTITY, SLOW, Context, Holder
from nines.plan.rules.due import due_rules
from nines.plan.rules.measure import Pair, Scale, measured
from nines.plan.rules.slices import judged, only_runs, runs_of
from nines.plan.rules.summing import older_rules, window_rules
from nines.plan.rules.windows import side_by_side
from nines.promql import build as q
from nines.promql.tree import Expression, Selector
from nines.record import replace

__all__ = ["indicator_rules", "service_file"]

_HALVES = ("bad", "total")
_RATES = {"bad": names.BAD_RATE, "total": names.TOTAL_RATE}


def service_file(context: Context, holder: Holder) -> RuleFile:
    book = book_of(context, holder)
    context.bases[holder.name] = book.ledger.base
    return holder_file(book, [*indicator_rules(book), *counted_rules(book)])


def holder_file(book: Book, counted: list[RecordingRule]) -> RuleFile:
    """The file of a service or a journey; `counted` are the rules that give the pair of each objective."""
    holder, context = book.holder, book.context
    rules: list[Rule] = [*aims(book), *counted]
    if holder.objectives:
        rules += [*window_rules(book), *standing(book), *alert_rules(book), *due_rules(book), state_rule(book)]
    groups = [Group(holder.name, context.evaluate, "from what is measured to what is alerted on", tuple(rules))]
    older = tuple(older_rules(book)) if holder.objectives else ()
    if older:
        groups.append(Group(f"{holder.name}: older hours", SLOW, "sums of whole hours, for long windows", older))
    return RuleFile(holder.name, holder.title, tuple(groups), holder.origin)


# --- what is measured -------------------------------------------------------


def indicator_rules(book: Book) -> Iterator[RecordingRule]:
    for indicator in book.holder.indicators:
        labels = (
            (names.BUNDLE, book.context.bundle),
            (names.SERVICE, indicator.service),
            (names.INDICATOR, indicator.name),
        )
        member = Member(labels, indicator.per, indicator.id, indicator.origin)
        own = q.equal(names.INDICATOR, indicator.name)
        recorded = {half: book.select(series, own) for half, series in _RATES.items()}
        halves = yield from _halves(book, indicator, indicator.per, labels, recorded)
        for half, value in halves:
            about = f"{half} {indicator.unit} of {indicator.id}, a second"
            yield RecordingRule(_RATES[half].name, value, labels, about, (indicator.origin,), (member,))


def _halves(
    book: Book, indicator: Indicator, per: tuple[str, ...], labels: Labels, recorded: dict[str, Selector]
) -> Generator[RecordingRule, None, list[tuple[str, Expression]]]:
    """Both halves of a pair by labels, a second, in the order to record them, after the rules that they need.

    The second refers to the first as it is `recorded`. Nothing, if a query could not be read.
    """
    kept = q.by(*per)
    if indicator.slices is None:
        scale = Scale(book.ledger.base, book.holder.scrape, per, q.sum_(recorded["total"], kept))
        pair = measured(indicator, scale)
        return [("total", pair.total), ("bad", pair.bad)] if pair is not None else []
    slices, seconds = indicator.slices, Fraction(indicator.slices.length.milliseconds, 1000)
    bad = judged(replace(indicator, per=per), slices, book.ledger.base, book.holder.scrape)
    if bad is None:
        return []
    if not runs_of(slices):
        return [("bad", bad / seconds), ("total", 0 * q.sum_(recorded["bad"], kept) + q.number(1) / seconds)]
    objective = dict(labels).get(names.OBJECTIVE_LABEL, "")
    own = (q.equal(names.INDICATOR, indicator.name), q.equal(names.OBJECTIVE_LABEL, objective))
    verdicts = {half: book.select(names.SLICE, *own, q.equal(names.HALF, half)) for half in _HALVES}
    for half, value in (("bad", bad), ("total", 1 + 0 * q.sum_(verdicts["bad"], kept))):
        about = f"whether the last slice of {indicator.id} {'was bad' if half == 'bad' else 'counts'}"
        yield RecordingRule(names.SLICE.name, value, (*labels, (names.HALF, half)), about, (indicator.origin,))
    pair = only_runs(Pair(verdicts["bad"], verdicts["total"]), slices, book.ledger.base)
    return [("bad", pair.bad), ("total", pair.total)]


# --- what counts ------------------------------------------------------------


def counted_rules(book: Book) -> Iterator[RecordingRule]:
    """The pair of each objective: of its indicator, or with a bound of its own, without what is left out."""
    layers = _layers(book.holder)
    served = [objective for layer in layers for objective in layer]
    for half, series in _RATES.items():
        if layers:
            value = side_by_side([_of_indicators(book, layer, series) for layer in layers])
            yield _counted(book, half, value, (), served)
    for objective in book.holder.objectives:
        if _has_own_bound(book.holder, objective):
            yield from _own_rules(book, objective)


def _of_indicators(book: Book, objectives: tuple[Objective, ...], series: names.Series) -> Expression:
    """Half of the pairs of some objectives, from their indicators."""
    kept = q.by(names.BUNDLE, names.SERVICE, names.INDICATOR, *objectives[0].each)
    one = q.gt_bool(book.select(names.OBJECTIVE, *book.among(objectives)), 0)
    by_indicator = q.on(names.BUNDLE, names.SERVICE, names.INDICATOR).group_left(names.OBJECTIVE_LABEL)
    return _unmasked(book, q.times(q.sum_(book.select(series), kept), one, by_indicator), objectives)


def _own_rules(book: Book, objective: Objective) -> Iterator[RecordingRule]:
    labels = identity(book.context, objective)
    own = q.equal(names.OBJECTIVE_LABEL, objective.name)
    recorded = {half: book.select(names.COUNTED_RATE, own, q.equal(names.HALF, half)) for half in _HALVES}
    halves = yield from _halves(book, objective.indicator, objective.each, labels, recorded)
    masked = book.select(names.MASKED, own)
    for half, value in halves:
        counted = q.times(value, 1 - masked, q.on().group_left()) if objective.masks else value
        yield _counted(book, half, counted, labels, (objective,))


def _unmasked(book: Book, pair: Expression, objectives: tuple[Objective, ...]) -> Expression:
    if not objectives[0].masks:
        return pair
    masked = book.select(names.MASKED, *book.among(objectives))
    return q.times(pair, 1 - masked, q.on(*IDENTITY).group_left())


def _counted(
    book: Book, half: str, value: Expression, labels: tuple[tuple[str, str], ...], objectives: Iterable[Objective]
) -> RecordingRule:
    origins = tuple(objective.origin for objective in objectives)
    about = f"{half}, as it counts for {'the objective' if len(origins) == 1 else 'each objective'}"
    members = book.members_of(objectives)
    return RecordingRule(names.COUNTED_RATE.name, value, (*labels, (names.HALF, half)), about, origins, members)


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
