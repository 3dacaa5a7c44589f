"""From text to tree: the lexer repairs, the table drives, and nothing is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from nines.diagnostics.model import Report
from nines.source import Source
from nines.syntax.lexer import lex
from nines.syntax.problems import Problems
from nines.syntax.table import ACTIONS, GOTOS, NONTERMINALS, RULES
from nines.syntax.tokens import Token
from nines.syntax.tree import Block, Group, Matcher, Matchers, Statement, Tree

__all__ = ["parse"]


def parse(source: Source, report: Report) -> Tree:
    """The tree of any text at all; what is wrong with it goes to the report.

    The leaves of the tree spell the text. Of a text that gives no problem, the tree is the
    one that Lark builds by grammar/nines.lark.
    """
    problems = Problems(source)
    tokens = lex(source.text, problems)
    problems.tell(report)
    statements, eof = drive(tokens)
    return Tree(source, statements, eof, tokens)


def drive(tokens: Iterable[Token]) -> tuple[tuple[Statement, ...], Token]:
    """Shift and reduce by the table. The tokens end with EOF and are repaired, so there is no error case."""
    actions, gotos, rules = ACTIONS, GOTOS, _rules()
    state = 0
    states = [state]
    values: list[Any] = []
    for token in tokens:
        kind = token.kind
        while (action := actions[state][kind]) < 0:
            size, column, make = rules[~action]
            if make is None:  # one more of a list
                values[-2].append(values.pop())
                states.pop()
                state = states[-1]
                continue
            made = make(values[-size:])
            del values[-size:], states[-size:]
            values.append(made)
            state = gotos[states[-1]][column]
            states.append(state)
        state = action
        states.append(state)
        values.append(token)
    return tuple(values[0]) if len(values) == 2 else (), values[-1]


_Rule = tuple[int, int, Callable[[list[Any]], Any] | None]


@cache
def _rules() -> list[_Rule]:
    """How many symbols each rule takes, the column of what it makes, and how; None if it makes a list longer."""
    column = {name: number for number, name in enumerate(NONTERMINALS)}
    return [
        (len(symbols), column[name], None if symbols[0] == name and len(symbols) == 2 else _MAKERS.get(name, _list))
        for name, symbols in RULES
    ]


def _list(values: list[Any]) -> list[Any]:
    """What the grammar repeats is a list, which grows in place."""
    whole: list[Any] = values[0] if isinstance(values[0], list) else [values[0]]
    for value in values[1:]:
        if isinstance(value, list):
            whole.extend(value)
        else:
            whole.append(value)
    return whole


def _statement(values: list[Any]) -> Statement:
    items = tuple(values[0]) if isinstance(values[0], list) else ()
    block = values[-2] if isinstance(values[-2], Block) else None
    return Statement(items, block, values[-1])


def _block(values: list[Any]) -> Block:
    return Block(values[0], tuple(values[1]) if len(values) == 3 else (), values[-1])


def _group(values: list[Any]) -> Group:
    return Group(values[0], tuple(values[1]) if len(values) == 3 else (), values[-1])


def _matchers(values: list[Any]) -> Matchers:
    return Matchers(values[0], tuple(_list(values[1:-1])) if len(values) > 2 else (), values[-1])


def _matcher(values: list[Any]) -> Matcher:
    return Matcher(*values)


_MAKERS: dict[str, Callable[[list[Any]], Any]] = {
    "statement": _statement,
    "block": _block,
    "group": _group,
    "matchers": _matchers,
    "matcher": _matcher,
}
