"""The names of countries, from the pinned database of the `tzdata` package, for the calendars of business days."""

from __future__ import annotations

import pkgutil
from functools import cache

__all__ = ["LETTER_PAPER", "place"]

LETTER_PAPER = frozenset(
    ("Canada", "Chile", "Colombia", "Dominican Republic", "Guatemala", "Mexico", "Panama", "Philippines")
    + ("Puerto Rico", "United States", "USA", "United States of America", "California", "Delaware", "New York")
)
"""Places whose letters are 8.5 by 11 inches (Unicode CLDR, `paperSize`), and states that contracts often name."""


def place(text: str) -> str:
    """`Germany` for `DE`; any other text as it is."""
    return _countries().get(text, text)


@cache
def _countries() -> dict[str, str]:
    data = pkgutil.get_data("tzdata", "zoneinfo/iso3166.tab") or b""
    lines = (line for line in data.decode().splitlines() if line and not line.startswith("#"))
    return {code: name for code, _, name in (line.partition("\t") for line in lines)}
