"""How boards say things: the states with their glyphs, and the looks that more than one panel has."""

from __future__ import annotations

from fractions import Fraction

from nines.plan.boards.look import Link, Look, Step, Tone, Unit, Word
from nines.plan.boards.model import Text
from nines.promql import build as q
from nines.promql.tree import Expression
from nines.record import replace

__all__ = [
    "ATTAINED",
    "BREAKS",
    "BUDGET",
    "BUDGET_BAR",
    "BURN",
    "COUNT",
    "COUNTS",
    "CREDIT",
    "CREDIT_SHARE",
    "LEFT",
    "MAY_BE_DOWN",
    "NOT_AT_THIS_RATE",
    "NOT_SCRAPED",
    "NO_PROMISES",
    "NO_TRAFFIC",
    "NO_WHOLE_PERIOD",
    "PER_SECOND",
    "PROMISE_STATE",
    "RATIO",
    "RUNBOOK",
    "STATE",
    "TEXT",
    "TIME",
    "floored",
    "legend",
    "linked",
    "troubles",
]

NOT_SCRAPED = "Not scraped for 5m"
NO_TRAFFIC = "No traffic yet"
NOT_AT_THIS_RATE = "Not at this rate"
NO_PROMISES = "Nothing is promised"
NO_WHOLE_PERIOD = "No whole period yet"

_STATES = (
    Word(0, "○ no data", Tone.NO_DATA),
    Word(1, "● fine", Tone.FINE),
    Word(2, "▲ watch", Tone.WATCH),
    Word(3, "■ burning", Tone.BURNING),
    Word(4, "✖ spent", Tone.SPENT),
)
"""The values of the state series, as all outputs name them. The glyph carries the meaning where colour is lost."""

_PROMISE_STATES = (
    Word(0, "○ no data", Tone.NO_DATA),
    Word(1, "● kept so far", Tone.FINE),
    Word(2, "▲ watch", Tone.WATCH),
    Word(3, "■ at risk", Tone.BURNING),
    Word(4, "✖ broken", Tone.SPENT),
)

STATE = Look(Unit.STATE, NOT_SCRAPED, words=_STATES)
PROMISE_STATE = Look(Unit.STATE, NO_PROMISES, words=_PROMISE_STATES)

_DIGITS = 3
"""Decimals of a percentage, one more than most targets have."""

_STEPS = 100_000
"""What a share has of the last of these digits."""

ATTAINED = Look(Unit.SHARE, NO_TRAFFIC, decimals=_DIGITS)
BUDGET = Look(
    Unit.SHARE,
    NO_TRAFFIC,
    decimals=1,
    steps=(Step(None, Tone.SPENT), Step(Fraction(0), Tone.WATCH), Step(Fraction(1, 4), Tone.FINE)),
)
BUDGET_BAR = replace(BUDGET, least=Fraction(-1), most=Fraction(1))
BURN = Look(Unit.BURN, NO_TRAFFIC, decimals=1, steps=(Step(None, Tone.FINE), Step(Fraction(1), Tone.WATCH)))
LEFT = Look(Unit.DURATION, NOT_AT_THIS_RATE, decimals=1, words=(Word(0, "Gone", Tone.SPENT),))
BREAKS = replace(LEFT, words=(Word(0, "Broken", Tone.SPENT),))
MAY_BE_DOWN = Look(Unit.DURATION, NO_TRAFFIC, decimals=1, words=(Word(0, "Nothing", Tone.SPENT),))
TIME = Look(Unit.DURATION, "None", decimals=1, words=(Word(0, "None", Tone.PLAIN),))
CREDIT = Look(Unit.COUNT, "None is due", decimals=2, tone=Tone.PLAIN)
CREDIT_SHARE = Look(Unit.SHARE, "None", decimals=1, words=(Word(0, "None", Tone.PLAIN),))
COUNTS = Look(Unit.STATE, "● yes", words=(Word(0, "● yes", Tone.FINE), Word(1, "○ not now", Tone.NO_DATA)))
RATIO = Look(Unit.SHARE, NO_TRAFFIC, decimals=2, tone=Tone.VARIED, least=Fraction(0))
PER_SECOND = Look(Unit.PER_SECOND, NO_TRAFFIC, tone=Tone.VARIED, least=Fraction(0))
COUNT = Look(Unit.COUNT, NOT_SCRAPED, decimals=0)
TEXT = Look(Unit.NONE, "")
RUNBOOK = Look(Unit.NONE, "", instead="Open", links=(Link("Open the runbook", label="runbook"),))


def troubles(tone: Tone, absent: str) -> Look:
    """How a number of things in trouble reads: calm at 0, in the tone from 1 on."""
    return Look(Unit.COUNT, absent, decimals=0, steps=(Step(None, Tone.FINE), Step(Fraction(1), tone)))


def linked(look: Look, *links: Link) -> Look:
    return replace(look, links=links)


def floored(share: Expression) -> Expression:
    """A share cut off after the digits that are shown, so that no miss is rounded up to a kept promise.

    The tiny part added first keeps what is exact in decimals from falling under itself in binary.
    """
    return q.floor(share * _STEPS + Fraction(1, 1_000_000)) / _STEPS


def legend(number: int) -> Text:
    """What the states mean, for who sees a board for the first time."""
    return Text(
        id=number,
        title="What the states mean",
        description="The same words and signs on boards, in alerts and in reports.",
        markdown=(
            "| State | Meaning |\n"
            "| --- | --- |\n"
            "| ○ no data | No samples for a while: nothing can be said. |\n"
            "| ● fine | The budget lasts. |\n"
            "| ▲ watch | A ticket fires, or a calendar budget is behind its ideal. |\n"
            "| ■ burning | A page fires: the budget will be gone in hours. |\n"
            "| ✖ spent | The budget is used up; below zero it is overspent. |\n"
        ),
    )
