"""Where each number in a document is from, and that what is computed is right, computed here once more."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from nines.contract.model import Contract
from nines.plan.documents import Clause, Document, documents
from nines.plan.documents.inline import lines_of, plain
from nines.plan.documents.model import Code, Figure, Inline, Line, Pointer, Reference, Said, Strong, Table, Term, Text
from nines.plan.documents.texts import ENGLISH
from nines.source import Source
from tests.documents.contracts import contract_of, document_of, five, in_language, shop

BOTH = [(contract, document) for contract in (in_language(shop(), "en"), five()) for document in documents(contract)]
EACH = pytest.mark.parametrize(("contract", "document"), BOTH, ids=[f"{d.kind}-{d.name}" for _, d in BOTH])

COMPUTED = re.compile(r"example-steps|allowed-times|base|base-.*|credits-.*|measure-.*\.value|cap-credits-.*")
"""Clauses whose numbers may come from arithmetic; the tests below do it again."""


def parts(line: Line) -> Iterator[Inline]:
    for part in line:
        yield part
        if isinstance(part, Strong):
            yield from parts(part.parts)


def parts_of(clause: Clause) -> Iterator[Inline]:
    for line in (clause.title, *(line for block in clause.blocks for line in lines_of(block))):
        yield from parts(line)


def numbers(text: str) -> set[Fraction]:
    """All numbers of a text by their value, whatever their digits: `12_000`, `12,000.00`, `99.0%`."""
    found = re.findall(r"\d[\d_,]*(?:\.\d+)?", text)
    return {Fraction(number.replace("_", "").replace(",", "")) for number in found}


def sources(contract: Contract) -> set[Fraction]:
    """All numbers that stand anywhere in the files of a contract."""
    texts: dict[int, Source] = {}
    for sla in contract.slas:
        texts[id(sla.origin.source)] = sla.origin.source
        for promise in sla.agreement.promises:
            if promise.indicator is not None:
                texts[id(promise.indicator.origin.source)] = promise.indicator.origin.source
    origins = [customer.origin for customer in contract.customers]
    origins += [maintenance.origin for maintenance in contract.maintenances]
    origins += [schedule.origin for schedule in contract.schedules]
    for origin in origins:
        texts[id(origin.source)] = origin.source
    return {number for source in texts.values() for number in numbers(source.text)}


def test_the_catalogue_holds_no_digit() -> None:
    """So that no number can be typed into a document."""
    names = [name for name in dir(ENGLISH) if name.isupper()]
    assert len(names) > 200
    for name in names:
        for text in texts_in(getattr(ENGLISH, name)):
            assert not re.search(r"\d", text), f"{name}: {text}"


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts_in(item)


@EACH
def test_words_hold_no_number(contract: Contract, document: Document) -> None:
    for clause in document.clauses():
        for part in parts_of(clause):
            match part:
                case Text(text) | Term(text):
                    assert not re.search(r"\d", text), (clause.anchor, text)
                case Figure() | Said() | Code() | Reference() | Pointer() | Strong():
                    pass
                case _:
                    assert "://" in part.address or part.address.startswith("mailto:")


@EACH
def test_written_numbers_stand_where_they_come_from(contract: Contract, document: Document) -> None:
    everywhere = sources(contract)
    checked = 0
    for clause in document.clauses():
        if COMPUTED.fullmatch(clause.anchor):
            continue
        for part in parts_of(clause):
            if isinstance(part, Figure):
                there = numbers(" ".join(origin.text for origin in part.origins)) if part.origins else everywhere
                assert numbers(part.text) <= there, (clause.anchor, part.text)
                checked += 1
    assert checked > 5


@EACH
def test_money_at_the_present_fee_is_the_share_of_it(contract: Contract, document: Document) -> None:
    customer = next((item for item in contract.customers if item.name == document.name), None)
    if customer is None:
        assert not [table for table in tables(document) if len(table.columns) == 3 and "fee" in head(table, 2)]
        return
    fees = {
        fee.name: Fraction(fee.amount.amount) / {"month": 1, "year": 12}[fee.per] for fee in customer.agreement.fees
    }
    for clause in document.clauses():
        if not clause.anchor.startswith("credits-"):
            continue
        for table in (block for block in clause.blocks if isinstance(block, Table) and len(block.columns) == 3):
            for row in table.rows:
                share = next(iter(numbers(plain(row.cells[1])))) / 100
                assert numbers(plain(row.cells[2])) == {share * fees["subscription"]}


def tables(document: Document) -> list[Table]:
    return [block for clause in document.clauses() for block in clause.blocks if isinstance(block, Table)]


def head(table: Table, column: int) -> str:
    return plain(table.columns[column].head)


def steps(document: Document) -> list[tuple[str, str, str]]:
    clause = document.clause("example-steps")
    assert clause is not None
    table = next(block for block in clause.blocks if isinstance(block, Table))
    return [(plain(row.cells[0]), plain(row.cells[1]), plain(row.cells[2])) for row in table.rows]


def test_the_worked_example_of_the_shop_once_more() -> None:
    """ACME: 99.95% promised, 15% down to 99.0%, of EUR 12,000; a failure of the customer's own stays in the total."""
    document = document_of(shop(), "acme")
    found = steps(document)
    received, failed, own = (int(found[n][1].replace(",", "")) for n in range(3))
    measured = 1 - Fraction(failed - own, received)
    assert found[3][1] == f"{float(measured * 100):.3f}%"
    assert Fraction(990, 1000) <= measured < Fraction(9995, 10_000)
    assert Fraction(15, 100) * 12_000 == 1_800
    assert [result for _, result, _ in found[5:]] == [
        "15% of the base fee",
        "EUR 12,000.00",
        "EUR 1,800.00",
        "EUR 6,000.00: not reached",
        "EUR 1,800.00",
        "reached",
        "EUR 1,800.00",
    ]
    numbers_of = {clause.anchor: clause.number for clause in document.clauses()}
    assert found[2][2] == numbers_of["exclusion-customer-fault"]
    assert found[7][2] == numbers_of["credits-availability"]


