"""Results of tests for people: a line each, and a timeline under those that failed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from textwrap import wrap

from nines.diagnostics.glyphs import visible
from nines.diagnostics.ink import Brush, Ink, brush
from nines.diagnostics.text import render
from nines.scenario.results import Result
from nines.scenario.timeline import Moment
from nines.values.text import count, fixed

__all__ = ["show_result", "summary"]

_SIGNS = {"sent": ">", "due": "?", "fires": "!", "resolves": "-", "end": "="}
_NARROWEST = 40


def show_result(result: Result, width: int, *, color: bool, verbose: bool) -> str:
    """The line of a test, with what is wrong and its timeline if it failed (or with `verbose`)."""
    paint = brush(color=color)
    word = paint("ok    ", Ink.ADDED) if result.passed else paint("FAILED", Ink.ERROR)
    time = _seconds(result.milliseconds)
    room = max(width - 10 - len(time), _NARROWEST)
    head, *rest = wrap(visible(result.case.name), room) or [""]
    lines = [f"{word}  {head:<{room}}  {time}", *(f"{'':>8}{more}" for more in rest)]
    if not result.passed:
        lines.append("")
        for finding in result.findings:
            lines += [render(finding, width=width, color=color), ""]
    if result.moments and (verbose or not result.passed):
        lines += [*_timeline(result.moments, width, paint), ""]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def summary(results: Sequence[Result], milliseconds: int) -> str:
    """`14 tests passed in 23s`; with failures, how many."""
    failed = sum(not result.passed for result in results)
    passed = len(results) - failed
    took = _seconds(milliseconds)
    if failed:
        return f"{count(failed, 'test')} failed, {passed:,} passed in {took}"
    return f"{count(passed, 'test')} passed in {took}"


def _seconds(milliseconds: int) -> str:
    return f"{fixed(Fraction(milliseconds, 1000), 1)}s"


def _timeline(moments: Sequence[Moment], width: int, paint: Brush) -> Iterator[str]:
    """A line for each moment: `1h1m  !  page from availability: ErrorBudgetBurn over 1h`; at the right, where there is
    room, the line of the specs.
    """
    clock = max(len(moment.clock) for moment in moments) + 4
    places = max(len(moment.place) for moment in moments)
    room = width - clock - 5
    with_places = room - places - 2 >= _NARROWEST
    for moment in moments:
        place = f"  {moment.place}" if with_places and moment.place else ""
        text_room = max(room - places - 2 if place else room, 20)
        first, *rest = wrap(visible(moment.text), text_room) or [""]
        ink = _ink(moment)
        body = f"{first:<{text_room}}" if place else first
        yield f"{moment.clock:>{clock}}  {_sign(moment, paint)}  {paint(body, ink) if ink else body}{place}"
        for more in rest:
            yield f"{'':>{clock}}     {paint(more, ink) if ink else more}"


def _sign(moment: Moment, paint: Brush) -> str:
    if moment.passed is None:
        return _SIGNS[moment.kind]
    return paint("+", Ink.ADDED) if moment.passed else paint("x", Ink.ERROR)


def _ink(moment: Moment) -> Ink | None:
    if moment.passed is False:
        return Ink.ERROR
    return Ink.WARNING if moment.kind == "fires" else None
