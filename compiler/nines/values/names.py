"""The names of days and months that a spec can use, and what people write instead."""

from __future__ import annotations

from nines.diagnostics.suggest import closest
from nines.values.model import Problem

__all__ = ["MONTHS", "NTHS", "SHORT_WEEKDAYS", "WEEKDAYS", "days_in_month", "month", "nth", "weekday", "weekdays"]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
NTHS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
"""`first sun of month`: which one of the month; -1 is the last."""

SHORT_WEEKDAYS = tuple(name[:3] for name in WEEKDAYS)
_ALL = "Days are `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun`, and `day` for all of them; `mon..fri` is a row."
_INSTEAD = {
    "weekday": "mon..fri",
    "weekdays": "mon..fri",
    "workdays": "mon..fri",
    "weekend": "sat..sun",
    "weekends": "sat..sun",
    "daily": "day",
    "days": "day",
    "everyday": "day",
}


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def weekdays(text: str) -> frozenset[int] | Problem:
    """The days of one item of `every DAYS`: `mon`, `mon..fri`, `fri..mon`, `day`. Monday is 0."""
    if text == "day":
        return frozenset(range(7))
    first, dots, last = text.partition("..")
    if first in SHORT_WEEKDAYS and not dots:
        return frozenset({SHORT_WEEKDAYS.index(first)})
    if first in SHORT_WEEKDAYS and last in SHORT_WEEKDAYS:
        start, end = SHORT_WEEKDAYS.index(first), SHORT_WEEKDAYS.index(last)
        return frozenset((start + step) % 7 for step in range((end - start) % 7 + 1))
    return _no_weekdays(text)


def weekday(text: str) -> int | Problem:
    """A day by its full name, as a calendar week starts on: `sunday` is 6."""
    return _by_name(text, WEEKDAYS, "weekday")


def month(text: str) -> int | Problem:
    """A month by its full name, 1 to 12."""
    found = _by_name(text, MONTHS, "month")
    return found if isinstance(found, Problem) else found + 1


def nth(text: str) -> int | Problem:
    """`first` to `fifth`, or -1 for `last`."""
    if text in NTHS:
        return NTHS[text]
    close = closest(text, NTHS)
    listed = ", ".join(f"`{name}`" for name in NTHS)
    said = f"`{text}` does not say which day of the month"
    return Problem(said, 0, len(text), close, help=f"Write one of {listed}.")


def _by_name(text: str, names: tuple[str, ...], kind: str) -> int | Problem:
    if text in names:
        return names.index(text)
    longer = [name for name in names if len(text) >= 3 and name.startswith(text.casefold())]
    close = longer[0] if longer else closest(text, names)
    listed = ", ".join(f"`{name}`" for name in names)
    return Problem(f"There is no {kind} `{text}`", 0, len(text), close, help=f"Write {listed}.")


def _no_weekdays(text: str) -> Problem:
    folded = text.casefold()
    for dots in ("...", "…", "–", "-", "..", "/"):
        ends = [_short_day(part) for part in folded.split(dots)]
        if len(ends) == 2 and all(ends):
            return Problem(
                "A row of days has `..` between its ends", 0, len(text), "..".join(ends), certain=True, help=_ALL
            )
    meant = _short_day(folded) or _INSTEAD.get(folded)
    if meant:
        return Problem(f"`{text}` is written `{meant}`", 0, len(text), meant, certain=True, help=_ALL)
    close = closest(text, (*SHORT_WEEKDAYS, *_INSTEAD.values()))
    return Problem(f"`{text}` is no day of the week", 0, len(text), close, help=_ALL)


def _short_day(word: str) -> str:
    """`mon` for `Monday`, `Mo`, `mon`; nothing if it is no day."""
    found = [
        short for short, name in zip(SHORT_WEEKDAYS, WEEKDAYS, strict=True) if len(word) >= 2 and name.startswith(word)
    ]
    return found[0] if len(found) == 1 else ""
