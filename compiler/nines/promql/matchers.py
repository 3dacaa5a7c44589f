"""Reads what stands between a selector's braces: matchers, and a metric's quoted name."""

from __future__ import annotations

from typing import NoReturn

from nines.late import late_pattern
from nines.promql.codes import LABEL, LITERAL, MATCHER, PARAMETER, PATTERN_AS_TEXT, REGEX, UNCLOSED
from nines.promql.cursor import Cursor, Repair
from nines.promql.lexer import BAD, BAD_NUMBER, DURATION, END, NUMBER, OPEN_STRING, STRING, WORD
from nines.promql.lexer import PARAMETER as PARAMETER_TOKEN
from nines.promql.literals import LiteralProblem, decode_string, value_offsets
from nines.promql.names import is_bare_label, shortened
from nines.promql.regex import read_regex
from nines.promql.tree import Matcher, MatchOp
from nines.source import Span

__all__ = ["Braces", "read_braces", "read_string"]

_OPERATORS = {op.value: op for op in MatchOp}
_EQUAL = MatchOp.EQUAL
_UNQUOTED = frozenset({WORD, NUMBER, DURATION, BAD_NUMBER, BAD, "*", "-", "/", "%", "["})
_HOW = 'a matcher is a label, one of `=`, `!=`, `=~`, `!~`, and a text in quotes: `code=~"5.."`'

_BARE_VALUE = late_pattern(r"[^\s,}\"'`]+")
_ODD_LABEL = late_pattern(r"[A-Za-z_][\w:./-]*")
_LOOKS_LIKE_A_PATTERN = late_pattern(r"\*|.*\.[*+].*|[0-9]\.\.|\w+(?:\|\w+)+")


class Braces:
    """The matchers of a selector; the name of its metric, and where it stands, if it is given among them."""

    __slots__ = ("matchers", "metric", "metric_span")

    def __init__(self) -> None:
        self.matchers: list[Matcher] = []
        self.metric: str | None = None
        self.metric_span: Span | None = None


def read_braces(cursor: Cursor, outer: tuple[int, int] | None) -> Braces:
    """Reads from `{` to `}`. `outer` is where a metric's name stands before the braces."""
    opened = cursor.at
    kinds = cursor.kinds
    cursor.at += 1
    braces = Braces()
    while kinds[cursor.at] != "}":
        kind = kinds[cursor.at]
        if kind == WORD or (kind == STRING and kinds[cursor.at + 1] not in (",", "}")):
            _read_matcher(cursor, braces, outer, opened)
        elif kind == STRING:
            name = cursor.at
            _name(cursor, braces, outer, name, read_string(cursor))
        else:
            _no_matcher(cursor, opened)
        _read_separator(cursor, opened)
    cursor.at += 1
    return braces


def read_string(cursor: Cursor) -> str:
    """The text of a STRING token; an empty one if its escapes are wrong, which is reported."""
    at = cursor.at
    cursor.at += 1
    text = decode_string(cursor.token_text(at))
    if not isinstance(text, LiteralProblem):
        return text
    cursor.say_problem(LITERAL, at, text)
    return ""


def _read_matcher(cursor: Cursor, braces: Braces, outer: tuple[int, int] | None, opened: int) -> None:
    first = cursor.at
    label = _read_label(cursor)
    op = _read_operator(cursor, first, opened)
    value_at = cursor.at
    value = _read_value(cursor, opened)
    if op is _EQUAL and label == "__name__" and value:
        _name(cursor, braces, outer, first, value)
        return
    if op.is_regex:
        _check_regex(cursor, value_at, value)
    elif op is _EQUAL and _LOOKS_LIKE_A_PATTERN.fullmatch(value):
        _warn_of_pattern(cursor, first, value_at, value)
    place, starts, ends = cursor.place, cursor.starts, cursor.ends
    span = place.span(starts[first], ends[cursor.at - 1])
    label_end, value_start = place.offset(ends[first]), place.offset(starts[value_at])
    braces.matchers.append(Matcher(label, op, value, span, label_end, value_start))


