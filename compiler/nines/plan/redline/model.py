"""A redline: two versions of one document, compared in words and by computing."""

from __future__ import annotations

import datetime
from enum import Enum

from nines.change import Change, Notice, Verdict
from nines.change.declared import Declared
from nines.record import dataclass

__all__ = ["ClauseChange", "Compared", "Judged", "Line", "Mark", "Piece", "Redline", "Side"]


class Mark(Enum):
    """Whether words stand in both versions, or in one of them only."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    mark: Mark


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions. `fingerprint` is that of its document; empty where there is none."""

    version: str | None
    effective: datetime.date | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A change, the plans that it is of (empty: all there are, or the one customer), and the number of its clause."""

    change: Change
    plans: tuple[str, ...]
    number: str


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause of which words changed. A number is empty where a version does not have it.

    `why` are the changes that explain it; without any it is for people to read, unless it `follows` from other clauses
    as a worked example does.
    """

    anchor: str
    old_number: str
    new_number: str
    title: str
    lines: tuple[Line, ...]
    why: tuple[Judged, ...]
    verdict: Verdict
    follows: bool

    @property
    def is_new(self) -> bool:
        return not self.old_number

    @property
    def is_gone(self) -> bool:
        return not self.new_number


@dataclass(frozen=True, slots=True)
class Redline:
    """The two versions of one document. One of `old` and `new` is None where there is no such document on that side.

    `party_name` is the sla's or the customer's. `faults` are what is wrong with the change itself: a notice that is too
    short, terms that are otherwise in a version that is the same.
    """

    kind: str
    name: str
    party_name: str
    title: str
    party: str
    language: str
    old: Side | None
    new: Side | None
    changes: tuple[Judged, ...]
    clauses: tuple[ClauseChange, ...]
    notice: Notice | None
    faults: tuple[str, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions of specs: the contracts that differ, and `besides`, what else is said otherwise."""

    contracts: tuple[Redline, ...]
    besides: tuple[Declared, ...]
