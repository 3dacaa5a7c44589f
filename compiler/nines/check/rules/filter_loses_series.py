"""A comparison in a query of an indicator does not drop what fails."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.queries import Stated, condition_of, place, stated
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Severity
from nines.diagnostics.pages import Page
from nines.language.statements import indicator as said
from nines.promql.facts import is_scalar
from nines.promql.transform import children
from nines.promql.tree import Binary, BinaryOp, Expression, Negation, Number, Special

PAGE = Page(
    Code("N0374", "filter-loses-series", Severity.WARNING, "a comparison drops the series that fail it"),
    why="""\
In PromQL a comparison is a filter: `probe_success == 1` gives the probes that succeed, and nothing for the others. An
indicator of it sees good samples alone and is at 100 % whatever happens; while everything is down it has no data. With
`bool` a comparison gives 1 or 0 and drops nothing.""",
    bad=examples.sli('up `probe_success{job="checkout"} == 1`\n'),
    good=examples.sli('up probe_success{job="checkout"}\n'),
)

_COMPARISONS = frozenset({BinaryOp.EQ, BinaryOp.NE, BinaryOp.LT, BinaryOp.LE, BinaryOp.GT, BinaryOp.GE})
_CONDITIONS = frozenset({BinaryOp.AND, BinaryOp.UNLESS})


def check(context: Context) -> Iterator[Diagnostic]:
    for query in stated(context):
        if _wants_all(query):
            for comparison in _filters(query.expression):
                yield _finding(query, comparison)


def _wants_all(query: Stated) -> bool:
    """Whether a series that is missing is not simply a zero, as it is among good or bad events."""
    match query.placed.node:
        case said.Part(part=part):
            return part.value == "of"
        case said.Probe() | said.Samples() | said.Mean() | said.Fresh() | said.Ratio():
            return True
        case node:
            return condition_of(node) is not None


def _filters(expression: Expression) -> Iterator[Binary]:
    """The comparisons that drop series, without those that are there to: conditions, and guards against 0/0 and NaN."""
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Binary):
            waiting += reversed(children(node))
            continue
        if node.op in _CONDITIONS:
            waiting.append(node.left)
        elif node.op is BinaryOp.DIV:
            waiting += [_guarded(node.right), node.left]
        else:
            waiting += [node.right, node.left]
        if node.op in _COMPARISONS and not node.returns_bool and not _drops_nan(node) and not is_scalar(node):
            yield node


def _guarded(divisor: Expression) -> Expression:
    """What a divisor is that is kept from being zero: `requests` of `requests > 0`."""
    if isinstance(divisor, Binary) and divisor.op in (BinaryOp.GT, BinaryOp.NE) and _is_zero(divisor.right):
        return divisor.left
    return divisor


def _is_zero(value: Expression) -> bool:
    return isinstance(value, Number) and value.value == 0


def _drops_nan(comparison: Binary) -> bool:
    """`x == x` and `x >= -Inf` let everything through but what is no number."""
    bound = comparison.right.operand if isinstance(comparison.right, Negation) else comparison.right
    infinite = isinstance(bound, Number) and bound.value is Special.INF
    return infinite or (comparison.op is BinaryOp.EQ and comparison.left == comparison.right)


def _finding(query: Stated, comparison: Binary) -> Diagnostic:
    node, operator = query.placed.node, comparison.op.value
    span = place(query.query, comparison.span)
    helps, fixes = [f"write `{operator} bool`: it gives 1 or 0 for each series, and drops none"], []
    sign = comparison.op_span
    if isinstance(node, said.Probe) and sign is not None and place(query.query, sign) is sign:
        fixes = [Fix(f"write `{operator} bool`", (Edit(sign, f"{operator} bool"),))]
        if comparison.op is BinaryOp.EQ and isinstance(comparison.right, Number) and comparison.right.value == 1:
            helps = ["a probe's samples are 1 or 0 already: leave the comparison out, or write `== bool 1`"]
    elif isinstance(node, said.Samples):
        helps = ["say what is good behind the query, in `samples of QUERY <= VALUE`, and leave this comparison out"]
    what = "samples" if isinstance(node, said.Probe | said.Samples) else "series"
    written = query.query.text if comparison is query.expression else operator
    return found(
        PAGE,
        f"`{written}` drops the {what} for which it does not hold",
        span,
        "a filter: what fails is not counted",
        helps=helps,
        fixes=fixes,
    )
