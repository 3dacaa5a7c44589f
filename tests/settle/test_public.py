"""Contracts of the form of public SLAs, settled by vectors worked out by hand from the published texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from nines.cli.main import run
from nines.diagnostics.model import Severity
from nines.settle.result import Settlement
from tests.settle.coverage import choices, choices_of
from tests.settle.published import FOLDER, Gap, Published, Section, Vector, amount_of, published, value_of
from tests.settle.vectors import clauses, clauses_used, differences, settled
from tests.support.specs import ROOT, compile_text

PAGES = [published(path) for path in sorted(FOLDER.glob("*.md")) if path.stem != "README"]
ALL = [page.name for page in PAGES]
SCHEMA = Draft202012Validator(json.loads((ROOT / "grammar" / "settlement.schema.json").read_text("utf-8")))


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


@cache
def _codes(page: Published, text: str) -> frozenset[str]:
    """What is said of a contract, and of the settlements of its vectors that come out as they should."""
    compiled = compile_text(text)
    found = {item.code.id for item in compiled.report}
    for section in page.sections:
        for vector, _, findings in settled(compiled.contract, section):
            if not dict(vector.wanted).get("finding"):
                found |= {line.split(" ")[1] for line in findings}
    return frozenset(found)


@pytest.mark.parametrize(
    ("page", "section"),
    [pytest.param(page, section, id=f"{page.name}: {section.title}") for page in PAGES for section in page.sections],
)
def test_vectors(page: Published, section: Section) -> None:
    contract = compile_text(page.spec).contract
    found = [(vector.name, difference) for vector, difference in differences(contract, section) if difference]
    assert found == []


@pytest.mark.parametrize("page", PAGES, ids=ALL)
def test_every_clause_that_costs_or_earns_does_so_in_a_vector(page: Published) -> None:
    """No credit, reward, exclusion or cap stands there that no vector has tried."""
    contract = compile_text(page.spec).contract
    used: set[str] = set()
    for section in page.sections:
        for _, settlement, _ in settled(contract, section):
            used |= set(clauses_used(settlement)) if settlement is not None else set()
    assert [clause for clause in clauses(contract) if clause not in used] == []


_SWAPS = {"at least": "above", "above": "at least", "at most": "below", "below": "at most"}
_STEPS = {"whole": "started", "started": "whole"}
_LINES = ("promise ", "credit ", "reward ", "level ", "bad slice ", "terminate ", "valid slice ")
_COMPARED = re.compile(r"\b(at least|at most|above|below)(?= -?[0-9])")
_STEPPED = re.compile(r"(?<=per )(whole|started)\b")
_NOT_REACHED = {
    "promise latency of database.latency at least 99.99%": "no month has ten thousand hours, of which one may be bad",
    "credit formula (GBP 1_200_000 * (measured - 2)) when measured above 2": "at two, the formula comes to nothing",
}
"""Edges that nothing can lie on, and why."""


def edges(page: Published) -> Iterator[tuple[str, str]]:
    """Each line with an edge, and the contract with that edge moved to its other side."""
    lines = page.spec.splitlines()
    for number, line in enumerate(lines):
        if not line.strip().startswith(_LINES):
            continue
        plain = " ".join(line.split("{")[0].split())
        for pattern, others in ((_COMPARED, _SWAPS), (_STEPPED, _STEPS)):
            for found in pattern.finditer(line):
                moved = line[: found.start()] + others[found[1]] + line[found.end() :]
                yield plain, "\n".join([*lines[:number], moved, *lines[number + 1 :]])


@pytest.mark.parametrize("page", PAGES, ids=ALL)
def test_every_edge_has_a_vector_on_it(page: Published) -> None:
    """With `at least` for `above`, or `started` for `whole`, a vector of the contract comes out otherwise."""
    missed = []
    for edge, moved in edges(page):
        contract = compile_text(moved).contract
        if not any(wrong for section in page.sections for _, wrong in differences(contract, section)):
            missed.append(edge)
    assert [edge for edge in missed if edge not in _NOT_REACHED] == []
    assert [edge for edge in _NOT_REACHED if edge in " ".join(page.spec.split()) and edge not in missed] == []


@pytest.mark.parametrize("page", PAGES, ids=ALL)
def test_the_command_settles_a_vector_alike(
    page: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`nines settle` with the tables as files; twice, to the byte."""
    monkeypatch.chdir(tmp_path)
    vector = next(vector for vector in page.vectors if not dict(vector.wanted).get("finding"))
    arguments = ["settle", vector.period, str(FOLDER / f"{page.name}.nines"), "--format", "json"]
    for name, text in vector.tables:
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        arguments += ["--measured", f"{name}.csv"]
    arguments += ["--customer", vector.customer] if vector.customer else []
    assert run(arguments) == 0
    first = capsys.readouterr().out
    assert run(arguments) == 0
    assert capsys.readouterr().out == first
    answer = json.loads(first)
    SCHEMA.validate(answer)
    [settlement] = answer["settlements"]
    due = settlement["credit"]["due"]["exact"] if settlement["credit"] is not None else "0"
    assert Fraction(due) == amount_of(dict(vector.wanted)["credit"])[1]


