"""The date of today, for what is allowed until a date. `SOURCE_DATE_EPOCH` sets it, as it does for other tools."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

__all__ = ["day", "today"]

_SECONDS = 24 * 60 * 60


def day() -> int:
    """The days since the first of January 1970, in UTC."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (int(fixed) if fixed.isdecimal() else int(time.time())) // _SECONDS


def today() -> datetime.date:
    """The date in UTC."""
    import datetime

    return datetime.date(1970, 1, 1) + datetime.timedelta(days=day())
