"""The date of today, for what is allowed until a date. `SOURCE_DATE_EPOCH` sets it, as it does for other tools."""

from __future__ import annotations

import datetime
import os

__all__ = ["today"]


def today() -> datetime.date:
    """The date in UTC."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isdigit():
        return datetime.datetime.fromtimestamp(int(fixed), datetime.UTC).date()
    return datetime.datetime.now(datetime.UTC).date()
