"""Did you mean: the known words that a mistyped one most resembles."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["nearest"]


def nearest(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The closest known words, best first, at most `most` of them; none if nothing is close.

    Close is one edit (a letter added, lost, changed, or two swapped) for each three letters
    of the word, case aside; equal but for case is closest.
    """
    folded = word.casefold()
    limit = max(1, len(word) // 3)
    found = []
    for candidate in known:
        if abs(len(candidate) - len(word)) <= limit:
            edits = _edits(folded, candidate.casefold(), limit)
            if edits <= limit:
                found.append((edits, candidate))
    return tuple(candidate for _, candidate in sorted(found)[:most])


def _edits(a: str, b: str, limit: int) -> int:
    """Edits from a to b (optimal string alignment), or more than `limit` if there are more."""
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2]:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        if min(row) > limit:
            return limit + 1
        before, last = last, row
    return last[-1]
