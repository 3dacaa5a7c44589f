"""The worked examples of agreements, each with what holds where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from nines.check.agreements import held
from nines.check.context import Context
from nines.contract.model import Agreement, Promise
from nines.language.nodes import At
from nines.language.phrases import CalendarPeriod, ClockHourPeriod, FixedPeriod, RollingPeriod
from nines.language.statements import promise as undertakings
from nines.language.statements.contract import Example
from nines.record import dataclass
from nines.source import Span

if TYPE_CHECKING:
    from nines.settle.worked import Fault

__all__ = ["Told", "faults", "place_of"]


@dataclass(frozen=True, slots=True)
class Told:
    """An example, and something that is wrong with it."""

    example: At[str]
    fault: Fault


def faults(context: Context) -> Iterator[Told]:
    """What is wrong with the examples of all slas and plans."""
    for one in held(context):
        block = context.statement(one.plan.origin if one.plan is not None else one.sla.origin)
        if one.customer is not None or block is None:
            continue
        for example in context.within(block, Example):
            yield from _of(example, one.agreement, None)
        for promise in context.within(block, undertakings.Promise):
            own = one.agreement.promise(promise.name.value)
            for example in context.within(promise, Example):
                yield from _of(example, one.agreement, own)


def _of(example: Example, agreement: Agreement, own: Promise | None) -> Iterator[Told]:
    if not agreement.promises:
        return
    from nines.settle.worked import disagreements  # few specs have examples

    for fault in disagreements(example.text, agreement, own, _length(agreement)):
        yield Told(example.text, fault)


def _length(agreement: Agreement) -> Fraction | None:
    """Seconds of a period, where all have as many."""
    match agreement.period:
        case CalendarPeriod(counted=counted):
            return counted.value.seconds if counted is not None else None
        case RollingPeriod(length=length) | FixedPeriod(length=length):
            return length.value.seconds
        case ClockHourPeriod():
            return Fraction(3600)
        case _:
            return None


def place_of(part: str, example: At[str]) -> Span:
    """Where a part of an example stands; all of it where blanks are written otherwise."""
    start = example.span.text.find(part)
    if start < 0:
        return example.span
    return Span(example.span.source, example.span.start + start, example.span.start + start + len(part))
