"""Reads the pages beside the contracts of `specs/contracts`: what is left open, and vectors worked out by hand.

A section `### 2026-06: some months` under `## Vectors` holds tables of measured numbers as CSV, each in a block whose
word after `csv` is its name, and one table of vectors, a settlement a row. `<bad>` in the CSV is filled in from the
column `bad`; every other column is something that has to come out. `of NAME` after the period is the customer; in a
section without a period the table has a column `period`, and its rows are settled one after another with one ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from tests.support.specs import ROOT

__all__ = ["FOLDER", "Gap", "Published", "Section", "Vector", "amount_of", "published", "value_of"]

FOLDER = ROOT / "specs" / "contracts"

_HEADING = re.compile(r"(?:(?P<period>[0-9][0-9TQ-]*)(?: of (?P<customer>[a-z0-9-]+))?: )?(?P<title>.+)")
_SLOT = re.compile(r"<([a-z-]+)>")
_UNITS = {"ms": Fraction(1, 1000), "s": Fraction(1), "m": Fraction(60), "h": Fraction(3600), "d": Fraction(86_400)}
_PART = re.compile(r"([0-9_.]+)(ms|s|m|h|d)")


@dataclass(frozen=True)
class Gap:
    """Statements of the contract, what stands in the place of each in a worse one (empty: nothing), and the finding."""

    statements: tuple[str, ...]
    instead: tuple[str, ...]
    code: str


@dataclass(frozen=True)
class Vector:
    """One settlement: the measured numbers, and what has to come out by the name of its column."""

    name: str
    period: str
    customer: str
    tables: tuple[tuple[str, str], ...]
    wanted: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Section:
    """Vectors of one heading. `in_a_row`: each looks back at those before it."""

    title: str
    vectors: tuple[Vector, ...]
    in_a_row: bool


@dataclass(frozen=True)
class Published:
    name: str
    title: str
    source: str
    gaps: tuple[Gap, ...]
    sections: tuple[Section, ...]

    @property
    def spec(self) -> str:
        return (FOLDER / f"{self.name}.nines").read_text("utf-8")

    @property
    def vectors(self) -> tuple[Vector, ...]:
        return tuple(vector for section in self.sections for vector in section.vectors)


def published(path: Path) -> Published:
    """A page, read whole. Raises ValueError where it is of another form."""
    text = path.read_text("utf-8")
    title = text.partition("\n")[0].removeprefix("# ")
    source = re.search(r"^Source: (.+?)\n\n", text, re.MULTILINE | re.DOTALL)
    if source is None:
        raise ValueError(f"{path.name} names no source")
    parts = {part.partition("\n")[0]: part.partition("\n")[2] for part in text.split("\n## ")[1:]}
    gaps = tuple(_gap(row) for row in _rows(parts["What is left open"]))
    sections = tuple(_section(path.stem, part) for part in parts["Vectors"].split("\n### ")[1:])
    return Published(path.stem, title, " ".join(source[1].split()), gaps, sections)


def _gap(row: dict[str, str]) -> Gap:
    """Cells hold statements in backticks, with `<br>` between them, or `nothing`; the finding is a link."""
    says, instead = (row[column].split("<br>") for column in ("the contract says", "instead of it"))
    code = re.sub(r"\[(\w+)\]\([^)]*\)", r"\1", row["Nines says"])
    put = tuple("" if text == "nothing" else text.strip("`") for text in instead)
    return Gap(tuple(text.strip("`") for text in says), put if len(put) > 1 else put * len(says), code)


def _section(name: str, text: str) -> Section:
    first, _, body = text.partition("\n")
    heading = _HEADING.fullmatch(first)
    assert heading is not None, first
    blocks = re.findall(r"^```csv ([a-z]+)\n(.*?)^```$", body, re.MULTILINE | re.DOTALL)
    rows = list(_rows(re.sub(r"^```.*?^```$", "", body, flags=re.MULTILINE | re.DOTALL)))
    if not rows:
        raise ValueError(f"{name}: `{first}` has no vectors")
    slots = {slot for _, block in blocks for slot in _SLOT.findall(block)}
    if missing := slots - rows[0].keys():
        raise ValueError(f"{name}: `{first}` has no column for {sorted(missing)}")
    vectors = tuple(
        Vector(
            f"{name}: {heading['title']}, row {number}",
            row.get("period", heading["period"] or ""),
            heading["customer"] or "",
            tuple((table, _SLOT.sub(lambda slot: row[slot[1]], block)) for table, block in blocks),  # noqa: B023
            tuple((key, cell) for key, cell in row.items() if key not in slots and key not in ("period", "working")),
        )
        for number, row in enumerate(rows, 1)
    )
    return Section(heading["title"], vectors, heading["period"] is None)


def _rows(text: str) -> Iterator[dict[str, str]]:
    """The rows of the Markdown tables of a text."""
    head: list[str] = []
    for line in text.splitlines():
        if not line.startswith("|"):
            head = []
            continue
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not head:
            head = cells
        elif set("".join(cells)) - set("-: "):
            yield dict(zip(head, cells, strict=True))


def value_of(text: str) -> Fraction:
    """A measured value as the pages write it: `99.9%`, `8631/8640`, `3h20m`, `12`, in base units."""
    text = text.replace(",", "").replace("_", "")
    if "/" in text:
        above, below = text.split("/")
        return Fraction(above) / Fraction(below)
    if text.endswith("%"):
        return Fraction(text[:-1]) / 100
    parts = _PART.findall(text)
    if parts and "".join(number + unit for number, unit in parts) == text:
        return sum((Fraction(number) * _UNITS[unit] for number, unit in parts), Fraction(0))
    return Fraction(text)


def amount_of(text: str) -> tuple[str, Fraction]:
    """An amount and its kind or currency: `USD 12.50`, `3 days`, `5 points`, `0` of any."""
    if text == "0":
        return "", Fraction(0)
    first, second = text.replace(",", "").split(" ")
    return (first, Fraction(second)) if first.isupper() else (second, Fraction(first))