def test_points_are_followed_to_the_money() -> None:
    """45% of 30% of a quarter of EUR 60,000 a year, at nine points."""
    found = {step: result for step, result, _ in steps(document_of(five(), "rhea-registry"))}
    assert found["Charged to the provider"] == "9 points"
    assert Fraction(45, 100) * Fraction(30, 100) * Fraction(60_000, 4) == 2_025
    assert found["Due to the customer"] == "EUR 2,025.00"


def test_pro_rata_of_a_capped_multiple() -> None:
    """18 times USD 9,000 for 43m 12s in 30 days."""
    found = steps(document_of(five(), "rhea-edge"))
    assert Fraction(18) * 9_000 * (43 * 60 + 12) / (30 * 86_400) == 162
    assert found[-1][:2] == ("Due to the customer", "USD 162.00")


STARTED = """
service line { sli outages "Lines that carry traffic" { up line_up{} } }
sla line "Line" {
  period calendar month in UTC
  round measured never
  base rent per month of the period missed
  promise repair of line.outages at most 3h {
    judge each outage
    measure downtime
    credit greater of EUR 40 and 4% per started 20m of excess downtime
  }
  cap credits 10% per period, rest lapses
}
customer rhea "Rhea" {
  sla line
  fee rent EUR 700 per month
}
"""


def test_started_units_the_greater_of_two_and_a_cap_that_bites() -> None:
    """Two and a half units beyond are three started ones: 84 euro, more than 40, and capped at 70."""
    found = [(step, result) for step, result, _ in steps(document_of(contract_of(STARTED), "rhea"))]
    assert ("Excess: 3 hours 50 minutes less 3 hours", "50 minutes") in found
    assert ("Started units of 20 minutes in 50 minutes", "3") in found
    assert ("3 × EUR 28.00", "EUR 84.00") in found
    assert ("The greater of EUR 40.00 and EUR 84.00", "EUR 84.00") in found
    assert ("Most that is paid: 10% of the base fee", "EUR 70.00") in found
    assert found[-1] == ("Due to the customer", "EUR 70.00")


def test_allowed_time_for_each_length_of_a_month_in_berlin() -> None:
    """The lengths by Python's own zones, the shares by hand."""
    zone = ZoneInfo("Europe/Berlin")
    starts = [datetime.datetime(2026 + n // 12, n % 12 + 1, 1, tzinfo=zone) for n in range(8 * 12 + 1)]
    stamps = [int(start.timestamp()) for start in starts]
    lengths = sorted({end - start for start, end in itertools.pairwise(stamps)})
    assert len(lengths) == 6
    document = document_of(shop(), "acme")
    clause = document.clause("allowed-times")
    assert clause is not None
    table = next(block for block in clause.blocks if isinstance(block, Table))
    row = next(row for row in table.rows if plain(row.cells[0]).startswith("at least 99.95%"))
    assert [seconds(plain(cell)) for cell in row.cells[2:]] == [int(length * Fraction(5, 10_000)) for length in lengths]


def seconds(text: str) -> int:
    sizes = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
    return sum(int(number) * sizes[unit] for number, unit in re.findall(r"(\d+)([dhms])", text))


@pytest.mark.parametrize(
    ("promised", "rounding", "kept"),
    [
        ("at least 99.9%", "half-even to 0.001%", "99.8995%"),
        ("at least 99.9%", "half-up to 0.1%", "99.85%"),
        ("at least 99.9%", "up to 0.01%", "above 99.89%"),
        ("at least 99.85%", "half-even to 0.1%", "above 99.85%"),
    ],
)
def test_rounding_shows_what_it_lets_pass(promised: str, rounding: str, kept: str) -> None:
    """A promise that is no multiple of the step needs the next multiple; halfway goes to the even one."""
    contract = contract_of(
        f"""
        service a {{ sli ok {{
          bad errors_total{{}}
          of requests_total{{}}
        }} }}
        sla plain {{
          period calendar month in UTC
          round measured {rounding} before comparing
          promise ok of a.ok {promised} {{ measure share of good events }}
        }}
        """
    )
    clause = document_of(contract, "plain").clause("allowed-times")
    assert clause is not None
    table = next(block for block in clause.blocks if isinstance(block, Table))
    assert plain(table.rows[0].cells[1]) == kept


@pytest.mark.parametrize(
    ("slice_", "promised", "allowed"),
    [("1m", "99.99%", "4m"), ("5m", "99.99%", "none"), ("5m", "99.9%", "40m"), ("1h", "99%", "7h")],
)
def test_slices_are_lost_whole(slice_: str, promised: str, allowed: str) -> None:
    """99.99% over five-minute slices is 100%: of 8,640 slices in 30 days not one may be bad."""
    contract = contract_of(
        f"""
        service a {{ sli ok {{
          bad errors_total{{}}
          of requests_total{{}}
        }} }}
        sla plain {{
          period calendar month counted as 30d in UTC
          promise ok of a.ok at least {promised} {{
            slice {slice_}
            bad slice every event fails
            measure share of good slices
          }}
        }}
        """
    )
    clause = document_of(contract, "plain").clause("allowed-times")
    assert clause is not None
    table = next(block for block in clause.blocks if isinstance(block, Table))
    assert plain(table.rows[0].cells[-1]) == allowed
