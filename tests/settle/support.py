"""Compiles contracts and settles tables of numbers, as tests need it."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache

from jsonschema import Draft202012Validator

from nines.contract.model import Contract
from nines.diagnostics.model import Report
from nines.record import replace
from nines.settle.book import Settled, labels_of, settle_book, zones_of
from nines.settle.entries import Entry
from nines.settle.instants import instant_of
from nines.settle.ledger import appended, read_ledger
from nines.settle.machine import settled_json
from nines.settle.reading import File, read_measured
from nines.settle.result import Settlement
from nines.settle.rows import Measured
from nines.source import Source
from tests.support.specs import ROOT, compile_text

__all__ = ["FRAME", "SERVICE", "contract", "credit", "one", "run", "said"]

SCHEMAS = {
    name: Draft202012Validator(json.loads((ROOT / "grammar" / f"{name}.schema.json").read_text("utf-8")))
    for name in ("settlement", "ledger")
}

SERVICE = """\
service api "API" {
  sli availability "Requests answered" {
    bad http_requests_total{job="api", code=~"5.."}
    of  http_requests_total{job="api"}
    per region, cluster
  }
}
"""

FRAME = """\
  version "1.0" effective 2026-01-01
  period calendar month in UTC
  base subscription per month of the period missed
  partial period only existing time counts
  round measured never
  round money half-even to EUR 0.01
  no traffic left out
  monitor outage left out
  crossing split
  claim automatic
"""


@cache
def contract(terms: str, customer: str = "  fee subscription EUR 1_000 per month\n", frame: str = FRAME) -> Contract:
    """A contract of one sla with such terms over a plain frame, and one customer `acme`."""
    text = f'{SERVICE}sla standard "SLA" {{\n{frame}{terms}}}\ncustomer acme "ACME" {{\n  sla standard\n{customer}}}\n'
    compiled = compile_text(text)
    broken = [finding.headline for finding in compiled.report if finding.code.id < "N0300"]
    assert broken == []
    return compiled.contract


def run(
    made: Contract,
    period: str = "2026-09",
    entries: tuple[Entry, ...] = (),
    as_of: str | None = None,
    **tables: str,
) -> tuple[Settled | None, Report]:
    """Settle tables of CSV, looked at until an instant. What was found is in the report."""
    report = Report()
    files = [File(Source(f"{name}.csv", text), name) for name, text in tables.items()]
    measured = read_measured(files, labels_of(made), zones_of(made), report)
    if measured is None:
        return None, report
    return settle_book(made, period, _looked_at(measured, as_of), entries, (), report), report


def _looked_at(measured: Measured, as_of: str | None) -> Measured:
    at = instant_of(as_of) if as_of is not None else None
    assert not isinstance(at, str)
    return replace(measured, as_of=at)


def one(
    made: Contract,
    period: str = "2026-09",
    entries: tuple[Entry, ...] = (),
    as_of: str | None = None,
    **tables: str,
) -> Settlement:
    """The settlement of the one customer; fails with what was found, if anything was."""
    settled, report = run(made, period, entries, as_of, **tables)
    assert said(report) == []
    assert settled is not None
    _has_its_forms(settled)
    return settled.settlements[0]


def _has_its_forms(settled: Settled) -> None:
    """Whatever is settled has its schema, and the ledger gives back what was put in."""
    assert list(SCHEMAS["settlement"].iter_errors(json.loads(settled_json(settled)))) == []
    report = Report()
    empty = read_ledger(Source("ledger", ""), report)
    assert empty is not None
    entries = [item.entry for item in settled.settlements]
    text = appended(empty, entries, report)
    assert text is not None
    assert [error for line in text.splitlines() for error in SCHEMAS["ledger"].iter_errors(json.loads(line))] == []
    again = read_ledger(Source("ledger", text), report)
    assert again is not None
    assert list(again.entries) == entries
    assert said(report) == []


def credit(settlement: Settlement) -> Fraction:
    """What is due, whatever it is in; zero where nothing is."""
    return settlement.credit.due.amount if settlement.credit is not None else Fraction(0)


def said(report: Report) -> list[str]:
    """Each finding as `slices.csv:3:7 N1004 two slices overlap`."""
    return [f"{finding.primary.span} {finding.code.id} {finding.headline}" for finding in report]
