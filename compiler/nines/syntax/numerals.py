"""What kind of value a numeral is, and what is wrong with one that is none."""

from __future__ import annotations

from nines.syntax import codes
from nines.syntax.patterns import NUMERAL_KINDS
from nines.syntax.problems import Problems, shown
from nines.syntax.tokens import Kind

__all__ = ["lowered", "numeral_kind"]


def numeral_kind(text: str, start: int, end: int, problems: Problems) -> Kind:
    """The kind of the numeral from `start` to `end`. Of a form that Nines does not read: BADNUMBER, and a problem."""
    found = NUMERAL_KINDS.fullmatch(text, start, end)
    if found is not None and found.lastgroup is not None:
        return Kind[found.lastgroup]
    _report(text, start, end, problems)
    return Kind.BADNUMBER


def _report(text: str, start: int, end: int, problems: Problems) -> None:
    from nines.values.literals import parse  # late: a text without mistakes does not pay for it
    from nines.values.model import Problem

    numeral = text[start:end]
    why = parse(numeral)
    if not isinstance(why, Problem):
        problems.add(codes.BAD_NUMBER, f"{shown(numeral)} is no number that Nines reads", start, end)
        return
    first, last = start + why.start, start + why.end
    fix = None
    if why.suggestion is not None:
        right = numeral[: why.start] + why.suggestion + numeral[why.end :]
        fix = problems.fix(f"write `{right}`", (first, last, why.suggestion), certain=why.certain)
    problems.add(
        codes.BAD_NUMBER,
        lowered(why.message),
        first,
        last,
        "" if fix is None else fix.title,
        helps=(lowered(why.help).rstrip("."),) if why.help else (),
        fix=fix,
    )


def lowered(sentence: str) -> str:
    """A sentence as the other messages of this pass begin: without a capital, unless its first word is a name."""
    from nines.values.names import MONTHS

    first = sentence.partition(" ")[0].lower()
    return sentence if first.startswith(("nines", "prom")) or first in MONTHS else sentence[:1].lower() + sentence[1:]
