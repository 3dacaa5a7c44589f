"""Formulas of contracts: arithmetic with units, exact. `(10% * shortfall / 1% + EUR 5)` is an error, and says why.

A formula has literals (`10%`, `EUR 40`, `3h`, `1.5`), names, `+ - * /` (`x` multiplies too), parentheses, and the
functions `min`, `max`, `abs`, `floor` and `ceil`. What is added or compared has to be of one kind; shares and numbers
are of one.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

from nines.diagnostics.suggest import closest, listing
from nines.language.nodes import At
from nines.late import late_pattern
from nines.record import dataclass
from nines.settle.codes import FORMULA, OPEN_TERM
from nines.settle.gaps import Gap
from nines.source import Span
from nines.values.literals import parse
from nines.values.model import Bytes, Duration, FineDuration, Money, Number, Percentage, Points, Quantity, Rate, Ratio
from nines.values.units import base_value

__all__ = ["FUNCTIONS", "Amount", "Kind", "Names", "amount_of", "evaluate", "kind_words", "names_in"]

Kind = tuple[tuple[str, int], ...]
"""Units with their exponents, in order: `(("EUR", 1), ("s", -1))` is euros a second, `()` a plain number."""

FUNCTIONS = ("min", "max", "abs", "floor", "ceil")
_TOKEN = late_pattern(
    r"\s*(?:(?P<money>[A-Z]{3}\s+[0-9][0-9_]*(?:\.[0-9_]+)?)|(?P<literal>[0-9][0-9A-Za-z_.]*%?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:[-.][A-Za-z0-9_]+)*)|(?P<sign>[-+*/(),×÷−]))"
)
_SIGNS = {"×": "*", "÷": "/", "−": "-", "x": "*"}
_DEEPEST = 40
_UNITS = {"s": "a time", "byte": "a size in bytes", "point": "points", "day": "days of service", "base": "the base"}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of units."""

    value: Fraction
    kind: Kind = ()


