"""What a leaf is, and how messages call what each kind of value wants."""

from __future__ import annotations

from collections.abc import Callable

from nines.language.reading import Reading

__all__ = ["NAMES", "Found", "Leaf"]

Found = tuple[object, int] | None
Leaf = Callable[[Reading, int], Found]

NAMES = {
    "name": "a name",
    "reference": "a name such as `checkout.availability`",
    "word": "a word",
    "label": "a label",
    "text": "a text in quotes",
    "prose": "a text in quotes",
    "percentage": "a percentage such as `99.9%`",
    "duration": "a duration such as `30d` or `5m`",
    "quantity": "a number with its unit",
    "number": "a number",
    "count": "a whole number",
    "rate": "a rate such as `200/s`",
    "multiple": "a burn rate such as `14.4x`",
    "ordinal": "an ordinal such as `99th`",
    "date": "a date such as `2026-01-31`",
    "time": "a time such as `08:00`",
    "version": "a version such as `3.5`",
    "money": "money such as `EUR 12_000`",
    "share": "a percentage or a fraction such as `1/12`",
    "zone": "a time zone such as `Europe/Berlin` or `UTC`",
    "query": "a selector, or PromQL in backticks",
    "matchers": 'matchers such as `{job="checkout"}`',
    "sign": "a sign such as `>=`",
    "group": "a formula in parentheses",
    "import": "a file in quotes, or a name such as `std/http`",
    "argument": "a parameter and its value",
    "value": "a value",
    "clock event": "what sets the clock, such as `while waiting-for-customer`",
    "example": "what was observed and what is expected",
}