_NO_MATTER_OF_MONEY = {"notes", "clauses"}
"""Statements for people and documents, of which no public agreement says anything."""


def test_every_statement_of_contracts_is_made_by_one() -> None:
    made = {choice.split(" · ")[0] for page in PAGES for choice in choices_of(page.spec)}
    assert {choice.split(" · ")[0] for choice in choices()} - made == _NO_MATTER_OF_MONEY


@pytest.mark.parametrize("page", PAGES, ids=ALL)
def test_the_order_of_rows_makes_no_difference(page: Published) -> None:
    contract = compile_text(page.spec).contract
    turned = [replace(section, vectors=tuple(map(_turned, section.vectors))) for section in page.sections]
    assert [wrong for section in turned for _, wrong in differences(contract, section) if wrong] == []


def _turned(vector: Vector) -> Vector:
    """The same numbers, the last row first."""
    tables = ((name, text.splitlines()) for name, text in vector.tables)
    return replace(vector, tables=tuple((name, "\n".join([rows[0], *rows[:0:-1], ""])) for name, rows in tables))


@pytest.mark.parametrize("page", PAGES, ids=ALL)
def test_three_times_the_money_pays_three_times_as_much(page: Published) -> None:
    """All sums of contract, numbers and settlement, with the step that they are rounded to."""
    contract = compile_text(_thrice(page.spec)).contract
    sections = [replace(section, vectors=tuple(map(_dearer, section.vectors))) for section in page.sections]
    assert [wrong for section in sections for _, wrong in differences(contract, section) if wrong] == []


def _dearer(vector: Vector) -> Vector:
    return replace(
        vector,
        tables=tuple((name, _thrice(text)) for name, text in vector.tables),
        wanted=tuple((name, _thrice(cell)) for name, cell in vector.wanted),
    )


def _thrice(text: str) -> str:
    return re.sub(r"\b([A-Z]{3}) ([0-9][0-9_]*(?:\.[0-9]+)?)", lambda sum_: f"{sum_[1]} {3 * Decimal(sum_[2])}", text)


@pytest.mark.parametrize("page", PAGES, ids=ALL)
def test_a_minute_more_or_one_more_bad_event_never_costs_less(page: Published) -> None:
    contract = compile_text(page.spec).contract
    cheaper = []
    for section in page.sections:
        if section.in_a_row:
            continue
        before = [due for _, due, _ in settled(contract, section)]
        worse = replace(section, vectors=tuple(map(_worse, section.vectors)))
        for vector, less, (_, more, _) in zip(section.vectors, before, settled(contract, worse), strict=True):
            if less is not None and more is not None and _owed(more) < _owed(less):
                cheaper.append((vector.name, _owed(less), _owed(more)))
    assert cheaper == []


def _owed(settlement: Settlement) -> Fraction:
    """Credits less rewards, which are of one kind."""
    credit, reward = settlement.credit, settlement.reward
    due = credit.due.amount if credit is not None else Fraction(0)
    return due - (reward.due.amount if reward is not None else 0)


def _worse(vector: Vector) -> Vector:
    return replace(vector, tables=tuple((name, _worse_table(name, text)) for name, text in vector.tables))


def _worse_table(name: str, text: str) -> str:
    """Each outage a minute longer, and in totals one good event less."""
    head, *rows = [line.split(",") for line in text.splitlines()]
    for row in rows:
        if name == "outages":
            at = head.index("length")
            row[at] = f"{value_of(row[at]) + 60}s"
        if name == "totals" and "total" in head and row[head.index("total")]:
            total = Decimal(row[head.index("total")])
            for column, step in (("bad", 1), ("good", -1)):
                if column in head and row[head.index(column)] and 0 <= Decimal(row[head.index(column)]) + step <= total:
                    row[head.index(column)] = str(Decimal(row[head.index(column)]) + step)
    return "\n".join(",".join(row) for row in (head, *rows)) + "\n"


@pytest.mark.parametrize("page", PAGES, ids=ALL)
def test_what_is_excluded_never_costs_more(page: Published) -> None:
    """Without its rows of exclusions and maintenance no vector costs less than with them."""
    contract = compile_text(page.spec).contract
    dearer = []
    for section in page.sections:
        counted = tuple(
            replace(
                vector, tables=tuple(item for item in vector.tables if item[0] not in ("exclusions", "maintenance"))
            )
            for vector in section.vectors
        )
        pairs = zip(settled(contract, section), settled(contract, replace(section, vectors=counted)), strict=True)
        for (vector, excused, _), (_, full, _) in pairs:
            if excused is not None and full is not None and not section.in_a_row and _owed(excused) > _owed(full):
                dearer.append((vector.name, _owed(excused), _owed(full)))
    assert dearer == []