Names = Callable[[str], "Amount | Gap | None"]
"""What a name stands for; None for one that nobody knows."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


class _StopError(Exception):
    """Carries the reason out of the recursion; never leaves this module."""

    def __init__(self, gap: Gap) -> None:
        self.gap = gap


def amount_of(value: Quantity) -> Amount | None:
    """A literal in base units; None for what formulas do not know."""
    match value:
        case Duration() | FineDuration():
            return Amount(value.seconds, (("s", 1),))
        case Rate():
            return Amount(value.per_second, (("s", -1),))
        case Money():
            return Amount(Fraction(value.amount), ((value.currency, 1),))
        case Bytes():
            return Amount(base_value(value), (("byte", 1),))
        case Percentage() | Points() | Number() | Ratio():
            return Amount(base_value(value))
        case _:
            return None


def kind_words(kind: Kind) -> str:
    """`a number`, `a time`, `an amount of EUR`, else the units themselves."""
    if not kind:
        return "a number"
    if len(kind) == 1 and kind[0][1] == 1:
        return _UNITS.get(kind[0][0], f"an amount of {kind[0][0]}")
    return " x ".join(unit if power == 1 else f"{unit}^{power}" for unit, power in kind)


def evaluate(formula: At[str], names: Names, known: tuple[str, ...]) -> Amount | Gap:
    """What a formula comes to, or where it goes wrong. `known` are the names to tell of, if one is not known."""
    tokens = _tokens(formula)
    if isinstance(tokens, Gap):
        return tokens
    reader = _Reader(formula, tokens, names, known)
    try:
        found = reader.sum(0)
        if reader.at < len(tokens):
            return reader.gap(tokens[reader.at], f"`{tokens[reader.at].text}` has no place here")
    except _StopError as stop:
        return stop.gap
    return found


def names_in(formula: str) -> tuple[str, ...]:
    """The words of a formula, each by itself and with the one after it: `excess`, `downtime`, `excess downtime`."""
    words = [match["name"] or "" for match in _TOKEN.finditer(formula)]
    pairs = [f"{first} {second}" for first, second in pairwise(words) if first and second]
    return tuple(dict.fromkeys((*(word for word in words if word), *pairs)))


def _tokens(formula: At[str]) -> list[_Token] | Gap:
    text = formula.value
    found: list[_Token] = []
    at = 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            start = at + len(text[at:]) - len(text[at:].lstrip())
            return _gap(formula, start, start + 1, f"`{text[start]}` has no meaning in a formula")
        kind = match.lastgroup or ""
        start, end = match.span(kind)
        word = text[start:end]
        is_sign = kind == "sign" or word == "x"
        found.append(_Token("sign" if is_sign else kind, _SIGNS.get(word, word) if is_sign else word, start, end))
        at = end
    return found


def _gap(formula: At[str], start: int, end: int, said: str, *, helps: tuple[str, ...] = ()) -> Gap:
    span = formula.span
    if span.text == formula.value:  # else a parameter was put in, and offsets are not those of the source
        span = Span(span.source, span.start + start, span.start + max(end, start + 1))
    return Gap(FORMULA, said, span, helps=helps)


@dataclass(slots=True)
class _Reader:
    formula: At[str]
    tokens: list[_Token]
    names: Names
    known: tuple[str, ...]
    at: int = 0

    def gap(self, token: _Token, said: str, helps: tuple[str, ...] = ()) -> Gap:
        return _gap(self.formula, token.start, token.end, said, helps=helps)

    def _next(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _takes(self, *signs: str) -> _Token | None:
        token = self._next()
        if token is None or token.kind != "sign" or token.text not in signs:
            return None
        self.at += 1
        return token

    def sum(self, depth: int) -> Amount:
        left = self._product(depth)
        while sign := self._takes("+", "-"):
            right = self._product(depth)
            self._alike(sign, left, right, "added" if sign.text == "+" else "subtracted")
            left = Amount(left.value + right.value if sign.text == "+" else left.value - right.value, left.kind)
        return left

    def _product(self, depth: int) -> Amount:
        left = self._factor(depth)
        while sign := self._takes("*", "/"):
            right = self._factor(depth)
            if sign.text == "*":
                left = Amount(left.value * right.value, _joined(left.kind, right.kind, 1))
            elif not right.value:
                said = "the formula divides by zero for what was measured"
                raise _StopError(Gap(OPEN_TERM, said, self.formula.span))
            else:
                left = Amount(left.value / right.value, _joined(left.kind, right.kind, -1))
        return left

    def _factor(self, depth: int) -> Amount:
        token = self._next()
        if token is None:
            raise _StopError(_gap(self.formula, len(self.formula.value) - 1, 0, "the formula ends too early"))
        if depth > _DEEPEST:
            raise _StopError(self.gap(token, "the formula is nested too deeply"))
        self.at += 1
        if token.text == "-" and token.kind == "sign":
            inner = self._factor(depth + 1)
            return Amount(-inner.value, inner.kind)
        if token.text == "(" and token.kind == "sign":
            inner = self.sum(depth + 1)
            self._closed(token)
            return inner
        if token.kind in ("money", "literal"):
            return self._literal(token)
        if token.kind == "name":
            return self._named(token, depth)
        raise _StopError(self.gap(token, f"`{token.text}` stands where a value should"))

    def _closed(self, opened: _Token) -> None:
        following = self._next()
        if following is not None and following.text != ")":
            raise _StopError(self.gap(following, f"`{following.text}` has no place here"))
        if self._takes(")") is None:
            raise _StopError(self.gap(opened, "the parenthesis is never closed"))

    def _literal(self, token: _Token) -> Amount:
        value = parse(" ".join(token.text.split()))
        found = amount_of(value) if isinstance(value, Quantity) else None
        if found is None:
            raise _StopError(self.gap(token, f"`{token.text}` is no value that a formula can have"))
        return found

    def _named(self, token: _Token, depth: int) -> Amount:
        if token.text in FUNCTIONS and self._takes("("):
            return self._called(token, depth)
        following = self._next()
        pair = f"{token.text} {following.text}" if following is not None and following.kind == "name" else ""
        if pair and pair in self.known:
            self.at += 1
            token = _Token("name", pair, token.start, following.end if following is not None else token.end)
        found = self.names(token.text)
        if isinstance(found, Gap):
            raise _StopError(found)
        if found is None:
            better = closest(token.text, self.known)
            hint = f": did you mean `{better}`?" if better else ""
            there = f"there is {listing(self.known, most=20, joint='and')}; functions are {listing(FUNCTIONS)}"
            raise _StopError(self.gap(token, f"`{token.text}` is nothing that a formula here can name{hint}", (there,)))
        return found

    def _called(self, token: _Token, depth: int) -> Amount:
        values = [self.sum(depth + 1)]
        while comma := self._takes(","):
            values.append(self.sum(depth + 1))
            self._alike(comma, values[0], values[-1], "compared")
        self._closed(token)
        kind = values[0].kind
        if token.text in ("min", "max"):
            pick = min if token.text == "min" else max
            return Amount(pick(item.value for item in values), kind)
        if len(values) != 1 or (kind and token.text != "abs"):
            said = f"`{token.text}` takes one number" if token.text != "abs" else "`abs` takes one value"
            helps = ("divide it by its unit first: `ceil(downtime / 1h)`",) if kind else ()
            raise _StopError(self.gap(token, said, helps))
        value = values[0].value
        results = {"abs": abs(value), "floor": Fraction(value // 1), "ceil": Fraction(-(-value // 1))}
        return Amount(results[token.text], kind)

    def _alike(self, sign: _Token, left: Amount, right: Amount, what: str) -> None:
        if left.kind != right.kind:
            said = f"{kind_words(left.kind)} and {kind_words(right.kind)} cannot be {what}"
            raise _StopError(self.gap(sign, said))


def _joined(left: Kind, right: Kind, sign: int) -> Kind:
    powers = dict(left)
    for unit, power in right:
        powers[unit] = powers.get(unit, 0) + sign * power
    return tuple(sorted((unit, power) for unit, power in powers.items() if power))
