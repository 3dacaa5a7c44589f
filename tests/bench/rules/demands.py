"""What is demanded of the rules, and whether it is met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from nines.plan.accuracy import BOUNDS, Bound
from tests.bench.rules.measure import Alerts, Found, Row
from tests.bench.rules.projects import VERSIONS

__all__ = ["Demand", "bound_of", "demands"]

_CALENDAR = {"day": 86_400, "week": 604_800, "month": 2_592_000, "quarter": 7_862_400, "previous": 86_400}
_SAMPLES = {"Sloth": 1_000, "Pyrra": 1_500}
_TIMES = 12
_LATE = 75
_RULES = 5
_OFTEN = "checkout.availability"
"""What is evaluated every 30 s, as those demands suppose."""


@dataclass(frozen=True, slots=True)
class Demand:
    """`text` says what is demanded, `figure` what was measured."""

    text: str
    figure: str
    met: bool


def bound_of(row: Row) -> Bound | None:
    """How far a row's values may be from the truth; None for windows that nothing is demanded of."""
    milliseconds = 1000 * (row.seconds or _CALENDAR[row.window])
    return next((bound for bound in BOUNDS if milliseconds >= bound.least), None)


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
    version = _version(found)
    for bound in BOUNDS:
        rows = [row for row in found.rows if bound_of(row) == bound]
        if not rows:
            continue
        often = [row for row in rows if row.objective == _OFTEN]
        yield from _since(bound, bound.edge, "ten minutes", [(row.into, row) for row in often], version)
        if bound.settled < bound.edge:
            yield from _since(bound, bound.settled, "an hour", [(row.old, row) for row in often], version)
        windows = f"windows of {bound.windows} within {_percent(float(bound.settled))}"
        far = max(rows, key=lambda row: row.beyond)
        yield Demand(
            f"{windows} at every moment, but for what nobody can know ({version})",
            f"{_percent(far.beyond)} ({far.objective}, {far.series} {far.window}: {far.worst})",
            far.beyond <= bound.settled,
        )
        if bound.least >= 21_600_000:
            usual = max((row for row in rows if row.unit == "events" and row.seconds), key=lambda row: row.most)
            yield Demand(
                f"{windows} at 99 % of all moments, just as they are ({version})",
                f"{_percent(usual.most)} ({usual.objective}, {usual.series} {usual.window})",
                usual.most <= bound.settled,
            )


def _since(
    bound: Bound, share: Fraction, age: str, errors: Sequence[tuple[float | None, Row]], version: str
) -> Iterator[Demand]:
    seen = [(error, row) for error, row in errors if error is not None]
    if seen:
        most, row = max(seen, key=lambda one: one[0])
        yield Demand(
            f"windows of {bound.windows} within {_percent(float(share))} from {age} into an incident on ({version})",
            f"{_percent(most)} ({row.series} {row.window})",
            most <= share,
        )


def _alerts(found: Found) -> Iterator[Demand]:
    pages = next(alerts for alerts in found.alerts if alerts.tool == "Nines" and alerts.name == "pages")
    others = next(alerts for alerts in found.alerts if alerts.name == "pages about anything else")
    missed = len(pages.told.missed)
    false = len(pages.told.false) + len(others.told.false)
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
        samples, evaluation = other.samples / own.samples, other.evaluation / own.evaluation
        yield Demand(f"{times:,} times fewer samples read than {peer}", f"{samples:,.0f} times", samples >= times)
        yield Demand(
            f"{_TIMES} times less time in evaluations than {peer}", f"{evaluation:.1f} times", evaluation >= _TIMES
        )


def _version(found: Found) -> str:
    return f"Prometheus {VERSIONS[found.generation]}"


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"
