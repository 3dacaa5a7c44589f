"""Measured values from a list of outages: all other time is up."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from nines.diagnostics.model import Label, Report
from nines.record import dataclass
from nines.settle.by_totals import NotJudged
from nines.settle.codes import CONTRADICTION, MISSING_NUMBERS, WRONG_TIME
from nines.settle.counting import Counting, LeftOut, Listed, Timed
from nines.settle.excluded import exclusion_named, lacks_evidence
from nines.settle.gaps import Gap
from nines.settle.rows import OutageRow
from nines.settle.watched import BOTH, DOWNTIME, Measurement, Watched
from nines.values.intervals import Interval, difference, intersection, total, union

__all__ = ["Outage", "from_outages", "of_period"]


@dataclass(frozen=True, slots=True)
class Outage:
    """An outage as it counts for the period: its bad time, and what an exclusion takes of it."""

    row: OutageRow
    span: Interval
    excluded_by: LeftOut | None


def of_period(watched: Watched, report: Report) -> tuple[Outage, ...] | None:
    """The outages that belong to the period; those over its ends as `crossing` says. None after a finding."""
    found: list[Outage] = []
    rows = sorted(watched.outages or (), key=lambda row: (row.start, row.end, row.id))
    for row in rows:
        twin = next((other.row for other in found if other.row.id == row.id), None)
        if twin is not None:
            said = f"the outage `{row.id}` is there twice"
            report.say(CONTRADICTION, said, row.place("id"), others=[Label(twin.place("id"), "first here")])
            return None
        span = _in_period(watched, row, report)
        if span is None:
            return None
        if span.seconds <= 0:
            continue
        by = _excluded(watched, row, span)
        if isinstance(by, Gap):
            report.add(by.finding)
            return None
        found.append(Outage(row, span, by))
    return tuple(found)


def _in_period(watched: Watched, row: OutageRow, report: Report) -> Interval | None:
    """The part of an outage that counts here, empty if none."""
    span, existing = Interval(row.start, row.end), watched.judged.existing
    inside = span.clipped(existing.start, existing.end)
    if inside == span or inside.seconds <= 0:
        return inside
    crossing = watched.promise.crossing
    if crossing is None:
        report.add(watched.open("crossing ...", "to which period an outage over its end belongs").finding)
        return None
    match crossing.how.value:
        case "split":
            return inside
        case "counts where it starts":
            return span if row.start in existing else Interval(existing.start, existing.start)
        case _:
            return span if row.end - 1 in existing else Interval(existing.start, existing.start)


def _excluded(watched: Watched, row: OutageRow, span: Interval) -> LeftOut | Gap | None:
    """What excludes an outage as a whole."""
    if row.exclusion is None:
        return None
    exclusion = exclusion_named(row.exclusion, watched.agreement, row.place("exclusion"))
    if isinstance(exclusion, Gap):
        return exclusion
    gap = lacks_evidence(exclusion, row.evidence, row)
    if gap is not None:
        return gap
    if exclusion.effect not in (DOWNTIME, BOTH):
        return LeftOut(exclusion, Fraction(0), Fraction(0), row.evidence, row.span)
    size = Fraction(span.seconds)
    return LeftOut(exclusion, size, size if exclusion.effect == BOTH else Fraction(0), row.evidence, row.span)


def from_outages(watched: Watched, report: Report) -> Measurement | NotJudged | None:
    """None after a finding."""
    found = of_period(watched, report)
    if found is None:
        return None
    if watched.promise.weigh is not None:
        return _weighed(watched, found, report)
    return _plain(watched, found, report)


def _plain(watched: Watched, found: Sequence[Outage], report: Report) -> Measurement | NotJudged | None:
    bad = union(outage.span for outage in found)
    runs = watched.promise.runs
    if runs is not None:
        bad = _runs(bad, runs.length.value.milliseconds // 1000, in_full=runs.how.value == "in full")
    whole = [outage for outage in found if outage.excluded_by is not None and outage.excluded_by.bad]
    out_of_down = union(
        [*watched.effect(DOWNTIME, BOTH), *(outage.span for outage in whole)],
    )
    left_over = difference(bad, out_of_down)
    out_of_period = union(
        [
            *(span.clipped(*_ends(watched)) for span in watched.effect(BOTH)),
            *(outage.span for outage in whole if outage.excluded_by is not None and outage.excluded_by.whole),
        ]
    )
    counted = tuple(outage.row.id for outage in found if intersection([outage.span], left_over))
    down = Fraction(total(left_over))
    return _measured(watched, down, Fraction(total(out_of_period)), counted, _left_out(watched, bad, whole), report)


def _ends(watched: Watched) -> tuple[int, int]:
    return watched.judged.existing.start, watched.judged.existing.end


def _runs(bad: Sequence[Interval], least: int, *, in_full: bool) -> tuple[Interval, ...]:
    """Only bad time that lasts long enough, from its start or from there on."""
    long = [span for span in bad if span.seconds >= least]
    return tuple(long) if in_full else union(Interval(span.start + least, span.end) for span in long)


def _left_out(watched: Watched, bad: Sequence[Interval], whole: Sequence[Outage]) -> tuple[LeftOut, ...]:
    """What each exclusion took, for the account. What two exclusions cover is told of both."""
    found = [outage.excluded_by for outage in whole if outage.excluded_by is not None]
    for item in watched.excluded:
        if item.exclusion.effect not in (DOWNTIME, BOTH):
            continue
        span = item.span.clipped(*_ends(watched))
        taken = Fraction(total(intersection(bad, [span])))
        out = Fraction(span.seconds if item.exclusion.effect == BOTH else 0)
        if taken or out:
            found.append(LeftOut(item.exclusion, taken, out, item.evidence, item.row))
    return tuple(found)


def _measured(
    watched: Watched,
    down: Fraction,
    out: Fraction,
    incidents: tuple[str, ...],
    left_out: tuple[LeftOut, ...],
    report: Report,
    *,
    weighed: bool = False,
) -> Measurement | NotJudged | None:
    length = length_of(watched) - out
    outages = Fraction(len(incidents))
    counting: Counting
    match watched.key:
        case "share of good time":
            if length <= 0:
                return NotJudged("all of the period is excluded")
            counting = Timed(down, length, weighed)
            value = 1 - down / length
        case "downtime":
            counting, value = Listed("downtime", down), down
        case "outages":
            counting, value = Listed("outages", outages), outages
        case _:
            row = watched.outages[0].span if watched.outages else watched.promise.origin
            said = f"{watched.what} is measured as {watched.key}, which a list of outages does not tell"
            report.say(MISSING_NUMBERS, said, row, helps=["give `slices`, or `totals`"])
            return None
    return Measurement(value, counting, left_out, downtime=down, length=length, outages=outages, incidents=incidents)


def length_of(watched: Watched) -> Fraction:
    """Seconds that the period has, before exclusions, as `partial period` says."""
    if watched.judged.partial and watched.agreement.partial_period == "missing time counts as good":
        return Fraction(watched.judged.span.seconds)
    return watched.judged.length


def _weighed(watched: Watched, found: Sequence[Outage], report: Report) -> Measurement | NotJudged | None:
    """Outages by the share of users that they hurt; two at once would hurt nobody knows whom."""
    for before, after in pairwise(found):
        if after.span.start < before.span.end:
            report.say(
                WRONG_TIME,
                f"`{before.row.id}` and `{after.row.id}` overlap, and whether they hurt the same users is not known",
                after.row.span,
                "starts before the other ends",
                others=[Label(before.row.span, "")],
                helps=["give them as outages one after another, each with the share that was hurt by then"],
            )
            return None
    down, counted = Fraction(0), list[str]()
    runs = watched.promise.runs
    long = union(outage.span for outage in found)
    if runs is not None:
        long = _runs(long, runs.length.value.milliseconds // 1000, in_full=runs.how.value == "in full")
    whole = [outage for outage in found if outage.excluded_by is not None and outage.excluded_by.bad]
    for outage in found:
        if outage.row.affected is None:
            report.say(
                MISSING_NUMBERS,
                f"outages count by the share of users that they hurt, and `{outage.row.id}` does not say `affected`",
                outage.row.span,
            )
            return None
        if outage in whole:
            continue
        left = total(difference(intersection([outage.span], long), watched.effect(DOWNTIME, BOTH)))
        down += left * outage.row.affected
        counted += [outage.row.id] if left and outage.row.affected else []
    spans = [span.clipped(*_ends(watched)) for span in watched.effect(BOTH)]
    spans += [outage.span for outage in whole if outage.excluded_by is not None and outage.excluded_by.whole]
    left_out = _left_out(watched, long, whole)
    return _measured(watched, down, Fraction(total(spans)), tuple(counted), left_out, report, weighed=True)
