"""Something counts for what is measured."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Mask
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.source import Span

_HOURS = "schedule open {{\n  every  mon..fri from 08:00 to {end} in UTC\n  except closed\n}}\n"
_CLOSED = "schedule closed {\n  every mon..fri from 07:00 to 18:00 in UTC\n}\n"
_SLI = examples.sli(
    'bad http_requests_total{job="checkout", code=~"5.."}\nof  http_requests_total{job="checkout"}\nduring open\n'
)

PAGE = Page(
    Code("N0345", "nothing-counts", Severity.ERROR, "all hours are left out, so that nothing counts"),
    why="""\
`during` counts the hours of a schedule alone, and `except` leaves some out. Where no hour is left nothing is ever
counted: the objective is kept whatever happens, its alerts never fire, and nobody notices.""",
    bad=_HOURS.format(end="17:00") + _CLOSED + _SLI,
    good=_HOURS.format(end="20:00") + _CLOSED + _SLI,
)

_DAY = 86_400
_WEEK = 7 * _DAY
_AHEAD = 366 * _DAY


def check(context: Context) -> Iterator[Diagnostic]:
    told: set[Span] = set()
    judged: dict[tuple[tuple[str, Span], ...], bool] = {}
    contract = context.contract
    measured = [(indicator.id, indicator.masks) for indicator in contract.indicators]
    aimed = [(objective.id, objective.masks) for objective in contract.objectives]
    for name, masks in (*measured, *aimed):
        key = tuple((mask.kind, mask.hours.origin) for mask in masks)
        if not masks or masks[-1].origin in told:
            continue
        if key not in judged:
            judged[key] = _never(masks, context.today)
        if judged[key]:
            told.update(mask.origin for mask in masks)
            yield found(
                PAGE,
                f"nothing counts for `{name}`: no hour is left",
                masks[-1].origin,
                "leaves nothing to count",
                others=[Label(mask.origin, f"`{mask.kind} {mask.hours.name}`") for mask in masks[:-1]],
                helps=["leave less out, or add hours that come"],
            )


def _never(masks: tuple[Mask, ...], today: datetime.date) -> bool:
    """Whether no second is left of a year, and of all hours with a date, be they over.

    Hours that could not be made out leave everything. A week tells of most.
    """
    from nines.values.recurrence import Span as DatedHours

    hours = [mask.hours.hours for mask in masks if mask.hours.hours is not None]
    now = (today - datetime.date(1970, 1, 1)).days * _DAY
    if _is_left(masks, now, now + _WEEK):
        return False
    dated = [line.interval for each in hours for line in each.lines if isinstance(line, DatedHours)]
    start = min([now, *(span.start for span in dated)])
    end = max([now + _AHEAD, *(span.end for span in dated)])
    return not _is_left(masks, start, end)


def _is_left(masks: tuple[Mask, ...], start: int, end: int) -> bool:
    from nines.values.intervals import Interval, difference, intersection, total

    left: tuple[Interval, ...] = (Interval(start, end),)
    for mask in masks:
        if mask.hours.hours is not None:
            spans = mask.hours.hours.occurrences(start, end)
            left = intersection(left, spans) if mask.kind == "during" else difference(left, spans)
    return total(left) > 0
