"""What one promise came to in one scope: from the one table that speaks of it, or by its formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nines.diagnostics.model import Label, Report
from nines.record import replace
from nines.settle.by_formula import from_formula
from nines.settle.by_items import from_items
from nines.settle.by_outages import from_outages
from nines.settle.by_slices import from_slices
from nines.settle.by_totals import NotJudged, from_totals
from nines.settle.codes import CONTRADICTION, MISSING_NUMBERS, OPEN_TERM
from nines.settle.gaps import Gap
from nines.settle.rows import Row
from nines.settle.watched import DOWNTIME, WAIVES, Measurement, Watched

__all__ = ["OF_RECORDS", "measured", "no_numbers", "unfit", "without_waivers"]

Found = Measurement | NotJudged | None
Table = tuple[Sequence[Row], Callable[[Watched, Report], Found]]

_TIMED = ("share of good time", "downtime", "outages")
OF_RECORDS = ("share within", "mean of value", "percentile", "value", "value of planned", "score")
"""Measures that records tell without naming the promise."""


def measured(watched: Watched, report: Report) -> Found:
    """None after a finding."""
    if watched.key == "formula":
        return from_formula(watched, _from_table, report)
    return _from_table(watched, report)


def _from_table(watched: Watched, report: Report) -> Found:
    tables = _tables(watched)
    filled = [table for table in tables if table[0]]
    if len(filled) > 1:
        said = f"{watched.what} is in several tables, and which of them counts is not known"
        report.say(CONTRADICTION, said, filled[1][0][0].span, others=[Label(filled[0][0][0].span, "here")])
        return None
    chosen = next(iter(filled or tables), None)
    if chosen is None:
        no_numbers(watched, report)
        return None
    return chosen[1](watched, report)


def _tables(watched: Watched) -> list[Table]:
    """The tables that speak of the promise. One without rows says that there was nothing, where it is about such."""
    key, promise = watched.key, watched.promise
    found: list[Table] = []
    if watched.totals:
        found.append((watched.totals, _from_totals))
    if watched.slices:
        found.append((watched.slices, from_slices))
    outages = watched.outages
    if outages is not None and (key in _TIMED or any(row.promise for row in outages)):
        found.append((outages, from_outages))
    if promise.clock is not None and watched.tickets is not None:
        found.append((watched.tickets, from_items))
    records = watched.records if promise.clock is None else None
    if records is not None and (key in OF_RECORDS or any(row.promise for row in records)):
        found.append((records, from_items))
    return found


def _from_totals(watched: Watched, report: Report) -> Found:
    if len(watched.totals) > 1:
        first, second = watched.totals[:2]
        said = f"there are two totals of {watched.what}"
        report.say(CONTRADICTION, said, second.span, others=[Label(first.span, "first here")])
        return None
    timed = next((item for item in watched.excluded if item.row is not None), None)
    if timed is not None and timed.exclusion.effect != WAIVES and timed.row is not None:
        report.say(
            MISSING_NUMBERS,
            f"the exclusion is of a time, and of {watched.what} there are totals only",
            timed.row,
            "which of the events fell into it is not known",
            helps=["give the exclusion `total` and `bad` instead of a time, or give slices instead of totals"],
        )
        return None
    return from_totals(watched, watched.totals[0], report)


def no_numbers(watched: Watched, report: Report) -> None:
    report.say(
        MISSING_NUMBERS,
        f"nothing was measured of {watched.what}",
        watched.promise.origin,
        "promised here",
        helps=["add a row to `totals`, or rows to `slices`, `outages`, `records` or `tickets`, with this promise"],
    )


def without_waivers(watched: Watched) -> Watched | None:
    """As if what only waives credits did not count as bad; None where nothing waives any."""
    names = {item.name for item in watched.agreement.exclusions if item.effect == WAIVES}
    if not names or not _has_waivers(watched, names):
        return None
    exclusions = tuple(
        replace(item, effect=DOWNTIME) if item.name in names else item for item in watched.agreement.exclusions
    )
    time = tuple(
        replace(item, exclusion=replace(item.exclusion, effect=DOWNTIME)) if item.exclusion.name in names else item
        for item in watched.time
    )
    return replace(watched, agreement=replace(watched.agreement, exclusions=exclusions), time=time)


def _has_waivers(watched: Watched, names: set[str]) -> bool:
    rows = watched.excludable
    return any(row.exclusion in names for row in rows) or any(item.exclusion.name in names for item in watched.excluded)


def unfit(watched: Watched) -> Gap | None:
    """A term of a promise that the tables that are given cannot tell, and which table would."""
    promise = watched.promise
    if not watched.slices:
        return None
    if promise.weigh is not None:
        said = "outages count by the share of users that they hurt, which slices do not tell"
        return Gap(MISSING_NUMBERS, said, watched.slices[0].span, helps=("give a list of `outages`, with `affected`",))
    if promise.runs is not None and watched.key in ("share of good time", "share of good events"):
        said = "only runs of bad time of some length count, and these slices are not good or bad as a whole"
        helps = ("give a list of `outages`, or promise a `share of good slices`",)
        return Gap(OPEN_TERM, said, promise.runs.span, helps=helps)
    return None
