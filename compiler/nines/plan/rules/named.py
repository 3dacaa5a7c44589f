"""Names that would clash in the recorded series, said before anything is planned."""

from __future__ import annotations

from nines.contract.model import Indicator
from nines.diagnostics.model import Label
from nines.plan import names
from nines.plan.rules.codes import TAKEN_LABEL, TAKEN_NAME
from nines.plan.rules.context import Context
from nines.source import Span

__all__ = ["check_names"]

RESERVED = frozenset(
    {
        *(names.BUNDLE, names.SERVICE, names.INDICATOR, names.OBJECTIVE_LABEL, names.WINDOW, names.SHORT, names.CLASS),
        *(names.SLA, names.CUSTOMER, names.PROMISE, names.HALF, names.PIECE, names.PERIOD, names.PART),
        *(names.SEVERITY, names.TEAM, names.TIER, names.STAGE, "alertname", "alertstate", "hour", "le"),
    }
)
"""Labels that recorded series and alerts need for themselves."""


def check_names(context: Context) -> None:
    for indicator in context.contract.indicators:
        _labels(context, indicator, indicator.per, indicator.origin)
    for objective in context.contract.objectives:
        _labels(context, objective.indicator, objective.each, objective.origin)
    services = {service.name: service for service in context.contract.services}
    for journey in context.contract.journeys:
        if journey.name in services:
            context.report.say(
                TAKEN_NAME,
                f"the journey `{journey.name}` bears the name of a service",
                journey.origin,
                others=[Label(services[journey.name].origin, "the service")],
                helps=["give one of them another name: series of both bear it as their `service`"],
            )


def _labels(context: Context, of: Indicator, labels: tuple[str, ...], place: Span) -> None:
    for label in labels:
        if label in RESERVED:
            context.report.say(
                TAKEN_LABEL,
                f"`{of.id}` is kept apart by `{label}`, a label that recorded series need for themselves",
                place,
                helps=[f"rename it when it is scraped, for example to `{of.name}_{label}` (`metric_relabel_configs`)"],
            )
