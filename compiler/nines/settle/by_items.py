"""Measured values from tickets and records: shares that were in time, means, percentiles, scores."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nines.contract.model import Latency
from nines.diagnostics.model import Report
from nines.settle.by_totals import NotJudged, of_all
from nines.settle.clocks import rule_of
from nines.settle.codes import BAD_VALUE, MISSING_NUMBERS, OPEN_TERM
from nines.settle.counting import Counted, LeftOut, Planned, Spread
from nines.settle.items import Item, records_of, tickets_of
from nines.settle.spread import Valued, mean, percentile, scored
from nines.settle.watched import Measurement, Watched
from nines.values.model import Duration, FineDuration, Number, Percentage
from nines.values.units import base_value, comparable

__all__ = ["from_items", "items_of", "measured_of"]

_SHARES = ("share of good events", "share within")
_VALUES = ("mean of value", "percentile", "value")


def items_of(watched: Watched, report: Report) -> tuple[Item, ...] | None:
    """The tickets or records of a promise in its period; None after a finding."""
    return tickets_of(watched, report) if watched.promise.clock is not None else records_of(watched, report)


def from_items(watched: Watched, report: Report) -> Measurement | NotJudged | None:
    """None after a finding."""
    items = items_of(watched, report)
    return measured_of(watched, items, report) if items is not None else None


def measured_of(watched: Watched, items: Sequence[Item], report: Report) -> Measurement | NotJudged | None:
    """What some items come to. None after a finding."""
    key = watched.key
    if key in _SHARES:
        return _share(watched, items, report)
    if key in _VALUES or key == "score":
        return _value(watched, items, report)
    if key == "value of planned":
        return _planned(watched, items, report)
    what = "tickets" if watched.promise.clock is not None else "records"
    said = f"{watched.what} is measured as {key or 'nothing that is said'}, which {what} do not tell"
    report.say(MISSING_NUMBERS, said, items[0].row.span if items else watched.promise.origin)
    return None


def _share(watched: Watched, items: Sequence[Item], report: Report) -> Measurement | NotJudged | None:
    bound = _bound(watched, report)
    if bound is None or not _are_times(watched, items, report):
        return None
    bad = total = Fraction(0)
    for item in items:
        if item.running and item.value <= bound:
            _still_runs(item, report)
            return None
        late = item.value > bound
        by = item.excluded
        total += 1 - (by.whole if by is not None else 0)
        bad += 1 if late and by is None else 0
    left_out = tuple(
        LeftOut(by.exclusion, Fraction(1 if item.value > bound else 0), by.whole, by.evidence, by.row)
        for item in items
        if (by := item.excluded) is not None and (by.whole or item.value > bound)
    )
    found = of_all(watched, total - bad, total, report)
    if found is None or isinstance(found, NotJudged):
        return found
    unit = "tickets" if watched.promise.clock is not None else "records"
    late_ones = bad if watched.promise.clock is not None else None
    return Measurement(found, Counted(unit, total - bad, total), left_out, late=late_ones)


def _bound(watched: Watched, report: Report) -> Fraction | None:
    """Up to which value an item is good."""
    promise = watched.promise
    if promise.measure is not None and promise.measure.bound is not None:
        return base_value(promise.measure.bound.value)
    rule = rule_of(watched.agreement, promise.clock) if promise.clock is not None else None
    if rule is not None:
        return rule.bound
    measurement = promise.indicator.measurement if promise.indicator is not None else None
    if isinstance(measurement, Latency):
        return base_value(measurement.bound)
    said = f"up to which value a record of {watched.what} is good is not said"
    report.say(OPEN_TERM, said, promise.origin, "needs `measure share within ...`")
    return None


def _still_runs(item: Item, report: Report) -> None:
    said = f"the ticket `{item.id}` is not over yet and still in time: what becomes of it is not known"
    report.say(MISSING_NUMBERS, said, item.row.span, helps=["settle once it is over, or once it is late"])


def _are_times(watched: Watched, items: Sequence[Item], report: Report) -> bool:
    for item in items:
        if item.quantity is not None and not isinstance(item.quantity, Duration | FineDuration):
            said = f"the record `{item.id}` is no time, and {watched.what} goes by how long things take"
            report.say(BAD_VALUE, said, item.row.place("value"))
            return False
    return True


def _value(watched: Watched, items: Sequence[Item], report: Report) -> Measurement | NotJudged | None:
    """The values of all that is not excluded, as one."""
    promise = watched.promise
    score = promise.score
    if watched.key == "score" and (score is None or not _are_times(watched, items, report)):
        if score is None:
            report.add(watched.open("score 1 within 2s, 0.5 within 8s, 0 otherwise", "what an event scores").finding)
        return None
    for item in items:
        if item.running:
            _still_runs(item, report)
            return None
        promised = promise.comparison.value.value
        fits = item.quantity is None or score is not None or comparable(item.quantity, promised)
        timed = score is not None or isinstance(promised, Duration | FineDuration)
        if not fits or (item.quantity is None and not timed):
            said = f"{watched.what} is promised as `{promise.comparison.value.span.text}`, which is of another kind"
            report.say(BAD_VALUE, said, item.row.place("value"))
            return None
    counted = [Valued(item.value) for item in items if item.excluded is None]
    left_out = tuple(LeftOut(by.exclusion, by.bad, Fraction(1), by.evidence, by.row) for by in _excluded(items))
    if not counted:
        found = of_all(watched, Fraction(0), Fraction(0), report)
        return found if found is None or isinstance(found, NotJudged) else NotJudged("there was nothing to measure")
    number, unit = Fraction(len(counted)), "tickets" if promise.clock is not None else "records"
    how, value = _one(watched, counted)
    if how == "value" and len(counted) > 1:
        said = f"{watched.what} is the value that is recorded, and there are {len(counted)} of them"
        helps = ["`judge each record`, or measure their `mean of value` or `99th percentile of value`"]
        report.say(OPEN_TERM, said, promise.measure.span if promise.measure else promise.origin, helps=helps)
        return None
    return Measurement(value, Spread(how, number, unit, value), left_out)


def _one(watched: Watched, items: Sequence[Valued]) -> tuple[str, Fraction]:
    measure, score = watched.promise.measure, watched.promise.score
    if measure is not None and measure.percentile is not None:
        return measure.percentile.span.text, percentile(items, measure.percentile.value.value / 100)
    if watched.key == "score" and score is not None:
        return "score", scored(items, score) / len(items)
    if watched.key == "mean of value":
        return "mean", mean(items)
    return "value", items[0].value


def _planned(watched: Watched, items: Sequence[Item], report: Report) -> Measurement | NotJudged | None:
    if not isinstance(watched.promise.comparison.value.value, Percentage | Number):
        said = f"{watched.what} is a part of what was planned, and promised as something else"
        report.say(OPEN_TERM, said, watched.promise.comparison.value.span, "promise a share")
        return None
    counted = [item for item in items if item.excluded is None]
    for item in counted:
        planned = getattr(item.row, "planned", None)
        if planned is None or item.quantity is None:
            report.say(MISSING_NUMBERS, f"what was planned of the record `{item.id}` is not said", item.row.span)
            return None
        if not comparable(planned, item.quantity):
            report.say(BAD_VALUE, f"what was planned of `{item.id}` is of another kind", item.row.place("planned"))
            return None
    amount = sum((item.value for item in counted), Fraction(0))
    planned = sum((item.planned or Fraction(0) for item in counted), Fraction(0))
    left_out = tuple(LeftOut(by.exclusion, by.bad, Fraction(1), by.evidence, by.row) for by in _excluded(items))
    if planned <= 0:
        found = of_all(watched, Fraction(0), Fraction(0), report)
        if found is None or isinstance(found, NotJudged):
            return found
        return Measurement(found, Planned(amount, planned), left_out)
    return Measurement(amount / planned, Planned(amount, planned), left_out)


def _excluded(items: Sequence[Item]) -> list[LeftOut]:
    return [item.excluded for item in items if item.excluded is not None]
