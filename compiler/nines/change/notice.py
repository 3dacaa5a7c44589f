"""Whether a change is announced as long before it holds as the terms promise that are in force until then."""

from __future__ import annotations

import datetime

from nines.contract.model import Agreement
from nines.record import dataclass

__all__ = ["Notice", "notice_of"]

_DAY = 86_400_000


@dataclass(frozen=True, slots=True)
class Notice:
    """`days` are promised; `first` is the first day from which the change may hold."""

    days: int
    announced: datetime.date
    effective: datetime.date
    first: datetime.date

    @property
    def is_kept(self) -> bool:
        return self.effective >= self.first

    @property
    def given(self) -> int:
        """Days from the announcement to the day from which it holds."""
        return (self.effective - self.announced).days


def notice_of(old: Agreement, new: Agreement, announced: datetime.date) -> Notice | None:
    """By the old terms; None where they promise no notice, or nothing says from when the new ones hold.

    `announced` counts where the new version does not say itself when it was announced.
    """
    if old.changes is None or new.effective is None:
        return None
    if old.effective is not None and old.effective.day == new.effective.day:
        return None
    days = -(-old.changes.notice.value.milliseconds // _DAY)
    said = new.announced.day if new.announced is not None else announced
    try:
        first = said + datetime.timedelta(days=days)
    except OverflowError:
        first = datetime.date.max
    return Notice(days, said, new.effective.day, first)
