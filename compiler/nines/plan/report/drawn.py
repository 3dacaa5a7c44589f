"""The plots of a report, each with what it shows in words: the words are the finding, the plot its proof."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from fractions import Fraction

from nines.plan.documents.model import Picture
from nines.plan.report.model import Found, Trouble, Watched, troubles
from nines.plan.report.plots import Bar, Span, burn_down, hanging, timeline
from nines.settle.reckon import Worth
from nines.settle.series import Tile
from nines.settle.words import day_words, moment_words, share_words, worth_words, written_words
from nines.values import text
from nines.values.calendar import Day
from nines.values.intervals import Interval, total
from nines.values.names import MONTHS
from nines.values.zone import EPOCH_DAY, Zone

__all__ = ["burned", "by_hours", "finding", "longest", "of_days", "of_periods", "of_troubles", "state"]

_LABELLED = 3
"""Troubles that bear their length in a plot."""
_DAYS_APART = 7
_HOURS_APART = 4
_SHORT = 3 * 86_400


def state(watched: Watched) -> str:
    seen = watched.result.outcome.seen
    return "not judged" if seen is None else "missed" if seen.missed else "kept"


def finding(watched: Watched, found: Found) -> str:
    """`Kept: 99.962% against at least 99.9%, 26m 47s to spare`."""
    outcome = watched.result.outcome
    comparison = outcome.promise.comparison
    promised = f"{comparison.operator.value} {written_words(comparison.value.value, comparison.value.span.text)}"
    if outcome.seen is None:
        return f"Not judged against {promised}: {outcome.why}"
    apart = (outcome.seen.measured - watched.promised) * found.settlement.judged.length * 1000
    spare = f"{text.duration(apart)} to spare" if apart >= 0 else f"{text.duration(-apart)} too much"
    return f"{state(watched).capitalize()}: {share_words(outcome.seen.measured)} against {promised}, {spare}"


def by_hours(found: Found) -> bool:
    """Whether the period is so short that it is told by its hours."""
    return found.settlement.judged.existing.seconds <= _SHORT


def of_days(watched: Watched, found: Found) -> Picture:
    """What was lost each day, or each hour of a short period, with the promise, and what was left out."""
    judged, hours = found.settlement.judged, by_hours(found)
    parts = _hours(judged.existing) if hours else _days(judged.existing, judged.zone)
    apart = _HOURS_APART if hours else _DAYS_APART
    bars = []
    for at, part in enumerate(parts):
        tiles = [tile for tile in watched.tiles if part.start <= tile.start < part.end and watched.counts(tile)]
        number = judged.zone.local(part.start) % 86_400 // 3600 if hours else _date(part.start, judged.zone).day
        label = (f"{number}:00" if hours else str(number)) if at % apart == 0 else ""
        inside = total(span.clipped(part.start, part.end) for span in watched.left_out)
        bars.append(Bar(label, _lost(tiles), Fraction(inside, part.seconds)))
    svg = hanging(bars, watched.allowed, f"{_promised(watched)} promised")
    missed = sum(bar.lost is not None and bar.lost > watched.allowed for bar in bars)
    several = "hours" if hours else "days"
    below = f"{missed or 'None'} of {len(bars)} {several} {'was' if missed == 1 else 'were'} below that by themselves"
    return Picture(svg, f"{finding(watched, found)}. {below}.")


def burned(watched: Watched, found: Found) -> Picture | None:
    """What was left of what may fail, as the period went on; None where nothing may, or nothing came."""
    judged, most = found.settlement.judged, watched.allowed * watched.total
    if not most or watched.used is None:
        return None
    points = [(Fraction(0), Fraction(1))]
    spent = Fraction(0)
    for tile in watched.tiles:
        spent += tile.bad or Fraction(0) if watched.counts(tile) else 0
        at = Fraction(tile.start + tile.length - judged.existing.start, judged.existing.seconds)
        points.append((at, 1 - spent / most))
    left = 1 - watched.used
    label = f"{_whole(left)} left" if left >= 0 else f"{_whole(-left)} over"
    starts, ends = _ends(judged.existing, judged.zone)
    said = f"Of what may fail {_whole(left)} was left." if left >= 0 else f"{_whole(-left)} more failed than may fail."
    return Picture(burn_down(tuple(points), label, starts, ends), said)


def of_troubles(watched: Watched, found: Found) -> Picture | None:
    """When more failed than the promise allows; None where it never did."""
    listed, judged = troubles(watched), found.settlement.judged
    if not listed:
        return None
    largest = longest(listed)[:_LABELLED]

    def share(at: int) -> Fraction:
        return Fraction(at - judged.existing.start, judged.existing.seconds)

    spans = [
        Span(share(one.span.start), share(one.span.end), one.share, one.counts, length(one) if one in largest else "")
        for one in listed
    ]
    starts, ends = _ends(judged.existing, judged.zone)
    worst = largest[0]
    said = (
        f"In {len(listed)} {'stretch' if len(listed) == 1 else 'stretches'} of time more failed than the promise "
        f"allows; most from {moment_words(worst.span.start, judged.zone)} on, when {_whole(worst.share)} failed."
    )
    return Picture(timeline(spans, starts, ends), said)


def of_periods(watched: Watched, found: Found) -> Picture | None:
    """Up to twelve periods, with the credit of each; None for the first one."""
    outcome, judged = watched.result.outcome, found.settlement.judged
    name = outcome.promise.name
    earlier = [(one, dict(one.measured).get(name)) for one in found.before]
    if not any(measured is not None for _, measured in earlier) or outcome.seen is None:
        return None
    bars = [
        Bar(
            _short(one.span, judged.zone),
            1 - measured if measured is not None else None,
            note=" ".join(_sum(worth) for worth in one.credit),
        )
        for one, measured in earlier
    ]
    credit = found.settlement.credit
    note = _sum(credit.due) if credit is not None and credit.due.amount else ""
    bars.append(Bar(_short(judged.span, judged.zone), 1 - outcome.seen.measured, note=note))
    missed = sum(bar.lost is not None and bar.lost > watched.allowed for bar in bars)
    were = "was" if missed == 1 else "were"
    said = f"{missed or 'None'} of the last {len(bars)} periods {were} below {_promised(watched)}."
    return Picture(hanging(bars, watched.allowed, f"{_promised(watched)} promised"), said)


# --- helpers -----------------------------------------------------------------------


def longest(listed: Sequence[Trouble]) -> list[Trouble]:
    """Those in which most failed first."""
    return sorted(listed, key=lambda one: (-one.bad, one.span.start))


def length(one: Trouble) -> str:
    return text.duration(one.span.seconds * 1000)


def _lost(tiles: Sequence[Tile]) -> Fraction | None:
    seen = [tile for tile in tiles if tile.total is not None]
    whole = sum((tile.total for tile in seen if tile.total is not None), Fraction(0))
    if not seen:
        return None
    bad = sum((tile.bad or Fraction(0) for tile in seen), Fraction(0))
    return min(bad / whole, Fraction(1)) if whole else Fraction(0)


def _sum(worth: Worth) -> str:
    return worth_words(worth).removesuffix(".00")


def _hours(span: Interval) -> list[Interval]:
    return [Interval(at, min(at + 3600, span.end)) for at in range(span.start, span.end, 3600)]


def _days(span: Interval, zone: Zone) -> list[Interval]:
    days, calendar = [], Day(zone)
    at = span.start
    while at < span.end:
        end = min(calendar.containing(at).end, span.end)
        days.append(Interval(at, end))
        at = end
    return days


def _date(instant: int, zone: Zone) -> datetime.date:
    return datetime.date.fromordinal(zone.local_day(instant) + EPOCH_DAY)


def _ends(span: Interval, zone: Zone) -> tuple[str, str]:
    return day_words(zone.local_day(span.start)), day_words(zone.local_day(span.end - 1))


def _short(span: Interval, zone: Zone) -> str:
    """`Sep 26`; the day of short periods."""
    day = _date(span.start, zone)
    month = MONTHS[day.month - 1][:3].capitalize()
    return f"{month} {day.year % 100:02}" if span.seconds > 20 * 86_400 else f"{day.day} {month}"


def _promised(watched: Watched) -> str:
    value = watched.result.outcome.promise.comparison.value
    return value.span.text


def _whole(share: Fraction) -> str:
    return f"{text.fixed(share * 100, 1)}%"
