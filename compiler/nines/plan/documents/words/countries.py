"""The names of countries, from the pinned database of the `tzdata` package, for the calendars of business days."""

from __future__ import annotations

import pkgutil
from functools import cache

from nines.plan.documents.texts import Texts

__all__ = ["LETTER_PAPER", "country", "place"]

LETTER_PAPER = frozenset(
    (
        *("Canada", "Chile", "Colombia", "Dominican Republic", "Guatemala", "Mexico", "Panama", "Philippines"),
        *("Puerto Rico", "United States", "USA", "United States of America", "California", "Delaware", "New York"),
    )
)
"""Places whose letters are 8.5 by 11 inches (Unicode CLDR, `paperSize`), and states that contracts often name."""


def country(code: str) -> str:
    """`Germany` for `DE`; any other text as it is."""
    return _countries().get(code, code)


def place(text: str, t: Texts) -> str:
    """A country by its code or its name, as it stands in a sentence: `the Netherlands` for `NL`."""
    name = country(text)
    return t.COUNTRIES.get(name, name)


@cache
def _countries() -> dict[str, str]:
    data = pkgutil.get_data("tzdata", "zoneinfo/iso3166.tab") or b""
    lines = (line for line in data.decode().splitlines() if line and not line.startswith("#"))
    return {code: name for code, _, name in (line.partition("\t") for line in lines)}
