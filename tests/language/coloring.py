"""Colours a text by a TextMate grammar, as an editor does: line by line, the first rule that matches soonest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["scopes"]

Rule = Mapping[str, Any]


@dataclass(frozen=True)
class Open:
    """A rule with an end that has not come yet."""

    rule: Rule
    end: re.Pattern[str] | None
    scope: str


def scopes(grammar: Rule, text: str) -> list[frozenset[str]]:
    """The scopes of every character of a text; line ends have those of what goes on in the next line."""
    stack = [Open(grammar, None, grammar["scopeName"])]
    found: list[frozenset[str]] = []
    for line in text.split("\n"):
        found += _line(grammar, stack, line)
        found.append(frozenset(one.scope for one in stack))
    return found[:-1]


def _line(grammar: Rule, stack: list[Open], line: str) -> list[frozenset[str]]:
    colours: list[set[str]] = [set() for _ in line]
    at = 0
    while True:
        match, rule = _soonest(grammar, stack[-1], line, at)
        until = len(line) if match is None else match.start()
        _paint(colours, at, until, {one.scope for one in stack})
        if match is None:
            return [frozenset(one) for one in colours]
        around = {one.scope for one in stack}
        if rule is None:
            _paint(colours, match.start(), match.end(), around)
            stack.pop()
        elif "begin" in rule:
            end = re.sub(r"\\(\d)", lambda group: re.escape(match[int(group[1])]), rule["end"])  # noqa: B023 - used at once
            stack.append(Open(rule, re.compile(end), rule["name"]))
            _paint(colours, match.start(), match.end(), around | {rule["name"]})
        else:
            _paint(colours, match.start(), match.end(), around | {rule.get("name", "")} - {""})
            for group, capture in rule.get("captures", {}).items():
                _paint(colours, *match.span(int(group)), around | {capture["name"]})
            assert match.end() > match.start(), "a rule without width would never end"
        at = match.end()


def _paint(colours: list[set[str]], start: int, end: int, scope: set[str]) -> None:
    for place in range(max(start, 0), end):
        colours[place] |= scope


def _soonest(grammar: Rule, top: Open, line: str, at: int) -> tuple[re.Match[str] | None, Rule | None]:
    best = top.end.search(line, at) if top.end is not None else None
    rule: Rule | None = None
    for candidate in _rules(grammar, top.rule.get("patterns", [])):
        match = re.compile(candidate.get("match") or candidate["begin"]).search(line, at)
        if match is not None and (best is None or match.start() < best.start()):
            best, rule = match, candidate
    return best, rule


def _rules(grammar: Rule, patterns: list[Rule]) -> Iterator[Rule]:
    for pattern in patterns:
        if "include" in pattern:
            yield from _rules(grammar, [grammar["repository"][pattern["include"].removeprefix("#")]])
        elif "match" in pattern or "begin" in pattern:
            yield pattern
        else:
            yield from _rules(grammar, pattern["patterns"])
