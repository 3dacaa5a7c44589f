"""There is a range over which everything of a service adds up."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Service
from nines.contract.tiles import base_range, slice_lengths, tile_of
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.statements import service as said
from nines.language.statements.project import Evaluate
from nines.values.text import prometheus_duration

_PROJECT = "project {{\n  evaluate  every {every}\n  heartbeat to watch\n}}\n"
_WATCH = 'receiver watch webhook {\n  url "https://watch.shop.example/nines"\n}\n'
_SLO = examples.slo("slo requests 99.9% over 30d\n")

PAGE = Page(
    Code("N0701", "uneven-intervals", Severity.ERROR, "no base range fits the scrapes, the evaluations and the slices"),
    why="""\
What is measured is recorded over a base range: at least four scrapes, a whole number of evaluations, and a divisor of
the hour (of a quarter of it where a zone's midnight needs that) and of every slice. Only then do its values add up to
hours and slices without a gap.""",
    bad=_PROJECT.format(every="7s") + _WATCH + _SLO,
    good=_PROJECT.format(every="30s") + _WATCH + _SLO,
    can_be_allowed=False,
)

_HOUR, _DAY = 3_600_000, 86_400_000


def check(context: Context) -> Iterator[Diagnostic]:
    evaluate = context.contract.project.evaluate.milliseconds
    for service in context.contract.services:
        if not service.indicators or not evaluate or not service.scrape.milliseconds:
            continue
        tile = tile_of(objective.window for objective in service.objectives)
        slices = tuple(filter(_fills_a_day, slice_lengths(service.indicators)))
        if base_range(evaluate, service.scrape.milliseconds, tile, slices) is None:
            yield _finding(context, service, tile, slices)


def _fills_a_day(length: int) -> bool:
    """Of others it is said already (N0317)."""
    return (_HOUR if length <= _HOUR else _DAY) % length == 0


def _finding(context: Context, service: Service, tile: int, slices: tuple[int, ...]) -> Diagnostic:
    statement = context.statement(service.origin)
    evaluate = context.contract.project.evaluate
    lines = [placed.node.interval.span for placed in context.every(Evaluate)]
    needs = [
        f"at least four scrapes of {prometheus_duration(service.scrape.milliseconds)}",
        f"a whole number of evaluations of {prometheus_duration(evaluate.milliseconds)}",
        f"a divisor of {prometheus_duration(tile)}",
        *(f"a divisor or a multiple of the slice of {prometheus_duration(length)}" for length in slices),
    ]
    return found(
        PAGE,
        f"nothing of `{service.name}` can be added up exactly: no range fits its intervals",
        statement.name.span if isinstance(statement, said.Service) else service.origin,
        others=[Label(line, "rules are evaluated so often") for line in lines[:1]],
        notes=[f"the base range would have to be {', '.join(needs[:-1])} and {needs[-1]}"],
        helps=["evaluate every 15s, 20s, 30s or 1m, and take slices of 1m or 5m"],
    )
