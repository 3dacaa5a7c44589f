"""Levels: another value for a configuration, by a number or by a name."""

from __future__ import annotations

import pytest

from tests.settle.support import contract, credit, one, run, said

TERMS = (
    "  promise up of api.availability at least 99% {\n    measure share of good events\n    judge each cluster\n"
    "    credit 10% when missed\n"
    "    level many at least 99.9% where zones at least 3\n"
    '    level fast at least 99.5% where disk "premium", "ultra" { credit 20% when missed }\n  }\n'
    "  stack sum\n"
)


@pytest.mark.parametrize(
    ("zones", "disk", "bad", "euros"),
    [
        (3, "premium", 1, 0),
        (3, "premium", 2, 100),
        (2, "premium", 5, 0),
        (2, "premium", 6, 200),
        (2, "ultra", 6, 200),
        (2, "plain", 10, 0),
        (2, "plain", 11, 100),
    ],
)
def test_the_first_that_matches_holds(zones: int, disk: str, bad: int, euros: int) -> None:
    totals = f"cluster,zones,disk,bad,total\nc1,{zones},{disk},{bad},1000\n"
    assert credit(one(contract(TERMS), totals=totals)) == euros


@pytest.mark.parametrize(
    ("row", "lacks"),
    [
        ("c1,3,,1,1000", ""),
        ("c1,2,,1,1000", "goes by `disk`, of which the rows have no one value"),
        ("c1,many,ultra,1,1000", "`many` is no number that the level `many` could go by"),
    ],
)
def test_what_a_level_goes_by_has_to_be_known(row: str, lacks: str) -> None:
    _, report = run(contract(TERMS), totals=f"cluster,zones,disk,bad,total\n{row}\n")
    assert [lacks in line for line in said(report)] == ([True] if lacks else [])
