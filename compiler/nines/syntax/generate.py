"""Compile grammar/nines.lark into the parse table that ships with the compiler.

    python -m nines.syntax.generate            writes compiler/nines/syntax/table.py
    python -m nines.syntax.generate --check    exit code 1 if that file is stale

Lark does the work here and nowhere else: a check of one file should not pay for importing
and running it. The table is the same on every machine, whatever order Lark found its states in.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lark import Lark
from lark.lexer import Lexer
from lark.parsers.lalr_analysis import Shift

from nines.resources import resource
from nines.syntax.tokens import Kind

if TYPE_CHECKING:
    from lark import Token as LarkToken
    from lark.common import LexerConf
    from lark.grammar import Rule
    from lark.parsers.lalr_analysis import IntParseTable

__all__ = ["TABLE", "ReadyTokens", "lark_parser", "render"]

TABLE = Path(__file__).with_name("table.py")

_End = "$END"

_HEAD = '''\
"""The parse table of grammar/nines.lark, written by `python -m nines.syntax.generate`."""

# fmt: off
# ruff: noqa: E501

'''


class ReadyTokens(Lexer):
    """What Lark takes for a lexer: the tokens are there already."""

    __future_interface__ = 0

    def __init__(self, lexer_conf: LexerConf) -> None:
        """Lark hands its settings over; there is nothing to set."""

    def lex(self, data: Iterable[LarkToken]) -> Iterator[LarkToken]:  # type: ignore[override]  # by Lark's protocol
        return iter(data)


def lark_parser(grammar: str) -> Lark:
    """The grammar as Lark itself drives it, on ready tokens; it keeps all of them in its tree."""
    return Lark(grammar, parser="lalr", lexer=ReadyTokens, keep_all_tokens=True, maybe_placeholders=False)


def render(grammar: str) -> str:
    """The text of table.py: Python, since to load what reads another form takes longer than to read the table.

    `ACTIONS[state][kind]` is the state to shift to if positive, else minus one minus the
    number of the rule to reduce by; 0 never comes up on a repaired token stream. The last
    column is for the end of the tokens. `GOTOS[state][nonterminal]` is the state after a
    reduction. State 0 is the first.
    """
    parser = lark_parser(grammar)
    table: IntParseTable = parser.parser.parser._parse_table  # noqa: SLF001 (the only way to it)
    terminals = [*(kind.name for kind in Kind), _End]
    named = {terminal.name for terminal in parser.terminals} | {
        symbol.name for rule in parser.rules for symbol in rule.expansion if symbol.is_term
    }
    if named != set(terminals) - {_End}:
        raise ValueError(f"grammar and Kind differ in {sorted(named ^ (set(terminals) - {_End}))}")
    rules = sorted(parser.rules, key=lambda rule: (rule.origin.name, [symbol.name for symbol in rule.expansion]))
    nonterminals = sorted({rule.origin.name for rule in rules})
    moves = _moves(table, rules)
    order = _order(moves, table.start_states["start"], [*terminals, *nonterminals])
    number = {state: index for index, state in enumerate(order)}

    def cell(state: int, symbol: str) -> int:
        move = moves[state].get(symbol)
        if move is None:
            return 0
        shifts, target = move
        return number[target] if shifts else -1 - target

    tables = {
        "NONTERMINALS": ("str", [json.dumps(name) for name in nonterminals]),
        "RULES": (
            "tuple[str, list[str]]",
            [f"({json.dumps(rule.origin.name)}, {json.dumps([one.name for one in rule.expansion])})" for rule in rules],
        ),
        "ACTIONS": ("list[int]", [str([cell(state, name) for name in terminals]) for state in order]),
        "GOTOS": ("list[int]", [str([cell(state, name) for name in nonterminals]) for state in order]),
    }
    parts = [
        f"{name}: list[{kind}] = [\n" + "".join(f"    {row},\n" for row in rows) + "]\n"
        for name, (kind, rows) in tables.items()
    ]
    return _HEAD + "\n".join(parts)


def _moves(table: IntParseTable, rules: list[Rule]) -> dict[int, dict[str, tuple[bool, int]]]:
    """Per state and symbol: (True, next state) or (False, number of the rule to reduce by).

    A state that can only say "this one token is an `item`", or "this is a `_matcher`", is skipped:
    the shift goes straight to where that reduction would lead. It saves a third of all steps.
    """
    final = table.end_states["start"]
    number = {rule: index for index, rule in enumerate(rules)}
    moves = {
        state: {
            str(symbol): (True, target) if action is Shift else (False, number[target])
            for symbol, (action, target) in row.items()
            if not (action is Shift and target == final)
        }
        for state, row in table.states.items()
        if state != final
    }
    for row in moves.values():
        for symbol in list(row):
            while row[symbol][0] and (rule := _only_renames(moves.get(row[symbol][1], {}), rules)) is not None:
                row[symbol] = row[rule.origin.name]
    return moves


def _only_renames(row: dict[str, tuple[bool, int]], rules: list[Rule]) -> Rule | None:
    """The rule `?name: one_symbol`, or `_name: one_symbol`, if a state does nothing but reduce by it."""
    targets = set(row.values())
    if len(targets) != 1:
        return None
    shifts, target = targets.pop()
    if shifts:
        return None
    rule = rules[target]
    gone = rule.options.expand1 or (rule.origin.name.startswith("_") and not rule.origin.name.startswith("__"))
    return rule if gone and len(rule.expansion) == 1 else None


def _order(moves: dict[int, dict[str, tuple[bool, int]]], start: int, symbols: list[str]) -> list[int]:
    """The states that can be reached, as met from the start, symbols in a fixed order."""
    order = [start]
    for state in order:
        for symbol in symbols:
            shifts, target = moves.get(state, {}).get(symbol, (False, 0))
            if shifts and target in moves and target not in order:
                order.append(target)
    return order


def main(arguments: list[str]) -> int:
    text = render(resource("grammar", "nines.lark").read_text(encoding="utf-8"))
    if "--check" in arguments:
        if TABLE.exists() and TABLE.read_text(encoding="utf-8") == text:
            return 0
        print(f"{TABLE.name} is stale: run `python -m nines.syntax.generate`", file=sys.stderr)
        return 1
    TABLE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
