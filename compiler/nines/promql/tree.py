"""PromQL as a typed tree: what rules are made of, and what users' expressions are read into.

The tree holds meaning, not spelling: no parentheses, durations in integer
milliseconds, numbers as exact fractions, `{__name__="up"}` as the metric `up`.
Two trees are equal if they mean the same text; the spans of trees that were read
from a file take no part in it. Built by `build` or read by `guest`, printed by `text`.

Expressions add up with Python's own arithmetic (`bad / total`, `1 - share`) and
take ranges as PromQL does: `selector["5m"]`, `expression["1h":"1m"]`. What needs
more words (comparisons, `and`, matching labels, offsets) is in `build`.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction
from typing import TypeAlias, overload

from nines.promql.durations import Length, Placeholder, milliseconds
from nines.record import dataclass, field, replace
from nines.source import Span

__all__ = [
    "Aggregation",
    "At",
    "Binary",
    "BinaryOp",
    "Call",
    "Edge",
    "Expression",
    "Extension",
    "Group",
    "Grouping",
    "GroupingKind",
    "Length",
    "MatchOp",
    "Matcher",
    "Matching",
    "MatchingKind",
    "Negation",
    "Number",
    "Operand",
    "Placeholder",
    "Range",
    "Selector",
    "Side",
    "Special",
    "String",
    "Subquery",
    "lift",
]


class MatchOp(StrEnum):
    EQUAL = "="
    NOT_EQUAL = "!="
    REGEX = "=~"
    NOT_REGEX = "!~"

    @property
    def is_regex(self) -> bool:
        return self.endswith("~")


class BinaryOp(StrEnum):
    ADD = "+"
    SUB = "-"
    MUL = "*"
    DIV = "/"
    MOD = "%"
    POW = "^"
    ATAN2 = "atan2"
    EQ = "=="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="
    AND = "and"
    OR = "or"
    UNLESS = "unless"

    @property
    def is_comparison(self) -> bool:
        return self in _COMPARISONS

    @property
    def is_set(self) -> bool:
        """`and`, `or`, `unless`: between instant vectors only."""
        return self in _SETS


_COMPARISONS = frozenset({BinaryOp.EQ, BinaryOp.NE, BinaryOp.LT, BinaryOp.LE, BinaryOp.GT, BinaryOp.GE})
_SETS = frozenset({BinaryOp.AND, BinaryOp.OR, BinaryOp.UNLESS})


class Special(Enum):
    """The numbers that no fraction is. Minus infinity is the negation of `INF`."""

    INF = "Inf"
    NAN = "NaN"


class Edge(Enum):
    """`@ start()` and `@ end()`: the ends of the time that a query is asked for."""

    START = "start()"
    END = "end()"


At: TypeAlias = int | Edge
"""`@`: a moment in milliseconds since 1970, or an end of the time that is asked for."""


class Extension(Enum):
    """Ranges that look beyond their ends (Prometheus 3.7, `promql-extended-range-selectors`)."""

    ANCHORED = "anchored"
    SMOOTHED = "smoothed"


class GroupingKind(StrEnum):
    BY = "by"
    WITHOUT = "without"


class MatchingKind(StrEnum):
    ON = "on"
    IGNORING = "ignoring"


class Side(StrEnum):
    """The side of a binary operation that may have several series for one of the other."""

    LEFT = "group_left"
    RIGHT = "group_right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """Any PromQL expression. `span` is where it was read from, None if it was built."""

    span: Span | None = field(default=None, compare=False, repr=False)

    def __add__(self, other: Operand) -> Binary:
        return Binary(BinaryOp.ADD, self, lift(other))

    def __radd__(self, other: Operand) -> Binary:
        return Binary(BinaryOp.ADD, lift(other), self)

    def __sub__(self, other: Operand) -> Binary:
        return Binary(BinaryOp.SUB, self, lift(other))

    def __rsub__(self, other: Operand) -> Binary:
        return Binary(BinaryOp.SUB, lift(other), self)

    def __mul__(self, other: Operand) -> Binary:
        return Binary(BinaryOp.MUL, self, lift(other))

    def __rmul__(self, other: Operand) -> Binary:
        return Binary(BinaryOp.MUL, lift(other), self)

    def __truediv__(self, other: Operand) -> Binary:
        return Binary(BinaryOp.DIV, self, lift(other))

    def __rtruediv__(self, other: Operand) -> Binary:
        return Binary(BinaryOp.DIV, lift(other), self)

    def __mod__(self, other: Operand) -> Binary:
        return Binary(BinaryOp.MOD, self, lift(other))

    def __rmod__(self, other: Operand) -> Binary:
        return Binary(BinaryOp.MOD, lift(other), self)

    def __pow__(self, other: Operand) -> Binary:
        return Binary(BinaryOp.POW, self, lift(other))

    def __rpow__(self, other: Operand) -> Binary:
        return Binary(BinaryOp.POW, lift(other), self)

    def __neg__(self) -> Expression:
        return Negation(self)

    def __getitem__(self, window: slice[int | str, int | str | None, None]) -> Subquery:
        """`expression["1h":"1m"]` is a subquery; `["1h":]` leaves the step to the server."""
        step = None if window.stop is None else milliseconds(window.stop)
        return Subquery(self, milliseconds(window.start), step)


@dataclass(frozen=True, slots=True)
class Number(Expression):
    """A scalar literal, exact. It may be negative."""

    value: Fraction | Special

    def __neg__(self) -> Expression:
        return Negation(self) if isinstance(self.value, Special) else Number(-self.value)


@dataclass(frozen=True, slots=True)
class String(Expression):
    r"""A string literal. Bytes that are no UTF-8 (`"\xff"`) are lone surrogates, as in Python's `surrogateescape`."""

    value: str