def _read_label(cursor: Cursor) -> str:
    if cursor.kinds[cursor.at] == STRING:
        label = read_string(cursor)
        if not label and not cursor.failed:
            cursor.say(
                LABEL, "a label's name cannot be empty", cursor.starts[cursor.at - 1], cursor.ends[cursor.at - 1]
            )
        return label
    start = cursor.starts[cursor.at]
    label = cursor.token_text(cursor.at)
    cursor.at += 1
    following = cursor.kinds[cursor.at]
    touches = cursor.starts[cursor.at] == cursor.ends[cursor.at - 1]
    odd = touches and (following in ("-", "/") or (following == BAD and cursor.token_text(cursor.at) == "."))
    if odd or not is_bare_label(label):
        run = _ODD_LABEL.match(cursor.text, start)
        name = run[0] if run else label
        end = start + len(name)
        cursor.stop(
            LABEL,
            f"`{shortened(name)}` cannot name a label without quotes",
            start,
            end,
            helps=(
                "a bare label has letters, digits and `_`, and starts with no digit",
                f'Prometheus 3 takes it quoted: `"{name}"`',
            ),
            fixes=(Repair(f'write `"{name}"`', ((start, end, f'"{name}"'),)),),
        )
    return label


def _read_operator(cursor: Cursor, label: int, opened: int) -> MatchOp:
    at = cursor.at
    kind = cursor.kinds[at]
    op = _OPERATORS.get(kind)
    if op is not None:
        cursor.at += 1
        return op
    start, end = cursor.starts[at], cursor.ends[at]
    written = cursor.token_text(at)
    meant = MatchOp.EQUAL if kind == "==" else MatchOp.REGEX if written == "~=" else None
    if meant is not None:
        repair = Repair(f"write `{meant.value}`", ((start, end, meant.value),), certain=True)
        cursor.say(MATCHER, f"a matcher has no `{written}`", start, end, f"write `{meant.value}`", fixes=(repair,))
        cursor.at += 1
        return meant
    if kind == END:
        _unclosed(cursor, opened)
    name = shortened(cursor.token_text(label))
    if kind in (",", "}"):
        advice = f'a metric\'s name may stand there in quotes: `{{"{name}"}}`'
        cursor.stop(
            MATCHER,
            f"`{name}` says neither operator nor text",
            cursor.starts[label],
            cursor.ends[label],
            helps=(_HOW, advice),
        )
    if kind in ("<", ">", "<=", ">="):
        cursor.stop(MATCHER, f"a matcher compares texts, so it has no `{written}`", start, end, helps=(_HOW,))
    return cursor.stop(
        MATCHER, f"{cursor.found(at)} stands where the operator of `{name}` should", start, end, helps=(_HOW,)
    )


def _read_value(cursor: Cursor, opened: int) -> str:
    at = cursor.at
    kind = cursor.kinds[at]
    if kind == STRING:
        return read_string(cursor)
    start = cursor.starts[at]
    if kind == OPEN_STRING:
        _open_string(cursor)
    if kind == END:
        _unclosed(cursor, opened)
    if kind == PARAMETER_TOKEN:
        _parameter(cursor)
    bare = _BARE_VALUE.match(cursor.text, start) if kind in _UNQUOTED else None
    if bare is None:
        cursor.stop_at(MATCHER, f"{cursor.found(at)} stands where a text in quotes should", at, helps=(_HOW,))
    value = bare[0]
    end = bare.end()
    while cursor.ends[cursor.at] <= end and cursor.kinds[cursor.at] != END:
        cursor.at += 1
    if cursor.starts[cursor.at] < end:
        cursor.stop(MATCHER, f"the text `{shortened(value)}` needs quotes", start, end, helps=(_HOW,))
    repair = Repair("put it in quotes", ((start, start, '"'), (end, end, '"')), certain=True)
    cursor.say(
        MATCHER,
        f"the text `{shortened(value)}` needs quotes",
        start,
        end,
        f'write `"{shortened(value)}"`',
        fixes=(repair,),
    )
    return value


