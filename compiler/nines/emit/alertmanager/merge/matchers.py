"""Alertmanager's conditions on labels, in all the ways in which a file may write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from nines.emit.alertmanager.merge.nodes import Kind, Node
from nines.plan.routes.index import ANY
from nines.plan.routes.model import Matcher
from nines.record import dataclass

__all__ = ["NoMatcherError", "Placed", "can_hold", "matchers_of", "words_of"]

_QUOTED = r'"(?:[^"\\]|\\.)*"'
_MATCHER = re.compile(rf"\s*(?:({_QUOTED})|([^\s{{}}!=~,\\\"'`]+))\s*(=~|!~|!=|=)\s*(?:({_QUOTED})|([^,{{}}\"]*))\s*")
_UNSURE = re.compile(r"\[\[|--|&&|\|\||~~|\\[^\w\s]*[pPzQEC]|\(\?(?!:)")
"""What Go's regular expressions and Python's may read differently."""
_WORD = re.compile(r"[A-Za-z0-9_-]+")


class NoMatcherError(Exception):
    """A text that Alertmanager would not take for a condition."""

    def __init__(self, node: Node) -> None:
        super().__init__(node.text)
        self.node = node


@dataclass(frozen=True, slots=True)
class Placed:
    """A condition, and where it is written."""

    matcher: Matcher
    node: Node


def matchers_of(node: Node, prefix: str = "") -> Iterator[Placed]:
    """The conditions of a route, or of the `source_` or `target_` of an inhibition. Raises `NoMatcherError`."""
    for key, operator in ((f"{prefix}match", "="), (f"{prefix}match_re", "=~")):
        found = node.get(key)
        for name, value in found.pairs if found is not None else ():
            yield Placed(Matcher(name.real.text, operator, value.real.text), value)
    found = node.get(f"{prefix}matchers")
    if found is not None:
        for item in found.elements if found.kind is Kind.LIST else [] if found.is_null else [found]:
            yield from _read(item)


def can_hold(matcher: Matcher, labels: Mapping[str, str]) -> bool:
    """Whether an alert can meet a condition. A label of which each instance has its own value (`*`) can have any."""
    if labels.get(matcher.label) == ANY:
        return True
    if "~" in matcher.operator:
        if _UNSURE.search(matcher.value):
            return True
        try:
            re.compile(matcher.value)
        except re.error:
            return True
    return matcher.holds(labels)


def words_of(matcher: Matcher) -> tuple[str, ...]:
    """The words that a condition asks for, where it asks for words: those between the bars of an expression."""
    if matcher.operator == "=":
        return (matcher.value,) if matcher.value else ()
    words = matcher.value.strip("^$").removeprefix("(").removesuffix(")").split("|")
    return tuple(words) if matcher.operator == "=~" and all(map(_WORD.fullmatch, words)) else ()


def _read(item: Node) -> Iterator[Placed]:
    text = item.real.text.strip()
    if item.real.kind is not Kind.SCALAR:
        raise NoMatcherError(item)
    if text.startswith("{") and text.endswith("}"):
        text = text[1:-1]
    at = 0
    while at < len(text):
        found = _MATCHER.match(text, at)
        if found is None:
            raise NoMatcherError(item)
        name = _unquoted(found[1]) if found[1] else found[2]
        value = _unquoted(found[4]) if found[4] else found[5].strip()
        yield Placed(Matcher(name, found[3], value), item)
        at = found.end()
        if at < len(text):
            if text[at] != ",":
                raise NoMatcherError(item)
            at += 1


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", lambda escape: "\n" if escape[1] == "n" else escape[1], text[1:-1])
