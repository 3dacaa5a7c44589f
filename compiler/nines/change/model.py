"""A change between two versions of an agreement, and how it is for the customer."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from nines.record import dataclass
from nines.source import Span

__all__ = ["Change", "Verdict", "worst"]


class Verdict(Enum):
    """How a change is for the customer. `OPEN` could be either: people have to judge it."""

    ADVERSE = "adverse"
    OPEN = "open"
    BETTER = "better"
    NEUTRAL = "neutral"

    @property
    def needs_notice(self) -> bool:
        """Whether a notice period protects from it. What is open counts, since it may be adverse."""
        return self in (Verdict.ADVERSE, Verdict.OPEN)


_ORDER = (Verdict.ADVERSE, Verdict.OPEN, Verdict.BETTER, Verdict.NEUTRAL)


@dataclass(frozen=True, slots=True)
class Change:
    """`subject` is what changed (`credits of Availability`), `text` how, in a sentence with the numbers of both sides.

    `anchors` name the clauses of a document that say it, the most telling first; `old` and `new` are places in specs.
    """

    subject: str
    text: str
    verdict: Verdict
    anchors: tuple[str, ...]
    old: Span | None = None
    new: Span | None = None


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The one of several that says most: adverse, else open, else better, else neutral."""
    return min(verdicts, key=_ORDER.index, default=Verdict.NEUTRAL)
