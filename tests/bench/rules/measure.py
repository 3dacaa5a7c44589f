"""Measures the rules on one generation of Prometheus: fills them in, and compares all that they recorded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tests.bench.rules.cost import Cost, aged, cost_of, taken_by
from tests.bench.rules.fill import Recorded, Rule, fill
from tests.bench.rules.paging import PYRRA_PAGES, SRE_PAGES, SRE_TICKETS, Burn, Told, firing, ideal, told
from tests.bench.rules.projects import CALENDARS, KINDS, ONE, VERSIONS, built, pyrra_rules, sloth_rules
from tests.bench.rules.server import Server, serve
from tests.bench.rules.shop import MEASURED_FROM, STALE, Series, Shop
from tests.bench.rules.truth import Errors, Objective, Window, objectives
from tests.bench.rules.victoria import Same, compared

__all__ = ["Alerts", "Found", "Row", "Track", "measure"]

Floats = npt.NDArray[np.float64]

_HEAVY = ("[1d", "[3d", "[4d", "[30d")
"""Ranges that peers read so much for that their values are taken once an hour only."""
_HOURLY = 3_600_000
_PHASE = 13_200
_WATCHES = "timestamp("
"""Prometheus 2.42 takes hours for range queries over `timestamp()`, and half an hour for calendars of so many days.

