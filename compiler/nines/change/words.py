"""How parts of a contract are called in what is said of a change: statements as they are written, values in units."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from fractions import Fraction

from nines.contract.model import Promise
from nines.language.nodes import Node, Phrase
from nines.language.phrases import Deadline
from nines.settle.reckon import Worth
from nines.settle.words import value_words, worth_words
from nines.source import Source, Span
from nines.syntax.lexer import lex
from nines.syntax.problems import Problems
from nines.values.names import MONTHS

__all__ = [
    "date_words",
    "deadline_words",
    "listed",
    "said",
    "same",
    "sentence",
    "span_of",
    "statement",
    "value_of",
    "worth_of",
]


def statement(span: Span | None) -> str:
    """A statement or phrase on one line, without the comments in it."""
    if span is None:
        return ""
    text = span.text
    if "#" in text:
        source = Source(span.source.name, text)
        tokens = lex(text, Problems(source))
        text = "".join((" " if token.lead < token.start else "") + token.text(source) for token in tokens)
    return " ".join(text.split())


def said(span: Span | None) -> str:
    """The same between backticks; `nothing` where there is no statement."""
    return f"`{statement(span)}`" if span is not None else "nothing"


def same(old: Span | None, new: Span | None) -> bool:
    """Whether two statements are written alike, but for blanks and comments."""
    return statement(old) == statement(new)


def value_of(value: Fraction, promise: Promise) -> str:
    return value_words(value, promise.comparison.value.value)


def worth_of(worth: Worth | None) -> str:
    return worth_words(worth) if worth is not None and worth.amount else "nothing"


def date_words(day: datetime.date) -> str:
    """`1 March 2026`."""
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def deadline_words(value: Deadline) -> str:
    """`30 days of period end`."""
    return f"{value.count.span.text} {value.unit.value} of {value.anchor.value}"


def span_of(node: Node | Phrase | None) -> Span | None:
    return node.span if node is not None else None


def listed(items: Sequence[str], none: str = "nothing") -> str:
    """Each between backticks."""
    return ", ".join(f"`{item}`" for item in items) or none


def sentence(text: str) -> str:
    """With a capital at its start."""
    return text[:1].upper() + text[1:]
