"""The period that is judged: its name, its time, and the part of it in which a customer had the service."""

from __future__ import annotations

import datetime
from fractions import Fraction

from nines.contract.model import Agreement
from nines.contract.periods import calendar_period
from nines.language.phrases import CalendarPeriod
from nines.late import late_pattern
from nines.record import dataclass
from nines.settle.instants import instant_of, rfc3339
from nines.values import calendar
from nines.values.intervals import Interval
from nines.values.names import days_in_month
from nines.values.zone import EPOCH_DAY, Zone, zone

__all__ = ["Judged", "judged_period", "name_of", "period_named"]

_YEAR = late_pattern(r"([0-9]{4})")
_QUARTER = late_pattern(r"([0-9]{4})-?[qQ]([1-4])")
_MONTH = late_pattern(r"([0-9]{4})-([0-9]{2})")
_DAY = late_pattern(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_HOUR = late_pattern(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Judged:
    """`existing` is the time that counts, `span` all of the period, both in Unix seconds.

    `counted` is the length that all periods are taken to have (`counted as 30d`), None for the real one.
    """

    name: str
    span: Interval
    existing: Interval
    counted: int | None
    zone: Zone
    calendar: calendar.Period

    @property
    def partial(self) -> bool:
        return self.existing != self.span

    @property
    def length(self) -> Fraction:
        """Seconds that the period has for the contract, before exclusions."""
        if self.counted is not None and not self.partial:
            return Fraction(self.counted)
        return Fraction(self.existing.seconds)


def period_named(text: str, agreement: Agreement) -> Interval | str:
    """The period that starts in `2026`, `2026-Q3`, `2026-09`, on `2026-09-15` or in `2026-09-15T10`.

    Otherwise why there is none, as a sentence.
    """
    if agreement.period is None:
        return "the contract does not say what its period is"
    found = calendar_period(agreement.period)
    place = zone(agreement.period.zone.value)
    if found is None or place is None:
        return "the contract's time zone is not known"
    span = _span(text, place)
    if isinstance(span, str):
        return span
    if isinstance(found, calendar.Rolling):
        # A rolling period is named by its last day or hour.
        return Interval(span.end - found.seconds, span.end)
    first = found.containing(span.start)
    if first.start < span.start:
        first = found.after(first)
    if first.start >= span.end:
        return f"no period starts in `{text}`: one starts at {rfc3339(found.containing(span.start).start, place)}"
    second = found.after(first)
    if second.start < span.end:
        return f"more than one period starts in `{text}`: name the day or the hour on which it starts"
    return first


def _span(text: str, place: Zone) -> Interval | str:
    """The local time that a text speaks of."""
    if found := _HOUR.fullmatch(text):
        day = _day(*(int(part) for part in found.groups()[:3]))
        hour = int(found[4])
        if day is None or hour > 23:
            return f"`{text}` is no hour of the calendar"
        start = place.start_of_day(day) + hour * 3600
        return Interval(start, start + 3600)
    for form in (_YEAR, _QUARTER, _MONTH, _DAY):
        parts = form.fullmatch(text)
        if parts is None:
            continue
        days = _days(form is _QUARTER, [int(part) for part in parts.groups()])
        if days is None:
            return f"`{text}` is no time of the calendar"
        return Interval(place.start_of_day(days[0]), place.start_of_day(days[1]))
    moment = instant_of(text)
    if isinstance(moment, int):
        return Interval(moment, moment + 1)
    return f"`{text}` names no period: write `2026-09`, `2026-Q3`, `2026`, `2026-09-15` or `2026-09-15T10`"


def _days(is_quarter: bool, parts: list[int]) -> tuple[int, int] | None:  # noqa: FBT001 - a fact about the parts
    """The first day, and the day after the last."""
    year = parts[0]
    if is_quarter:
        first, months = (parts[1] - 1) * 3 + 1, 3
    elif len(parts) == 1:
        first, months = 1, 12
    else:
        first, months = parts[1], 1
    start = _day(year, first, parts[2] if len(parts) == 3 else 1)
    if start is None:
        return None
    if len(parts) == 3:
        return start, start + 1
    after = first + months
    end = _day(year + (after - 1) // 12, (after - 1) % 12 + 1, 1)
    return (start, end) if end is not None else None


def _day(year: int, month: int, day: int) -> int | None:
    if not (1970 <= year <= 2199 and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)):
        return None
    return datetime.date(year, month, day).toordinal() - EPOCH_DAY


def judged_period(agreement: Agreement, span: Interval, lifetime: Interval | None) -> Judged | None:
    """The period of an agreement over a span; None without a known zone."""
    period = agreement.period
    if period is None:
        return None
    found, place = calendar_period(period), zone(period.zone.value)
    if found is None or place is None:
        return None
    counted = period.counted.value if isinstance(period, CalendarPeriod) and period.counted is not None else None
    existing = span
    if agreement.effective is not None:
        begins = place.start_of_day(agreement.effective.day.toordinal() - EPOCH_DAY)
        existing = existing.clipped(begins, existing.end)
    if lifetime is not None:
        existing = existing.clipped(lifetime.start, lifetime.end)
    seconds = counted.milliseconds // 1000 if counted is not None else None
    return Judged(name_of(agreement, span, place), span, existing, seconds, place, found)


def name_of(agreement: Agreement, span: Interval, place: Zone) -> str:
    """How ledgers and settlements call a period: `2026-09`, `2026-Q3`, `2026`, else its first moment or day."""
    start = datetime.date.fromordinal(place.local_day(span.start) + EPOCH_DAY)
    period = agreement.period
    plain = isinstance(period, CalendarPeriod) and start.day == 1
    unit = period.unit.value if isinstance(period, CalendarPeriod) else ""
    if plain and unit == "month":
        return f"{start.year}-{start.month:02}"
    if plain and unit == "quarter" and start.month % 3 == 1:
        return f"{start.year}-Q{start.month // 3 + 1}"
    if plain and unit == "year" and start.month == 1:
        return f"{start.year}"
    if place.start_of_day(start.toordinal() - EPOCH_DAY) == span.start and unit:
        return start.isoformat()
    return rfc3339(span.start, place)
