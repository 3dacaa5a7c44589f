"""Labels that a selector matches: values for its matchers, regular expressions included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from nines.promql.regex import literal_alternatives
from nines.promql.tree import Matcher, MatchOp, Selector

__all__ = ["labels_for", "matches", "sample"]

_ORDINARY = ("200", "ok", "success", "other", "none", "2", "")
"""Values to try for a label that only has to differ; the last is a label that is not there."""
_ESCAPED = {"d": "1", "w": "a", "s": " ", "D": "a", "W": "-", "S": "a", "n": "\n", "t": "\t"}


def matches(selector: Selector, metric: str, labels: Mapping[str, str]) -> bool:
    """Whether a series of a metric with these labels is among the selector's."""
    return selector.metric == metric and all(_holds(m, labels.get(m.label, "")) for m in selector.matchers)


def labels_for(
    selectors: Iterable[Selector], given: Mapping[str, str], unlike: Iterable[Selector] = ()
) -> dict[str, str] | None:
    """Labels that all `selectors` match and none of `unlike` does; `given` are wanted unless a matcher forbids them.

    None if none were found.
    """
    wanted: dict[str, list[Matcher]] = {}
    for selector in selectors:
        for matcher in selector.matchers:
            wanted.setdefault(matcher.label, []).append(matcher)
    labels = {name: value for name, value in given.items() if all(_holds(m, value) for m in wanted.get(name, ()))}
    for name, matchers in wanted.items():
        if name not in labels:
            value = next((v for v in _candidates(matchers) if all(_holds(m, v) for m in matchers)), None)
            if value is None:
                return None
            labels[name] = value
    for other in unlike:
        if all(_holds(m, labels.get(m.label, "")) for m in other.matchers) and not _step_aside(labels, wanted, other):
            return None
    return {name: value for name, value in labels.items() if value}


def _step_aside(labels: dict[str, str], wanted: Mapping[str, list[Matcher]], other: Selector) -> bool:
    """Change one label so that `other` no longer matches."""
    for matcher in other.matchers:
        own = wanted.get(matcher.label, [])
        for value in (*_ORDINARY, *_candidates(own)):
            if not _holds(matcher, value) and all(_holds(m, value) for m in own):
                labels[matcher.label] = value
                return True
    return False


def _candidates(matchers: Iterable[Matcher]) -> Iterator[str]:
    for matcher in matchers:
        if matcher.op is MatchOp.EQUAL:
            yield matcher.value
        elif matcher.op is MatchOp.REGEX:
            yield from literal_alternatives(matcher.value) or ()
            found = sample(matcher.value)
            if found is not None:
                yield found
    yield from ("", *_ORDINARY)


def _holds(matcher: Matcher, value: str) -> bool:
    match matcher.op:
        case MatchOp.EQUAL:
            return value == matcher.value
        case MatchOp.NOT_EQUAL:
            return value != matcher.value
        case MatchOp.REGEX:
            return _fits(matcher.value, value)
        case _:
            return not _fits(matcher.value, value)


def _fits(pattern: str, value: str) -> bool:
    try:
        return re.fullmatch(pattern, value, re.DOTALL) is not None
    except re.error:  # what RE2 reads and Python does not
        return False


# --- a text for a regular expression ------------------------------------------


def sample(pattern: str) -> str | None:
    """A short text that a regular expression matches; None if none was found."""
    text, at = _alternatives(pattern, 0)
    return text if at == len(pattern) and _fits(pattern, text) else None


def _alternatives(pattern: str, at: int) -> tuple[str, int]:
    """The first way of a group that is not empty, and where the group ends."""
    ways: list[str] = []
    while True:
        way, at = _sequence(pattern, at)
        ways.append(way)
        if at >= len(pattern) or pattern[at] != "|":
            return next((way for way in ways if way), ""), at
        at += 1


def _sequence(pattern: str, at: int) -> tuple[str, int]:
    made = ""
    while at < len(pattern) and pattern[at] not in "|)":
        atom, at = _atom(pattern, at)
        least, at = _least(pattern, at)
        made += atom * least
    return made, at


def _atom(pattern: str, at: int) -> tuple[str, int]:
    character = pattern[at]
    if character == "(":
        opened = re.compile(r"\((\?(P?<\w+>|[a-zA-Z]*:))?").match(pattern, at)
        inner, end = _alternatives(pattern, opened.end() if opened else at + 1)
        return inner, end + 1
    if character == "[":
        return _class(pattern, at)
    if character == "\\" and at + 1 < len(pattern):
        return _ESCAPED.get(pattern[at + 1], pattern[at + 1]), at + 2
    if character in "^$":
        return "", at + 1
    return ("0" if character == "." else character), at + 1


def _class(pattern: str, at: int) -> tuple[str, int]:
    found = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]").match(pattern, at)
    if found is None:
        return "", len(pattern) + 1
    value = next((v for v in ("0", "a", "A", "-", "_", ".", found[0].strip("[]^\\")[:1]) if _fits(found[0], v)), "")
    return value, found.end()


def _least(pattern: str, at: int) -> tuple[int, int]:
    """How often the atom before has to be there at least; once where it may be more."""
    found = re.compile(r"(?:([*+?])|\{(\d+)(?:,\d*)?\})\??").match(pattern, at)
    if found is None:
        return 1, at
    if found[2] is not None:
        return int(found[2]), found.end()
    return 0 if found[1] in "*?" else 1, found.end()
