"""Plots show what there is: bars end where the share does, lines where the promise is, all within the picture."""

from __future__ import annotations

import re
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nines.plan.report.plots import BAD, FINE, Bar, Span, burn_down, hanging, timeline

SVG = "{http://www.w3.org/2000/svg}"
SHARES = st.fractions(0, 1)


def drawn(svg: str, kind: str) -> list[dict[str, str]]:
    return [part.attrib for part in ET.fromstring(svg).iter(f"{SVG}{kind}")]


def words(svg: str) -> list[str]:
    return [part.text or "" for part in ET.fromstring(svg).iter(f"{SVG}text")]


def test_bars_hang_by_what_was_lost_and_change_colour_at_the_promise() -> None:
    allowed = Fraction(1, 1000)
    losses = [Fraction(0), Fraction(1, 2000), Fraction(1, 1000), Fraction(2, 1000)]
    svg = hanging([Bar("", lost) for lost in losses], allowed, "99.9% promised")
    bars = [box for box in drawn(svg, "rect") if box["fill"] in (FINE, BAD)]
    assert [bar["fill"] for bar in bars] == [FINE, FINE, BAD], "nothing is drawn where nothing was lost"
    heights = [float(bar["height"]) for bar in bars]
    assert heights[1] == pytest.approx(2 * heights[0], abs=0.11)
    assert heights[2] == pytest.approx(4 * heights[0], abs=0.21)
    promise = next(line for line in drawn(svg, "line") if "stroke-dasharray" in line)
    assert float(promise["y1"]) == pytest.approx(float(bars[1]["y"]) + heights[1], abs=0.11)
    assert words(svg) == ["100%", "99.79%", "99.9% promised"]


def test_what_is_left_out_is_hatched_and_what_is_unknown_is_grey() -> None:
    svg = hanging([Bar("1", None), Bar("2", Fraction(0), Fraction(1, 4), "EUR 40")], Fraction(1, 100), "99% promised")
    fills = [box["fill"] for box in drawn(svg, "rect")]
    assert fills.count("url(#out)") == 1
    assert "#cfd4d9" in fills
    assert {"1", "2", "EUR 40"} <= set(words(svg))


def test_a_budget_burns_down_to_what_is_left_or_over() -> None:
    kept = burn_down(((Fraction(0), Fraction(1)), (Fraction(1), Fraction(2, 5))), "40.0% left", "1 May", "31 May")
    spent = burn_down(((Fraction(0), Fraction(1)), (Fraction(1), Fraction(-1, 2))), "50.0% over", "1 May", "31 May")
    assert drawn(kept, "polyline")[0]["stroke"] == FINE
    assert drawn(spent, "polyline")[0]["stroke"] == BAD
    zero, last = float(drawn(spent, "line")[0]["y1"]), drawn(spent, "polyline")[0]["points"].split()[-1]
    assert float(last.split(",")[1]) > zero, "below zero is below the line"
    assert "40.0% left" in words(kept)


def test_troubles_stand_where_they_were() -> None:
    spans = [
        Span(Fraction(1, 4), Fraction(1, 2), Fraction(1), True, "1h"),
        Span(Fraction(3, 4), Fraction(1), Fraction(1, 2), False),
    ]
    boxes = drawn(timeline(spans, "a", "b"), "rect")[1:]  # the first one is of the hatching
    assert [box["fill"] for box in boxes] == [BAD, "url(#out)"]
    assert float(boxes[0]["width"]) == pytest.approx(float(boxes[1]["width"]), abs=0.11)
    assert float(boxes[0]["height"]) == pytest.approx(2 * float(boxes[1]["height"]), abs=0.11)


@given(st.lists(st.builds(Bar, st.just(""), st.none() | SHARES, SHARES), max_size=40), SHARES)
def test_bars_stay_in_the_picture(bars: list[Bar], allowed: Fraction) -> None:
    for box in drawn(hanging(bars, allowed, "promised"), "rect")[1:]:
        assert float(box["x"]) >= 0
        assert float(box["x"]) + float(box["width"]) <= 640
        assert float(box["y"]) + float(box["height"]) <= 240


def test_words_cannot_be_markup() -> None:
    svg = hanging([Bar("<b>&", Fraction(0))], Fraction(1, 2), "</svg><script>")
    assert "<script" not in svg
    assert "<b>&" in words(svg)
    assert re.fullmatch(r"<svg .*</svg>", svg, re.DOTALL)