There they are proven on fewer days (tests/verify).
"""


@dataclass(frozen=True, slots=True)
class Row:
    """How far a series is from the truth: the half and 99 % of all moments, and the worst of them.

    `unit` is what is counted: events or slices.

    `into` is the worst from ten minutes into an incident on, `old` that from an hour on, while none leaves the window
    (None: there is no such moment); `beyond` the worst of all moments but for what nobody can know.
    """

    objective: str
    unit: str
    series: str
    window: str
    seconds: float
    moments: int
    half: float
    most: float
    into: float | None
    old: float | None
    beyond: float
    worst: str


@dataclass(frozen=True, slots=True)
class Alerts:
    """Alerts of a tool against the ideal of its own windows."""

    tool: str
    name: str
    told: Told


@dataclass(frozen=True, slots=True)
class Track:
    """A value over time, for pictures: Unix seconds and values."""

    name: str
    at: Floats
    value: Floats


@dataclass
class Found:
    """All that was found on one generation. `wrong` says what no series may ever be."""

    generation: str
    rows: list[Row] = field(default_factory=list)
    alerts: list[Alerts] = field(default_factory=list)
    costs: dict[str, Cost] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    tracks: list[Track] = field(default_factory=list)
    victoria: list[Same] = field(default_factory=list)


def measure(generation: str, shop: Shop, folder: Path) -> Found:
    found = Found(generation)
    data = folder / f"prometheus-{generation}"
    shutil.rmtree(data, ignore_errors=True)
    with serve(data, generation) as server:
        server.write((*shop.checkout.scraped, *shop.search.scraped))
        one = built(ONE, generation, folder)
        tools = {"Nines": one}
        recorded = fill(server, _fillable(one, generation))
        found.alerts += _nines_alerts(shop, recorded)
        found.tracks += _tracks(recorded)
        _say(generation, "one objective is recorded")
        past = [*shop.checkout.scraped, *recorded.all()]
        if generation == "3":
            tools |= _peers(found, server, shop, folder, past)
            if len(tools) > 1:
                _say(generation, "peers are recorded")
            if (victoria := _program("VICTORIA")) is not None:
                found.victoria = compared(victoria, one, shop.checkout.scraped, recorded, folder / "victoria")
                shutil.rmtree(folder / "victoria", ignore_errors=True)
                _say(generation, "VictoriaMetrics is asked")
        for project in (KINDS, CALENDARS) if generation == "3" else (KINDS,):
            for name, series in fill(server, _fillable(built(project, generation, folder), generation)).series.items():
                if name != "ALERTS":
                    recorded.add(
                        name,
                        (Series((("__name__", name), *labels), of.times, of.values) for labels, of in series.items()),
                    )
            _say(generation, f"{project.name} are recorded")
        for objective in objectives(shop):
            if generation == "3" or objective.service != "orders":
                found.rows += _rows(objective, recorded)
        found.wrong += _wrong(recorded)
        snapshot = server.snapshot()
    if generation == "3":
        taken = taken_by(tools, aged(past, folder / "aged", generation), folder, generation)
        _say(generation, "evaluations are timed")
        with serve(data, generation, snapshot) as server:
            found.costs = {tool: cost_of(server, rules, taken[tool]) for tool, rules in tools.items()}
    shutil.rmtree(data, ignore_errors=True)
    return found


def _say(generation: str, what: str) -> None:
    print(f"  Prometheus {VERSIONS[generation]}: {what}", flush=True)


def _fillable(rules: Sequence[Rule], generation: str) -> list[Rule]:
    return [rule for rule in rules if generation != "2" or _WATCHES not in rule.expression]


# --- values -----------------------------------------------------------------


def _rows(objective: Objective, recorded: Recorded) -> Iterator[Row]:
    own = {"service": objective.service, "objective": objective.name}
    for window in objective.windows:
        series = recorded.one("nines:error_ratio", window=window.label, **own)
        yield _row(objective, "error_ratio", window, series, lambda value: value)
    window = objective.windows[0]
    yield _row(objective, "attained", window, recorded.one("nines:attained", **own), lambda value: 1 - value)
    before = objective.windows[1] if objective.windows[1:] and objective.windows[1].label == "previous" else None
    if window.long or before is not None:
        left = recorded.one("nines:budget_left", **own)
        yield _row(objective, "budget_left", window, left, lambda value: (1 - value) * objective.budget, before)


def _row(
    objective: Objective,
    name: str,
    window: Window,
    series: Series,
    as_ratio: Callable[[Floats], Floats],
    before: Window | None = None,
) -> Row:
    errors = Errors.of(objective, window, series, as_ratio, before)
    half, most = np.percentile(errors.plain, [50, 99])
    return Row(
        f"{objective.service}.{objective.name}",
        objective.unit,
        name,
        window.label,
        window.long,
        len(errors.at),
        float(half),
        float(most),
        _worst(errors.plain[errors.into]),
        _worst(errors.plain[errors.old]),
        float(errors.beyond.max()),
        errors.worst,
    )


def _worst(errors: Floats) -> float | None:
    return float(errors.max()) if len(errors) else None


def _wrong(recorded: Recorded) -> Iterator[str]:
    """What no series may be: NaN, a ratio outside [0, 1], more than the whole budget, two series where one belongs."""
    bounds = {"nines:error_ratio": (0, 1), "nines:attained": (0, 1), "nines:budget_left": (-np.inf, 1)}
    for name, kept in recorded.series.items():
        seen: set[tuple[str, str, str]] = set()
        for labels, series in kept.items():
            real = series.values[series.values.view(np.uint64) != np.float64(STALE).view(np.uint64)]
            if np.isnan(real).any():
                yield f"{name}{dict(labels)} is NaN {int(np.isnan(real).sum())} times"
            low, high = bounds.get(name, (-np.inf, np.inf))
            if len(real) and (real.min() < low or real.max() > high):
                yield f"{name}{dict(labels)} goes from {real.min()} to {real.max()}"
            if name in bounds:
                told_of = dict(labels)
                key = (told_of["service"], told_of["objective"], told_of.get("window", ""))
                if key in seen:
                    yield f"{name} has two series for {key}"
                seen.add(key)


# --- alerts -----------------------------------------------------------------


def _nines_alerts(shop: Shop, recorded: Recorded) -> Iterator[Alerts]:
    for name, burns, labels in (
        ("pages", SRE_PAGES, {"severity": "page"}),
        ("page on 1h and 5m", SRE_PAGES[:1], {"severity": "page", "window": "1h"}),
        ("page on 6h and 30m", SRE_PAGES[1:], {"severity": "page", "window": "6h"}),
        ("ticket on 1d and 2h", SRE_TICKETS[:1], {"severity": "ticket", "window": "1d"}),
        ("ticket on 3d and 6h", SRE_TICKETS[1:], {"severity": "ticket", "window": "3d"}),
    ):
        yield _alerts("Nines", name, shop, burns, recorded, alertname="ErrorBudgetBurn", **labels)
    burning = firing(recorded, alertname="ErrorBudgetBurn", severity="page")
    others = [spell for spell in firing(recorded, severity="page") if spell not in burning]
    yield Alerts("Nines", "pages about anything else", Told((), (), tuple(others)))


def _alerts(tool: str, name: str, shop: Shop, burns: Sequence[Burn], recorded: Recorded, **labels: str) -> Alerts:
    return Alerts(tool, name, told(ideal(shop.checkout.true, burns, 0.001), firing(recorded, **labels)))


# --- peers ------------------------------------------------------------------


def _peers(found: Found, server: Server, shop: Shop, folder: Path, past: list[Series]) -> dict[str, list[Rule]]:
    """The rules of Sloth and Pyrra, where the caller has them: `SLOTH=/path/to/sloth PYRRA=/path/to/pyrra`.

    What they recorded is added to the past.
    """
    tools: dict[str, list[Rule]] = {}
    if (sloth := _program("SLOTH")) is not None:
        rules = _together(sloth_rules(sloth, folder))
        recorded = fill(server, _thinned(rules))
        past += recorded.all()
        found.alerts.append(_alerts("Sloth", "pages", shop, SRE_PAGES, recorded, severity="page"))
        tools["Sloth"] = rules
        left = recorded.one("slo:period_error_budget_remaining:ratio")
        found.tracks.append(_track("Sloth", left))
        found.tracks.append(_track("Sloth without NaN", _taken(server, _WITHOUT_NAN)))
    if (pyrra := _program("PYRRA")) is not None:
        rules = _together(pyrra_rules(pyrra, folder))
        recorded = fill(server, _thinned(rules))
        past += recorded.all()
        found.alerts.append(
            _alerts("Pyrra", "pages", shop, PYRRA_PAGES, recorded, alertname="ErrorBudgetBurn", severity="critical")
        )
        tools["Pyrra"] = rules
        attained = recorded.one("pyrra_availability")
        found.tracks.append(_track("Pyrra", replace(attained, values=1 - (1 - attained.values) / 0.001)))
    return tools


_NUMBERS = "(slo:sli_error:ratio_rate5m >= 0)[30d:30s]"
_WITHOUT_NAN = f"1 - sum_over_time({_NUMBERS}) / count_over_time({_NUMBERS}) / 0.001"
"""What is left by Sloth's 30 days as they would be if nights with no requests did not make them NaN."""


