"""Contracts of the form of public SLAs, settled by vectors worked out by hand from the published texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest

from nines.contract.model import Contract
from nines.diagnostics.model import Severity
from nines.language.phrases import Units
from nines.language.statements.promise import Credit, Reward
from nines.settle.entries import Entry
from nines.settle.promises import PromiseResult
from nines.settle.reckon import Worth
from nines.settle.result import Settlement
from nines.values.zone import EPOCH_DAY
from tests.settle.published import FOLDER, Gap, Published, Section, Vector, amount_of, published, value_of
from tests.settle.support import run, said
from tests.support.specs import compile_text

PAGES = [published(path) for path in sorted(FOLDER.glob("*.md")) if path.stem != "README"]
ALL = [page.name for page in PAGES]


def test_there_are_as_many_as_were_asked_for() -> None:
    assert len(PAGES) >= 25
    assert sorted(ALL) == sorted(path.stem for path in FOLDER.glob("*.nines"))


@pytest.mark.parametrize("page", PAGES, ids=ALL)
def test_each_is_a_whole_contract(page: Published) -> None:
    found = compile_text(page.spec).report
    assert [f"{item.code.id} {item.headline}" for item in found if item.severity is not Severity.NOTE] == []
    assert len(page.vectors) >= 5


@pytest.mark.parametrize(
    ("page", "gap"),
    [pytest.param(page, gap, id=f"{page.name}: {gap.statements[0]}") for page in PAGES for gap in page.gaps],
)
def test_what_a_text_leaves_open_is_asked_for(page: Published, gap: Gap) -> None:
    """Without the statement, or with what the published text has in its place, the very finding is there."""
    put = {" ".join(text.split()): other for text, other in zip(gap.statements, gap.instead, strict=True)}
    lines = [(line, " ".join(line.split("  #")[0].split())) for line in page.spec.splitlines()]
    assert put.keys() - {plain for _, plain in lines} == set(), "the contract does not say so"
    worse = "\n".join(put.get(plain, line) for line, plain in lines)
    before, after = _codes(page, page.spec), _codes(page, worse)
    assert gap.code not in before
    assert gap.code in after, sorted(after - before)


def _codes(page: Published, text: str) -> set[str]:
    """What is said of a contract, and of the settlements of its vectors that come out as they should."""
    compiled = compile_text(text)
    found = {item.code.id for item in compiled.report}
    for section in page.sections:
        for vector, _, findings in _each(compiled.contract, section):
            if not dict(vector.wanted).get("finding"):
                found |= {line.split(" ")[1] for line in findings}
    return found


@pytest.mark.parametrize(
    ("page", "section"),
    [pytest.param(page, section, id=f"{page.name}: {section.title}") for page in PAGES for section in page.sections],
)
def test_vectors(page: Published, section: Section) -> None:
    contract = compile_text(page.spec).contract
    found = [(vector.name, difference) for vector, difference in _differences(contract, section) if difference]
    assert found == []


@pytest.mark.parametrize("page", PAGES, ids=ALL)
def test_every_clause_that_costs_or_earns_does_so_in_a_vector(page: Published) -> None:
    """No credit, reward, exclusion or cap stands there that no vector has tried."""
    contract = compile_text(page.spec).contract
    used: set[str] = set()
    for section in page.sections:
        for vector, settlement, _ in _each(contract, section):
            used |= {*_used(settlement), *_mentioned(vector)} if settlement is not None else set()
    assert [clause for clause in _clauses(contract) if clause not in used] == []


def _each(contract: Contract, section: Section) -> Iterator[tuple[Vector, Settlement | None, list[str]]]:
    entries: tuple[Entry, ...] = ()
    for vector in section.vectors:
        tables = {name: _with_customer(vector.customer, text) for name, text in vector.tables}
        settled, report = run(contract, vector.period, entries, **tables)
        found = settled.settlements[0] if settled is not None and settled.settlements else None
        if found is not None and section.in_a_row:
            entries = (*entries, found.entry)
        yield vector, found, said(report)


def _with_customer(customer: str, text: str) -> str:
    if not customer:
        return text
    head, *rows = text.splitlines()
    return "\n".join([f"customer,{head}", *(f"{customer},{row}" for row in rows)]) + "\n"


def _differences(contract: Contract, section: Section) -> Iterator[tuple[Vector, list[str]]]:
    for vector, settlement, findings in _each(contract, section):
        wanted = dict(vector.wanted)
        code = wanted.pop("finding", "")
        if code or settlement is None:
            fine = settlement is None and any(f" {code} " in line for line in findings) and code != ""
            yield vector, [] if fine else [f"finding: wanted {code or 'none'}", *findings]
            continue
        assert "credit" in wanted or "reward" in wanted, f"{vector.name} asks for no amount"
        yield (
            vector,
            [
                f"{name}: wanted {text}, got {_shown(settlement, name)}"
                for name, text in wanted.items()
                if text and not _as_wanted(settlement, name, text)
            ],
        )


_AMOUNTS = ("credit", "paid", "carried", "waits", "reward", "earned back")


def _as_wanted(settlement: Settlement, name: str, text: str) -> bool:
    found = _found(settlement, name)
    if name in _AMOUNTS:
        kind, amount = amount_of(text)
        assert isinstance(found, Worth)
        return found.amount == amount and (not amount or kind in (found.currency, found.kind))
    if isinstance(found, Fraction):
        return text != "not judged" and found == value_of(text)
    return found == text


def _shown(settlement: Settlement, name: str) -> str:
    found = _found(settlement, name)
    return f"{found.amount} {found.currency or found.kind}" if isinstance(found, Worth) else str(found)


def _found(settlement: Settlement, name: str) -> Worth | Fraction | str | None:
    """What came out under the name of a column: an amount, a promise's measured value, or a word."""
    none = Worth("money", Fraction(0))
    credit, reward = settlement.credit, settlement.reward
    match name:
        case "credit":
            return credit.due if credit is not None else none
        case "paid":
            return credit.paid if credit is not None else none
        case "carried":
            return credit.carried if credit is not None else none
        case "waits":
            return credit.deferred if credit is not None else none
        case "reward":
            return reward.due if reward is not None else none
        case "earned back":
            return settlement.earned_back.back if settlement.earned_back is not None else none
        case "points":
            return settlement.points.after if settlement.points is not None else None
        case "may leave":
            return "yes" if settlement.termination is not None else "no"
        case "duties":
            return ", ".join(duty.duty.text.value for duty in settlement.duties) or "none"
        case "claim by":
            days = [claim.due.day for claim in settlement.claims]
            return ", ".join("unknown" if day is None else f"{date.fromordinal(day + EPOCH_DAY)}" for day in days)
        case "missed":
            missed = [_scoped(result) for result in settlement.promises if _missed(result)]
            return ", ".join(missed) or "none"
        case _:
            return _measured(settlement, name)


