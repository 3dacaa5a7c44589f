"""What was left out, what is due, and where the numbers are from."""

from __future__ import annotations

from nines.contract.model import Exclusion
from nines.plan.documents.model import (
    Align,
    Block,
    Bullets,
    Clause,
    Column,
    Row,
    Said,
    Table,
)
from nines.plan.report.model import Found
from nines.plan.report.pieces import (
    clause_of,
    figures,
    paragraph_of,
    said,
    section_of,
    title_of,
)
from nines.settle.reckon import Worth
from nines.settle.rights_text import claim_words
from nines.settle.texts import ENGLISH as SETTLED
from nines.settle.words import (
    number_words,
    worth_words,
)
from nines.values import text
from nines.values.intervals import total

__all__ = ["credits_of", "left_out", "sources"]


def left_out(found: Found) -> Clause:
    settlement = found.settlement
    rows = [row for each in settlement.customer.agreement.exclusions if (row := _scheduled(each, found)) is not None]
    for result in settlement.promises:
        for item in result.outcome.left_out:
            what = (
                f"{number_words(item.bad)} bad of {number_words(item.whole)}" if item.whole else number_words(item.bad)
            )
            rows.append(_excluded(item.exclusion, title_of(result), what, item.evidence or "counted"))
        for refused in result.outcome.refused:
            span = text.duration(refused.span.seconds * 1000)
            rows.append(_excluded(refused.exclusion, title_of(result), span, f"not left out: {refused.why}"))
    if not rows:
        return section_of(
            "left-out", "What was left out", [clause_of("nothing", "", paragraph_of("Nothing was left out."))]
        )
    columns = (Column(said("Exclusion")), Column(said("Of")), Column(said("How much")), Column(said("By")))
    table = Table(said("Exclusions of the agreement, as they were applied"), columns, tuple(rows))
    return section_of("left-out", "What was left out", [clause_of("exclusions", "", table)])


def _scheduled(exclusion: Exclusion, found: Found) -> Row | None:
    """Hours by schedule: how long they were in the period, of how much that is allowed."""
    judged, maintenance = found.settlement.judged, exclusion.maintenance
    if maintenance is None or maintenance.hours is None:
        return None
    seconds = total(maintenance.hours.occurrences(judged.existing.start, judged.existing.end))
    if not seconds:
        return None
    allowed = ""
    if maintenance.allowance is not None:
        allowed = f" of {maintenance.allowance.text} per {maintenance.per or 'month'}"
    return _excluded(exclusion, "all promises", f"{text.duration(seconds * 1000)}{allowed}", "schedule")


def _excluded(exclusion: Exclusion, of: str, how_much: str, by: str) -> Row:
    return Row(((Said(exclusion.title),), (Said(of),), figures(how_much), (Said(by),)), (exclusion.origin,))


def credits_of(found: Found) -> Clause:
    settlement = found.settlement
    credit = settlement.credit
    rows = [
        Row(
            (
                (Said(title_of(result)),),
                (Said(" ".join(result.credit.statement.span.text.split())),),
                figures(worth_words(result.credit.worth)),
            ),
            (result.credit.statement.span,),
        )
        for result in settlement.promises
        if result.credit is not None and result.credit.is_paid
    ]
    blocks: list[Block] = []
    if credit is None or not rows:
        blocks.append(paragraph_of("No credit is due for this period."))
    else:
        rows += _account(found)
        columns = (Column(said("Promise")), Column(said("By")), Column(said("Amount"), Align.RIGHT))
        blocks.append(Table(said("Credits of the period"), columns, tuple(rows), total=True))
    claims = [due for due in settlement.claims if due.step.step.value != "answer"]
    for due in claims:
        words = f"{SETTLED.steps_inside[due.step.step.value]} {claim_words(due, settlement, SETTLED)}"
        blocks.append(paragraph_of(f"Claim: {words}."))
    return section_of("credits", "Credits", [clause_of("due", "", *blocks)])


def _account(found: Found) -> list[Row]:
    credit = found.settlement.credit
    assert credit is not None
    rows = [
        Row(
            (
                said(_CHANGES.get(change.what, change.what)),
                (Said(" ".join(change.span.text.split())),) if change.span is not None else (),
                figures(worth_words(Worth(change.after.kind, change.by, change.after.currency))),
            )
        )
        for change in credit.changes
        if change.by
    ]
    return [*rows, Row((said("Paid for this period"), (), figures(worth_words(credit.paid))))]


_CHANGES = {
    "carried": "Carried over",
    "cap": "Cap",
    "need": "Condition",
    "set off": "Rewards set off",
    "round": "Rounding",
    "waited": "Waited from before",
    "waits": "Waits",
    "lapses": "Lapses",
}


def sources(found: Found) -> Clause:
    said = [
        f"Measured by the rules of {found.contract.project.bundle}, from the first to the last moment of the period.",
        f"The measured numbers bear the mark {found.numbers}; by them the settlement can be computed again.",
        *(found.notes or ("No time is without a record.",)),
    ]
    bullets = Bullets(tuple(figures(one) for one in said))
    return section_of("sources", "Where the numbers are from", [clause_of("record", "", bullets)])
