"""Random PromQL trees: well formed, well typed on demand, and of every kind that there is."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from nines.promql.durations import Placeholder
from nines.promql.functions import AGGREGATORS, FUNCTIONS, Type
from nines.promql.tree import (
    Aggregation,
    Binary,
    BinaryOp,
    Call,
    Edge,
    Expression,
    Extension,
    Group,
    Grouping,
    GroupingKind,
    Matcher,
    Matching,
    MatchingKind,
    MatchOp,
    Negation,
    Number,
    Range,
    Selector,
    Side,
    Special,
    String,
    Subquery,
)

COMMON_FUNCTIONS = sorted(name for name in FUNCTIONS if name not in ("info", "holt_winters"))

texts = st.one_of(
    st.sampled_from(
        ["", "checkout", "5..", "a|b", '"', "\\", "a\\b\"c'`\n\t", "é", "\U0001f600", "\x00\x7f", "\u2028"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)
names = st.one_of(
    st.sampled_from(
        ["up", "http_requests_total", "a:b", "sum", "on", "by", "offset", "inf", "start", "http.requests", "é"]
    ),
    st.from_regex(r"[a-z_:][a-z0-9_:]{0,8}", fullmatch=True),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6),
)
labels = st.one_of(
    st.sampled_from(["job", "le", "on", "by", "bool", "http.route", "a b", "_x"]),
    st.from_regex(r"[a-z_][a-z0-9_]{0,6}", fullmatch=True),
)
label_lists = st.lists(labels, max_size=3).map(tuple)
lengths = st.one_of(
    st.sampled_from([1, 999, 1_000, 60_000, 300_000, 3_599_999, 86_400_000, 604_800_000, 31_536_000_000]),
    st.integers(1, 10**12),
)
offsets = st.one_of(st.just(0), lengths, lengths.map(lambda length: -length))
moments = st.one_of(st.none(), st.sampled_from(Edge), st.integers(-(10**12), 10**14))
windows = st.one_of(lengths, st.just(Placeholder("window")))
regexes = st.sampled_from(["", "5..", "a|b", ".*", r"\d+\.\w", "(a|b)?", "[^x]+", "é"])


@st.composite
def matchers(draw: st.DrawFn) -> Matcher:
    op = draw(st.sampled_from(MatchOp))
    label = draw(labels.filter(lambda label: label != "__name__"))
    return Matcher(label, op, draw(regexes if op.is_regex else texts))


@st.composite
def selectors(draw: st.DrawFn) -> Selector:
    metric = draw(names)
    of = tuple(draw(st.lists(matchers(), max_size=3)))
    return Selector(metric, of, draw(offsets), draw(moments))


fractions = st.one_of(
    st.integers(-(10**9), 10**9).map(Fraction),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-1000, max_value=1000, places=6).map(Fraction),
    st.sampled_from([Fraction(1, 10**12), Fraction(10**30), Fraction(1, 1000), Fraction(999, 1000), Fraction(-1, 8)]),
)
scalars = st.one_of(
    fractions.map(Number),
    st.sampled_from(
        [Number(Special.INF), Number(Special.NAN), Negation(Number(Special.INF)), Call("time"), Call("pi")]
    ),
)
groupings = st.builds(Grouping, st.sampled_from(GroupingKind), label_lists)


@st.composite
def ranges(draw: st.DrawFn, vectors: st.SearchStrategy[Expression]) -> Expression:
    if draw(st.booleans()):
        return Range(draw(selectors()), draw(windows))
    step = draw(st.one_of(st.none(), lengths))
    return Subquery(draw(vectors), draw(windows), step, draw(offsets), draw(moments))


@st.composite
def aggregations(draw: st.DrawFn, vectors: st.SearchStrategy[Expression]) -> Aggregation:
    aggregator = draw(st.sampled_from(sorted(AGGREGATORS.values(), key=lambda one: one.name)))
    parameter: Expression | None = None
    if aggregator.parameter is Type.STRING:
        parameter = String(draw(texts))
    elif aggregator.parameter is not None:
        parameter = draw(scalars)
    return Aggregation(aggregator.name, draw(vectors), draw(groupings), parameter)


@st.composite
def calls(draw: st.DrawFn, vectors: st.SearchStrategy[Expression]) -> Call:
    function = FUNCTIONS[
        draw(st.sampled_from([name for name in COMMON_FUNCTIONS if FUNCTIONS[name].result is Type.VECTOR]))
    ]
    count = draw(st.integers(function.least, function.most or function.least + 2))
    arguments: list[Expression] = []
    for at in range(count):
        match function.parameters[min(at, len(function.parameters) - 1)]:
            case Type.VECTOR:
                arguments.append(draw(vectors))
            case Type.RANGE:
                arguments.append(draw(ranges(vectors)))
            case Type.SCALAR:
                arguments.append(draw(scalars))
            case Type.STRING:
                arguments.append(String(draw(texts)))
    return Call(function.name, tuple(arguments))


@st.composite
def matchings(draw: st.DrawFn, op: BinaryOp) -> Matching | None:
    kind = draw(st.one_of(st.none(), st.sampled_from(MatchingKind)))
    if kind is None:
        return None
    matched = draw(label_lists)
    group = None
    if not op.is_set and draw(st.booleans()):
        copied = draw(label_lists)
        if kind is MatchingKind.ON:
            copied = tuple(label for label in copied if label not in matched)
        group = Group(draw(st.sampled_from(Side)), copied)
    return Matching(kind, matched, group)


@st.composite
def operations(draw: st.DrawFn, vectors: st.SearchStrategy[Expression]) -> Binary:
    op = draw(st.sampled_from(BinaryOp))
    left = draw(vectors if op.is_set else st.one_of(vectors, scalars))
    both = (
        draw(st.booleans()) or op.is_set or left in (Call("time"), Call("pi")) or isinstance(left, (Number, Negation))
    )
    right = draw(vectors) if both else draw(scalars)
    returns_bool = op.is_comparison and draw(st.booleans())
    plain = isinstance(left, (Number, Negation)) or left in (Call("time"), Call("pi")) or not both
    return Binary(op, left, right, returns_bool, None if plain else draw(matchings(op)))


def _larger(vectors: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.one_of(
        operations(vectors),
        calls(vectors),
        aggregations(vectors),
        vectors.filter(lambda node: not isinstance(node, Number)).map(Negation),
    )


vectors: st.SearchStrategy[Expression] = st.recursive(selectors(), _larger, max_leaves=12)
"""Well-typed instant vectors."""

expressions: st.SearchStrategy[Expression] = st.one_of(vectors, vectors, scalars, texts.map(String), ranges(vectors))

extended = st.builds(
    lambda selector, window, extension: Call("rate", (Range(_extended(selector, extension), window),)),
    selectors(),
    lengths,
    st.sampled_from(Extension),
)
"""Ranges that look beyond their ends."""


def _extended(selector: Selector, extension: Extension) -> Selector:
    return Selector(selector.metric, selector.matchers, selector.offset, selector.at, extension)
