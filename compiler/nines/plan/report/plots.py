"""Plots as SVG: bars that hang from 100 % by what was lost, a budget that burns down, and troubles on a line of time.

Three colours, direct labels, no legend; 160 x 60 mm on paper. What a plot shows is said in words beside it, and numbers
are exact up to the tenth of a point that is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from html import escape

from nines.record import dataclass, field
from nines.values import text

__all__ = ["Bar", "Span", "burn_down", "hanging", "timeline"]

FINE, BAD, SOFT = "#1769aa", "#b0174a", "#5a606a"
_LIGHT = "#cfd4d9"
_WIDTH, _HEIGHT = 640, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 118, 26, 28
_ACROSS, _DOWN = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
_HEAD = Fraction(21, 20)
"""How much further than the largest value a scale reaches."""

Points = tuple[tuple[Fraction, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of time: the share that was lost (None where nothing is on record), and what is left out of it.

    `label` stands below it, `note` above; either may be empty.
    """

    label: str
    lost: Fraction | None
    left_out: Fraction = Fraction(0)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A trouble on the line of time, both ends as shares of the period: how much failed, and whether it counts."""

    start: Fraction
    end: Fraction
    share: Fraction
    counts: bool
    label: str = ""


def hanging(bars: Sequence[Bar], allowed: Fraction, promised: str) -> str:
    """Bars that hang from 100 % by what was lost. What hangs below the promise is of another colour.

    `promised` labels its line: `99.9% promised`.
    """
    losses = [bar.lost for bar in bars if bar.lost is not None]
    deepest = max([2 * allowed, *losses, Fraction(1, 10_000)])
    scale = min(deepest * _HEAD, Fraction(1))
    plot = _Plot()
    plot.hatch()
    width = Fraction(_ACROSS, max(len(bars), 1))
    for at, bar in enumerate(bars):
        left = _LEFT + at * width
        _hang(plot, bar, left, width, allowed, scale)
    plot.line(_LEFT, _TOP, _LEFT + _ACROSS, _TOP, SOFT)
    plot.label(_LEFT - 6, _TOP + 4, "100%", "end")
    plot.label(_LEFT - 6, _TOP + _DOWN + 4, _percent(1 - scale, allowed), "end")
    level = _TOP + _DOWN * allowed / scale
    plot.line(_LEFT, level, _LEFT + _ACROSS, level, SOFT, dashed=True)
    plot.label(_LEFT + _ACROSS + 6, level + 4, promised, "start", SOFT)
    return plot.text


def _hang(plot: _Plot, bar: Bar, left: Fraction, width: Fraction, allowed: Fraction, scale: Fraction) -> None:
    inner = width * Fraction(3, 4)
    start = left + (width - inner) / 2
    if bar.left_out > 0:
        plot.box(left, _TOP, max(width * min(bar.left_out, Fraction(1)), Fraction(3, 2)), _DOWN, "url(#out)")
    if bar.lost is None:
        plot.box(start, _TOP, inner, _DOWN, _LIGHT)
    else:
        height = _DOWN * min(bar.lost / scale, Fraction(1))
        if bar.lost > 0:
            plot.box(start, _TOP, inner, max(height, Fraction(1)), BAD if bar.lost > allowed else FINE)
    if bar.label:
        plot.label(left + width / 2, _TOP + _DOWN + 17, bar.label, "middle", SOFT)
    if bar.note:
        plot.label(left + width / 2, _TOP - 8, bar.note, "middle", size=10)


def burn_down(points: Points, label: str, starts: str, ends: str) -> str:
    """What is left of a budget as the period passes: from 1 down, below 0 where it is overspent. `label` is at its end.

    `starts` and `ends` say when the period does.
    """
    lowest = min([Fraction(0), *(left for _, left in points)])
    reach = 1 - lowest * _HEAD
    plot = _Plot()

    def at(x: Fraction, y: Fraction) -> tuple[Fraction, Fraction]:
        return _LEFT + _ACROSS * x, _TOP + _DOWN * (1 - y) / reach

    zero = at(Fraction(0), Fraction(0))[1]
    plot.line(_LEFT, zero, _LEFT + _ACROSS, zero, SOFT)
    (first_x, first_y), (last_x, last_y) = at(Fraction(0), Fraction(1)), at(Fraction(1), Fraction(0))
    plot.line(first_x, first_y, last_x, last_y, SOFT, dashed=True)
    end = points[-1][1] if points else Fraction(1)
    colour = BAD if end < 0 else FINE
    plot.path([at(x, y) for x, y in points], colour)
    x, y = at(points[-1][0], end) if points else at(Fraction(0), Fraction(1))
    plot.label(x + 6, y + 4, label, "start", colour)
    plot.label(_LEFT - 6, _TOP + 4, "100%", "end")
    if zero > _TOP + 16:
        plot.label(_LEFT - 6, zero + 4, "0%", "end")
    plot.label(_LEFT, _TOP + _DOWN + 17, starts, "start", SOFT)
    plot.label(_LEFT + _ACROSS, _TOP + _DOWN + 17, ends, "end", SOFT)
    return plot.text


def timeline(spans: Sequence[Span], starts: str, ends: str) -> str:
    """Troubles where they were, each as high as the share that failed; those that do not count are hatched."""
    plot = _Plot()
    plot.hatch()
    foot = _TOP + _DOWN
    for span in spans:
        left, width = _LEFT + _ACROSS * span.start, max(_ACROSS * (span.end - span.start), Fraction(2))
        height = max(_DOWN * min(span.share, Fraction(1)), Fraction(1))
        plot.box(left, foot - height, width, height, BAD if span.counts else "url(#out)")
        if span.label:
            over = foot - height - 5 if height < _DOWN - 20 else _TOP + 12
            side = "end" if span.end > Fraction(4, 5) else "start"
            plot.label(left - 4 if side == "end" else left + width + 4, over + 4, span.label, side)
    plot.line(_LEFT, foot, _LEFT + _ACROSS, foot, SOFT)
    plot.label(_LEFT - 6, _TOP + 4, "all fails", "end")
    plot.label(_LEFT - 6, foot + 4, "none", "end")
    plot.label(_LEFT, foot + 17, starts, "start", SOFT)
    plot.label(_LEFT + _ACROSS, foot + 17, ends, "end", SOFT)
    return plot.text


# --- drawing ---------------------------------------------------------------------


def _percent(share: Fraction, allowed: Fraction) -> str:
    """With a digit more than the promise needs."""
    places = next((n for n in range(7) if (100 * allowed * 10**n).denominator == 1), 6)
    return f"{text.fixed(share * 100, min(places + 1, 6))}%"


Number = Fraction | int


@dataclass(slots=True)
class _Plot:
    """The parts of a picture, in the order in which they are painted."""

    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="160mm" height="60mm" '
            'font-family="Libertinus Serif, Georgia, serif" font-size="12.5">' + "".join(self.parts) + "</svg>"
        )

    def hatch(self) -> None:
        self.parts.append(
            '<defs><pattern id="out" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<rect width="1.4" height="5" fill="{SOFT}"/></pattern></defs>'
        )

    def box(self, x: Number, y: Number, width: Number, height: Number, fill: str) -> None:
        self.parts.append(f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" fill="{fill}"/>')

    def line(self, x: Number, y: Number, to_x: Number, to_y: Number, stroke: str, *, dashed: bool = False) -> None:
        dash = ' stroke-dasharray="4 3"' if dashed else ""
        place = f'x1="{_n(x)}" y1="{_n(y)}" x2="{_n(to_x)}" y2="{_n(to_y)}"'
        self.parts.append(f'<line {place} stroke="{stroke}" stroke-width="1"{dash}/>')

    def path(self, points: Sequence[tuple[Number, Number]], stroke: str) -> None:
        placed = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        self.parts.append(f'<polyline points="{placed}" fill="none" stroke="{stroke}" stroke-width="2"/>')

    def label(
        self, x: Number, y: Number, words: str, anchor: str, fill: str = "#1c2024", size: int | None = None
    ) -> None:
        said = escape(words, quote=False)
        small = f' font-size="{size}"' if size is not None else ""
        place = f'x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}"'
        self.parts.append(f'<text {place} fill="{fill}"{small}>{said}</text>')


def _n(value: Number) -> str:
    tenths = round(Fraction(value) * 10)
    sign, tenths = ("-", -tenths) if tenths < 0 else ("", tenths)
    return f"{sign}{tenths // 10}.{tenths % 10}"
