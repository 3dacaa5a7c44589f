"""Compares the documents of two contracts, or the versions within one."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from nines.contract.model import Contract
from nines.contract.versions import since
from nines.plan.documents.build import written, written_before
from nines.plan.documents.written import Written
from nines.plan.redline.compare import redline
from nines.plan.redline.model import Redline

__all__ = ["redlines", "version_redlines"]


def redlines(old: Contract, new: Contract, announced: datetime.date) -> tuple[Redline, ...]:
    """Each document whose words or terms differ, or that is on one side only, in the order of the new specs.

    A version that the old specs do not have is compared with the one that it replaces. `announced` is the day on which
    customers are told of versions that do not say so themselves.
    """
    was, now = written(old), written(new)
    parties = {(item.document.kind, item.party.name) for item in now}
    found = [redline(_counterpart(item, was, now), item, announced) for item in now]
    gone = [item for item in was if (item.document.kind, item.party.name) not in parties]
    found += [redline(item, None, announced) for item in gone]
    return tuple(item for item in found if item is not None)


def version_redlines(contract: Contract, announced: datetime.date) -> tuple[Redline, ...]:
    """Each version that holds or will hold, compared with the one that it replaces in the same specs."""
    every = written(contract)
    older = written_before(contract)
    found = [redline(before, item, announced) for item in every if (before := _before(item, (*older, *every)))]
    return tuple(item for item in found if item is not None)


def _counterpart(item: Written, was: Sequence[Written], now: Sequence[Written]) -> Written | None:
    """What a document has to be compared with: the same version as it was, else the version that it replaces."""
    mine = [other for other in was if _party(other) == _party(item)]
    same = next((other for other in mine if other.document.version == item.document.version), None)
    return same or _before(item, now) or next(iter(mine), None)


def _before(item: Written, others: Sequence[Written]) -> Written | None:
    """The last version of the same party that holds before it."""
    older = [other for other in others if _party(other) == _party(item) and since(other.party) < since(item.party)]
    return max(older, key=lambda other: since(other.party), default=None)


def _party(item: Written) -> tuple[str, str]:
    return item.document.kind, item.party.name