@dataclass(frozen=True, slots=True)
class Matcher:
    """`label op "value"` between a selector's braces.

    `label_end` and `value_start` are places in its source, None where they cannot be pointed at.
    """

    label: str
    op: MatchOp
    value: str
    span: Span | None = field(default=None, compare=False, repr=False)
    label_end: int | None = field(default=None, compare=False, repr=False)
    value_start: int | None = field(default=None, compare=False, repr=False)

    @property
    def label_span(self) -> Span | None:
        """Where its label stands; the whole matcher if that cannot be told."""
        span = self.span
        return span if span is None or self.label_end is None else Span(span.source, span.start, self.label_end)

    @property
    def value_span(self) -> Span | None:
        """Where its value stands, with its quotes; the whole matcher if that cannot be told."""
        span = self.span
        return span if span is None or self.value_start is None else Span(span.source, self.value_start, span.end)


@dataclass(frozen=True, slots=True)
class Selector(Expression):
    """An instant vector of stored series: `metric{matchers} @ at offset 5m`.

    `metric` is None where no name is given. `offset` is in milliseconds into the past.
    """

    metric: str | None
    matchers: tuple[Matcher, ...] = ()
    offset: int = 0
    at: At | None = None
    extension: Extension | None = None
    metric_span: Span | None = field(default=None, compare=False, repr=False)

    @overload
    def __getitem__(self, window: int | str) -> Range: ...
    @overload
    def __getitem__(self, window: slice[int | str, int | str | None, None]) -> Subquery: ...
    def __getitem__(self, window: int | str | slice[int | str, int | str | None, None]) -> Range | Subquery:
        """`selector["5m"]` is a range; with a colon, a subquery."""
        if isinstance(window, slice):
            return Expression.__getitem__(self, window)
        return Range(self, milliseconds(window))


@dataclass(frozen=True, slots=True)
class Range(Expression):
    """`selector[window]`: the samples of a window. Offset and `@` belong to the selector."""

    selector: Selector
    window: Length
    window_span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Subquery(Expression):
    """`expression[window:step]`: a window of values of an instant vector, one every step (None: the server's own)."""

    expression: Expression
    window: Length
    step: int | None
    offset: int = 0
    at: At | None = None
    window_span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Call(Expression):
    function: str
    arguments: tuple[Expression, ...] = ()
    function_span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Grouping:
    """`by (labels)` or `without (labels)`; no clause at all is `by ()`."""

    kind: GroupingKind = GroupingKind.BY
    labels: tuple[str, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Aggregation(Expression):
    """`operator by (labels) (parameter, expression)`; only some operators take a parameter (`topk`, `quantile`)."""

    operator: str
    expression: Expression
    grouping: Grouping = Grouping()
    parameter: Expression | None = None
    operator_span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Group:
    """`group_left (labels)`: many series on one side for one of the other, whose `labels` they are given."""

    side: Side
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matching:
    """`on (labels) group_left (...)`: which series of both sides belong together."""

    kind: MatchingKind
    labels: tuple[str, ...] = ()
    group: Group | None = None
    span: Span | None = field(default=None, compare=False, repr=False)

    def group_left(self, *labels: str) -> Matching:
        """The same, with several series on the left, which get `labels` from the right."""
        return replace(self, group=Group(Side.LEFT, labels))

    def group_right(self, *labels: str) -> Matching:
        """The same, with several series on the right, which get `labels` from the left."""
        return replace(self, group=Group(Side.RIGHT, labels))


@dataclass(frozen=True, slots=True)
class Binary(Expression):
    """`left op right`. `returns_bool` is a comparison's `bool`: 0 or 1 instead of a filter."""

    op: BinaryOp
    left: Expression
    right: Expression
    returns_bool: bool = False
    matching: Matching | None = None
    op_span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Negation(Expression):
    """`-operand`. That of a finite number is a negative `Number` instead."""

    operand: Expression


Operand: TypeAlias = Expression | int | Fraction | Decimal
"""What may stand on either side of an operator: never a float, whose digits nobody wrote."""


def lift(value: Operand) -> Expression:
    """A number as the literal it is; an expression as it is."""
    if isinstance(value, Expression):
        return value
    if isinstance(value, float):
        raise TypeError(f"{value!r} is a binary float: write an int, Fraction or Decimal")
    return Number(Fraction(value))
