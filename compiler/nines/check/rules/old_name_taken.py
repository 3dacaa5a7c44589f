"""An old name belongs to nobody else."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context, Placed
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.statements import service as said
from nines.language.statements.indicator import Sli
from nines.language.statements.objective import Slo
from nines.source import Span

_REST = "sli requests {\n  bad http_errors_total{}\n  of  http_requests_total{}\n}\nslo requests 99.9% over 30d\n"
_OTHER = "service orders {\n  sli requests {\n    up up{}\n  }\n  slo requests 99.9% over 30d\n}\n"

PAGE = Page(
    Code("N0618", "old-name-taken", Severity.ERROR, "an old name is the name of something else now"),
    why="""\
Rules read what was recorded under an old name as part of the history of the new one. If something else bears that name
now, its events would be counted for both.""",
    bad=examples.service("was orders until 2199-03-01\n" + _REST) + _OTHER,
    good=examples.service("was baskets until 2199-03-01\n" + _REST) + _OTHER,
)


def check(context: Context) -> Iterator[Diagnostic]:
    for placed in context.every(said.Was):
        name = placed.node.name
        what, known = _alike(context, placed)
        if name.value in known:
            yield found(
                PAGE,
                f"`{name.value}` is the name of another {what}",
                name.span,
                "what it records would count here too",
                others=[Label(known[name.value], "this bears it now")],
                helps=["give that one another name, or leave `was` out and begin a new history"],
            )


def _alike(context: Context, placed: Placed[said.Was]) -> tuple[str, dict[str, Span]]:
    """What the statement renames, and all names that others of its kind have."""
    block = placed.within[-1] if placed.within else None
    service = placed.inside(said.Service) or placed.inside(said.Journey)
    holder = next((one for one in context.holders if service is not None and one.name == service.name.value), None)
    if holder is not None and isinstance(block, Slo):
        return "slo of the service", {one.name: one.origin for one in holder.objectives}
    if holder is not None and isinstance(block, Sli):
        indicators = [one for one in context.contract.indicators if one.service == holder.name]
        return "sli of the service", {one.name: one.origin for one in indicators}
    return "service", {one.name: one.origin for one in context.holders}
