"""What windows held in truth, and how far from it a recorded value is.

A value is compared at a moment between its evaluation and the next one, as a reader of a board meets it. Its error is
|value - truth| divided by the larger of truth and budget. Two things no rule can know, and they are told apart: what
happened within 105 seconds of either end of the window (a base range, an evaluation and a scrape; two minutes more
where the window is put together seldom), and what no two scrapes enclose (the first error of each new series).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from tests.bench.rules.shop import END, INCIDENTS, SLOW, STALE, START, Counts, Incident, Series, Service, Shop

__all__ = ["EDGE", "Errors", "Objective", "Window", "berlin_hours", "objectives", "rolling"]

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
BERLIN = ZoneInfo("Europe/Berlin")

EDGE = 105.0
"""Seconds by which a window's ends may be blurred: a base range of 60, an evaluation of 30 and a scrape of 15."""
_SLOW_EDGE = 135.0
"""The same where rules are evaluated once a minute."""
_SELDOM, _OFTEN = 120.0, 43_200.0
"""Rolling windows of more than half a day are put together every two minutes."""
_INTO, _OLD = 600.0, 3_600.0
"""Seconds from an incident's beginning to where plain errors are judged."""
_SLACK = 2
"""Events: a count may be rounded at either end."""


@dataclass(frozen=True, slots=True)
class Window:
    """`starts` and `ends` give the edges of the window that holds at each of some moments; `label` is the series'."""

    label: str
    starts: Callable[[Floats], Floats]
    ends: Callable[[Floats], Floats] = lambda at: at
    long: float = 0.0

    @property
    def seldom(self) -> float:
        """Seconds by which the ends are blurred more, where a window is put together seldom."""
        return _SELDOM if self.long > _OFTEN else 0.0


def rolling(label: str, seconds: int) -> Window:
    return Window(label, lambda at: at - seconds, long=seconds)


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective of the benchmark with its truth. `windows` are those of `nines:error_ratio`, its own one first."""

    service: str
    name: str
    budget: float
    true: Counts
    unseen: Counts
    incidents: tuple[Incident, ...]
    windows: tuple[Window, ...]
    edge: float = EDGE
    unit: str = "events"


@dataclass(frozen=True, slots=True)
class Errors:
    """Errors of one series, at each moment at which something was recorded and something had happened.

    `plain` is the error as it is. `beyond` leaves out what nobody can know. `into` are the moments from ten minutes
    into an incident on, `old` those from an hour on, but for those at which one leaves the window.
    """

    at: Floats
    value: Floats
    truth: Floats
    plain: Floats
    beyond: Floats
    into: Flags
    old: Flags

    @classmethod
    def of(
        cls,
        objective: Objective,
        window: Window,
        series: Series,
        as_ratio: Callable[[Floats], Floats],
        before: Window | None = None,
    ) -> Errors:
        """`as_ratio` turns a recorded value into the bad share that it says: of all in the window, or in `before` if
        that is more.

        A period that began since the evaluation is the next evaluation's business.
        """
        at, value, evaluated = _met(series)
        current = (window.starts(at) == window.starts(evaluated)) | (window.long > 0)
        at, value = at[current], value[current]
        start, end = np.maximum(window.starts(at), START), window.ends(at)
        _, counted = objective.true.between(start, end)
        happened = (counted > 0) & (window.starts(at) >= START)
        at, value, start, end = (part[happened] for part in (at, value, start, end))
        bad, total = (half.astype(np.float64) for half in objective.true.between(start, end))
        if before is not None:
            total = np.maximum(total, objective.true.between(before.starts(at), before.ends(at))[1])
        said, truth = as_ratio(value), bad / total
        scale = np.maximum(truth, objective.budget)
        blur = objective.edge + window.seldom
        near = sum(objective.true.between(edge - blur, edge + blur)[0] for edge in (start, end))
        hidden_bad, hidden = objective.unseen.between(start, end)
        blurred = (near + hidden_bad + truth * hidden + _SLACK) / np.maximum(total - hidden, 1)
        plain = np.abs(said - truth) / scale
        beyond = np.maximum(0, np.abs(said - truth) - blurred) / scale
        into, old = (_since(objective.incidents, seconds, start, at, blur) for seconds in (_INTO, _OLD))
        return cls(at, value, truth, plain, beyond, into, old)

    @property
    def worst(self) -> str:
        place = int(np.argmax(self.beyond))
        when = datetime.datetime.fromtimestamp(float(self.at[place]), datetime.UTC)
        return f"{when:%m-%d %H:%M:%S} {self.value[place]:.6f} truth {self.truth[place]:.6f}"


def objectives(shop: Shop) -> Iterator[Objective]:
    """All that the benchmark's specs promise."""
    burns = [("5m", 300), ("30m", 1_800), ("1h", 3_600), ("2h", 7_200), ("6h", 21_600), ("1d", 86_400), ("3d", 259_200)]
    short = tuple(rolling(*window) for window in burns)
    month = (rolling("30d", 2_592_000), *short)
    yield _requests(shop.checkout, "checkout", "availability", month)
    yield _requests(shop.checkout, "orders", "rolling", (rolling("7d", 604_800), short[2], short[5]))
    for name, unit, budget in (
        ("daily", "day", 0.005),
        ("monthly", "month", 0.001),
        ("quarterly", "quarter", 0.001),
    ):
        edges = np.array(_periods(unit), dtype=np.float64)
        yield _requests(shop.checkout, "orders", name, _calendar(unit, edges), budget)
    for name, counts in (("in-hours", _office()), ("maintained", ~_upkeep())):
        true, unseen = shop.checkout.true.only(counts), shop.checkout.unseen.only(counts)
        yield Objective("orders", name, 0.001, true, unseen, INCIDENTS, (month[0], short[5]), _SLOW_EDGE)
    yield Objective("search", "speed", 0.01, shop.search.true, shop.search.unseen, SLOW, month, _SLOW_EDGE)
    slices = _slices(shop.checkout.true)
    nothing = Counts(np.zeros_like(slices.bad), np.zeros_like(slices.total))
    yield Objective(
        "minutes", "good", 0.01, slices, nothing, INCIDENTS, (month[0], *short[4:]), edge=270.0, unit="slices"
    )


