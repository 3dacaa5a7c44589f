"""Pictures as SVG text: panels with axes, lines, dots and bars, labelled where they are, readable on light and dark."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

import numpy as np
import numpy.typing as npt

__all__ = ["Panel", "Scale", "logarithmic", "picture"]

Floats = npt.NDArray[np.float64]
Scale = Callable[[float], float]
"""From a value to a share of the panel, 0 at its left or lower edge."""

_STYLE = """
svg { font: 12px system-ui, -apple-system, "Segoe UI", sans-serif; --back: #ffffff; --ink: #1f2430; --faint: #6a7180;
  --grid: #e3e6eb; --truth: #b9bec8; --nines: #1f63b5; --sloth: #c05a12; --pyrra: #14806a; }
@media (prefers-color-scheme: dark) { svg { --back: #14171c; --ink: #e6e9ef; --faint: #98a1b0; --grid: #2a2f38;
  --truth: #59616f; --nines: #6cb0ff; --sloth: #f29a55; --pyrra: #4cc7a8; } }
.back { fill: var(--back) } text { fill: var(--ink) } .faint { fill: var(--faint) } .title { font-weight: 600 }
.big { font-size: 15px; font-weight: 600 } .grid { stroke: var(--grid) } .limit { stroke: var(--ink);
  stroke-dasharray: 3 3 } path { fill: none; stroke-width: 1.6; stroke-linejoin: round } .truth { stroke: var(--truth) }
path.truth { stroke-width: 5 } .nines { stroke: var(--nines) } .sloth { stroke: var(--sloth) }
.pyrra { stroke: var(--pyrra) } circle, rect.bar { stroke: none } circle.nines, rect.nines { fill: var(--nines) }
circle.sloth, rect.sloth { fill: var(--sloth) } circle.pyrra, rect.pyrra { fill: var(--pyrra) }
circle.truth, rect.truth { fill: var(--truth) } circle.open { fill: var(--back); stroke: var(--nines);
  stroke-width: 1.6 } text.nines { fill: var(--nines); stroke: none } text.sloth { fill: var(--sloth); stroke: none }
text.pyrra { fill: var(--pyrra); stroke: none } text.truth { fill: var(--faint); stroke: none }
"""


def logarithmic(low: float, high: float) -> Scale:
    bottom, top = np.log10(low), np.log10(high)
    return lambda value: float((np.log10(max(value, low)) - bottom) / (top - bottom))


def linear(low: float, high: float) -> Scale:
    return lambda value: (value - low) / (high - low)


@dataclass
class Panel:
    """An area with its own axes. `x` and `y` are scales; coordinates of `left`, `top`, `width`, `height` are pixels."""

    left: float
    top: float
    width: float
    height: float
    x: Scale
    y: Scale
    parts: list[str] = field(default_factory=list)

    @classmethod
    def over(cls, box: tuple[float, float, float, float], x: tuple[float, float], y: tuple[float, float]) -> Panel:
        return cls(*box, linear(*x), linear(*y))

    def at(self, x: float, y: float) -> tuple[float, float]:
        return self.left + self.width * self.x(x), self.top + self.height * (1 - self.y(y))

    def title(self, text: str, note: str = "") -> None:
        more = f'  <tspan class="faint" font-weight="400">{escape(note)}</tspan>' if note else ""
        self.parts.append(f'<text class="title" x="{self.left:.1f}" y="{self.top - 9:.1f}">{escape(text)}{more}</text>')

    def across(self, ticks: Iterable[tuple[float, str]]) -> None:
        """Marks of the upright axis, with lines across the panel."""
        for value, text in ticks:
            _, y = self.at(0, value)
            right = self.left + self.width
            self.parts.append(f'<line class="grid" x1="{self.left:.1f}" x2="{right:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>')
            self._text(self.left - 6, y + 4, text, "faint", "end")

    def along(self, ticks: Iterable[tuple[float, str]]) -> None:
        """Marks of the level axis, with upright lines."""
        for value, text in ticks:
            x = self.left + self.width * self.x(value)
            low = self.top + self.height
            self.parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{self.top:.1f}" y2="{low:.1f}"/>')
            self._text(x, low + 16, text, "faint", "middle")

    def limit(self, value: float, text: str) -> None:
        """A bound that is demanded, as an upright line."""
        x = self.left + self.width * self.x(value)
        low = self.top + self.height
        self.parts.append(f'<line class="limit" x1="{x:.1f}" x2="{x:.1f}" y1="{self.top:.1f}" y2="{low:.1f}"/>')
        self._text(x + 5, self.top + 11, text, "faint", "start")

    def line(self, kind: str, xs: Floats, ys: Floats, gap: float) -> None:
        """A line that breaks where numbers are further than `gap` apart; no more points than can be seen."""
        words: list[str] = []
        before = -np.inf
        drawn = (np.inf, np.inf)
        for x, y in zip(xs, ys, strict=True):
            if np.isnan(y):
                continue
            place = self.at(x, y)
            if x - before > gap:
                words.append(f"M{place[0]:.1f} {place[1]:.1f}")
                drawn = place
            elif max(abs(place[0] - drawn[0]), abs(place[1] - drawn[1])) >= 0.35 or x == xs[-1]:
                words.append(f"L{place[0]:.1f} {place[1]:.1f}")
                drawn = place
            before = x
        self.parts.append(f'<path class="{kind}" d="{"".join(words)}"/>')

    def dot(self, kind: str, x: float, y: float, radius: float = 3.5) -> None:
        across, up = self.at(x, y)
        self.parts.append(f'<circle class="{kind}" cx="{across:.1f}" cy="{up:.1f}" r="{radius}"/>')

    def bar(self, kind: str, x: float, y: float, thick: float) -> None:
        """From the left edge to a value, around a place of the upright axis."""
        across, up = self.at(x, y)
        size = f'width="{across - self.left:.1f}" height="{thick}"'
        self.parts.append(f'<rect class="bar {kind}" x="{self.left:.1f}" y="{up - thick / 2:.1f}" {size} rx="2"/>')

    def note(self, x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> None:
        """Text beside a place, on the side that `anchor` leaves."""
        across, up = self.at(x, y)
        beside = {"start": 6, "end": -6}.get(anchor, 0)
        self._text(across + beside, up + 4, text, kind, anchor)

    def _text(self, x: float, y: float, text: str, kind: str, anchor: str) -> None:
        self.parts.append(f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>')


def picture(title: str, about: str, size: tuple[int, int], panels: Sequence[Panel]) -> str:
    """The text of an SVG file. `title` is what the picture shows, `about` a sentence under it."""
    width, height = size
    body = "\n".join(part for panel in panels for part in panel.parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(title)}">\n<style>{_STYLE}</style>\n'
        f'<rect class="back" width="{width}" height="{height}"/>\n'
        f'<text class="big" x="16" y="26">{escape(title)}</text>\n'
        f'<text class="faint" x="16" y="45">{escape(about)}</text>\n'
        f"{body}\n</svg>\n"
    )
