"""Whether an expression gives each function, operator and aggregation what it takes.

The rules are those of Prometheus' own `checkAST`. A part that is wrong is poison: it is
reported once, and what is built on it says nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable

from nines.diagnostics.model import Code, Edit, Fix, Label, Report
from nines.promql.codes import ARGUMENTS, EMPTY, MATCHING, MODIFIER, TYPE
from nines.promql.cursor import Place
from nines.promql.functions import AGGREGATORS, FUNCTIONS, Function, Type
from nines.promql.names import shortened
from nines.promql.regex import read_regex
from nines.promql.text import line
from nines.promql.tree import (
    Aggregation,
    Binary,
    Call,
    Expression,
    Extension,
    Matcher,
    MatchingKind,
    MatchOp,
    Negation,
    Number,
    Range,
    Selector,
    String,
    Subquery,
)
from nines.source import Span

__all__ = ["matches_empty", "selects_everything", "typecheck"]

_RATES = frozenset({"rate", "irate", "increase"})
_EXTENSION_FUNCTIONS = {
    Extension.ANCHORED: frozenset({"changes", "delta", "increase", "rate", "resets"}),
    Extension.SMOOTHED: frozenset({"delta", "increase", "rate"}),
}


def typecheck(expression: Expression, place: Place, report: Report) -> Type | None:
    """The type of an expression; None if a part of it is wrong, which is reported."""
    return _Checker(place, report).type_of(expression)


def selects_everything(selector: Selector) -> bool:
    """Whether no part of a selector leaves anything out, which Prometheus refuses."""
    return selector.metric is None and all(map(matches_empty, selector.matchers))


def matches_empty(matcher: Matcher) -> bool:
    """Whether a matcher lets series pass that lack its label."""
    match matcher.op:
        case MatchOp.EQUAL:
            return not matcher.value
        case MatchOp.NOT_EQUAL:
            return bool(matcher.value)
        case MatchOp.REGEX:
            return read_regex(matcher.value).matches_empty
        case MatchOp.NOT_REGEX:
            return not read_regex(matcher.value).matches_empty


def _quote(node: Expression) -> str:
    return f"`{shortened(line(node))}`"


class _Checker:
    def __init__(self, place: Place, report: Report) -> None:
        self._place = place
        self._report = report

    def type_of(self, node: Expression) -> Type | None:
        match node:
            case Selector():
                return self._selector(node)
            case Number():
                return Type.SCALAR
            case String():
                return Type.STRING
            case Call():
                return self._call(node)
            case Range():
                return Type.RANGE if self._selector(node.selector) else None
            case Binary():
                return self._chain(node)
            case Aggregation():
                return self._aggregation(node)
            case Subquery():
                return Type.RANGE if self._expect(node.expression, Type.VECTOR, "a subquery") else None
            case Negation():
                return self._operand(node.operand, "-")
            case _:
                raise TypeError(f"{type(node).__name__} is no PromQL node")

    def _say(
        self,
        code: Code,
        headline: str,
        span: Span | None,
        label: str = "",
        *,
        others: Iterable[Label] = (),
        helps: Iterable[str] = (),
        fixes: Iterable[Fix] = (),
    ) -> None:
        self._place.say_of(self._report, code, headline, span, label, others=others, helps=helps, fixes=fixes)

    # --- selectors, functions, aggregations

    def _selector(self, node: Selector) -> Type | None:
        if node.metric is None and selects_everything(node):
            headline = f"{_quote(node)} selects every series there is"
            helps = ("name a metric, or a matcher that the empty text does not pass",)
            self._say(EMPTY, headline, node.span, helps=helps)
            return None
        return Type.VECTOR

    def _call(self, node: Call) -> Type | None:
        function = FUNCTIONS.get(node.function)
        if function is None:
            return None
        given = len(node.arguments)
        if given < function.least or (function.most is not None and given > function.most):
            self._wrong_count(node, function)
            return None
        right = True
        for at, argument in enumerate(node.arguments):
            wanted = function.parameters[min(at, len(function.parameters) - 1)]
            if node.function == "info" and at == 1:
                right = self._info_labels(argument) and right
                continue
            right = self._expect(argument, wanted, f"`{node.function}`") is not None and right
            if isinstance(argument, Range) and argument.selector.extension is not None:
                right = self._extension(node, argument, argument.selector.extension) and right
        return function.result if right else None

    def _wrong_count(self, node: Call, function: Function) -> None:
        least, most = function.least, function.most
        if most is None:
            count = f"at least {least}"
        elif least == 0 and most:
            count = f"at most {most}"
        else:
            count = str(most) if most == least else f"{least} to {most}"
        plural = "" if count.split()[-1] == "1" else "s"
        headline = f"`{node.function}` takes {count} argument{plural}, and is given {len(node.arguments)}"
        self._say(ARGUMENTS, headline, node.span, helps=(f"write {_usage(function)}",))

    def _info_labels(self, argument: Expression) -> bool:
        if isinstance(argument, Selector) and argument.metric is None:
            return True
        headline = f"`info` takes label matchers alone as its second argument, not {_quote(argument)}"
        self._say(TYPE, headline, argument.span, helps=('write `info(v, {k8s_cluster="a"})`',))
        return False

    def _extension(self, node: Call, argument: Range, extension: Extension) -> bool:
        functions = _EXTENSION_FUNCTIONS[extension]
        if node.function in functions:
            return True
        names = ", ".join(f"`{name}`" for name in sorted(functions))
        headline = f"`{node.function}` cannot take a range that is `{extension.value}`"
        self._say(MODIFIER, headline, argument.span, helps=(f"these can: {names}",))
        return False

    def _aggregation(self, node: Aggregation) -> Type | None:
        right = self._expect(node.expression, Type.VECTOR, f"`{node.operator}`") is not None
        wanted = AGGREGATORS[node.operator].parameter
        if wanted is not None and node.parameter is not None:
            right = self._expect(node.parameter, wanted, f"`{node.operator}` first") is not None and right
        return Type.VECTOR if right else None

    def _expect(self, node: Expression, wanted: Type, taker: str) -> Type | None:
        found = self.type_of(node)
        if found is None or found is wanted:
            return found
        headline = f"{taker} takes {_a(wanted)}, and {_quote(node)} is {_a(found)}"
        self._say(TYPE, headline, node.span, f"{found.value}", helps=_advice(node, wanted, found, taker))
        return None

    # --- operators

    def _chain(self, node: Binary) -> Type | None:
        """From the left, without recursion along the chain."""
        chain = [node]
        while isinstance(chain[-1].left, Binary):
            chain.append(chain[-1].left)
        left = self._operand(chain[-1].left, chain[-1].op.value)
        for operation in reversed(chain):
            right = self._operand(operation.right, operation.op.value)
            left = self._operation(operation, left, right) if left and right else None
        return left

    def _operand(self, node: Expression, op: str) -> Type | None:
        found = self.type_of(node)
        if found is None or found is Type.SCALAR or found is Type.VECTOR:
            return found
        headline = f"`{op}` takes scalars and instant vectors, and {_quote(node)} is {_a(found)}"
        self._say(TYPE, headline, node.span, found.value, helps=_advice(node, Type.VECTOR, found, op))
        return None

    def _operation(self, node: Binary, left: Type, right: Type) -> Type | None:
        scalars = left is Type.SCALAR and right is Type.SCALAR
        both = left is Type.VECTOR and right is Type.VECTOR
        fine = self._bool(node, scalars=scalars)
        if node.op.is_set and not both:
            fine = self._scalar_in_set(node, left) and fine
        elif node.matching is not None and node.matching.labels and not both:
            headline = f"`{node.matching.kind.value}` matches series, and one side of `{node.op.value}` is a scalar"
            self._say(MATCHING, headline, node.matching.span)
            fine = False
        if node.matching is not None:
            fine = self._group(node) and fine
        if not fine:
            return None
        return Type.SCALAR if scalars else Type.VECTOR

    def _bool(self, node: Binary, *, scalars: bool) -> bool:
        op = node.op.value
        if node.returns_bool and not node.op.is_comparison:
            self._say(MATCHING, f"`bool` belongs to comparisons, and `{op}` is none", node.op_span)
            return False
        if node.op.is_comparison and scalars and not node.returns_bool:
            fixes = []
            if node.op_span is not None:
                after = Span(node.op_span.source, node.op_span.end, node.op_span.end)
                fixes.append(Fix("write `bool`", (Edit(after, " bool"),), certain=True))
            headline = f"`{op}` between two scalars needs `bool`"
            helps = ("a scalar cannot be left out as a series is: `bool` makes it 0 or 1",)
            self._say(MATCHING, headline, node.op_span, helps=helps, fixes=fixes)
            return False
        return True

    def _scalar_in_set(self, node: Binary, left: Type) -> bool:
        scalar = node.left if left is Type.SCALAR else node.right
        headline = f"`{node.op.value}` takes two instant vectors, and {_quote(scalar)} is a scalar"
        fixes = []
        if scalar.span is not None:
            start = Span(scalar.span.source, scalar.span.start, scalar.span.start)
            end = Span(scalar.span.source, scalar.span.end, scalar.span.end)
            fixes.append(Fix("make it a vector", (Edit(start, "vector("), Edit(end, ")"))))
        helps = (f"`vector({shortened(line(scalar))})` is a series without labels; `0 * v` keeps the labels of `v`",)
        self._say(TYPE, headline, scalar.span, "scalar", helps=helps, fixes=fixes)
        return False

    def _group(self, node: Binary) -> bool:
        matching = node.matching
        if matching is None or matching.group is None:
            return True
        side = matching.group.side.value
        if node.op.is_set:
            headline = f"`{node.op.value}` matches many with many, so it takes no `{side}`"
            self._say(MATCHING, headline, matching.span)
            return False
        twice = sorted(set(matching.labels) & set(matching.group.labels))
        if twice and matching.kind is MatchingKind.ON:
            headline = f"`{twice[0]}` is matched by `on` and copied by `{side}`"
            self._say(
                MATCHING, headline, matching.span, helps=(f"both sides have it already: leave it out of `{side}`",)
            )
            return False
        return True


def _a(kind: Type) -> str:
    return f"an {kind.value}" if kind is Type.VECTOR else f"a {kind.value}"


def _usage(function: Function) -> str:
    letters = {Type.SCALAR: "scalar", Type.STRING: '"text"', Type.VECTOR: "v", Type.RANGE: "v[5m]"}
    return f"`{function.name}({', '.join(letters[parameter] for parameter in function.parameters)})`"


def _advice(node: Expression, wanted: Type, found: Type, taker: str) -> tuple[str, ...]:
    """What to write instead of an argument of the wrong type."""
    function = taker.strip("`")
    match wanted, found:
        case Type.RANGE, Type.VECTOR if isinstance(node, Selector) and not node.offset and node.at is None:
            return (f"give it a range: `{shortened(line(node))}[5m]`",)
        case Type.RANGE, Type.VECTOR if isinstance(node, Aggregation) and function in _RATES:
            inner = shortened(line(node.expression)) if isinstance(node.expression, Selector) else "v"
            return (f"first the rate, then the {node.operator}: `{node.operator}({function}({inner}[5m]))`",)
        case Type.RANGE, Type.VECTOR:
            return ("a subquery makes it a range: `(...)[5m:1m]`",)
        case Type.VECTOR, Type.RANGE:
            return ("a function over time makes it an instant vector, such as `rate(...)` or `avg_over_time(...)`",)
        case Type.VECTOR, Type.SCALAR:
            return (f"`vector({shortened(line(node))})` makes it a series without labels",)
        case Type.SCALAR, Type.VECTOR:
            return ("`scalar(...)` makes one series a scalar",)
        case Type.STRING, _:
            return ("write a text in quotes",)
        case _:
            return ()
