"""PromQL in a statement: which items it is made of, parameters put in, parsed where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nines.diagnostics.model import Diagnostic, Label, Report
from nines.language.nodes import Query
from nines.language.reading import Given, Piece, Reading
from nines.late import late_pattern
from nines.promql.guest import parse_guest, parse_matchers, parse_selector
from nines.promql.tree import Expression, Selector
from nines.record import replace
from nines.source import Source, Span
from nines.syntax.quotes import inside
from nines.syntax.tokens import Kind, Token
from nines.syntax.tree import Block, Matcher, Matchers

__all__ = ["fill", "fill_promql", "matchers_text", "read_matchers", "read_query"]

_PARAMETER = late_pattern(r"\$\{([A-Za-z_][\w-]*)\}")
_PART = late_pattern(r"""(?s)"(?>(?:[^"\\]|\\.)*)"?|'(?>(?:[^'\\]|\\.)*)'?|`[^`]*+`?|\#[^\n]*+|[^"'`#]++""")
"""A part of PromQL: a text in one of three sorts of quotes, a comment, or what lies between."""


def fill(text: str, given: Mapping[str, Given]) -> str:
    """Put the parameters that are known into a text; what is not known stays as it is."""
    if "${" not in text:
        return text

    def value(found: re.Match[str]) -> str:
        known = given.get(found.group(1))
        return found.group() if known is None else known.text

    return _PARAMETER.sub(value, text)


def fill_promql(text: str, given: Mapping[str, Given]) -> str:
    """The same for PromQL: what stands in a text in quotes stays in it, whatever it holds."""
    if "${" not in text:
        return text
    return _PART.sub(lambda found: fill(found.group(), _escaped(given, found.group()[0])), text)


def _escaped(given: Mapping[str, Given], quote: str) -> Mapping[str, Given]:
    if quote not in "\"'":
        return given
    return {name: replace(one, text=_escape(one.text, quote)) for name, one in given.items()}


def _escape(text: str, quote: str) -> str:
    return text.replace("\\", "\\\\").replace(quote, f"\\{quote}").replace("\n", "\\n")


def matchers_text(piece: Piece, given: Mapping[str, Given]) -> str:
    """What stands between the braces, with parameters put in; an empty one leaves no comma behind."""
    if not isinstance(piece.item, Matchers):
        return ""
    parts: list[str] = []
    for part in piece.item.parts:
        text = piece.source.text[part.start : part.end]
        if isinstance(part, Matcher):
            parts.append(fill_promql(text, given))
        elif part.kind is Kind.PARAM:
            known = given.get(text.strip("${}"))
            parts.append(text if known is None else known.text.strip().strip(","))
    return ", ".join(part for part in parts if part)


def read_query(reading: Reading, index: int) -> tuple[Query, int] | None:
    """A selector (a metric's name, matchers, or both) or a fence, at a place."""
    piece = reading.at(index)
    if piece is None:
        return None
    if piece.kind is Kind.FENCE:
        return _remember(reading, index, index + 1, _fence(piece, reading.given))
    if isinstance(piece.item, Matchers):
        return _remember(reading, index, index + 1, _selector(reading, index, index + 1))
    if piece.word is None:
        return None
    after = reading.at(index + 1)
    braces = after is not None and isinstance(after.item, Matchers | Block)
    stop = index + 2 if braces else index + 1
    return _remember(reading, index, stop, _selector(reading, index, stop))


def read_matchers(reading: Reading, index: int) -> tuple[Query, int] | None:
    """Matchers in braces, without a metric."""
    piece = reading.at(index)
    if piece is None or not isinstance(piece.item, Matchers | Block):
        return None
    text = "{" + matchers_text(piece, reading.given) + "}"
    return _remember(reading, index, index + 1, (text, piece.span, False, "matchers"))


_Raw = tuple[str, Span, bool, str]


def _fence(piece: Piece, given: Mapping[str, Given]) -> _Raw:
    inner = piece.span.part(*inside(piece.text))
    return fill_promql(inner.text, given), inner, True, "guest"


def _selector(reading: Reading, start: int, stop: int) -> _Raw:
    span = reading.span(start, stop)
    text, pieces = span.text, reading.pieces[start:stop]
    if "${" in text or any(piece.source is not span.source for piece in pieces):
        text = "".join(
            piece.text if isinstance(piece.item, Token) else "{" + matchers_text(piece, reading.given) + "}"
            for piece in pieces
        )
    return text, span, False, "selector"


def _remember(reading: Reading, index: int, stop: int, raw: _Raw) -> tuple[Query, int]:
    """Parse a guest once, however many ways of reading the statement look at it."""
    known = reading.guests.get(index)
    if known is None or known[0].text != raw[0]:
        known = reading.guests[index] = _parse(raw[0], raw[1], fenced=raw[2], kind=raw[3])
    return known[0], stop


def _parse(text: str, span: Span, *, fenced: bool, kind: str) -> tuple[Query, tuple[Diagnostic, ...]]:
    report = Report()
    if text == span.text:
        return Query(text, span, fenced, _expression(kind, text, span, report)), tuple(report)
    scratch = Source(span.source.name, text, span.source.path)
    expression = _expression(kind, text, Span(scratch, 0, len(text)), report)
    return Query(text, span, fenced, expression), tuple(_moved(finding, span, text) for finding in report)


def _expression(kind: str, text: str, span: Span, report: Report) -> Expression | None:
    if kind == "guest":
        guest = parse_guest(text, span, report)
        return None if guest is None else guest.expression
    if kind == "selector":
        return parse_selector(text, span, report)
    matchers = parse_matchers(text, span, report)
    return None if matchers is None else Selector(None, matchers)


def _moved(finding: Diagnostic, span: Span, text: str) -> Diagnostic:
    """A finding in a text with parameters put in, told where that text is written."""
    part = finding.primary.span.text
    return replace(
        finding,
        primary=Label(span, finding.primary.text or (f"at `{part}`" if part else "")),
        others=(),
        notes=(f"with its parameters it reads `{text}`", *finding.notes),
        fixes=(),
    )
