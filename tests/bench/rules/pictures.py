"""The pictures of docs/rules.md, drawn from what was measured."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from tests.bench.rules.measure import Found, Track
from tests.bench.rules.plot import Panel, linear, logarithmic, picture
from tests.bench.rules.shop import END, INCIDENTS, MEASURED_FROM, Counts, moment

__all__ = ["pictures"]

Floats = npt.NDArray[np.float64]
_KINDS = {"Nines": "nines", "Sloth": "sloth", "Pyrra": "pyrra"}
_TOOLS = tuple(_KINDS)


def pictures(found: Found, true: Counts) -> Iterator[tuple[str, str]]:
    """Names and texts."""
    yield "rules-incident.svg", _incident(found, true)
    yield "rules-month.svg", _month(found, true)
    yield "rules-errors.svg", _errors(found)
    yield "rules-pages.svg", _pages(found)
    yield "rules-cost.svg", _cost(found)


# --- one incident -----------------------------------------------------------

_SECONDS = {"5m": 300, "30m": 1_800, "1h": 3_600, "6h": 21_600, "1d": 86_400, "30d": 2_592_000}
_SPANS = {"5m": 1.2, "30m": 1.7, "1h": 2.2, "6h": 8.0, "1d": 30.0, "30d": 200.0}
"""Hours that are shown of each."""


def _incident(found: Found, true: Counts) -> str:
    incident = next(one for one in INCIDENTS if one.share == 0.5)
    tracks = {track.name: track for track in found.tracks}
    panels = []
    for place, window in enumerate(_SECONDS):
        begin = incident.at - _SPANS[window] * 3600 * 0.12
        end = min(begin + _SPANS[window] * 3600, END)
        at: Floats = np.linspace(begin, end, 900)
        bad, total = true.between(at - _SECONDS[window], at)
        truth = 100 * bad / np.maximum(total, 1)
        box = (56 + 262 * (place % 3), 92 + 196 * (place // 3), 190, 120)
        top = float(truth.max()) * 1.08
        panel = Panel.over(box, (begin, end), (0, top))
        panel.title(f"the last {window}")
        panel.across([(value, f"{value:g} %") for value in _round(top)])
        panel.along(_hours(begin, end))
        panel.line("truth", at, truth, gap=1e9)
        track = tracks[window]
        shown = (track.at >= begin) & (track.at <= end)
        panel.line("nines", track.at[shown], 100 * track.value[shown], gap=400)
        panels.append(panel)
    return picture(
        "One incident, as each window sees it",
        "Half of all requests fail for 25 minutes, with a deploy in the middle. Grey: the truth. Blue: as recorded.",
        (812, 452),
        panels,
    )


def _round(top: float) -> list[float]:
    step = next(size * 10.0**power for power in range(-3, 3) for size in (1, 2, 5) if top / (size * 10.0**power) <= 3.4)
    return [step * number for number in range(int(top / step) + 1)]


def _hours(begin: float, end: float) -> list[tuple[float, str]]:
    hours = next(size for size in (0.5, 1, 2, 3, 12, 48, 96) if (end - begin) / 3600 / size <= 4.2)
    first = int(-(-begin // (hours * 3600)))
    form = "%H:%M" if hours <= 12 else "%b %-d"
    ticks = [number * hours * 3600 for number in range(first, int(end / hours / 3600) + 1)]
    return [(at, datetime.datetime.fromtimestamp(at, datetime.UTC).strftime(form)) for at in ticks]


# --- a budget over two weeks --------------------------------------------------


def _month(found: Found, true: Counts) -> str:
    tracks = {(track.name): track for track in found.tracks}
    at = np.arange(MEASURED_FROM, END, 1_800, dtype=np.float64)
    bad, total = true.between(at - 2_592_000, at)
    truth = 100 * (1 - bad / total / 0.001)
    panel = Panel.over((62, 78, 600, 270), (MEASURED_FROM, END), (-140, 100))
    panel.across([(value, f"{value} %") for value in (-100, -50, 0, 50, 100)])
    panel.along(
        [
            (at, datetime.datetime.fromtimestamp(at, datetime.UTC).strftime("%b %-d"))
            for at in range(moment(10, 21), END, 3 * 86_400)
        ]
    )
    panel.line("truth", at, truth, gap=1e9)
    for name, kind, gap in (("Nines", "nines", 900), ("Pyrra", "pyrra", 5_000), ("Sloth without NaN", "sloth", 20_000)):
        if (track := tracks.get(name)) is not None:
            panel.line(kind, track.at, 100 * track.value, gap)
    ends = [("truth", "the truth", float(truth[-1]))]
    for name, kind, text in (
        ("Nines", "nines", "Nines"),
        ("Pyrra", "pyrra", "Pyrra"),
        ("Sloth without NaN", "sloth", "Sloth, no NaN"),
    ):
        if (track := tracks.get(name)) is not None:
            ends.append((kind, text, 100 * float(track.value[~np.isnan(track.value)][-1])))
    for (kind, text, value), place in zip(ends, _apart([value for _, _, value in ends], 13), strict=True):
        panel.note(END, place, f"{text} {value:.0f} %".replace("-", "\u2212"), kind)
    return picture(
        "What is left of the error budget of 30 days",
        _about_month(tracks.get("Sloth")),
        (812, 392),
        [panel],
    )


def _about_month(sloth: Track | None) -> str:
    if sloth is None:
        return "99.9 % over 30 days, rolling. Thick and grey: the truth."
    none = "all of this time" if np.isnan(sloth.value).all() else "part of this time"
    return f"99.9 % over 30 days, rolling. Sloth's own rule records NaN {none}: nights have no requests."


def _apart(values: Sequence[float], least: float) -> list[float]:
    """The same values, moved up until none is nearer than `least` to another."""
    order = sorted(range(len(values)), key=lambda place: values[place])
    found = list(values)
    for before, place in pairwise(order):
        found[place] = max(found[place], found[before] + least)
    return found


# --- errors by window ---------------------------------------------------------


def _errors(found: Found) -> str:
    rows = [row for row in found.rows if row.objective == "checkout.availability" and row.series == "error_ratio"]
    rows.sort(key=lambda row: row.seconds)
    scale = logarithmic(0.00002, 100)
    panel = Panel(78, 92, 690, 34 * len(rows), scale, linear(len(rows), 0))
    panel.along(
        [(0.0001, "0.01 %"), (0.001, "0.1 %"), (0.01, "1 %"), (0.1, "10 %"), (1, "the budget"), (10, "10 budgets")]
    )
    for place, row in enumerate(rows):
        y = place + 0.5
        panel.note(0.00002, y, row.window, anchor="end")
        worst = row.into or row.most
        panel.line("truth", np.array([row.half, worst]), np.array([y, y]), gap=1e9)
        panel.dot("truth", worst, y, 5)
        panel.dot("open", row.most, y, 4)
        panel.dot("nines", row.half, y, 4.5)
        if row.beyond > 0.00002:
            panel.dot("sloth", row.beyond, y, 4.5)
    for start, text, kind in (
        (0.000017, "● half of all moments", "nines"),
        (0.00043, "○ 99 % of all moments", "nines"),
        (0.0115, "● worst from 10 min on", "truth"),
        (0.29, "● worst, but for what nobody can know", "sloth"),
    ):
        panel.note(start, -0.45, text, kind)
    return picture(
        "How far from the truth a window is",
        "Distance between value and truth, as a share of the larger of truth and budget.",
        (812, 92 + 34 * len(rows) + 34),
        [panel],
    )


# --- pages ------------------------------------------------------------------


def _pages(found: Found) -> str:
    alerts = [(one.tool, one.told) for one in found.alerts if one.name == "pages"]
    panels = []
    for column, side in enumerate(("begins", "ends")):
        panel = Panel.over((62 + 384 * column, 92, 340, 52.0 * len(alerts)), (-40, 260), (len(alerts), 0))
        panel.title(f"the page {side}", "seconds after it should")
        panel.along([(value, f"{value}") for value in (0, 60, 120, 180, 240)])
        panel.limit(75, "75 s")
        for place, (tool, told) in enumerate(alerts):
            late = told.begins if side == "begins" else told.ends
            if column == 0:
                panel.note(-40, place + 0.5, tool, _KINDS[tool], "end")
            for number, seconds in enumerate(sorted(late)):
                panel.dot(_KINDS[tool], min(seconds, 255), place + 0.35 + 0.1 * (number % 4), 3.6)
            beyond = sum(seconds > 255 for seconds in late)
            if beyond:
                panel.note(258, place + 0.24, f"{beyond} later ›", _KINDS[tool], "end")
            if told.missed and column == 0:
                panel.note(
                    260,
                    place + 0.92,
                    f"{len(told.missed)} of {len(told.missed) + len(told.pairs)} missed",
                    _KINDS[tool],
                    "end",
                )
        panels.append(panel)
    return picture(
        "When somebody is woken, and when it is over",
        "Each dot is an incident, against an alert of the same windows that knows every request at once.",
        (812, 92 + 52 * len(alerts) + 40),
        panels,
    )


# --- costs ------------------------------------------------------------------


def _cost(found: Found) -> str:
    tools = [tool for tool in _TOOLS if tool in found.costs]
    panels = []
    for column, (title, low, high, ticks) in enumerate(
        (
            ("samples read in an hour", 1e3, 3e9, ((1e4, "10 k"), (1e6, "1 M"), (1e8, "100 M"))),
            ("seconds in evaluations in an hour", 0.1, 300, ((0.1, "0.1 s"), (1, "1 s"), (10, "10 s"), (100, "100 s"))),
        )
    ):
        panel = Panel(62 + 384 * column, 92, 300, 34.0 * len(tools), logarithmic(low, high), linear(len(tools), 0))
        panel.title(title, "logarithmic")
        panel.along(ticks)
        for place, tool in enumerate(tools):
            cost = found.costs[tool]
            value = cost.samples if column == 0 else cost.evaluation
            panel.bar(_KINDS[tool], value, place + 0.5, 18)
            panel.note(low, place + 0.5, tool, _KINDS[tool], "end")
            text = _short(value) if column == 0 else f"{value:.1f} s"
            panel.note(value, place + 0.5, text, _KINDS[tool])
        panels.append(panel)
    return picture(
        "What one objective costs the server",
        "99.9 % over 30 days, 20 raw series scraped every 15 seconds; all rules at their own intervals.",
        (812, 92 + 34 * len(tools) + 40),
        panels,
    )


def _short(number: float) -> str:
    size, letter = next((size, letter) for size, letter in ((1e6, " M"), (1e3, " k"), (1, "")) if number >= size)
    return f"{number / size:.3g}{letter}"
