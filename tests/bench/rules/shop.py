"""Hard history of a shop: what was asked, what failed, and what a Prometheus saw of it.

Six and a half weeks in which everything happens that makes rules lie: day and night, 90 minutes without a request each
night, deploys that replace all replicas one by one, crashes that reset counters, scrapes that fail, a Prometheus that
restarts, series of errors that are born with their first error, incidents of many lengths and depths; the end of summer
time, of two months and of a quarter of a year. Each event is known, so the truth is a count.

All draws come from numpy's `RandomState`, whose streams are frozen for ever (NEP 19).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

__all__ = [
    "DEPLOYS",
    "END",
    "INCIDENTS",
    "MEASURED_FROM",
    "OUTAGES",
    "SERVER_DOWN",
    "SLOW",
    "STALE",
    "START",
    "Counts",
    "Incident",
    "Labels",
    "Series",
    "Service",
    "Shop",
    "moment",
    "shop",
]

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Labels = tuple[tuple[str, str], ...]


def moment(month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> int:
    """A moment of 2025 (UTC) in Unix seconds."""
    return int(datetime.datetime(2025, month, day, hour, minute, second, tzinfo=datetime.UTC).timestamp())


START, END = moment(9, 20), moment(11, 5)
MEASURED_FROM = START + 30 * 86_400 + 7_200
"""From here on every window of 30 days lies within the history."""

_SCRAPE = 15_000
_REPLICAS = 10
_QUIET = (2 * 3600 + 1800, 4 * 3600)
"""From 02:30 to 04:00 UTC nobody asks for anything."""

STALE = np.array([0x7FF0000000000002], dtype=np.uint64).view(np.float64)[0]
"""What Prometheus writes where a series ends."""


@dataclass(frozen=True, slots=True)
class Incident:
    """From `at` on, for some seconds, this share of the requests fails (or, of searches, is slow)."""

    at: int
    seconds: int
    share: float

    @property
    def end(self) -> int:
        return self.at + self.seconds


INCIDENTS = (
    Incident(moment(9, 24, 14, 7, 13), 2_400, 0.05),
    Incident(moment(9, 29, 19, 30, 5), 600, 0.4),
    Incident(moment(10, 4, 11, 2, 40), 10_800, 0.02),
    Incident(moment(10, 11, 20, 15, 0), 5_400, 0.1),
    Incident(moment(10, 20, 12, 11, 11), 1_200, 0.08),
    Incident(moment(10, 21, 9, 41, 7), 90, 1.0),
    Incident(moment(10, 22, 13, 0, 20), 420, 1.0),
    Incident(moment(10, 23, 16, 22, 45), 1_500, 0.5),  # with a deploy inside it
    Incident(moment(10, 24, 8, 10, 0), 4 * 3600, 0.02),
    Incident(moment(10, 25, 21, 57, 30), 600, 0.6),  # over midnight in Berlin
    Incident(moment(10, 26, 0, 50, 10), 1_500, 0.3),  # over the change of the clock
    Incident(moment(10, 28, 8, 31, 0), 12 * 3600, 0.004),  # burns slowly: nothing to wake people for
    Incident(moment(10, 30, 15, 5, 40), 120, 0.2),  # over before it matters
    Incident(moment(10, 31, 22, 50, 50), 1_500, 0.4),  # over the change of the month in Berlin
    Incident(moment(11, 2, 10, 20, 5), 3_600, 0.011),
    Incident(moment(11, 3, 18, 44, 30), 360, 0.8),
    Incident(moment(11, 3, 19, 10, 30), 360, 0.8),
    Incident(moment(11, 4, 7, 13, 0), 2_700, 0.03),
)
SLOW = (
    Incident(moment(10, 7, 9, 0, 0), 3_600, 0.3),
    Incident(moment(10, 23, 10, 33, 20), 1_800, 0.25),
    Incident(moment(10, 29, 17, 12, 0), 7_200, 0.06),
    Incident(moment(11, 1, 21, 40, 0), 600, 0.9),
)

DEPLOYS = (
    *(moment(9, 22) + day * 86_400 + 37_020 + 611 * number for number, day in enumerate(range(0, 43, 3))),
    moment(10, 23, 16, 34, 10),
)
_ROLLING = 20
"""Seconds from one replica to the next."""

OUTAGES = (
    (moment(9, 27, 10, 0, 0), 300, None),
    (moment(10, 14, 6, 30, 0), 1_200, None),
    (moment(10, 22, 18, 10, 0), 180, 3),
    (moment(10, 25, 9, 15, 0), 600, None),
    (moment(10, 30, 20, 40, 0), 900, 7),
)
"""When scrapes fail: from when, how many seconds, of which replica; None: of all."""
SERVER_DOWN = ((moment(10, 18, 7, 2, 0), 200), (moment(10, 27, 14, 31, 0), 240))
"""When Prometheus itself stands still: nothing is scraped, no rule is evaluated."""


@dataclass(frozen=True, slots=True)
class Counts:
    """True counts: `bad` and `total` so far, at the start of each second since `START`."""

    bad: Integers
    total: Integers

    def between(self, start: Floats, end: Floats) -> tuple[Integers, Integers]:
        """Bad and total of windows between Unix seconds; what is before the history is none."""
        first, last = (np.clip(np.floor(at).astype(np.int64) - START, 0, END - START) for at in (start, end))
        return self.bad[last] - self.bad[first], self.total[last] - self.total[first]

    def only(self, counts: npt.NDArray[np.bool_]) -> Counts:
        """Those of the seconds that count."""
        bad, total = (np.diff(half) * counts for half in (self.bad, self.total))
        return Counts(_so_far(bad), _so_far(total))


@dataclass(frozen=True, slots=True)
class Series:
    """A series as it was scraped: its labels (the name is `__name__`), milliseconds and values."""

    labels: Labels
    times: Integers
    values: Floats


@dataclass(frozen=True, slots=True)
class Service:
    """What happened, and of it what no two scrapes enclose: the first error of each series, last seconds, gaps."""

    true: Counts
    unseen: Counts
    scraped: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Shop:
    """Checkout answers requests or fails; search is fast or slow."""

    checkout: Service
    search: Service


def shop() -> Shop:
    draw = np.random.RandomState(20_251_026)
    return Shop(_checkout(draw), _search(draw))


# --- what happens -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Life:
    """A replica from when it starts to when it ends or crashes."""

    pod: str
    replica: int
    start: int
    end: int

    @property
    def seconds(self) -> slice:
        return slice(self.start - START, self.end - START)


def _checkout(draw: np.random.RandomState) -> Service:
    rate = _rate(24.0)
    share = _shares(INCIDENTS, 0.0002)
    watch = _Watch()
    for replica in range(_REPLICAS):
        asked = draw.poisson(rate / _REPLICAS).astype(np.int64)
        lives = _lives(replica, _crashes(draw, 3))
        up = np.zeros(END - START, bool)
        for life in lives:
            up[life.start - START : life.end - START] = True
        asked *= up
        failed = draw.binomial(asked, share).astype(np.int64)
        watch.count(failed, asked)
        for life in lives:
            base = (("__name__", "http_requests_total"), ("job", "checkout"), ("pod", life.pod))
            watch.scrape((*base, ("code", "200")), life, asked - failed)
            watch.scrape((*base, ("code", "500")), life, failed, bad=True, born=True)
    return watch.service


_BOUNDS = ("0.1", "0.3", "1.0", "+Inf")


def _search(draw: np.random.RandomState) -> Service:
    rate = _rate(16.0)
    slow_share = _shares(SLOW, 0.004)
    watch = _Watch()
    for replica in range(2):
        asked = draw.poisson(rate / 2).astype(np.int64)
        slow = draw.binomial(asked, slow_share).astype(np.int64)
        fastest = draw.binomial(asked - slow, 0.7).astype(np.int64)
        slowest = draw.binomial(slow, 0.2).astype(np.int64)
        watch.count(slow, asked)
        up_to = dict(zip(_BOUNDS, (fastest, asked - slow, asked - slowest, asked), strict=True))
        for life in _lives(replica, []):
            base = (("job", "search"), ("pod", life.pod))
            for bound, counted in up_to.items():
                watch.scrape((("__name__", "search_seconds_bucket"), *base, ("le", bound)), life, counted, hidden=True)
            watch.scrape((("__name__", "search_seconds_count"), *base), life, asked)
            watch.hide(life, slow)
    return watch.service


def _rate(peak: float) -> Floats:
    """Requests a second: by the hour, fewer on weekends, none in the small hours."""
    at = np.arange(START, END)
    day = at % 86_400
    curve = 0.55 - 0.45 * np.cos(2 * np.pi * (day - 3_600) / 86_400)
    weekday = (at // 86_400 + 3) % 7
    quiet = (day >= _QUIET[0]) & (day < _QUIET[1])
    rate: Floats = peak * curve * np.where(weekday >= 5, 0.7, 1.0) * ~quiet
    return rate


def _shares(incidents: tuple[Incident, ...], usually: float) -> Floats:
    share = np.full(END - START, usually)
    for incident in incidents:
        share[incident.at - START : incident.end - START] = incident.share
    return share


def _crashes(draw: np.random.RandomState, number: int) -> list[int]:
    return sorted(START + int(second) for second in draw.randint(3_600, END - START - 3_600, number))


def _lives(replica: int, crashes: list[int]) -> list[Life]:
    """A replica between deploys and crashes; it is back 25 seconds after a crash, with the same name."""
    edges = [START, *(deploy + _ROLLING * replica for deploy in sorted(DEPLOYS)), END]
    found = []
    for number, (start, end) in enumerate(pairwise(edges)):
        pod = f"{number}-{replica}"
        begin = start
        for crash in crashes:
            if start + 600 < crash < end - 600:
                found.append(Life(pod, replica, begin, crash))
                begin = crash + 25
        found.append(Life(pod, replica, begin, end))
    return found


# --- what is seen of it -----------------------------------------------------


class _Watch:
    """Gathers what happened, the samples, and what happened between no two of them."""

    def __init__(self) -> None:
        length = END - START
        self._bad, self._total = np.zeros(length, np.int64), np.zeros(length, np.int64)
        self._bad_unseen, self._unseen = np.zeros(length, np.int64), np.zeros(length, np.int64)
        self._series: list[Series] = []

    @property
    def service(self) -> Service:
        true = Counts(_so_far(self._bad), _so_far(self._total))
        unseen = Counts(_so_far(self._bad_unseen), _so_far(self._unseen))
        return Service(true, unseen, tuple(_joined(self._series)))

    def count(self, bad: Integers, total: Integers) -> None:
        self._bad += bad
        self._total += total

    def scrape(
        self,
        labels: Labels,
        life: Life,
        events: Integers,
        *,
        bad: bool = False,
        born: bool = False,
        hidden: bool = False,
    ) -> None:
        """`born`: there is no series before the first event. `hidden`: what is not seen of it is said otherwise."""
        found = _scraped(labels, life, _so_far(events[life.seconds]), born=born)
        self._series += found
        if hidden:
            return
        lost = events[life.seconds] * ~_covered(life, found)
        self._unseen[life.seconds] += lost
        if bad:
            self._bad_unseen[life.seconds] += lost

    def hide(self, life: Life, bad: Integers) -> None:
        """Bad events are as hard to see as all: their buckets are there from the start."""
        self._bad_unseen[life.seconds] += bad[life.seconds] * ~_covered(life, [self._series[-1]])


def _scraped(labels: Labels, life: Life, so_far: Integers, *, born: bool) -> list[Series]:
    """Samples of one life, with a mark at its end."""
    phase = 1_337 + 1_411 * life.replica
    first = -(-(life.start * 1000 - phase) // _SCRAPE) * _SCRAPE + phase
    times = np.arange(first, life.end * 1000, _SCRAPE, dtype=np.int64)
    values = so_far[times // 1000 - life.start].astype(np.float64)
    there = values > 0 if born else np.ones(len(times), bool)
    for at, seconds, replica in OUTAGES:
        if replica in (None, life.replica):
            hit = np.flatnonzero((times >= at * 1000) & (times < (at + seconds) * 1000) & there)
            there[hit[1:]] = False
            values[hit[:1]] = STALE
    for at, seconds in SERVER_DOWN:
        there &= (times < at * 1000) | (times >= (at + seconds) * 1000)
    if not there.any():
        return []
    times, values = times[there], values[there]
    end = -(-(life.end * 1000 - phase) // _SCRAPE) * _SCRAPE + phase
    if end < END * 1000:
        times, values = np.append(times, end), np.append(values, STALE)
    return [Series(labels, times, values)]


def _covered(life: Life, series: list[Series]) -> npt.NDArray[np.bool_]:
    """The seconds of a life that lie between two samples that one rate can see."""
    covered = np.zeros(life.end - life.start, np.int64)
    for one in series:
        times = one.times[~np.isnan(one.values)]
        near = np.diff(times) <= 4 * _SCRAPE
        np.add.at(covered, times[:-1][near] // 1000 - life.start, 1)
        ends = times[1:][near] // 1000 - life.start
        np.add.at(covered, ends[ends < len(covered)], -1)
    return np.cumsum(covered) > 0


def _joined(series: list[Series]) -> list[Series]:
    """One series for all lives of a replica that have the same labels."""
    by_labels: dict[Labels, list[Series]] = {}
    for one in series:
        by_labels.setdefault(one.labels, []).append(one)
    found = []
    for labels, parts in by_labels.items():
        times = np.concatenate([part.times for part in parts])
        values = np.concatenate([part.values for part in parts])
        times, last = np.unique(times[::-1], return_index=True)
        found.append(Series(labels, times, values[::-1][last]))
    return found


def _so_far(events: Integers) -> Integers:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(events)])
