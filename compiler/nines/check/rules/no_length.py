"""What lasts, lasts for some time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.check.words import phrases_of
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.nodes import At, Node, Phrase
from nines.language.statements.alerts import BurnAlert
from nines.language.statements.contract import Changes
from nines.language.statements.people import Escalate
from nines.language.statements.scenario import Event
from nines.language.statements.time import Notice
from nines.record import fields
from nines.values.model import Duration
from nines.values.text import literal

PAGE = Page(
    Code("N0338", "no-length", Severity.ERROR, "a length of time is zero"),
    why="""\
A window, a slice, an interval or a bound of no length holds nothing, so nothing can be counted in it. A delay may be
zero: what waits for no time comes at once.""",
    bad=examples.slo("slo requests 99.9% over 0d\n"),
    good=examples.slo("slo requests 99.9% over 30d\n"),
)

_MAY_BE_ZERO: frozenset[tuple[type[Node | Phrase], str]] = frozenset(
    {(BurnAlert, "hold"), (Changes, "notice"), (Escalate, "delay"), (Event, "at"), (Notice, "length")}
)
"""Delays and moments, by the statement and its part."""


def check(context: Context) -> Iterator[Diagnostic]:
    for placed in context.placed:
        parts: list[Node | Phrase] = [placed.node, *phrases_of(placed.node)]
        for part in parts:
            for length in _zeros(part):
                yield found(
                    PAGE,
                    f"`{literal(length.value)}` is no length of time",
                    length.span,
                    "holds nothing",
                    helps=["write how long it lasts, such as `30d` or `5m`"],
                )


def _zeros(part: Node | Phrase) -> Iterator[At[Duration]]:
    kind: type = type(part)
    for name in _lengths(kind):
        value = getattr(part, name)
        if isinstance(value, At) and isinstance(value.value, Duration) and not value.value.milliseconds:
            yield value


@cache
def _lengths(kind: type) -> tuple[str, ...]:
    """The parts of a statement or phrase that may be a length of time, and then must not be zero."""
    return tuple(
        field.name
        for field in fields(kind)
        if (kind, field.name) not in _MAY_BE_ZERO and any(one in str(field.type) for one in ("Duration", "Quantity"))
    )
