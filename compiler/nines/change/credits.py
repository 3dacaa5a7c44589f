"""What a promise pays, before and after, compared point by point: at each edge, beside it, and between.

Fees are those of today on both sides, so that a changed fee is a change of its own. Where credits look back, a value is
tried after no other period and after a row of periods that came to the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from nines.change.model import Change, Verdict
from nines.change.words import said, same, sentence, statement, value_of, worth_of
from nines.contract.model import Agreement, Promise
from nines.language.nodes import Node, Phrase
from nines.language.phrases import Formula, GreaterOf, LesserOf, PerUnit, ProRata
from nines.language.statements.promise import Credit, Reward
from nines.record import dataclass, replace
from nines.settle.curve import Curve, Paid, curve_of
from nines.settle.gaps import Gap
from nines.settle.levels import with_level
from nines.settle.reckon import Worth
from nines.settle.watched import measure_key
from nines.source import Span
from nines.values.units import comparable

__all__ = ["payments", "promised"]

_GRID = 64
"""Further values at which amounts by the unit and in proportion are compared, between the best and the worst."""

Two = tuple[Curve, Curve]


def payments(old: Promise, new: Promise, before: Agreement, after: Agreement) -> Iterator[Change]:
    """What credits and rewards come to, of the promise and of each level that both have."""
    if _said(old, before) != _said(new, after):
        for level, curves in _curves(old, new, before, after):
            yield from _compared(curves, level, new)
    yield from _levels(old, new)
    yield from _trigger(old, new)


def _levels(old: Promise, new: Promise) -> Iterator[Change]:
    """Levels that only one of the two has: what held before in their stead depends on the configuration."""
    anchors = ("commitment-table", f"credits-{new.name}")
    was = {level.name.value: level for level in old.levels}
    now = {level.name.value: level for level in new.levels}
    for name, level in was.items():
        if name not in now:
            text = f"The level `{name}` is no longer there: {said(level.head)}."
            yield Change(f"level {name} of {new.title}", text, Verdict.OPEN, anchors, level.span)
    for name, level in now.items():
        if name not in was:
            text = f"The level `{name}` is new: {said(level.head)}."
            yield Change(f"level {name} of {new.title}", text, Verdict.OPEN, anchors, None, level.span)


def _trigger(old: Promise, new: Promise) -> Iterator[Change]:
    """Nothing is due before a trigger holds."""
    one, other = (item.trigger.span if item.trigger is not None else None for item in (old, new))
    if same(one, other):
        return
    verdict = Verdict.ADVERSE if one is None else Verdict.BETTER if other is None else Verdict.OPEN
    text = f"Credits wait for {said(other)}, and waited for {said(one)}."
    yield Change(f"trigger of {new.title}", text, verdict, (f"credits-{new.name}",), one, other)


def promised(old: Promise, new: Promise, before: Agreement, after: Agreement) -> Iterator[Change]:
    """Whether what was a miss is still one: by the promised value, and by how measured values are rounded."""
    for level, curves in _curves(old, new, before, after):
        yield from _kept(curves, level, new)


def _said(promise: Promise, agreement: Agreement) -> list[str]:
    """All statements that decide what is paid for a value: where they are the same, so is what is paid."""
    nodes: list[Node | Phrase | None] = [
        *(promise.comparison, promise.measure, promise.base, promise.round_measured, promise.slice),
        *(*promise.credits, *promise.rewards, *promise.levels),
        *(agreement.period, agreement.base, agreement.round_measured, agreement.day_of_fee),
        *(*agreement.units, *agreement.pools),
    ]
    return [statement(node.span if node is not None else None) for node in nodes]


def _curves(old: Promise, new: Promise, before: Agreement, after: Agreement) -> Iterator[tuple[str | None, Two]]:
    level_of = {level.name.value: level for level in old.levels}
    was = replace(before, fees=after.fees)
    yield None, (curve_of(old, was), curve_of(new, after))
    for level in new.levels:
        earlier = level_of.get(level.name.value)
        if earlier is not None:
            yield level.name.value, (curve_of(with_level(old, earlier), was), curve_of(with_level(new, level), after))


@dataclass(frozen=True, slots=True)
class _Point:
    """One value on both sides; `repeated` where it comes after periods like it."""

    value: Fraction
    repeated: bool
    old: Paid
    new: Paid


def _points(curves: Two) -> Sequence[_Point] | Gap:
    old, new = curves
    values = {*old.around(), *old.between(), *new.around(), *new.between(), *_grid(old), *_grid(new)}
    looks = any(_has_history(curve.promise) for curve in curves)
    found: list[_Point] = []
    for value in sorted(values):
        for repeated in (False, True) if looks else (False,):
            one, other = old.at(value, repeated=repeated), new.at(value, repeated=repeated)
            if isinstance(one, Gap):
                return one
            if isinstance(other, Gap):
                return other
            found.append(_Point(value, repeated, one, other))
    return found


def _grid(curve: Curve) -> Iterator[Fraction]:
    """Evenly between the promised value and the worst there is, and more of them near the promised one.

    None where steps are all there is: between two edges nothing changes then.
    """
    items: tuple[Credit | Reward, ...] = (*curve.promise.credits, *curve.promise.rewards)
    if not any(isinstance(item.amount, GreaterOf | LesserOf | PerUnit | ProRata | Formula) for item in items):
        return
    if measure_key(curve.promise) in ("outages", "bad slices"):
        yield from (curve.promised + step for step in range(_GRID))
        return
    promised = curve.promised
    far = Fraction(0) if curve.promise.comparison.operator.value in ("at least", "above") else 4 * promised
    for step in range(1, _GRID):
        yield promised + (far - promised) * step / _GRID
        yield promised + (far - promised) * step**3 / Fraction(_GRID) ** 3


def _has_history(promise: Promise) -> bool:
    items = (*(c.condition for c in promise.credits), *(r.condition for r in promise.rewards))
    return any(term.history is not None for item in items if item is not None for term in (item.first, *item.more))


# What is paid.


def _compared(curves: Two, level: str | None, new: Promise) -> Iterator[Change]:
    old_promise = curves[0].promise
    what = f"{new.title}, level {level}" if level is not None else new.title
    if not comparable(old_promise.comparison.value.value, new.comparison.value.value):
        text = f"What is promised is of another kind: {_head(old_promise)} before, {_head(new)} now."
        yield Change(
            f"what is promised of {what}", text, Verdict.OPEN, ("commitment-table",), old_promise.origin, new.origin
        )
        return
    points = _points(curves)
    spans = (_first(old_promise), _first(new))
    if isinstance(points, Gap):
        if _statements(old_promise) != _statements(new):
            text = f"What {what} pays has changed and cannot be computed: {points.finding.headline}."
            yield Change(f"credits of {what}", text, Verdict.OPEN, (f"credits-{new.name}",), *spans)
        return
    credits_ = [(point, _worth(point.old, "credit"), _worth(point.new, "credit")) for point in points]
    yield from _side(credits_, f"credits of {what}", new, f"credits-{new.name}", spans, sign=1)
    rewards = [(point, _worth(point.old, "reward"), _worth(point.new, "reward")) for point in points]
    yield from _side(rewards, f"rewards of {what}", new, f"rewards-{new.name}", spans, sign=-1)


def _worth(paid: Paid, side: str) -> Worth | None:
    found = paid.credited if side == "credit" else paid.rewarded
    return found.worth if found is not None else None


def _side(
    rows: Sequence[tuple[_Point, Worth | None, Worth | None]],
    subject: str,
    promise: Promise,
    anchor: str,
    spans: tuple[Span | None, Span | None],
    *,
    sign: int,
) -> Iterator[Change]:
    """One change for all points at which another amount is paid. `sign` is -1 where more is worse for the customer."""
    kinds = {(worth.kind, worth.currency) for _, old, new in rows for worth in (old, new) if worth is not None}
    if len(kinds) > 1:
        if any(old != new for _, old, new in rows):
            text = "What is paid is of another kind, and which is more cannot be told."
            yield Change(subject, text, Verdict.OPEN, (anchor, "credits"), *spans)
        return
    differing = [(point, old, new, sign * (_amount(new) - _amount(old))) for point, old, new in rows]
    less = [row for row in differing if row[3] < 0]
    more = [row for row in differing if row[3] > 0]
    if not less and not more:
        return
    verdict = Verdict.ADVERSE if less else Verdict.BETTER
    parts = [_example(side, promise) for side in (less, more) if side]
    mixed = " Better here, worse there: it counts as adverse." if less and more else ""
    yield Change(subject, f"{'. '.join(parts)}.{mixed}", verdict, (anchor, "credits"), *spans)


def _amount(worth: Worth | None) -> Fraction:
    return worth.amount if worth is not None else Fraction(0)


def _example(rows: Sequence[tuple[_Point, Worth | None, Worth | None, Fraction]], promise: Promise) -> str:
    """The value at which the difference is greatest, and of those the one with the fewest digits."""
    most = max(abs(row[3]) for row in rows)
    point, old, new, _ = min(
        (row for row in rows if abs(row[3]) == most),
        key=lambda row: (len(value_of(row[0].value, promise)), row[0].value),
    )
    row = ", for the same in each period before," if point.repeated and len({r[0].repeated for r in rows}) == 1 else ""
    return f"At {value_of(point.value, promise)}{row} {worth_of(new)} instead of {worth_of(old)}"


# Kept and missed.


def _kept(curves: Two, level: str | None, new: Promise) -> Iterator[Change]:
    old_promise, new_promise = curves[0].promise, curves[1].promise
    if not comparable(old_promise.comparison.value.value, new_promise.comparison.value.value):
        return
    values = sorted({*curves[0].around(), *curves[1].around(), *curves[0].between(), *curves[1].between()})
    seen = [(value, curves[0].seen(value).kept, curves[1].seen(value).kept) for value in values]
    lost = [value for value, before, now in seen if not before and now]
    won = [value for value, before, now in seen if before and not now]
    what = f"{new.title}, level {level}" if level is not None else new.title
    heads = f"{_head(old_promise)} before, {_head(new_promise)} now" if _head(old_promise) != _head(new_promise) else ""
    if not lost and not won:
        return
    told = [
        f"{_shortest(values, new)} {became}"
        for values, became in ((lost, "was missed and is kept now"), (won, "was kept and is missed now"))
        if values
    ]
    text = f"{heads}: {', '.join(told)}." if heads else f"By another rounding {', '.join(told)}."
    verdict = Verdict.ADVERSE if lost else Verdict.BETTER
    spans = (old_promise.comparison.span, new_promise.comparison.span)
    yield Change(
        f"what is promised of {what}", sentence(text), verdict, ("commitment-table", "rounding", "commitments"), *spans
    )


def _shortest(values: Sequence[Fraction], promise: Promise) -> str:
    """The one of several values that has the fewest digits."""
    return min((value_of(value, promise) for value in values), key=len)


def _head(promise: Promise) -> str:
    return statement(promise.comparison.span)


def _statements(promise: Promise) -> list[str]:
    return [statement(item.span) for item in (*promise.credits, *promise.rewards)]


def _first(promise: Promise) -> Span | None:
    items = (*promise.credits, *promise.rewards)
    return items[0].span if items else promise.origin
