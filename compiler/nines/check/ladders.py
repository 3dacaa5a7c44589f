"""The steps of every promise, and of each of its levels."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.agreements import promises
from nines.check.context import Context
from nines.check.steps import Ladder, ladder
from nines.language.statements.promise import Credit

__all__ = ["ladders"]


def ladders(context: Context) -> Iterator[Ladder]:
    """The credits of a promise by what was measured, for its head and for each level that has its own."""
    for _, promise in promises(context):
        found = [ladder(promise.comparison, promise.credits)]
        for level in promise.levels:
            own = context.within(level, Credit)
            found.append(ladder(level.comparison, own) if own else None)
        yield from (one for one in found if one is not None)
