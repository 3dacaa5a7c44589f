"""What was measured, as docs/measurements.md and as what the command prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.bench.rules.demands import Demand, bound_of
from tests.bench.rules.measure import Alerts, Found, Row
from tests.bench.rules.projects import VERSIONS
from tests.bench.rules.shop import DEPLOYS, END, INCIDENTS, OUTAGES, SERVER_DOWN, START

__all__ = ["document", "summary"]


def summary(demands: Sequence[Demand]) -> str:
    """Each demand, whether it is met, and the figure."""
    return "\n".join(f"  {'ok  ' if one.met else 'FAIL'}  {one.text}: {one.figure}" for one in demands)


def document(found: Sequence[Found], demands: Sequence[Demand]) -> str:
    return (
        "\n".join([*_head(), *_demands(demands), *_costs(found), *_alerts(found), *_victoria(found), *_values(found)])
        + "\n"
    )


def _head() -> Iterator[str]:
    days = (END - START) // 86_400
    yield "<!-- Made by `SLOTH=... PYRRA=... make bench-rules`. -->"
    yield ""
    yield "# Measurements of the rules"
    yield ""
    yield (
        f"The rules that `nines build` writes, on {days} days of a shop whose every request is known: day and night, "
        f"90 minutes without a request in each, ten replicas replaced at {len(DEPLOYS)} deploys, crashes that reset "
        f"counters, {len(OUTAGES)} failures of scraping, {len(SERVER_DOWN)} standstills of Prometheus, "
        f"{len(INCIDENTS)} incidents from 90 seconds to 12 hours, from 0.4 % of the requests to all; the end of summer "
        "time, of two months and of a quarter. Scraped every 15 s, evaluated every 30 s, each group at its own phase. "
        "[The rules, explained](rules.md) says how to read this."
    )
    yield ""


def _demands(demands: Sequence[Demand]) -> Iterator[str]:
    yield from _table(
        ("what is demanded", "measured", ""),
        [(one.text, one.figure, "met" if one.met else "**missed**") for one in demands],
    )


def _costs(found: Sequence[Found]) -> Iterator[str]:
    yield "## Cost of one objective"
    yield ""
    yield (
        "99.9 % over 30 days, 20 raw series, in an hour: samples that the server reads, as it counts them; seconds in "
        "evaluations, as a server that runs the rules counts them (`prometheus_rule_evaluation_duration_seconds`); "
        "seconds that its processors work beyond what it does without rules."
    )
    yield ""
    rows = []
    for one in found:
        own = one.costs.get("Nines")
        if own is None:
            continue
        for tool, cost in one.costs.items():
            times = (
                f"{cost.samples / own.samples:,.0f}",
                f"{cost.evaluation / own.evaluation:,.1f}",
                f"{cost.work / own.work:,.1f}",
            )
            rows.append(
                (
                    tool,
                    VERSIONS[one.generation],
                    str(cost.rules),
                    f"{cost.samples:,.0f}",
                    f"{cost.evaluation:.2f}",
                    f"{cost.work:.2f}",
                    *(("", "", "") if tool == "Nines" else times),
                )
            )
    head = ("tool", "Prometheus", "rules", "samples", "evaluation", "work", "x samples", "x evaluation", "x work")
    yield from _table(head, rows)


def _alerts(found: Sequence[Found]) -> Iterator[str]:
    yield "## Alerts"
    yield ""
    yield (
        "Seconds by which alerts begin and end after the ideal alert of the same windows, which knows every request at "
        "once. A ticket whose burn rate creeps over its limit for hours is late where the curve is flat."
    )
    yield ""
    rows = [
        (one.tool, one.name, VERSIONS[group.generation], str(len(one.told.pairs)), *_told(one))
        for group in found
        for one in group.alerts
    ]
    head = ("tool", "alerts", "Prometheus", "told", "begin: median, worst", "end: median, worst", "missed", "false")
    yield from _table(head, rows)


def _told(alerts: Alerts) -> tuple[str, str, str, str]:
    sides = [
        f"{late[len(late) // 2]:.0f} s, {max(late, key=abs):.0f} s" if late else ""
        for late in (sorted(alerts.told.begins), sorted(alerts.told.ends))
    ]
    return sides[0], sides[1], str(len(alerts.told.missed)), str(len(alerts.told.false))


def _victoria(found: Sequence[Found]) -> Iterator[str]:
    same = [one for group in found for one in group.victoria]
    if not same:
        return
    yield "## VictoriaMetrics"
    yield ""
    yield (
        "What its engine makes of each rule from the same series, beside what Prometheus recorded: the largest "
        "difference as a share of the mean, and series that one of them alone gives."
    )
    yield ""
    rows = [(one.series, str(one.values), f"{100 * one.worst:.2g} %", str(one.apart)) for one in same]
    yield from _table(("series", "values", "largest difference", "on one side alone"), rows)


def _values(found: Sequence[Found]) -> Iterator[str]:
    yield "## Every recorded value"
    yield ""
    yield (
        "|value - truth| divided by the larger of truth and budget, at a moment within each evaluation of each window. "
        "*From 10 min*, *from 1 h*: the worst from ten minutes, or an hour, into an incident on, but for moments at "
        "which an incident leaves the window. *Worst but*: of all moments, but for what happened within 105 s of "
        "either end of the window (120 s more in windows beyond half a day, 30 s more where rules are evaluated once a "
        "minute, 270 s for slices), and for what no two scrapes enclose."
    )
    yield ""
    for one in found:
        yield f"### Prometheus {VERSIONS[one.generation]}"
        yield ""
        rows = [
            (
                row.objective,
                row.series,
                row.window,
                f"{row.moments:,}",
                _percent(row.half),
                _percent(row.most),
                *("" if worst is None else _percent(worst) for worst in (row.into, row.old)),
                _percent(row.beyond),
                _bound(row),
            )
            for row in one.rows
        ]
        yield from _table(
            (
                *("objective", "series", "window", "moments", "half", "99 %"),
                *("from 10 min", "from 1 h", "worst but", "allowed"),
            ),
            rows,
        )


def _bound(row: Row) -> str:
    bound = bound_of(row)
    if bound is None:
        return ""
    both = dict.fromkeys(_percent(float(share)) for share in (bound.edge, bound.settled))
    return ", ".join(both)


def _percent(share: float) -> str:
    return f"{100 * share:.2f} %" if share < 10 else f"{100 * share:,.0f} %"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""
