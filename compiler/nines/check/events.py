"""Pairs of counters: what rules ask of the queries of an indicator of events."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.queries import selector_of
from nines.contract.model import Events, Part
from nines.promql.facts import literal_values
from nines.promql.tree import Matcher, Selector
from nines.record import dataclass

__all__ = ["Pair", "matchers_of", "pairs"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A selector of `part` (`good` or `bad`) events, and one of all of them."""

    part: str
    some: Part
    some_selector: Selector
    all: Part
    all_selector: Selector


def pairs(context: Context) -> tuple[Pair, ...]:
    """Indicators of one `good` or `bad` and one `of`, both plain selectors: what can be compared for certain."""
    return context.once(_pairs)


def _pairs(context: Context) -> tuple[Pair, ...]:
    return tuple(_each_pair(context))


def _each_pair(context: Context) -> Iterator[Pair]:
    for indicator in context.contract.indicators:
        events = indicator.measurement
        if not isinstance(events, Events) or len(events.total) != 1:
            continue
        for part, parts in (("good", events.good), ("bad", events.bad)):
            if len(parts) == 1:
                some, whole = selector_of(parts[0].query), selector_of(events.total[0].query)
                if some is not None and whole is not None:
                    yield Pair(part, parts[0], some, events.total[0], whole)


def matchers_of(selector: Selector, label: str) -> tuple[tuple[Matcher, tuple[str, ...]], ...]:
    """The matchers of a label that let only certain values pass, with these values."""
    return tuple(
        (matcher, values)
        for matcher in selector.matchers
        if matcher.label == label and (values := literal_values(matcher)) is not None
    )
