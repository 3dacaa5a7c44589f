"""How values read, whatever shows them: units, words, tones, and where a click on them leads."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

from nines.record import dataclass

__all__ = ["Link", "Look", "Step", "Tone", "Unit", "Word"]


class Tone(Enum):
    """What a colour says. `VARIED` is one colour a series, without a meaning; `PLAIN` none."""

    NO_DATA = "no data"
    FINE = "fine"
    WATCH = "watch"
    BURNING = "burning"
    SPENT = "spent"
    PLAIN = "plain"
    VARIED = "varied"


class Unit(Enum):
    """What a number counts. Shares are from 0 to 1 and read as percent; durations are in seconds."""

    STATE = "state"
    SHARE = "share"
    BURN = "burn rate"
    DURATION = "duration"
    PER_SECOND = "per second"
    COUNT = "count"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Link:
    """To another board (`uid`), with time and data source kept, or to the address that stands in a label.

    `variables` are what is chosen there: each with the label whose value it gets.
    """

    title: str
    uid: str | None = None
    variables: tuple[tuple[str, str], ...] = ()
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """From this value on (None: from the lowest) a value has a tone."""

    least: Fraction | None
    tone: Tone


@dataclass(frozen=True, slots=True)
class Word:
    """A value that is written as a word, in a tone."""

    value: int
    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Look:
    """How values read. `absent` says why, where there is none. A graph is at least as high as `least` and `most` say.

    With `words`, values are written as these; `instead` stands for any text, such as a long address that is a link.
    """

    unit: Unit
    absent: str
    decimals: int | None = None
    steps: tuple[Step, ...] = ()
    words: tuple[Word, ...] = ()
    instead: str | None = None
    tone: Tone = Tone.PLAIN
    least: Fraction | None = None
    most: Fraction | None = None
    links: tuple[Link, ...] = ()
