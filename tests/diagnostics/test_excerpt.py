"""What holds of every excerpt, whatever the text and wherever the labels."""

from __future__ import annotations

import string
import time
from unicodedata import category

from hypothesis import given
from hypothesis import strategies as st

from nines.diagnostics.glyphs import lay, width
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Label, Severity
from nines.diagnostics.text import render, render_all
from nines.source import Source

CODE = Code("N0401", "objective-below-promise", Severity.ERROR, "an SLO allows too much")
HOSTILE = st.text(
    st.one_of(st.sampled_from("ab {}\t\r\n\n\x1b\x9b\u202e\u2066\u200d\u0301\ufe0f\ud800👩❤🏽漢"), st.characters()),
    max_size=400,
)
TAME = st.text(string.ascii_letters + "   {}%\n\n", min_size=1, max_size=300)


@st.composite
def found(draw: st.DrawFn, texts: st.SearchStrategy[str], *, most: int = 4) -> Diagnostic:
    """A finding with labels and a fix anywhere in one or two texts; label k begins with the word `<k>`."""
    sources = [Source(f"{name}.nines", draw(texts)) for name in draw(st.sampled_from(["a", "ab"]))]
    labels = []
    for number in range(draw(st.integers(1, most))):
        source = draw(st.sampled_from(sources))
        ends = sorted(draw(st.tuples(*[st.integers(0, len(source.text))] * 2)))
        words = draw(st.text("abc  ", max_size=60))
        labels.append(Label(source.span(ends[0], ends[1]), f"<{number}> {words}".strip()))
    edited = draw(st.sampled_from(labels)).span
    fix = Fix("a fix", (Edit(edited, draw(texts)),), certain=True)
    return Diagnostic(CODE, draw(HOSTILE), labels[0], tuple(labels[1:]), notes=(draw(HOSTILE),), fixes=(fix,))


@given(found(HOSTILE), st.integers(0, 130))
def test_no_row_is_wider_than_asked_and_none_can_harm(finding: Diagnostic, columns: int) -> None:
    for row in render(finding, width=columns, color=False).split("\n"):
        assert all(char.isprintable() or char in "\u200c\u200d" or category(char) == "Zs" for char in row)
        assert width(row) <= max(40, columns) or "-->" in row or ":::" in row or "://" in row


@given(found(HOSTILE), st.integers(40, 130))
def test_no_label_is_lost(finding: Diagnostic, columns: int) -> None:
    shown = render(finding, width=columns, color=False)
    for label in (finding.primary, *finding.others):
        assert label.text[:3] in shown


@given(TAME, st.data())
def test_the_caret_stands_under_the_text(text: str, data: st.DataObject) -> None:
    source = Source("a.nines", text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    if "\n" in text[start:end]:
        end = text.index("\n", start)
    rows = render(Diagnostic(CODE, "x", Label(source.span(start, end))), width=400, color=False).split("\n")
    if len(rows) == 2:
        assert text == ""
        return
    under = rows[4]
    first, last = under.index("^"), under.rindex("^") + 1
    position = source.position(start)
    assert first == len(f"{position.line} | ") + position.column - 1
    assert under[first:last] == "^" * max(1, end - start)
    assert rows[3].ljust(last)[first:last] == text[start:end] or start == end


@given(st.lists(st.sampled_from(["a", "漢", "e\u0301", "\t", "\x1b", "👩🏽‍🚀", "❤️"]), max_size=40), st.integers(0, 39))
def test_the_caret_stands_under_what_is_wide_or_combined(parts: list[str], which: int) -> None:
    which = min(which, len(parts))
    before, marked = "".join(parts[:which]), "X"
    source = Source("a.nines", f"{before}{marked}{''.join(parts[which:])}")
    span = source.span(len(before), len(before) + 1)
    rows = render(Diagnostic(CODE, "x", Label(span)), width=400, color=False).split("\n")
    assert width(rows[3][: rows[3].index("X")]) == rows[4].index("^") == 4 + lay(before).width


def test_a_cropped_line_shows_its_marks_with_what_is_around() -> None:
    text = "x" * 3000 + " objective 99.5% " + "y" * 3000
    source = Source("a.nines", text)
    start = text.index("99.5%")
    rows = render(Diagnostic(CODE, "x", Label(source.span(start, start + 5), "low")), width=80, color=False).split("\n")
    assert rows[3].startswith("1 | …x")
    assert rows[3].endswith("y…")
    assert width(rows[3]) >= 75
    column = rows[4].index("^")
    assert rows[3][column : column + 5] == "99.5%"


def test_a_thousand_findings_take_less_than_half_a_second() -> None:
    line = "  slo availability 99.5% over calendar month in Europe/Berlin\n"
    source = Source("a.nines", line * 2000)
    findings = [
        Diagnostic(
            CODE,
            "the SLO allows more downtime than the SLA that rests on it",
            Label(source.span(number * len(line) + 19, number * len(line) + 24), "allows 3h 36m in 30 days"),
            (Label(source.span(number * len(line) + 2, number * len(line) + 5), "this one"),),
            notes=("the SLA judges each tenant, so the objective must hold for each of them on its own",),
            fixes=(Fix("raise it", (Edit(source.span(number * len(line) + 19, number * len(line) + 24), "99.9%"),)),),
        )
        for number in range(1000)
    ]
    assert _seconds(findings) < 10  # it takes a tenth of a second; to read the line anew for each takes minutes


def test_a_thousand_findings_in_a_line_of_five_megabytes_do_not_read_it_a_thousand_times() -> None:
    source = Source("a.nines", "x" * 5_000_000)
    findings = [
        Diagnostic(CODE, "x", Label(source.span(number * 4000, number * 4000 + 5), "here")) for number in range(1000)
    ]
    assert _seconds(findings) < 10  # it takes a tenth of a second; to read the line anew for each takes minutes


def _seconds(findings: list[Diagnostic]) -> float:
    begin = time.process_time()
    shown = render_all(findings, width=100, color=True)
    taken = time.process_time() - begin
    assert shown.count("N0401") == len(findings) + 1
    return taken
