"""The end of a settlement's text: the claim, rights and duties, and where the numbers stand."""

from __future__ import annotations

from fractions import Fraction

from nines.settle.claiming import ClaimDue
from nines.settle.deadlines import Due
from nines.settle.page import Page
from nines.settle.result import Settlement
from nines.settle.texts import Texts
from nines.settle.words import day_words, listed_words, moment_words, number_words

__all__ = ["claim_words", "inputs", "rights"]


def rights(page: Page, settlement: Settlement) -> None:
    """The claim, termination, duties and reports."""
    _claims(page, settlement)
    _others(page, settlement)


def _until(due: Due, t: Texts) -> str:
    days = t.deadline_days[due.deadline.unit.value].format(n=due.deadline.count.value.whole or 0)
    anchor = t.anchors[due.deadline.anchor.value]
    rule = t.within.format(days=days, anchor=anchor)
    if due.day is None:
        why = due.why if due.anchored else t.anchor_unknown.format(anchor=anchor)
        return t.until_unknown.format(rule=rule, why=why)
    passed = listed_words([f"{day_words(day, t)} ({name})" for day, name in due.passed], t)
    words = t.until_passing if passed else t.until
    return words.format(date=day_words(due.day, t), rule=rule, days=passed)


def claim_words(item: ClaimDue, settlement: Settlement, t: Texts) -> str:
    """By when a step is due, or when it was taken."""
    words = _until(item.due, t)
    if item.taken is not None:
        moment = moment_words(item.taken, settlement.judged.zone, t)
        return (t.done_late if item.lapsed else t.done_in_time).format(until=words, moment=moment)
    return t.not_done.format(until=words) if item.lapsed else words


def _claims(page: Page, settlement: Settlement) -> None:
    claim, credit, t = settlement.customer.agreement.claim, settlement.credit, page.t
    owed = credit is not None and credit.due.amount
    if not owed and not any(item.lapsed for item in settlement.claims):
        return
    form = settlement.customer.agreement.settle_as
    if claim is None and form is None:
        return
    page.head(t.claim)
    if claim is not None and claim.automatic is not None:
        page.row(t.claim, t.no_claim, claim.head)
    for item in settlement.claims:
        step = item.step
        way = t.by_way.format(way=step.way.value) if step.way is not None else ""
        listed = t.comma.join(word.value for word in step.evidence)
        evidence = t.with_evidence.format(evidence=listed) if listed else ""
        outage = f" {item.outage}" if item.outage is not None else ""
        words = f"{claim_words(item, settlement, t)}{way}{evidence}"
        page.row(f"{t.steps[step.step.value]}{outage}", words, step.span)
    if form is not None:
        page.row(t.form, t.forms[form.form.value], form.span)


def _others(page: Page, settlement: Settlement) -> None:
    """Termination, duties and reports."""
    if settlement.termination is None and not settlement.duties and settlement.report is None:
        return
    t = page.t
    page.head(t.rights)
    termination = settlement.termination
    if termination is not None:
        notice = t.notice.format(until=_until(termination.notice, t)) if termination.notice is not None else ""
        page.row(t.termination, f"{t.may_end}{notice}", termination.clause.span)
    for item in settlement.duties:
        by = f", {_until(item.deadline, t)}" if item.deadline is not None else ""
        page.row(t.duty, f"{item.duty.text.value}{by}", item.duty.span)
    if settlement.report is not None and settlement.report_due is not None:
        promise = settlement.report.promise
        counts = t.report_counts.format(promise=promise.value) if promise is not None else ""
        due = t.report_due.format(until=_until(settlement.report_due, t))
        page.row(t.report, t.report_late if settlement.report_missing else f"{due}{counts}", settlement.report.span)


def inputs(page: Page, settlement: Settlement) -> None:
    """Where the numbers stand that were used."""
    found: dict[str, list[int]] = {}
    for result in settlement.promises:
        for span in result.outcome.rows:
            found.setdefault(span.source.name, []).append(span.line)
    if not found:
        return
    t = page.t
    page.head(t.numbers)
    for name, lines in found.items():
        first, last = min(lines), max(lines)
        if first == last:
            page.lines.append(f"   {t.one_line.format(file=name, line=first)}")
            continue
        numbers = [number_words(Fraction(number), t) for number in (first, last, len(set(lines)))]
        words = t.lines.format(file=name, first=numbers[0], last=numbers[1], rows=numbers[2])
        page.lines.append(f"   {words}")
