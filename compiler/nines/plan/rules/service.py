"""The rules of a service or a journey: everything that its objectives need, one after another in one group.

What a page needs, from the raw counters to the alert, is evaluated in that order at one moment. Sums of old hours
stand in a group of their own that is evaluated seldom.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator

from nines.contract.model import Indicator, Objective
from nines.plan import names
from nines.plan.model import Group, Labels, Member, RecordingRule, Rule, RuleFile
from nines.plan.rules.aims import aims
from nines.plan.rules.alerts import alert_rules
from nines.plan.rules.book import Book, book_of, identity
from nines.plan.rules.budget import standing, state_rule
from nines.plan.rules.context import IDENTITY, SLOW, Context, Holder
from nines.plan.rules.measure import Pair, Scale, measured
from nines.plan.rules.slices import judged, only_runs, per_second, runs_of
from nines.plan.rules.summing import older_rules, window_rules
from nines.plan.rules.windows import side_by_side
from nines.promql import build as q
from nines.promql.tree import Expression
from nines.record import replace

__all__ = ["indicator_rules", "service_file"]

_HALVES = ("bad", "total")


def service_file(context: Context, holder: Holder) -> RuleFile:
    book = book_of(context, holder)
    context.bases[holder.name] = book.ledger.base
    return holder_file(book, [*indicator_rules(book), *counted_rules(book)])


def holder_file(book: Book, counted: list[RecordingRule]) -> RuleFile:
    """The file of a service or a journey; `counted` are the rules that give the pair of each objective."""
    holder, context = book.holder, book.context
    rules: list[Rule] = [*aims(book), *counted]
    if holder.objectives:
        rules += [*window_rules(book), *standing(book), *alert_rules(book), state_rule(book)]
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
        pair = yield from _pair(book, indicator, indicator.per, labels)
        if pair is None:
            continue
        for series, half in ((names.BAD_RATE, pair.bad), (names.TOTAL_RATE, pair.total)):
            about = f"{series.means} {indicator.unit} of {indicator.id}, a second"
            member = Member(labels, indicator.per, indicator.id, indicator.origin)
            yield RecordingRule(series.name, half, labels, about, (indicator.origin,), (member,))


def _pair(
    book: Book, indicator: Indicator, per: tuple[str, ...], labels: Labels
) -> Generator[RecordingRule, None, Pair | None]:
    """The pair of an indicator by labels, a second, after the rules that it needs; None if it cannot be read."""
    if indicator.slices is None:
        return measured(indicator, Scale(book.ledger.base, book.holder.scrape, per))
    slices = judged(replace(indicator, per=per), indicator.slices, book.ledger.base, book.holder.scrape)
    if slices is None:
        return None
    if not runs_of(indicator.slices):
        return per_second(slices, indicator.slices)
    for half, value in zip(_HALVES, (slices.bad, slices.total), strict=True):
        about = f"whether the last slice of {indicator.id} {'was bad' if half == 'bad' else 'counts'}"
        yield RecordingRule(names.SLICE.name, value, (*labels, (names.HALF, half)), about, (indicator.origin,))
    own = dict(labels)
    same = [
        q.equal(names.INDICATOR, indicator.name),
        q.equal(names.OBJECTIVE_LABEL, own.get(names.OBJECTIVE_LABEL, "")),
    ]
    bad, total = (book.select(names.SLICE, *same, q.equal(names.HALF, half)) for half in _HALVES)
    return only_runs(Pair(bad, total), indicator.slices, book.ledger.base)


# --- what counts ------------------------------------------------------------


def counted_rules(book: Book) -> Iterator[RecordingRule]:
    """The pair of each objective: of its indicator, or with a bound of its own, without what is left out."""
    layers = _layers(book.holder)
    served = [objective for layer in layers for objective in layer]
    for half, series in zip(_HALVES, (names.BAD_RATE, names.TOTAL_RATE), strict=True):
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
    pair = yield from _pair(book, objective.indicator, objective.each, labels)
    if pair is None:
        return
    masked = book.select(names.MASKED, q.equal(names.OBJECTIVE_LABEL, objective.name))
    for half, value in zip(_HALVES, (pair.bad, pair.total), strict=True):
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
