"""Comparisons and ranges in words: `at least 99.9%`, `below 99.0% down to and including 95.0%`."""

from __future__ import annotations

from nines.language.nodes import At
from nines.language.phrases import Comparison, Range
from nines.language.statements.promise import Level
from nines.plan.documents.inline import join, say
from nines.plan.documents.model import Figure, Line, Said
from nines.plan.documents.texts import Texts
from nines.plan.documents.words.numbers import quantity_at
from nines.values.model import Quantity

__all__ = ["SIGNS", "between", "by_sign", "compared", "comparison", "level_words", "range_words"]


SIGNS = {">=": "at least", "<=": "at most", "<": "below", ">": "above", "==": "exactly"}
"""The operator in words, as specs write it, for a sign of PromQL; `!=` has none."""


def comparison(value: Comparison, t: Texts) -> Line:
    """`at least 99.9%`."""
    return compared(value.operator.value, quantity_at(value.value, t), t)


def compared(operator: str, value: Figure, t: Texts) -> Line:
    """A number behind an operator in words."""
    return say(t.COMPARISONS[operator], value=value)


def by_sign(sign: str, value: At[Quantity], t: Texts) -> Line:
    """A number behind a sign of PromQL, in words."""
    template = t.OTHER_THAN if sign == "!=" else t.COMPARISONS[SIGNS[sign]]
    return say(template, value=quantity_at(value, t))


def range_words(value: Range, t: Texts) -> Line:
    """One comparison, or two that both hold."""
    first = comparison(value.first, t)
    return first if value.second is None else say(t.BOTH, first=first, second=comparison(value.second, t))


def level_words(level: Level, t: Texts) -> Line:
    """What the label of a level has to be: in a range, or one of some names."""
    if level.where is not None:
        return range_words(level.where, t)
    return join([(Said(name.value),) for name in level.named], t.COMMA, t.LAST_OR)


def between(upper: tuple[str, Figure], lower: tuple[str, Figure], t: Texts) -> Line:
    """What lies below one bound and not below another; each bound with its operator, in words.

    `below 99.9%` and `at least 99.0%` is `below 99.9% down to and including 99.0%`.
    """
    first = compared(upper[0], upper[1], t)
    operator, value = lower
    if operator == "at least":
        return say(t.DOWN_TO, first=first, second=value)
    if operator == "at most":
        return say(t.UP_TO, first=first, second=value)
    return say(t.BOTH, first=first, second=compared(operator, value, t))
