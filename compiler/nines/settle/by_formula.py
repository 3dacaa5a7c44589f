"""Measured values by a formula of the contract: over what was counted, and over what other promises came to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from nines.contract.model import Promise
from nines.diagnostics.model import Report
from nines.language.nodes import At
from nines.language.statements.promise import Measure
from nines.record import replace
from nines.settle.arithmetic import Amount, amount_of, evaluate, kind_words, names_in
from nines.settle.by_items import items_of, measured_of
from nines.settle.by_totals import NotJudged
from nines.settle.codes import FORMULA, MISSING_NUMBERS
from nines.settle.counting import Computed, Counted, Timed
from nines.settle.gaps import Gap
from nines.settle.watched import Measurement, Watched

__all__ = ["COUNTED", "from_formula", "in_order"]

COUNTED = (
    "good",
    "bad",
    "total",
    "downtime",
    "period",
    "outages",
    "bad slices",
    "value",
    "planned",
    "records",
    "tickets",
    "late tickets",
)
"""What a formula of a measure can name, beside other promises. `value` and `planned` are sums over all records."""

_TIME = (("s", 1),)
Plain = Callable[[Watched, Report], "Measurement | NotJudged | None"]


def from_formula(watched: Watched, plain: Plain, report: Report) -> Measurement | NotJudged | None:
    """None after a finding. `plain` measures by anything that is no formula."""
    measure = watched.promise.measure
    assert measure is not None
    assert measure.formula is not None
    wanted = frozenset(names_in(measure.formula.value))
    counted = _counted(watched, wanted, plain, report)
    if counted is None or isinstance(counted, NotJudged):
        return counted
    known = dict(counted[0])
    known |= {name: Amount(value, kind) for name, value, kind in watched.others}
    return _computed(watched, measure.formula, known, counted[1], report)


def in_order(promises: Sequence[Promise]) -> list[Promise]:
    """Each promise after those that its formula names; of a circle in the order of the contract."""
    pending = list(promises)
    found: list[Promise] = []
    while pending:
        waiting = {promise.name for promise in pending}
        free = next((one for one in pending if not (_named(one) & waiting) - {one.name}), pending[0])
        pending.remove(free)
        found.append(free)
    return found


def _named(promise: Promise) -> frozenset[str]:
    formula = promise.measure.formula if promise.measure is not None else None
    return frozenset(names_in(formula.value)) if formula is not None else frozenset()


def _computed(
    watched: Watched, formula: At[str], known: dict[str, Amount], base: Measurement | None, report: Report
) -> Measurement | None:
    used: dict[str, Amount] = {}

    def named(name: str) -> Amount | Gap | None:
        found = known.get(name)
        if found is not None:
            used[name] = found
        elif name in COUNTED:
            said = f"the measured numbers do not tell the {name} of {watched.what}"
            return Gap(MISSING_NUMBERS, said, formula.span, "the formula goes by it")
        return found

    found = evaluate(formula, named, tuple(dict.fromkeys((*COUNTED, *known))))
    if isinstance(found, Gap):
        report.add(found.finding)
        return None
    promised = amount_of(watched.promise.comparison.value.value)
    if promised is None or promised.kind != found.kind:
        wanted = kind_words(promised.kind) if promised is not None else "something else"
        said = f"the formula gives {kind_words(found.kind)}, and {wanted} is promised"
        report.say(FORMULA, said, formula.span)
        return None
    counting = Computed(formula.value, tuple((name, amount.value, amount.kind) for name, amount in used.items()))
    length = watched.judged.length
    if base is None:
        return Measurement(found.value, counting, length=length)
    return replace(base, value=found.value, counting=counting, length=base.length or length)


Names = dict[str, Amount]


def _counted(
    watched: Watched, wanted: frozenset[str], plain: Plain, report: Report
) -> tuple[Names, Measurement | None] | NotJudged | None:
    """What the tables tell of what a formula names."""
    period = {"period": Amount(watched.judged.length, _TIME)}
    if not wanted & (frozenset(COUNTED) - {"period"}):
        return period, None
    if watched.records or (watched.promise.clock is not None and watched.tickets is not None):
        items = _of_items(watched, report)
        return ({**period, **items}, None) if items is not None else None
    found: Names = {}
    base: Measurement | None = None
    if watched.totals:
        row = watched.totals[0]
        numbers = {"outages": row.outages, "bad slices": row.bad_slices}
        found |= {name: Amount(value) for name, value in numbers.items() if value is not None}
        if row.downtime is not None:
            found["downtime"] = Amount(row.downtime.seconds, _TIME)
        value = amount_of(row.measured) if row.measured is not None else None
        if value is not None:
            found["value"] = value
    for what in _measures(watched, wanted):
        measurement = plain(replace(watched, promise=_measured_as(watched.promise, what)), report)
        if measurement is None or isinstance(measurement, NotJudged):
            return measurement
        found |= _told(measurement)
        base = measurement if base is None or measurement.downtime is not None else base
    return {**period, **found}, base


def _measures(watched: Watched, wanted: frozenset[str]) -> list[str]:
    """The plain measures that tell what is wanted."""
    found: list[str] = []
    row = watched.totals[0] if watched.totals else None
    if wanted & {"good", "bad", "total"} and (watched.slices or (row is not None and row.total is not None)):
        found.append("share of good events")
    if "downtime" in wanted and row is None:
        found.append("share of good time")
    if "outages" in wanted and row is None and "downtime" not in wanted:
        found.append("outages")
    if "bad slices" in wanted and row is None:
        found.append("bad slices")
    return found


def _measured_as(promise: Promise, what: str) -> Promise:
    measure = promise.measure
    assert measure is not None
    return replace(promise, measure=_plain(measure, what))


def _plain(measure: Measure, what: str) -> Measure:
    return replace(measure, what=At(what, measure.span), formula=None, percentile=None, bound=None)


def _told(found: Measurement) -> Names:
    names: Names = {}
    match found.counting:
        case Counted(good=good, total=total):
            names |= {"good": Amount(good), "total": Amount(total), "bad": Amount(total - good)}
        case Timed(down=down, length=length):
            names |= {"downtime": Amount(down, _TIME), "period": Amount(length, _TIME)}
        case _:
            pass
    numbers = {"outages": found.outages, "bad slices": found.bad_slices}
    return names | {name: Amount(value) for name, value in numbers.items() if value is not None}


def _of_items(watched: Watched, report: Report) -> Names | None:
    items = items_of(watched, report)
    if items is None:
        return None
    counted = [item for item in items if item.excluded is None]
    if watched.promise.clock is not None:
        share = replace(watched, promise=_measured_as(watched.promise, "share of good events"))
        measurement = measured_of(share, items, report)
        if measurement is None:
            return None
        names = {} if isinstance(measurement, NotJudged) else _told(measurement)
        late = names.get("bad", Amount(Fraction(0)))
        return {**names, "tickets": names.get("total", Amount(Fraction(0))), "late tickets": late}
    amounts = [amount_of(item.quantity) for item in counted if item.quantity is not None]
    kinds = {amount.kind for amount in amounts if amount is not None}
    if len(kinds) > 1:
        report.say(FORMULA, "the values of the records are of several kinds", counted[0].row.span)
        return None
    kind = next(iter(kinds), ())
    value = sum((item.value for item in counted), Fraction(0))
    planned = sum((item.planned or Fraction(0) for item in counted), Fraction(0))
    return {
        "value": Amount(value, kind),
        "planned": Amount(planned, kind),
        "records": Amount(Fraction(len(counted))),
    }