def _read_separator(cursor: Cursor, opened: int) -> None:
    """A comma, unless the braces close."""
    kind = cursor.kinds[cursor.at]
    if kind == "}":
        return
    if kind == ",":
        cursor.at += 1
        return
    if kind == END:
        _unclosed(cursor, opened)
    before = cursor.ends[cursor.at - 1]
    if kind == WORD and cursor.token_text(cursor.at).lower() == "or" and cursor.kinds[cursor.at + 1] == WORD:
        cursor.stop_at(
            MATCHER,
            "PromQL has no `or` between matchers",
            cursor.at,
            helps=("write two selectors: `a{...} or a{...}`",),
        )
    if kind in (WORD, STRING):
        repair = Repair("put a comma between", ((before, before, ","),), certain=True)
        start, end = cursor.starts[cursor.at], cursor.ends[cursor.at]
        cursor.say(MATCHER, f"a comma is missing before {cursor.found(cursor.at)}", start, end, fixes=(repair,))
        return
    if kind == OPEN_STRING:
        _open_string(cursor)
    if kind == PARAMETER_TOKEN:
        _parameter(cursor)
    cursor.stop_at(MATCHER, f"{cursor.found(cursor.at)} stands where `,` or `}}` should", cursor.at, helps=(_HOW,))


def _name(cursor: Cursor, braces: Braces, outer: tuple[int, int] | None, first: int, name: str) -> None:
    """Takes a metric's name that stands between the braces."""
    start, end = cursor.starts[first], cursor.ends[cursor.at - 1]
    if not name and not cursor.failed:
        cursor.say(LABEL, "a metric's name cannot be empty", start, end)
    if outer is not None or braces.metric is not None:
        earlier = cursor.text[outer[0] : outer[1]] if outer is not None else braces.metric
        others = ((*outer, "named here"),) if outer is not None else ()
        message = f"the metric is named twice, `{shortened(earlier or '')}` and `{shortened(name)}`"
        cursor.say(LABEL, message, start, end, others=others, helps=("a series has one name: leave one of them out",))
        return
    braces.metric = name
    braces.metric_span = cursor.place.span(start, end)


def _check_regex(cursor: Cursor, at: int, pattern: str) -> None:
    problem = read_regex(pattern).problem
    if problem is None:
        return
    start = cursor.starts[at]
    if cursor.kinds[at] == STRING:
        offsets = value_offsets(cursor.token_text(at))
        first = start + offsets[min(problem.start, len(offsets) - 1)]
        last = start + offsets[min(problem.end, len(offsets) - 1)]
    else:
        first, last = start + problem.start, start + problem.end
    helps = (problem.help,) if problem.help else ()
    cursor.say(
        REGEX, f"in the regex `{shortened(pattern)}`, {problem.message}", first, max(last, first + 1), helps=helps
    )


def _warn_of_pattern(cursor: Cursor, label: int, at: int, value: str) -> None:
    operator = at - 1
    edits = [(cursor.starts[operator], cursor.ends[operator], "=~")]
    if value == "*":
        edits.append((cursor.starts[at], cursor.ends[at], '".*"'))
    cursor.say(
        PATTERN_AS_TEXT,
        f"`{cursor.token_text(label)}=` selects only the very text `{shortened(value)}`, which looks like a pattern",
        cursor.starts[operator],
        cursor.ends[cursor.at - 1],
        helps=("`=~` matches a regular expression",),
        fixes=(Repair("match it as a regex", tuple(edits)),),
    )


def _no_matcher(cursor: Cursor, opened: int) -> NoReturn:
    kind = cursor.kinds[cursor.at]
    if kind == END:
        _unclosed(cursor, opened)
    if kind == OPEN_STRING:
        _open_string(cursor)
    if kind == PARAMETER_TOKEN:
        _parameter(cursor)
    cursor.stop_at(MATCHER, f"{cursor.found(cursor.at)} stands where a matcher should", cursor.at, helps=(_HOW,))


def _unclosed(cursor: Cursor, opened: int) -> NoReturn:
    start = cursor.starts[opened]
    cursor.stop(UNCLOSED, "the `{` of a selector is never closed", start, start + 1, "no `}` follows")


def _open_string(cursor: Cursor) -> NoReturn:
    start = cursor.starts[cursor.at]
    quote = cursor.text[start]
    cursor.stop(
        UNCLOSED, f"the text that starts with {quote} is never closed", start, start + 1, "no second quote follows"
    )


def _parameter(cursor: Cursor) -> NoReturn:
    name = cursor.token_text(cursor.at)
    advice = 'a parameter of a blueprint stands in quotes here: `job="${job}"`'
    cursor.stop_at(PARAMETER, f"`{name}` is no parameter that is known here", cursor.at, helps=(advice,))