def _requests(
    service: Service, name: str, objective: str, windows: tuple[Window, ...], budget: float = 0.001
) -> Objective:
    edge = EDGE if name == "checkout" else _SLOW_EDGE
    return Objective(name, objective, budget, service.true, service.unseen, INCIDENTS, windows, edge)


# --- calendars --------------------------------------------------------------


def _periods(unit: str) -> list[float]:
    """The first instants of all periods of Berlin's calendar around the history."""
    found = []
    day = datetime.date(2025, 4, 1)
    while day <= datetime.date(2026, 1, 2):
        first = {"day": True, "month": day.day == 1}.get(unit, day.day == 1 and day.month % 3 == 1)
        if first:
            found.append(datetime.datetime(day.year, day.month, day.day, tzinfo=BERLIN).timestamp())
        day += datetime.timedelta(days=1)
    return found


def _calendar(unit: str, edges: Floats) -> tuple[Window, ...]:
    """The running period and the last whole one; the quarter before began before the history did."""
    return (_running(unit, edges),) if unit == "quarter" else (_running(unit, edges), _previous(edges))


def _running(unit: str, edges: Floats) -> Window:
    return Window(unit, lambda at: edges[np.searchsorted(edges, at, side="right") - 1])


def _previous(edges: Floats) -> Window:
    return Window(
        "previous",
        lambda at: edges[np.searchsorted(edges, at, side="right") - 2],
        lambda at: edges[np.searchsorted(edges, at, side="right") - 1],
    )


def berlin_hours(hours: tuple[float, float], weekdays: frozenset[int]) -> Flags:
    """The seconds of the history that lie between two hours of Berlin's clock on some weekdays (0 is Monday)."""
    counts = np.zeros(END - START, bool)
    day = datetime.date(2025, 9, 19)
    while day < datetime.date(2025, 11, 7):
        if day.weekday() in weekdays:
            midnight = datetime.datetime(day.year, day.month, day.day, tzinfo=BERLIN)
            first, last = (int((midnight + datetime.timedelta(hours=hour)).timestamp()) for hour in hours)
            counts[max(first - START, 0) : max(last - START, 0)] = True
        day += datetime.timedelta(days=1)
    return counts


def _office() -> Flags:
    return berlin_hours((8, 20), frozenset(range(5)))


def _upkeep() -> Flags:
    return berlin_hours((11, 12), frozenset({6}))


def _slices(true: Counts) -> Counts:
    """Minutes of which at least 5 % of the requests failed are bad; each counts at the last of its seconds."""
    minutes = (END - START) // 60
    edges: Floats = START + 60.0 * np.arange(minutes + 1, dtype=np.float64)
    bad, total = true.between(edges[:-1], edges[1:])
    failed = bad / np.maximum(total, 1) >= 0.05
    halves = (failed & (total > 0), total > 0)
    counted = []
    for half in halves:
        events: npt.NDArray[np.int64] = np.zeros(END - START, np.int64)
        events[59::60] = half
        counted.append(np.concatenate([np.zeros(1, np.int64), np.cumsum(events)]))
    return Counts(*counted)


# --- moments ----------------------------------------------------------------


def _met(series: Series) -> tuple[Floats, Floats, Floats]:
    """Moments at which readers meet each value, up to half a minute after it was recorded; values; evaluations."""
    there = series.values.view(np.uint64) != np.float64(STALE).view(np.uint64)
    age = np.random.RandomState(30).randint(0, 30_000, len(series.times))
    return ((series.times + age) / 1000.0)[there], series.values[there], (series.times / 1000.0)[there]


def _since(incidents: Sequence[Incident], seconds: float, start: Floats, at: Floats, blur: float) -> Flags:
    """The moments at which a whole incident is in the window, none began less than so long ago, and none leaves it."""
    besides = whole = np.zeros(len(at), bool)
    for incident in incidents:
        age = at - incident.at
        leaves = (start > incident.at - blur) & (start < incident.end + blur)
        besides = besides | leaves | ((age >= 0) & (age < seconds))
        whole = whole | ((age >= seconds) & (start <= incident.at))
    return whole & ~besides
