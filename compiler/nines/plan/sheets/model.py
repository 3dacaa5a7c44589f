"""A call sheet, free of any format: what the specs say of a customer, and how it stands now, if that is known."""

from __future__ import annotations

from fractions import Fraction

from nines.plan.documents.model import Block, Fact, Line, Table
from nines.plan.documents.texts import Texts
from nines.record import dataclass
from nines.source import Span

__all__ = ["Incident", "Noted", "Now", "PromiseNow", "Promised", "Sample", "Sheet", "Unknown"]


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise. `missed` is what the first miss costs."""

    name: str
    title: Line
    value: Line
    missed: Line
    origin: Span


@dataclass(frozen=True, slots=True)
class Noted:
    """An entry of the notes."""

    day: Line
    title: Line
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the specs say, in the words of `t`. `older` tells of notes that are not shown; empty if all are.

    `zone` is that of the contract's periods, in which moments are told.
    """

    customer: str
    language: str
    t: Texts
    title: Line
    subtitle: Line
    promises: tuple[Promised, ...]
    short: tuple[Fact, ...]
    ours: tuple[Fact, ...]
    theirs: tuple[Fact, ...]
    support: Table | None
    notes: tuple[Noted, ...]
    older: Line
    zone: str
    origin: Span


@dataclass(frozen=True, slots=True)
class Sample:
    """A series of an answer of Prometheus'. `value` is None where it is no number."""

    labels: tuple[tuple[str, str], ...]
    value: Fraction | None

    def label(self, name: str) -> str:
        """Empty where it bears no such label."""
        return next((value for label, value in self.labels if label == name), "")


@dataclass(frozen=True, slots=True)
class PromiseNow:
    """How a promise stands: `state` is 0 no data, 1 kept so far, 2 watch, 3 at risk, 4 broken.

    `left` is how long everything may still be down, `breaks` how long it takes until it breaks if things go on.
    """

    name: str
    state: int
    attained: Line
    left: Line
    breaks: Line
    credit: Line


@dataclass(frozen=True, slots=True)
class Incident:
    """An alert that fires on what the customer was promised. `state` is 3 for a page, 2 for a ticket."""

    state: int
    urgency: Line
    what: Line
    facts: tuple[Line, ...]
    runbook: str


@dataclass(frozen=True, slots=True)
class Now:
    """How all stands at a moment. `old` tells how old the newest numbers are, if they are; else it is empty."""

    at: Line
    old: Line
    promises: tuple[PromiseNow, ...]
    incidents: tuple[Incident, ...]
    credit: Line

    def promise(self, name: str) -> PromiseNow | None:
        return next((promise for promise in self.promises if promise.name == name), None)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody knows how it stands, and why."""

    why: Line
