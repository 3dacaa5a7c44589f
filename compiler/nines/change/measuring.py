"""How a promise is measured, before and after. Where both could come to different values, people have to judge it."""

from __future__ import annotations

from collections.abc import Iterator

from nines.change.model import Change, Verdict
from nines.change.words import listed, said, same, sentence, span_of, statement
from nines.contract.model import Agreement, Promise

__all__ = ["measuring", "measuring_of_all"]

_EMPTY = {"counts as good": 0, "left out": 1, "counts as bad": 2}
_PARTIAL = {"missing time counts as good": 0, "only existing time counts": 1}
"""What is better for the customer, the best last."""


def measuring(old: Promise, new: Promise) -> Iterator[Change]:
    """Of one promise."""
    anchors = (f"measure-{new.name}", "commitment-table", "measuring")
    if old.of != new.of:
        text = f"It is a promise of `{new.of}`, and was one of `{old.of}`."
        yield Change(f"what {new.title} is of", text, Verdict.OPEN, anchors, old.origin, new.origin)
    for what, one, other in (
        ("what is measured", span_of(old.measure), span_of(new.measure)),
        ("slices", span_of(old.slice), span_of(new.slice)),
        ("bad slices", span_of(old.bad_slice), span_of(new.bad_slice)),
        ("thin slices", span_of(old.thin_slice), span_of(new.thin_slice)),
        ("what is judged on its own", span_of(old.judge), span_of(new.judge)),
        ("outages over the end of a period", span_of(old.crossing), span_of(new.crossing)),
        ("scores", span_of(old.score), span_of(new.score)),
        ("its share of the pool", span_of(old.weight), span_of(new.weight)),
        ("strength", span_of(old.strength), span_of(new.strength)),
        ("the base of its credits", span_of(old.base), span_of(new.base)),
    ):
        if not same(one, other):
            text = f"{said(one)} before, {said(other)} now. The same service may come to something else."
            yield Change(f"{what} of {new.title}", sentence(text), Verdict.OPEN, anchors, one, other)
    was, now = [statement(item.span) for item in old.valid], [statement(item.span) for item in new.valid]
    if was != now:
        text = f"What counts is {listed(now, 'everything')}, and was {listed(was, 'everything')}."
        yield Change(f"what counts of {new.title}", text, Verdict.OPEN, anchors, old.origin, new.origin)
    yield from _runs(old, new, anchors)
    yield from _weigh(old, new, anchors)
    for what, one_, other_ in (
        ("no traffic", old.no_traffic, new.no_traffic),
        ("monitor outage", old.monitor_outage, new.monitor_outage),
    ):
        yield from _ranked(f"{what} of {new.title}", one_, other_, _EMPTY, (*anchors, what.replace(" ", "-")))
    if (old.target and statement(old.target.span)) != (new.target and statement(new.target.span)):
        text = f"{said(span_of(old.target))} before, {said(span_of(new.target))} now: what is aimed for binds nobody."
        yield Change(f"target of {new.title}", sentence(text), Verdict.NEUTRAL, ("commitment-table",))


def measuring_of_all(old: Agreement, new: Agreement) -> Iterator[Change]:
    """Of the agreement as a whole."""
    yield from _ranked("no traffic", old.no_traffic, new.no_traffic, _EMPTY, ("no-traffic", "measuring"))
    yield from _ranked("monitor outage", old.monitor_outage, new.monitor_outage, _EMPTY, ("monitor-outage",))
    yield from _ranked("partial period", old.partial_period, new.partial_period, _PARTIAL, ("partial-period",))
    period = (old.period.span if old.period is not None else None, new.period.span if new.period is not None else None)
    for what, anchor, (one, other) in (
        ("the period", "period", period),
        ("whose measurements count", "measured-by", (span_of(old.measured_by), span_of(new.measured_by))),
        ("outages over the end of a period", "crossing", (span_of(old.crossing), span_of(new.crossing))),
    ):
        if not same(one, other):
            text = f"{said(one)} before, {said(other)} now."
            yield Change(what, sentence(text), Verdict.OPEN, (anchor, "measuring"), one, other)


def _ranked(
    what: str, old: str | None, new: str | None, order: dict[str, int], anchors: tuple[str, ...]
) -> Iterator[Change]:
    """What one of a few words says, from the worst for the customer to the best."""
    if old == new:
        return
    verdict = Verdict.OPEN
    if old in order and new in order:
        verdict = Verdict.BETTER if order[new] > order[old] else Verdict.ADVERSE
    yield Change(what, f"`{new or 'nothing said'}` now, `{old or 'nothing said'}` before.", verdict, anchors)


def _runs(old: Promise, new: Promise, anchors: tuple[str, ...]) -> Iterator[Change]:
    """The longer an outage has to be to count, the worse; and counting only what goes beyond is worse still."""
    one, other = old.runs, new.runs
    if same(span_of(one), span_of(other)):
        return
    was = (one.length.value.milliseconds, one.how.value != "count in full") if one is not None else (0, False)
    now = (other.length.value.milliseconds, other.how.value != "count in full") if other is not None else (0, False)
    if now[0] >= was[0] and now[1] >= was[1]:
        verdict = Verdict.ADVERSE
    elif now[0] <= was[0] and now[1] <= was[1]:
        verdict = Verdict.BETTER
    else:
        verdict = Verdict.OPEN
    text = f"Of consecutive bad time {said(span_of(other))} now, {said(span_of(one))} before."
    yield Change(f"runs of {new.title}", text, verdict, anchors, span_of(one), span_of(other))


def _weigh(old: Promise, new: Promise, anchors: tuple[str, ...]) -> Iterator[Change]:
    one, other = span_of(old.weigh), span_of(new.weigh)
    if same(one, other):
        return
    verdict = Verdict.ADVERSE if one is None else Verdict.BETTER if other is None else Verdict.OPEN
    text = f"{said(other)} now, {said(one)} before: an outage of some counts by their share."
    yield Change(f"weight of outages of {new.title}", sentence(text), verdict, anchors, one, other)