def _taken(server: Server, query: str) -> Series:
    start = MEASURED_FROM * 1000
    ((_, (at, value)),) = server.range(query, start, start + 15 * 24 * _HOURLY, 4 * _HOURLY).items()
    return Series((), np.rint(at * 1000).astype(np.int64), value)


def _program(variable: str) -> str | None:
    path = os.environ.get(variable)
    if path is None:
        return None
    assert Path(path).is_file(), f"{variable} names no file: {path}"
    return str(Path(path).resolve())


def _slow(rules: Sequence[Rule]) -> list[bool]:
    """Of each rule whether it reads days of raw samples, or what does."""
    names: set[str] = set()
    found = []
    for rule in rules:
        read = {name for name, _, _ in rule.reads}
        found.append(any(mark in rule.expression for mark in _HEAVY) or bool(read & names))
        if found[-1] and not rule.alert:
            names.add(rule.record)
    return found


def _together(rules: Sequence[Rule]) -> list[Rule]:
    """Slow rules are evaluated at one moment, so that those taken once an hour find each other's values."""
    return [replace(rule, phase=_PHASE) if slow else rule for rule, slow in zip(rules, _slow(rules), strict=True)]


def _thinned(rules: Sequence[Rule]) -> list[Rule]:
    """Slow rules once an hour, all others as often as they say."""
    return [replace(rule, interval=_HOURLY) if slow else rule for rule, slow in zip(rules, _slow(rules), strict=True)]


# --- for pictures -----------------------------------------------------------


def _tracks(recorded: Recorded) -> Iterator[Track]:
    for series in recorded.of("nines:error_ratio"):
        yield _track(dict(series.labels)["window"], series)
    yield _track("Nines", recorded.one("nines:budget_left"))


def _track(name: str, series: Series) -> Track:
    late = series.times >= MEASURED_FROM * 1000
    return Track(name, series.times[late] / 1000.0, series.values[late])
