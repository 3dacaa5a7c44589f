"""What was promised and reached, and of each promise what happened: days, budget, troubles, periods."""

from __future__ import annotations

from fractions import Fraction

from nines.plan.documents.model import (
    Align,
    Block,
    Clause,
    Column,
    Row,
    Said,
    Table,
)
from nines.plan.report.drawn import burned, by_hours, longest, of_days, of_periods, of_troubles
from nines.plan.report.model import Found, Watched, troubles
from nines.plan.report.pieces import (
    anchor_of,
    clause_of,
    drawn,
    figures,
    paragraph_of,
    said,
    section_of,
    state_of,
    title_of,
)
from nines.settle.words import (
    moment_words,
    share_words,
    value_words,
    worth_words,
    written_words,
)
from nines.values import text

__all__ = ["reached", "watched_section"]

_MOST = 10
"""Troubles that a table lists; others are counted."""


def reached(found: Found) -> Clause:
    rows = []
    tracks = {id(watched.result): watched for watched in found.watched()}
    for result in found.settlement.promises:
        outcome = result.outcome
        comparison = outcome.promise.comparison
        promised = f"{comparison.operator.value} {written_words(comparison.value.value, comparison.value.span.text)}"
        watched = tracks.get(id(result))
        used = watched.used if watched is not None else None
        rows.append(
            Row(
                (
                    (Said(title_of(result)),),
                    figures(promised),
                    figures(value_words(outcome.seen.measured, comparison.value.value) if outcome.seen else "–"),
                    said(state_of(result)),
                    figures(f"{text.fixed(used * 100, 1)}%" if used is not None else "–"),
                ),
                (outcome.promise.origin,),
            )
        )
    columns = (
        Column(said("Promise")),
        Column(said("Promised")),
        Column(said("Reached"), Align.RIGHT),
        Column(said("State")),
        Column(said("Used of what may fail"), Align.RIGHT),
    )
    table = Table(said("Promises of the period"), columns, tuple(rows))
    return section_of("reached", "What was promised, and what was reached", [clause_of("promises", "", table)])


def watched_section(watched: Watched, found: Found) -> Clause:
    """A promise by itself: its days, its budget, its troubles, its last periods."""
    name = anchor_of(watched.result)
    title = "Hour by hour" if by_hours(found) else "Day by day"
    clauses = [clause_of(f"{name}-days", title, *drawn(of_days(watched, found)))]
    left = burned(watched, found)
    if left is not None:
        clauses.append(clause_of(f"{name}-budget", "What was left of what may fail", *drawn(left)))
    clauses.append(clause_of(f"{name}-troubles", "What happened", *_happened(watched, found)))
    periods = of_periods(watched, found)
    if periods is not None:
        clauses.append(clause_of(f"{name}-periods", "Twelve periods", *drawn(periods), _periods(watched, found)))
    return section_of(name, title_of(watched.result), clauses, watched.result.outcome.promise.origin)


def _happened(watched: Watched, found: Found) -> tuple[Block, ...]:
    listed, zone = troubles(watched), found.settlement.judged.zone
    plot = of_troubles(watched, found)
    if plot is None:
        return (paragraph_of("At no time did more fail than the promise allows."),)
    shown = longest(listed)[:_MOST]
    most = watched.allowed * watched.total
    rows = [
        Row(
            (
                figures(moment_words(one.span.start, zone)),
                figures(text.duration(one.span.seconds * 1000)),
                figures(f"{text.fixed(one.share * 100, 2)}%"),
                figures(f"{text.fixed(one.bad / most * 100, 1)}%" if most and one.counts else "–"),
                said("yes" if one.counts else "no, left out"),
            )
        )
        for one in shown
    ]
    columns = (
        Column(said("From")),
        Column(said("Within"), Align.RIGHT),
        Column(said("Failed"), Align.RIGHT),
        Column(said("Of what may fail"), Align.RIGHT),
        Column(said("Counts")),
    )
    blocks: list[Block] = [
        *drawn(plot),
        Table(said("Times in which more failed than the promise allows"), columns, tuple(rows)),
    ]
    if len(listed) > len(shown):
        blocks.append(paragraph_of(f"{len(listed) - len(shown)} more, in which less failed."))
    return tuple(blocks)


def _periods(watched: Watched, found: Found) -> Table:
    outcome, judged = watched.result.outcome, found.settlement.judged
    rows = [
        Row(
            (
                figures(one.name),
                figures(share_words(_cut(measured)) if measured is not None else "–"),
                figures(", ".join(map(worth_words, one.credit)) or "–"),
            )
        )
        for one in found.before
        for measured in (dict(one.measured).get(outcome.promise.name),)
    ]
    assert outcome.seen is not None
    rows.append(Row((figures(judged.name), figures(share_words(outcome.seen.measured)), figures(_due(found)))))
    columns = (
        Column(said("Period")),
        Column(said("Reached"), Align.RIGHT),
        Column(said("Credit of the period"), Align.RIGHT),
    )
    return Table(said("As it was on record at the end of each period"), columns, tuple(rows))


def _cut(measured: Fraction) -> Fraction:
    """To five digits of a percent, cut off, so that no miss looks kept."""
    return Fraction(measured * 10**7 // 1, 10**7)


def _due(found: Found) -> str:
    credit = found.settlement.credit
    return worth_words(credit.due) if credit is not None and credit.due.amount else "–"
