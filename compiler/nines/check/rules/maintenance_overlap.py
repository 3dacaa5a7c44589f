"""Works that are planned do not overlap."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import combinations

from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Maintenance
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.statements import time as said
from nines.source import Span

_SERVICE = (
    "service checkout {\n  sli up {\n    up probe_success{}\n  }\n  slo up 99% over 30d { except weekly, monthly }\n}\n"
)
_WEEKLY = "maintenance weekly {{\n  every {days} from 03:00 to 03:30 in UTC\n}}\n"
_MONTHLY = "maintenance monthly {\n  every first sun of month from 02:00 to 04:00 in UTC\n}\n"

PAGE = Page(
    Code("N0346", "maintenance-overlap", Severity.WARNING, "two works leave out the same hours of one objective"),
    why="""\
Hours that two works share are left out once, and count against the `at most` of both: which of them an outage belonged
to is a matter of opinion, and a contract should not have one. Give each hours of its own.""",
    bad=_WEEKLY.format(days="sun") + _MONTHLY + _SERVICE,
    good=_WEEKLY.format(days="mon") + _MONTHLY + _SERVICE,
)

_DAY = 86_400
_AHEAD = 366 * _DAY


def check(context: Context) -> Iterator[Diagnostic]:
    start = (context.today - datetime.date(1970, 1, 1)).days * _DAY
    told: set[frozenset[str]] = set()
    for together in _together(context):
        for one, other in combinations(dict.fromkeys(together), 2):
            pair = frozenset((one.name, other.name))
            if pair in told:
                continue
            told.add(pair)
            at = _shared(one, other, start)
            if at is not None:
                yield _finding(context, one, other, at)


def _together(context: Context) -> Iterator[list[Maintenance]]:
    """Works that leave out hours of one objective, or of one agreement."""
    for objective in context.contract.objectives:
        yield [mask.hours for mask in objective.masks if mask.kind == "except" and isinstance(mask.hours, Maintenance)]
    for sla in context.contract.slas:
        yield [item.maintenance for item in sla.agreement.exclusions if item.maintenance is not None]


def _shared(one: Maintenance, other: Maintenance, start: int) -> int | None:
    """The first second of the year ahead that both have."""
    from nines.values.intervals import intersection

    if one.hours is None or other.hours is None:
        return None
    both = intersection(one.hours.occurrences(start, start + _AHEAD), other.hours.occurrences(start, start + _AHEAD))
    return next((span.start for span in both if span.seconds > 0), None)


def _finding(context: Context, one: Maintenance, other: Maintenance, at: int) -> Diagnostic:
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=at)  # noqa: DTZ001
    return found(
        PAGE,
        f"`{other.name}` and `{one.name}` overlap",
        _name(context, other),
        f"for the first time on {moment:%Y-%m-%d at %H:%M} UTC",
        others=[Label(_name(context, one), "has the same hours")],
        helps=["give each hours of its own"],
    )


def _name(context: Context, maintenance: Maintenance) -> Span:
    statement = context.statement(maintenance.origin)
    return statement.name.span if isinstance(statement, said.Maintenance) else maintenance.origin
