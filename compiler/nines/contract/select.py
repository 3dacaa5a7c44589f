"""Adds a service's `select` matchers to each bare selector of its indicators."""

from __future__ import annotations

from typing import TypeVar

from nines.contract.model import Indicator
from nines.language.nodes import Query
from nines.language.phrases import SliceCondition
from nines.promql.transform import add_matchers
from nines.promql.tree import Selector
from nines.record import fields, is_dataclass, replace

__all__ = ["with_matchers"]

T = TypeVar("T")


def with_matchers(indicator: Indicator, select: Query) -> Indicator:
    """The indicator with the matchers in every bare selector; what stands in backticks is left as written."""
    if not isinstance(select.expression, Selector):
        return indicator
    return replace(
        indicator,
        measurement=_in(indicator.measurement, select.expression),
        slices=_in(indicator.slices, select.expression),
    )


def _in(value: T, select: Selector) -> T:
    """A copy of a frozen value with each bare query in it changed."""
    if isinstance(value, Query):
        if value.fenced or not isinstance(value.expression, Selector):
            return value
        return replace(value, expression=add_matchers(value.expression, select.matchers))
    if isinstance(value, SliceCondition):
        return replace(value, query=_in(value.query, select))
    if isinstance(value, tuple):
        return tuple(_in(item, select) for item in value)  # type: ignore[return-value]  # a tuple again
    if is_dataclass(value) and not isinstance(value, type) and type(value).__module__.startswith("nines.contract"):
        changed = {field.name: _in(getattr(value, field.name), select) for field in fields(value)}
        return replace(value, **changed)
    return value
