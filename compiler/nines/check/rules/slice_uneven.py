"""Slices fill an hour or a day without a rest."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.nodes import At
from nines.language.statements.indicator import Slices
from nines.language.statements.promise import Slice
from nines.language.statements.service import AllOf
from nines.values.model import Duration
from nines.values.spelling import spell_duration
from nines.values.text import literal

PAGE = Page(
    Code("N0317", "slice-uneven", Severity.ERROR, "slices do not fill an hour or a day without a rest"),
    why="""\
Slices are aligned to the clock, and counted by the hour. Eight slices of seven minutes make 56, so the ninth would
belong to two hours, and on the next day slices would start at other minutes. A slice of an hour or less divides the
hour; a longer one divides the day.""",
    bad=examples.sli("""\
        bad http_requests_total{job="checkout", code=~"5.."}
        of  http_requests_total{job="checkout"}
        slices of 7m where bad < 5%
        """),
    good=examples.sli("""\
        bad http_requests_total{job="checkout", code=~"5.."}
        of  http_requests_total{job="checkout"}
        slices of 5m where bad < 5%
        """),
)

_HOUR, _DAY = 3_600_000, 86_400_000


def check(context: Context) -> Iterator[Diagnostic]:
    for slices in context.every(Slices):
        yield from _judged(slices.node.length)
    for slice_ in context.every(Slice):
        yield from _judged(slice_.node.length)
    for steps in context.every(AllOf):
        if steps.node.slice is not None:
            yield from _judged(steps.node.slice)


def _judged(length: At[Duration]) -> Iterator[Diagnostic]:
    milliseconds = length.value.milliseconds
    whole = _HOUR if milliseconds <= _HOUR else _DAY
    if milliseconds == 0 or whole % milliseconds == 0:
        return
    word = "an hour" if whole == _HOUR else "a day"
    near = _neighbours(milliseconds, whole)
    yield found(
        PAGE,
        f"{word} is no whole number of slices of {literal(length.value)}",
        length.span,
        f"does not divide {word}",
        helps=[f"take slices of {near}"],
    )


def _neighbours(milliseconds: int, whole: int) -> str:
    """The next shorter and the next longer length in whole minutes that divide."""
    minutes = [minute for minute in range(1, whole // 60_000 + 1) if whole % (minute * 60_000) == 0]
    shorter = [minute for minute in minutes if minute * 60_000 < milliseconds][-1:]
    longer = [minute for minute in minutes if minute * 60_000 > milliseconds][:1]
    return " or ".join(spell_duration(minute * 60_000) for minute in (*shorter, *longer)) or spell_duration(whole)
