"""PromQL that stands in a spec: read, checked and kept with the places of its parts.

A guest is a bare selector (`http_requests_total{code=~"5.."}`) or an expression in
backticks. Its text is that of the file, or one into which a blueprint's parameters were
put; then its parts cannot be pointed at, and findings quote it.
"""

from __future__ import annotations

from collections.abc import Collection

from nines.diagnostics.model import Report
from nines.late import late_pattern
from nines.promql.codes import DEEP, EMPTY, LABEL, MATCHER, NOT_A_SELECTOR
from nines.promql.cursor import Cursor, Halt, Place, Repair
from nines.promql.functions import Type
from nines.promql.lexer import END, WORD, tokenize
from nines.promql.matchers import read_braces
from nines.promql.names import KEYWORDS, NEVER_A_METRIC, shortened
from nines.promql.parser import read_expression, read_selector
from nines.promql.transform import depth
from nines.promql.tree import Expression, Matcher, Selector
from nines.promql.typecheck import selects_everything, typecheck
from nines.record import dataclass
from nines.source import Span

__all__ = ["WINDOW", "Guest", "parse_guest", "parse_matchers", "parse_selector"]

WINDOW = "window"
"""The placeholder that any guest may have: `rate(x[$window])`."""

_DEEPEST = 200
"""Levels of the tree. Later passes walk it by recursion."""

_SURELY_SHALLOW = 200
"""Tokens: a tree has no more levels than that."""


@dataclass(frozen=True, slots=True)
class Guest:
    """A whole expression of the user's, well typed."""

    expression: Expression
    type: Type
    span: Span


def parse_guest(text: str, span: Span, report: Report, *, placeholders: Collection[str] = (WINDOW,)) -> Guest | None:
    """Read any PromQL expression; None if it is wrong, which is then reported.

    `span` is where `text` stands, without its fence. `placeholders` are the names that may
    stand with a `$` as the length of a range.
    """
    place = Place(text, span)
    cursor = Cursor(tokenize(text), place, report, placeholders)
    expression = read_expression(cursor)
    if expression is None:
        return None
    if len(cursor.kinds) > _SURELY_SHALLOW and depth(expression) > _DEEPEST:
        place.say(report, DEEP, f"the expression is more than {_DEEPEST} levels deep", 0, len(text))
        return None
    found = typecheck(expression, place, report)
    return None if cursor.failed or found is None else Guest(expression, found, span)


def parse_selector(text: str, span: Span, report: Report) -> Selector | None:
    """Read a bare selector: a metric's name, matchers in braces, or both; None if it is wrong, which is reported."""
    place = Place(text, span)
    cursor = Cursor(tokenize(text), place, report)
    first = cursor.kinds[0]
    if first != WORD and first != "{" and first not in KEYWORDS:
        found = "there is no selector" if first == END else f"{cursor.found(0)} begins no selector"
        place.say(report, NOT_A_SELECTOR, found, 0, len(text), helps=('write `up{job="checkout"}`',))
        return None
    if not _is_name_fit(cursor):
        return None
    selector = read_selector(cursor)
    if selector is None:
        return None
    if cursor.kinds[cursor.at] != END:
        _say_more(cursor)
        return None
    if selects_everything(selector):
        headline = f"`{shortened(text.strip())}` selects every series there is"
        helps = ("name a metric, or a matcher that the empty text does not pass",)
        place.say(report, EMPTY, headline, 0, len(text), helps=helps)
        return None
    return None if cursor.failed else selector


def parse_matchers(text: str, span: Span, report: Report) -> tuple[Matcher, ...] | None:
    """Read matchers alone, in braces, none of which names a metric; `{}` is none at all."""
    place = Place(text, span)
    cursor = Cursor(tokenize(text), place, report)
    if cursor.kinds[0] != "{":
        headline = f"{cursor.found(0)} stands where matchers in braces should"
        place.say(report, MATCHER, headline, 0, len(text), helps=('write `{job="checkout"}`',))
        return None
    try:
        braces = read_braces(cursor, None)
    except Halt:
        return None
    if cursor.kinds[cursor.at] != END:
        _say_more(cursor)
        return None
    if braces.metric is not None:
        headline = f"`{shortened(braces.metric)}` names a metric, and only matchers can stand here"
        place.say_of(report, MATCHER, headline, braces.metric_span)
        return None
    return None if cursor.failed else tuple(braces.matchers)


_NAME = late_pattern(r"[A-Za-z_:][\w:.-]*")


def _is_name_fit(cursor: Cursor) -> bool:
    """Whether PromQL takes the metric's name bare."""
    if cursor.kinds[0] == "{":
        return True
    start = cursor.starts[0]
    match = _NAME.match(cursor.text, start)
    name = match[0].rstrip(".-") if match else ""
    word = cursor.token_text(0)
    if name == word and word.lower() not in NEVER_A_METRIC:
        return True
    end = start + len(name)
    headline = f"`{shortened(name)}` cannot name a metric without quotes"
    helps = [f'a metric of this name is written `{{"{name}"}}`']
    if "-" in name:
        helps.append(f"a subtraction stands in backticks: `` `{name.replace('-', ' - ')}` ``")
    braces = _OPEN_BRACE.match(cursor.text, end)
    if braces is None:
        edit = (start, end, f'{{"{name}"}}')
    else:
        comma = "" if cursor.text.startswith("}", braces.end()) else ", "
        edit = (start, braces.end(), f'{{"{name}"{comma}')
    cursor.say(LABEL, headline, start, end, helps=helps, fixes=(Repair("quote it", (edit,)),))
    return False


_OPEN_BRACE = late_pattern(r"\s*\{\s*")


def _say_more(cursor: Cursor) -> None:
    """What follows a selector makes it an expression, which needs a fence."""
    start, end = cursor.starts[cursor.at], cursor.ends[cursor.at]
    cursor.say(
        NOT_A_SELECTOR,
        f"{cursor.found(cursor.at)} follows the selector, which makes it an expression",
        start,
        end,
        helps=(f"PromQL that is more than a selector stands in backticks: `` `{shortened(cursor.text.strip())}` ``",),
    )
