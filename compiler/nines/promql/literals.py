"""PromQL's literals: texts, numbers and durations, read exactly or refused with the place of the mistake."""

from __future__ import annotations

import re
from fractions import Fraction

from nines.late import late_pattern
from nines.promql.durations import UNITS, duration_text, read_duration
from nines.promql.names import shortened
from nines.record import dataclass

__all__ = [
    "LONGEST",
    "LiteralProblem",
    "decode_string",
    "duration_problem",
    "looks_like_duration",
    "number_problem",
    "read_number",
    "value_offsets",
]

LONGEST = 9_223_372_036_854
"""Milliseconds of the longest duration that Prometheus holds (nanoseconds in 64 bits, about 292 years)."""

_LONGEST_NUMBER = 1000
_LARGEST_MAGNITUDE = 310
_LEAST_MAGNITUDE = -330
"""Powers of ten beyond which a number is surely infinite, or zero, to Prometheus."""

_DOUBLE_LIMIT = Fraction(2**1024 - 2**970)
"""From here on a number rounds to infinity, which Prometheus refuses in a literal."""


@dataclass(frozen=True, slots=True)
class LiteralProblem:
    """What is wrong with a literal, by offsets in its own text. `suggestion` replaces the whole literal."""

    start: int
    end: int
    message: str
    help: str = ""
    suggestion: str | None = None


# --- texts ----------------------------------------------------------------

_ESCAPE = late_pattern(
    r"\\(?:(?P<simple>[abfnrtv\\\"'])|x(?P<hex>[0-9a-fA-F]{2})|u(?P<short>[0-9a-fA-F]{4})"
    r"|U(?P<long>[0-9a-fA-F]{8})|(?P<octal>[0-7]{3}))"
)
_SIMPLE = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\", '"': '"', "'": "'"}
_WRONG_ESCAPE = late_pattern(r"\\(?:[xuU][0-9a-fA-F]*|[0-7]{1,3})")
_REGEX_LETTERS = frozenset("dDsSwWpPbBAzQE.+*?()[]{}|^$-/")


def decode_string(literal: str) -> str | LiteralProblem:
    """The text between the quotes, with Go's escapes resolved; bytes that are no UTF-8 as `surrogateescape` does."""
    if literal[0] == "`" or "\\" not in literal:
        return literal[1:-1]
    pieces = _pieces(literal)
    if isinstance(pieces, LiteralProblem):
        return pieces
    text = "".join(text for _, text in pieces)
    if any("\udc80" <= character <= "\udcff" for character in text):
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
    return text


def value_offsets(literal: str) -> list[int]:
    """For each character of the decoded text its offset in the literal, and at the end that of the closing quote."""
    if literal[0] == "`" or "\\" not in literal:
        return list(range(1, len(literal)))
    pieces = _pieces(literal)
    assert not isinstance(pieces, LiteralProblem), "only asked of literals that decode"
    return [start for start, _ in pieces] + [len(literal) - 1]


def _pieces(literal: str) -> list[tuple[int, str]] | LiteralProblem:
    """Each character with where it starts in the literal."""
    pieces = []
    at, end, quote = 1, len(literal) - 1, literal[0]
    while at < end:
        if literal[at] != "\\":
            pieces.append((at, literal[at]))
            at += 1
            continue
        match = _ESCAPE.match(literal, at, end)
        decoded = None if match is None else _unescaped(match, quote)
        if match is None or decoded is None:
            return _escape_problem(literal, at)
        pieces.append((at, decoded))
        at = match.end()
    return pieces


