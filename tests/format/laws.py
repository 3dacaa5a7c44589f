"""What layout must never change, told for a text before and after."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from textwrap import dedent

from nines.diagnostics.model import Report
from nines.format import format_text
from nines.language.nodes import Argument, At, Query
from nines.language.read import read
from nines.source import Source, Span
from nines.syntax import Kind, Token, Tree, parse, trivia

__all__ = ["assert_lawful", "comments", "formatted", "meaning", "tokens", "tree_of"]


def formatted(text: str) -> str | None:
    """The text laid out; None if it has a mistake in its form."""
    return format_text(Source("test.nines", text), Report())


def assert_lawful(text: str) -> str | None:
    """All laws, of a text that may be refused."""
    after = formatted(text)
    if after is not None:
        assert formatted(after) == after, "laid out again, it changes again"
        assert tokens(after) == tokens(text)
        assert comments(after) == comments(text)
        assert meaning(after) == meaning(text)
        assert_tidy(after)
    return after


def assert_tidy(text: str) -> None:
    """What any text in the one style looks like."""
    assert text == "" or text.endswith("\n")
    assert not text.startswith("\n")
    assert not text.endswith("\n\n")
    tree = tree_of(text)
    inside = set[int]()
    for token in tree.tokens:
        inside.update(range(token.start, token.end) if token.kind in (Kind.FENCE, Kind.PROSE) else ())
    at = 0
    for line in text.split("\n"):
        if at not in inside and at + len(line) not in inside:
            assert line == line.rstrip(" \t")
            assert not line.lstrip(" ").startswith("\t")
        at += len(line) + 1


def tree_of(text: str) -> Tree:
    return parse(Source("test.nines", text.removeprefix("\ufeff").replace("\r\n", "\n")), Report())


def tokens(text: str) -> list[tuple[Kind, str]]:
    """Every token but line ends and a selector's last comma; prose without what it is indented by.

    Empty braces are what their place wants, so they are of one kind here.
    """
    tree = tree_of(text)
    found: list[tuple[Kind, str]] = []
    for token in tree.tokens:
        if token.kind in (Kind.END, Kind.EOF):
            continue
        if token.kind is Kind.RSEL and found[-1][0] is Kind.COMMA:
            found.pop()
        if token.kind is Kind.RSEL and found[-1][0] is Kind.LSEL:
            found[-1:] = [(Kind.LBRACE, "{"), (Kind.RBRACE, "}")]
            continue
        shown = token.text(tree.source)
        found.append((token.kind, _prose(shown) if token.kind is Kind.PROSE else shown))
    return found


def _prose(text: str) -> str:
    first, newline, rest = text[3:-3].partition("\n")
    return first.rstrip(" \t") * bool(first.strip(" \t")) + newline + dedent(rest).rstrip(" \t")


def comments(text: str) -> list[str]:
    tree = tree_of(text)
    found: list[str] = []
    for token in tree.tokens:
        around = trivia(tree.source, token)
        beside = () if around.beside is None else (around.beside,)
        found += [comment.text(tree.source) for comment in (*beside, *around.above)]
    return found


def meaning(text: str) -> tuple[object, list[str]]:
    """What the language makes of a text, and what it says about it, without places."""
    report = Report()
    file = read(tree_of(text), report)
    return [_plain(node) for node in file.statements], sorted(finding.code.id for finding in report)


def _plain(value: object) -> object:
    match value:
        case Span() | Source() | Tree() | Token():
            return None
        case At(inner, _):
            return _plain(inner)
        case Query(_, _, fenced, expression):
            return fenced, repr(expression)
        case Argument(name, _, _, _):
            return _plain(name)  # its value is tokens, which have a law of their own
        case tuple():
            return tuple(_plain(item) for item in value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            return type(value).__name__, {
                field.name: _plain(getattr(value, field.name)) for field in fields(value) if field.name != "template"
            }
        case str():
            return " ".join(value.split())
        case _:
            return value
