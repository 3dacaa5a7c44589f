"""The parts of docs/contracts.md that are made: the settlement of the example, and the tables of numbers."""

from __future__ import annotations

from collections.abc import Mapping

from nines.diagnostics.model import Report
from nines.settle.book import labels_of, settle_book, zones_of
from nines.settle.reading import File, read_measured
from nines.settle.tables import TABLES, Shape
from nines.settle.text import settlement_text
from nines.source import Source
from tests.support.specs import ROOT, compile_text

__all__ = ["outputs"]

PATH = "docs/contracts.md"


def outputs() -> Mapping[str, str]:
    """The page with its made parts between their marks; all else is as it is written."""
    page = (ROOT / PATH).read_text("utf-8")
    page = _put(page, "settlement", f"```text\n{_settlement()}```")
    return {PATH: _put(page, "tables", _tables())}


def _put(page: str, name: str, text: str) -> str:
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n{text}\n\n{end}{after}"


def _settlement() -> str:
    contract = compile_text((ROOT / "specs" / "examples" / "contract.nines").read_text("utf-8")).contract
    report = Report()
    source = Source("totals.csv", "good,total\n998000,1000000\n")
    measured = read_measured([File(source, "totals")], labels_of(contract), zones_of(contract), report)
    assert measured is not None
    [settlement] = settle_book(contract, "2026-09", measured, (), (), report).settlements
    return settlement_text(settlement, contract).replace("main.nines", "contract.nines")


def _tables() -> str:
    return "\n\n".join(_table(shape) for shape in TABLES)


def _table(shape: Shape) -> str:
    rows = [
        f"| `{column.name}`{' (always)' if column.key else ''} | {column.meaning} | {column.kind.value} |"
        for column in shape.columns
    ]
    head = f"**`{shape.name}`**: each row is {shape.row}."
    return "\n".join([head, "", "| column | meaning | is |", "| --- | --- | --- |", *rows])