def _unescaped(match: re.Match[str], quote: str) -> str | None:
    simple = match["simple"]
    if simple:
        return None if simple in "\"'" and simple != quote else _SIMPLE[simple]
    if match["hex"] or match["octal"]:
        code = int(match["hex"], 16) if match["hex"] else int(match["octal"], 8)
        return chr(code) if code < 0x80 else chr(0xDC00 + code) if code <= 0xFF else None
    code = int(match["short"] or match["long"], 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else None


def _escape_problem(literal: str, at: int) -> LiteralProblem:
    letter = literal[at + 1]
    raw = literal[1:-1]
    if letter in _REGEX_LETTERS:
        suggestion = f"{literal[: at + 1]}\\{literal[at + 1 :]}"
        message = f"a text has no escape `\\{letter}`; one for the regex is written `\\\\{letter}`"
        return LiteralProblem(at, at + 2, message, "a backslash that the regex is to see is doubled", suggestion)
    if letter in "\"'":
        message = f"`\\{letter}` is no escape in a text that is quoted by {literal[0]}"
        return LiteralProblem(at, at + 2, message, f"write `{letter}` alone", literal[:at] + literal[at + 1 :])
    advice = "escapes are `\\a \\b \\f \\n \\r \\t \\v \\\\`, `\\x41`, `\\101`, `\\u00e9`, `\\U0001f600`"
    if "`" not in raw:
        advice += "; between backticks nothing is escaped"
    match = _WRONG_ESCAPE.match(literal, at, len(literal) - 1)
    end = match.end() if match else at + 2
    return LiteralProblem(at, end, f"`{literal[at:end]}` is no escape", advice)


# --- numbers --------------------------------------------------------------


def read_number(literal: str) -> Fraction | LiteralProblem:
    """The exact value: `0x1F`, `1_000`, `1e-3`; and `017` is 15, as Go reads it."""
    digits = literal.replace("_", "")
    if len(digits) > _LONGEST_NUMBER:
        return LiteralProblem(0, len(literal), f"a number of {len(digits)} characters: Prometheus keeps 17 digits")
    if digits[:2] in ("0x", "0X"):
        whole = int(digits, 16)
        return Fraction(whole) if whole < 2**63 else _too_large(literal)
    if _OCTAL.fullmatch(digits):
        return Fraction(int(digits, 8))
    mantissa, _, exponent = digits.lower().partition("e")
    power = int(exponent or 0)
    whole_digits, _, fraction = mantissa.partition(".")
    significant = (whole_digits + fraction).lstrip("0")
    magnitude = len(significant) - len(fraction) + power
    if not significant or magnitude < _LEAST_MAGNITUDE:
        return Fraction(0)
    if magnitude > _LARGEST_MAGNITUDE:
        return _too_large(literal)
    value = Fraction(int(significant)) * (Fraction(10) ** (power - len(fraction)))
    return _too_large(literal) if value >= _DOUBLE_LIMIT else value


_OCTAL = late_pattern(r"0[0-7]+")


def _too_large(literal: str) -> LiteralProblem:
    return LiteralProblem(
        0,
        len(literal),
        f"`{shortened(literal)}` is larger than a Prometheus number can be (1.8e308)",
        "`Inf` is infinity",
    )


def looks_like_duration(literal: str) -> bool:
    """Whether a token that is no number was meant as a duration."""
    return re.match(r"[0-9.]+[a-zA-Z]", literal) is not None and literal[:2].lower() not in ("0b", "0o", "0x")


def number_problem(literal: str) -> LiteralProblem:
    """Why a token that starts like a number is none."""
    advice = "numbers are `10`, `0.5`, `1e-3`, `0x1F`, `Inf`, `NaN`"
    reason = ": it has more than one point" if literal.count(".") > 1 else ""
    return LiteralProblem(0, len(literal), f"`{shortened(literal)}` is no number{reason}", advice)


# --- durations ------------------------------------------------------------

_LONGEST_DURATION = 60
_PART = late_pattern(r"([0-9.]+)([a-zA-Z]+|$)")
_OTHER_UNITS = {
    "sec": "s",
    "secs": "s",
    "second": "s",
    "seconds": "s",
    "min": "m",
    "mins": "m",
    "minute": "m",
    "minutes": "m",
    "hr": "h",
    "hrs": "h",
    "hour": "h",
    "hours": "h",
    "day": "d",
    "days": "d",
    "week": "w",
    "weeks": "w",
    "mo": "",
    "month": "",
    "months": "",
    "year": "y",
    "years": "y",
}
_FORM = "a duration is whole numbers with `y w d h m s ms`, largest unit first, such as `1h30m`"


def duration_problem(literal: str) -> LiteralProblem:
    """Why a token that looks like a duration is none."""
    if len(literal) > _LONGEST_DURATION:
        return LiteralProblem(0, len(literal), "this duration is longer than Prometheus can hold (292 years)", _FORM)
    for part in _PART.finditer(literal):
        count, unit = part[1], part[2]
        if not unit:
            return LiteralProblem(part.start(), part.end(), f"`{count}` in `{literal}` has no unit", _FORM)
        if unit not in UNITS:
            known = unit.lower() if unit.lower() in UNITS else _OTHER_UNITS.get(unit.lower())
            suggestion = literal[: part.start(2)] + known + literal[part.end(2) :] if known else None
            if suggestion is not None and read_duration(suggestion) is None:
                suggestion = None
            return LiteralProblem(
                part.start(2), part.end(2), f"`{unit}` is no unit of time in PromQL", _FORM, suggestion
            )
        if "." in count:
            return _fraction_problem(literal, part)
    order = [part[2] for part in _PART.finditer(literal)]
    total = sum(int(part[1]) * UNITS[part[2]] for part in _PART.finditer(literal)) if order else 0
    suggestion = duration_text(total) if 0 < total <= LONGEST else None
    wrong = "has a unit twice" if len(set(order)) < len(order) else "has its units in the wrong order"
    return LiteralProblem(0, len(literal), f"`{literal}` {wrong}", _FORM, suggestion)


def _fraction_problem(literal: str, part: re.Match[str]) -> LiteralProblem:
    suggestion = None
    if part.span() == (0, len(literal)) and part[1].count(".") == 1 and part[1].strip("."):
        length = Fraction(part[1] if part[1][-1] != "." else part[1][:-1]) * UNITS[part[2]]
        if length.denominator == 1 and 0 < length <= LONGEST:
            suggestion = duration_text(length.numerator)
    return LiteralProblem(
        part.start(), part.end(), f"`{part[0]}` is no duration: PromQL takes whole numbers", _FORM, suggestion
    )
