"""Measured values from slices of time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from nines.diagnostics.model import Report
from nines.settle.by_outages import length_of
from nines.settle.by_totals import NotJudged, of_all
from nines.settle.codes import MISSING_NUMBERS, OPEN_TERM, WRONG_TIME
from nines.settle.counting import Averaged, Counted, LeftOut, Listed, Spread, Timed
from nines.settle.excluded import Excluded
from nines.settle.spread import Valued, mean, percentile
from nines.settle.timeline import Piece, cut, pieces
from nines.settle.validity import validity
from nines.settle.verdicts import Parted, Verdict, error_rate, is_bad, lacks, runs_only, verdicts
from nines.settle.watched import BOTH, DOWNTIME, Measurement, Watched, events_left_out
from nines.settle.words import moment_words
from nines.values.intervals import Interval

__all__ = ["from_slices"]

_SLICED = ("share of good slices", "mean of slice ratios", "bad slices", "downtime")


def from_slices(watched: Watched, report: Report) -> Measurement | NotJudged | None:
    """None after a finding."""
    key = watched.key
    sliced = key in _SLICED and not (key == "downtime" and watched.step is None)
    step = watched.step if sliced else None
    if sliced and step is None:
        report.add(watched.open("slice 5m", "how long a slice is").finding)
        return None
    found = pieces(watched.slices, step, watched.judged, validity(watched.promise, report), report)
    if found is None:
        return None
    parted = _parted(watched, found, report)
    if parted is None:
        return None
    match key:
        case "share of good events":
            return _events(watched, parted, report)
        case "share of good time" | "downtime" if step is None:
            return _time(watched, parted, report)
        case "mean of value" | "percentile" | "value":
            return _of_values(watched, parted, report)
        case "mean of slice ratios":
            return _mean(watched, parted, report)
        case "share of good slices" | "bad slices" | "downtime":
            return _slices(watched, parted, report)
        case _:
            said = f"{watched.what} is measured as {key or 'nothing that is said'}, which slices do not tell"
            report.say(MISSING_NUMBERS, said, watched.slices[0].span, helps=["give `totals` with `measured`"])
            return None


def _parted(watched: Watched, found: Iterable[Piece], report: Report) -> Parted | None:
    """Cut the slices where exclusions begin and end; a slice that is excluded in part only is a finding."""
    both, down = watched.effect(BOTH), watched.effect(DOWNTIME)
    out: Parted = []
    for piece in found:
        if not piece.valid:
            out.append((piece, BOTH))
            continue
        parts, torn = cut(piece, both)
        if torn is None:
            for part, inside in parts:
                if inside:
                    out.append((part, BOTH))
                    continue
                inner, torn = cut(part, down)
                if torn is not None:
                    break
                out += [(last, DOWNTIME if within else "") for last, within in inner]
        if torn is not None:
            _torn(watched, piece, torn, report)
            return None
    return out


def _torn(watched: Watched, piece: Piece, torn: Interval, report: Report) -> None:
    start, end = (moment_words(at, watched.judged.zone) for at in (torn.start, torn.end))
    by = next((item for item in watched.excluded if item.span.start < torn.end and item.span.end > torn.start), None)
    name = by.exclusion.name if by is not None else ""
    report.say(
        WRONG_TIME,
        f"`{name}` excludes a part of the slice from {start} to {end}, and what of it fell into that part is not known",
        piece.row,
        "covers both",
        helps=["give rows that begin and end where the exclusion does"],
    )


# Counts of events.


def _events(watched: Watched, parted: Parted, report: Report) -> Measurement | NotJudged | None:
    bad = total = Fraction(0)
    taken: dict[str, tuple[Fraction, Fraction]] = {}
    for piece, out in parted:
        if piece.missing:
            if out != BOTH and not _missing_is_left_out(watched, report):
                return None
            continue
        if piece.total is None or piece.bad is None:
            lacks(watched, piece, "`total` and `bad`", report)
            return None
        here_bad, here_all = piece.bad * piece.number, piece.total * piece.number
        if out:
            before = taken.get(out, (Fraction(0), Fraction(0)))
            taken[out] = (before[0] + here_bad, before[1] + (here_all if out == BOTH else 0))
        bad += here_bad if not out else 0
        total += here_all if out != BOTH else 0
    left = events_left_out(watched, bad, total, report)
    if left is None:
        return None
    bad -= sum((item.bad for item in left), Fraction(0))
    total -= sum((item.whole for item in left), Fraction(0))
    value = of_all(watched, total - bad, total, report)
    if value is None or isinstance(value, NotJudged):
        return value
    told = (*_told(watched, taken), *left)
    return Measurement(value, Counted("events", total - bad, total), told)


def _missing_is_left_out(watched: Watched, report: Report) -> bool:
    """Whether events that nobody counted may be passed over; they cannot be made up."""
    if watched.promise.monitor_outage == "left out":
        return True
    if watched.promise.monitor_outage is None:
        report.add(watched.open("monitor outage ...", "what time without data counts as").finding)
    else:
        said = f"events of an outage of the monitor count {watched.promise.monitor_outage.removeprefix('counts ')}"
        report.say(
            OPEN_TERM,
            f"{said}, and how many there were is not known",
            watched.slices[0].span,
            helps=["promise a share of slices, or `monitor outage left out`"],
        )
    return False


def _told(watched: Watched, taken: dict[str, tuple[Fraction, Fraction]]) -> list[LeftOut]:
    """The first exclusion of each effect stands for all of them in the account of events."""
    found: list[LeftOut] = []
    for effect, (bad, whole) in taken.items():
        items = [item for item in watched.excluded if item.exclusion.effect == effect]
        if items:
            found.append(LeftOut(items[0].exclusion, bad, whole, items[0].evidence, items[0].row))
    return found


# Time that was down.


def _time(watched: Watched, parted: Parted, report: Report) -> Measurement | NotJudged | None:
    down = out_of_period = Fraction(0)
    left_out: list[LeftOut] = []
    for piece, out in parted:
        if piece.missing:
            counts_as = watched.promise.monitor_outage
            if counts_as is None:
                report.add(watched.open("monitor outage ...", "what time without data counts as").finding)
                return None
            here = Fraction(piece.seconds if counts_as == "counts as bad" else 0)
            out_of_period += piece.seconds if counts_as == "left out" and out != BOTH else 0
        elif piece.down is None:
            lacks(watched, piece, "`down`", report)
            return None
        else:
            here = piece.down * piece.number
        down += here if not out else 0
        out_of_period += piece.seconds if out == BOTH else 0
        if out:
            left_out += _by(watched, piece, here, out)
    length = length_of(watched) - out_of_period
    if watched.key == "downtime":
        return Measurement(down, Listed("downtime", down), tuple(left_out), downtime=down, length=length)
    if length <= 0:
        return NotJudged("all of the period is left out")
    return Measurement(1 - down / length, Timed(down, length), tuple(left_out), downtime=down, length=length)


def _by(watched: Watched, piece: Piece, bad: Fraction, out: str) -> list[LeftOut]:
    """Who excluded a piece: the first of those that cover it."""
    item = _first(watched.excluded, piece, out)
    if item is None:
        return []
    whole = Fraction(piece.seconds if out == BOTH else 0)
    return [LeftOut(item.exclusion, bad, whole, item.evidence, item.row)]


def _first(items: Sequence[Excluded], piece: Piece, effect: str) -> Excluded | None:
    return next(
        (item for item in items if item.exclusion.effect == effect and piece.start in item.span),
        None,
    )


# The value of a gauge.


def _of_values(watched: Watched, parted: Parted, report: Report) -> Measurement | NotJudged | None:
    """Mean or percentile over time: a value that held for two hours counts twice one that held for one."""
    found: list[Valued] = []
    for piece, out in parted:
        if out or piece.missing:
            if piece.missing and not out and watched.promise.monitor_outage != "left out":
                report.add(watched.open("monitor outage left out", "that time without a value is left out").finding)
                return None
            continue
        if piece.value is None:
            lacks(watched, piece, "`value`", report)
            return None
        found.append(Valued(piece.value, Fraction(piece.seconds)))
    if not found:
        return NotJudged("no value was measured")
    measure, seconds = watched.promise.measure, sum((item.weight for item in found), Fraction(0))
    if measure is not None and measure.percentile is not None:
        how, value = measure.percentile.span.text, percentile(found, measure.percentile.value.value / 100)
    elif watched.key == "mean of value":
        how, value = "mean", mean(found)
    elif len({item.value for item in found}) == 1:
        how, value = "value", found[0].value
    else:
        said = f"{watched.what} is the value that is recorded, and it changed within the period"
        helps = ["measure its mean or a percentile, or promise a share of slices with `bad slice value ...`"]
        report.say(OPEN_TERM, said, measure.span if measure is not None else watched.promise.origin, helps=helps)
        return None
    return Measurement(value, Spread(how, seconds, "seconds", value), length=watched.judged.length)


# Slices, each good or bad, or with its error rate.


def _slices(watched: Watched, parted: Parted, report: Report) -> Measurement | NotJudged | None:
    judged = verdicts(watched, parted, report, is_bad)
    if judged is None:
        return None
    found = runs_only(watched, judged)
    step = watched.step or 1
    bad = sum((item.bad * item.piece.number for item in found if item.bad and not item.out), Fraction(0))
    counted = sum((item.piece.number for item in found if item.bad is not None and item.out != BOTH), 0)
    total = Fraction(counted) + _deemed_good(watched, step)
    left_out = _accounted(watched, found)
    down = bad * step
    length = total * step
    if watched.key == "share of good slices":
        if not total:
            return NotJudged("no slice was left to judge")
        value, counting = 1 - bad / total, Counted("slices", total - bad, total, step)
        return Measurement(value, counting, left_out, downtime=down, length=length, bad_slices=bad)
    if watched.key == "bad slices":
        return Measurement(bad, Listed("bad slices", bad), left_out, downtime=down, length=length, bad_slices=bad)
    return Measurement(down, Listed("downtime", down), left_out, downtime=down, length=length, bad_slices=bad)


def _mean(watched: Watched, parted: Parted, report: Report) -> Measurement | NotJudged | None:
    found = verdicts(watched, parted, report, error_rate)
    if found is None:
        return None
    counted = [item for item in found if item.bad is not None and item.out != BOTH]
    bad = sum((item.bad * item.piece.number for item in counted if item.bad and not item.out), Fraction(0))
    number = Fraction(sum(item.piece.number for item in counted)) + _deemed_good(watched, watched.step or 1)
    if not number:
        return NotJudged("no slice was left to judge")
    left_out = _accounted(watched, found)
    value = 1 - bad / number
    return Measurement(value, Averaged(number - bad, number), left_out, length=watched.judged.length)


def _deemed_good(watched: Watched, step: int) -> Fraction:
    """Slices of a partial period before or after the service was there, where they count as good."""
    if not watched.judged.partial or watched.agreement.partial_period != "missing time counts as good":
        return Fraction(0)
    return Fraction(watched.judged.span.seconds - watched.judged.existing.seconds, step)


def _accounted(watched: Watched, items: Sequence[Verdict]) -> tuple[LeftOut, ...]:
    """Slices that exclusions took, one account for each exclusion."""
    found: dict[int, LeftOut] = {}
    for item in items:
        if not item.out or item.bad is None:
            continue
        by = _first(watched.excluded, item.piece, item.out)
        if by is None:
            continue
        bad = item.bad * item.piece.number
        whole = Fraction(item.piece.number if item.out == BOTH else 0)
        before = found.get(id(by.exclusion))
        if before is not None:
            bad, whole = bad + before.bad, whole + before.whole
        found[id(by.exclusion)] = LeftOut(by.exclusion, bad, whole, by.evidence, by.row)
    return tuple(item for item in found.values() if item.bad or item.whole)
