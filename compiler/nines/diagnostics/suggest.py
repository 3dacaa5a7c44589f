"""What a mistyped word was meant to be.

Written here rather than taken from a library: `difflib` knows no swapped letters, is slow on many
candidates and proposes what no one meant; a compiled distance library would be one more thing to
install for forty lines that run only after a mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["closest", "listing", "several"]

_SHORTEST_PREFIX = 3


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that was most likely meant, or none rather than a far-fetched one.

    Ties go to the shorter, then to the alphabetically first, whatever the order of the candidates.
    """
    best = several(word, candidates, most=1)
    return best[0] if best else None


def several(word: str, candidates: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """The candidates that may have been meant, likeliest first."""
    wanted = _plain(word)
    if not wanted:
        return ()
    ranked = [
        (rank, len(candidate), candidate)
        for candidate in dict.fromkeys(candidates)
        if candidate != word and (rank := _rank(wanted, _plain(candidate))) is not None
    ]
    return tuple(candidate for _, _, candidate in sorted(ranked)[:most])


def listing(words: Sequence[str], *, most: int = 6, joint: str = "or") -> str:
    """The words in backticks as a sentence has them: "`a`, `b` or `c`"; what is too much, as "and 12 more".

    A list of one word too many is given whole, since "and 1 more" is as long as the word.
    """
    quoted = [f"`{word}`" for word in words]
    if len(quoted) > most + 1:
        return f"{', '.join(quoted[:most])} and {len(quoted) - most:,} more"
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {joint} {quoted[-1]}"


def _plain(word: str) -> str:
    """A word without what people mix up for no reason: capitals, `_` for `-`."""
    return word.casefold().replace("_", "-")


def _rank(word: str, candidate: str) -> int | None:
    """How far a candidate is from the word, in tenths of a letter; none if nobody would have meant it."""
    if word == candidate:
        return 0
    allowed = _allowed(word, candidate)
    if abs(len(word) - len(candidate)) <= allowed:
        letters = _distance(word, candidate, allowed)
        if letters <= allowed:
            return 10 * letters + (word[:1] != candidate[:1]) - 5 * candidate.startswith(word)
    if "-" in word and sorted(word.split("-")) == sorted(candidate.split("-")):
        return 15
    if len(word) >= _SHORTEST_PREFIX and candidate.startswith(word):
        return 25
    if candidate.startswith(word[: len(candidate)]) and len(word) > len(candidate) > max(3, len(word) // 2):
        return 28
    return None


def _allowed(word: str, candidate: str) -> int:
    """How many letters may be wrong: the longer the word the more, and fewer if it begins otherwise."""
    length = len(word)
    alike = word[:1] == candidate[:1]
    if length <= 2:
        return 0
    if length <= 4 or (length <= 6 and not alike):
        return 1
    return 3 if length >= 10 and alike else 2


def _distance(word: str, candidate: str, most: int) -> int:
    """Letters to change, add, take out or swap with a neighbour; `most + 1` as soon as it is more than `most`.

    Optimal string alignment, in a band of the width that `most` allows.
    """
    before: list[int] = []
    row = list(range(len(candidate) + 1))
    beyond = most + 1
    for at, letter in enumerate(word, 1):
        earlier, before = before, row
        low, high = max(1, at - most), min(len(candidate), at + most)
        row = [beyond] * (len(candidate) + 1)
        row[0] = at
        for other in range(low, high + 1):
            same = letter == candidate[other - 1]
            cost = min(before[other] + 1, row[other - 1] + 1, before[other - 1] + (not same))
            if at > 1 < other and letter == candidate[other - 2] and word[at - 2] == candidate[other - 1]:
                cost = min(cost, earlier[other - 2] + 1)
            row[other] = cost
        if min(row[low - 1 : high + 1]) > most:
            return beyond
    return min(row[-1], beyond)
