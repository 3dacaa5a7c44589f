"""What is demanded of the rules, and whether it is met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.bench.rules.measure import Alerts, Found, Row
from tests.bench.rules.projects import VERSIONS

__all__ = ["BOUNDS", "Demand", "bound_of", "demands"]

BOUNDS = (("7d and more", 604_800, 0.01), ("1d to 3d", 86_400, 0.02), ("6h", 21_600, 0.06), ("30m to 2h", 1_800, 0.1))
"""Windows by their least length in seconds, and how far from the truth they may be."""
_CALENDAR = {"day": 86_400, "week": 604_800, "month": 2_592_000, "quarter": 7_862_400, "previous": 86_400}
_SAMPLES = {"Sloth": 1_000, "Pyrra": 1_500}
_TIMES = 12
_LATE = 75
_RULES = 5


@dataclass(frozen=True, slots=True)
class Demand:
    """`text` says what is demanded, `figure` what was measured."""

    text: str
    figure: str
    met: bool


def bound_of(row: Row) -> float | None:
    """How far a row's values may be from the truth; None for windows that nothing is demanded of."""
    seconds = row.seconds or _CALENDAR[row.window]
    return next((bound for _, least, bound in BOUNDS if seconds >= least), None)


def demands(found: Sequence[Found], rules_of_ten: int) -> Iterator[Demand]:
    for one in found:
        yield from _values(one)
    for one in found:
        yield from _alerts(one)
    for one in found:
        yield Demand(
            f"no NaN, nothing outside its range, no second series ({_version(one)})",
            "; ".join(one.wrong) or "none",
            not one.wrong,
        )
    for one in found:
        yield from _costs(one)
    yield Demand(
        f"at most {_RULES} rules an objective, of ten in a service",
        f"{rules_of_ten / 10:g}",
        rules_of_ten <= 10 * _RULES,
    )


def _values(found: Found) -> Iterator[Demand]:
    for text, least, bound in BOUNDS:
        rows = [row for row in found.rows if bound_of(row) == bound]
        if not rows:
            continue
        windows, version = f"windows of {text} within {_percent(bound)}", _version(found)
        worst = max(rows, key=lambda row: row.beyond)
        yield Demand(
            f"{windows} at every moment, but for what nobody can know ({version})",
            f"{_percent(worst.beyond)} ({worst.objective}, {worst.series} {worst.window}: {worst.worst})",
            worst.beyond <= bound,
        )
        if least >= 21_600:
            usual = max((row for row in rows if row.unit == "events" and row.seconds), key=lambda row: row.most)
            yield Demand(
                f"{windows} at 99 % of all moments, just as they are ({version})",
                f"{_percent(usual.most)} ({usual.objective}, {usual.series} {usual.window})",
                usual.most <= bound,
            )


def _alerts(found: Found) -> Iterator[Demand]:
    pages = next(alerts for alerts in found.alerts if alerts.tool == "Nines" and alerts.name == "pages")
    others = [alerts for alerts in found.alerts if alerts.tool == "Nines" and "page" in alerts.name]
    missed = sum(len(alerts.told.missed) for alerts in others)
    false = sum(len(alerts.told.false) for alerts in others)
    yield Demand(
        f"pages begin at most {_LATE} s after they should ({_version(found)})", *_late(pages, pages.told.begins)
    )
    yield Demand(f"pages end at most {_LATE} s after they should ({_version(found)})", *_late(pages, pages.told.ends))
    yield Demand(
        f"no incident is missed ({_version(found)})", f"{missed} of {len(pages.told.pairs) + missed}", missed == 0
    )
    yield Demand(f"no page is false: gaps, deploys, restarts ({_version(found)})", str(false), false == 0)


def _late(alerts: Alerts, seconds: Sequence[float]) -> tuple[str, bool]:
    met = bool(seconds) and max(seconds) <= _LATE and min(seconds) >= -_LATE
    return f"{min(seconds):.0f} to {max(seconds):.0f} s, {len(alerts.told.pairs)} pages", met


def _costs(found: Found) -> Iterator[Demand]:
    own = found.costs.get("Nines")
    if own is None:
        return
    for peer, times in _SAMPLES.items():
        other = found.costs.get(peer)
        if other is None:
            continue
        samples, seconds = other.samples / own.samples, other.seconds / own.seconds
        yield Demand(f"{times:,} times fewer samples read than {peer}", f"{samples:,.0f} times", samples >= times)
        yield Demand(f"{_TIMES} times less work than {peer}", f"{seconds:.1f} times", seconds >= _TIMES)


def _version(found: Found) -> str:
    return f"Prometheus {VERSIONS[found.generation]}"


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"