def _scoped(result: PromiseResult) -> str:
    outcome = result.outcome
    values = " ".join(value for _, value in outcome.scope)
    return f"{outcome.promise.name} {values}" if values else outcome.promise.name


def _missed(result: PromiseResult) -> bool:
    seen = result.outcome.seen
    return seen is not None and seen.missed


def _measured(settlement: Settlement, name: str) -> Fraction | str:
    """The measured value of a promise, by its name or, where it is judged for several things, name and thing."""
    found = [item for item in settlement.promises if name in (item.outcome.promise.name, _scoped(item))]
    assert len(found) == 1, f"`{name}` is {len(found)} promises: {[_scoped(item) for item in settlement.promises]}"
    seen = found[0].outcome.seen
    return seen.exact if seen is not None else "not judged"


def _used(settlement: Settlement) -> Iterator[str]:
    for result in settlement.promises:
        for due in (result.credit, result.reward):
            if due is not None:
                yield _line(due.statement.span)
        for left in (*result.outcome.left_out, *result.outcome.refused, *result.outcome.waived):
            yield f"exclude {getattr(left, 'exclusion', left).name}"
    if settlement.points is not None and settlement.points.credit is not None:
        yield _line(settlement.points.credit.span)
    changes = [*(settlement.credit.changes if settlement.credit is not None else ())]
    changes += settlement.reward.changes if settlement.reward is not None else ()
    for change in changes:
        if change.span is not None and (change.limit is None or change.limit.before.amount >= change.limit.most.amount):
            yield _line(change.span)
    if settlement.earned_back is not None and settlement.earned_back.back.amount:
        yield _line(settlement.earned_back.clause.span)
    if settlement.termination is not None:
        yield _line(settlement.termination.clause.span)


def _mentioned(vector: Vector) -> Iterator[str]:
    """Exclusions of tickets and records, which are in no measured value."""
    for name, text in vector.tables:
        if name in ("tickets", "records"):
            yield from (f"exclude {cell}" for line in text.splitlines() for cell in line.split(","))


def _line(span: object) -> str:
    return f"{span}"


def _clauses(contract: Contract) -> Iterator[str]:
    for customer in contract.customers:
        agreement = customer.agreement
        for promise in agreement.promises:
            bodies = [level.body for level in promise.levels]
            leveled = [item for body in bodies for item in (*body.all(Credit), *body.all(Reward))]
            for item in (*promise.credits, *promise.rewards, *leveled):
                yield _line(item.span)
        for exclusion in agreement.exclusions:
            yield f"exclude {exclusion.name}"
        for cap in agreement.caps:
            if cap.amount is not None and not isinstance(cap.amount, Units):
                yield _line(cap.span)
        if agreement.earn_back is not None:
            yield _line(agreement.earn_back.span)
        if agreement.terminate is not None:
            yield _line(agreement.terminate.span)
