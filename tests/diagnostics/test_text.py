"""How findings look: goldens to be read by people, and what must hold of each of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Label, Severity
from nines.diagnostics.summary import summarize
from nines.diagnostics.text import closing, one_line, render, render_all
from nines.source import Source
from tests.diagnostics import specimens

ANSI = re.compile(r"\x1b\[[0-9;]*m")
SPECIMENS = pytest.mark.parametrize("specimen", specimens.ALL, ids=lambda specimen: specimen.__name__)


@SPECIMENS
@pytest.mark.parametrize("width", [60, 80, 120])
def test_looks_as_reviewed(specimen: Callable[[], Diagnostic], width: int, snapshot: SnapshotAssertion) -> None:
    assert render(specimen(), width=width, color=False) == snapshot


@SPECIMENS
def test_looks_as_reviewed_in_colours(specimen: Callable[[], Diagnostic], snapshot: SnapshotAssertion) -> None:
    assert render(specimen(), width=80, color=True).replace("\x1b", "␛") == snapshot


@SPECIMENS
@pytest.mark.parametrize("width", [40, 80])
def test_colours_change_nothing_else(specimen: Callable[[], Diagnostic], width: int) -> None:
    colored = render(specimen(), width=width, color=True)
    assert ANSI.sub("", colored) == render(specimen(), width=width, color=False)
    assert ANSI.search(colored)


def test_the_form_that_the_language_reference_shows() -> None:
    assert (
        render(specimens.two_files(), width=100, color=False)
        == """\
error[N0401]: the SLO allows more downtime than the SLA that rests on it
  --> shop/checkout.nines:38:21
   |
38 |   slo availability  99.5% over calendar month in Europe/Berlin
   |                     ^^^^^ allows 3h 36m in 30 days
  ::: shop/sla.nines:9:58
 9 |   promise availability of checkout.availability at least 99.9% {
   |                                                          ----- promises at most 43m 12s
   = help: raise the objective above 99.9%, or promise less"""
    )


def test_a_report_ends_with_its_counts_and_where_to_go_on(snapshot: SnapshotAssertion) -> None:
    findings = [specimens.two_files(), specimens.fixes(), specimens.note(), specimens.long_remarks()]
    report = render_all(findings, width=80, color=False, left_out=1200)
    assert report == snapshot
    assert report.endswith(
        """
2 errors, 1 warning, 1 note in 2 files
1,200 more findings are not shown
`nines check --fix` mends 1 of them
`nines explain N0401` tells more"""
    )


def test_a_single_finding_is_spoken_of_as_one() -> None:
    assert closing(summarize([specimens.fixes()]), width=80, color=False).split("\n") == [
        "1 error in 1 file",
        "`nines check --fix` mends it",
        "`nines explain N0203` tells more",
    ]


def test_no_finding_is_no_text() -> None:
    assert render_all([], width=80, color=False) == ""


def test_one_line_for_grep() -> None:
    wide = replace(specimens.two_files(), headline="two\nlines \x1b[2J")
    assert one_line(wide, color=False) == "shop/checkout.nines:38:21: error[N0401]: two<U+000A>lines <U+001B>[2J"
    assert ANSI.sub("", one_line(wide, color=True)) == one_line(wide, color=False)


def test_a_warning_made_an_error_says_error() -> None:
    strict = replace(specimens.long_remarks(), code=replace(specimens.UNUSED, severity=Severity.ERROR))
    assert render(strict, width=80, color=False).startswith("error[N0412]: ")


def test_an_uncertain_fix_is_help_and_a_certain_one_a_fix() -> None:
    shown = render(specimens.fixes(), width=80, color=False)
    assert "= fix: write `except`" in shown
    assert "= help: leave it out" in shown


def test_a_fix_of_many_lines_is_shown_in_part() -> None:
    source = Source("a.nines", "".join(f"line {number}\n" for number in range(1, 101)))
    everything = specimens.finding(Label(source.span(0, 4)))
    shown = render(
        replace(everything, fixes=(Fix("say nothing", (Edit(source.span(0, len(source.text)), ""),)),)),
        width=80,
        color=False,
    )
    assert "  6 - line 6" in shown or "6 - line 6" in shown
    assert "- ... and 94 more lines" in shown
    assert "line 7" not in shown


def test_a_span_out_of_its_text_is_shown_at_the_nearest_place() -> None:
    source = Source("a.nines", "slo")
    shown = render(specimens.finding(Label(source.span(-5, 900), "odd")), width=80, color=False)
    assert "1 | slo\n  | ^^^ odd" in shown


def test_a_code_of_any_severity_has_its_own_colour() -> None:
    source = Source("a.nines", "slo")
    colours = {
        ANSI.findall(
            render(
                specimens.finding(Label(source.span(0, 3)), code=Code("N0001", "x", severity, "x")),
                width=80,
                color=True,
            )
        )[0]
        for severity in Severity
    }
    assert len(colours) == len(Severity)
