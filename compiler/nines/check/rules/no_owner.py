"""What pages belongs to somebody."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import AlertClass, Journey, Objective, Service
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.diagnostics.suggest import listing
from nines.language.statements import service as said
from nines.language.statements.project import Project

_TEAM = 'team payments "Payments" {\n  page   to pager\n  ticket to pager\n}\n'
_PAGER = 'receiver pager pagerduty {\n  key file "/etc/alertmanager/secrets/pager"\n}\n'
_REPAID = examples.slo("slo requests 99.9% over 30d\n")

PAGE = Page(
    Code("N0507", "no-owner", Severity.WARNING, "something pages, but belongs to no team"),
    why="""\
Alerts go to the receivers of the owner. Those of a service or journey without an owner go to the first team that has
receivers, which may know nothing of it; where no team has any, nobody is called. `owner` in `project` names the team
for all that has no owner of its own, and a receiver of its own (`page { to pager }`) serves too.""",
    bad=_TEAM + _PAGER + 'service refunds "Refunds" {\n  owner payments\n}\n' + _REPAID,
    good=_TEAM + _PAGER + _REPAID.replace("  sli", "  owner payments\n\n  sli", 1),
)


def check(context: Context) -> Iterator[Diagnostic]:
    if not context.contract.teams or context.contract.project.owner is not None or _names_owner(context):
        return
    for holder in context.holders:
        paging = next((objective for objective in holder.objectives if pages_owner(objective)), None)
        statement = context.statement(holder.origin)
        if paging is None or not isinstance(statement, said.Service | said.Journey):
            continue
        if not context.within(statement, said.Owner) and not context.is_unsure(statement):
            yield _finding(context, holder, paging)


def pages_owner(objective: Objective) -> bool:
    """Whether pages of an objective go to whoever owns it."""
    alerts = (*objective.alerts.burns, *objective.alerts.others)
    return any(alert.alert_class is AlertClass.PAGE and alert.style.receiver is None for alert in alerts)


def _finding(context: Context, holder: Service | Journey, paging: Objective) -> Diagnostic:
    statement = context.statement(holder.origin)
    what = "journey" if isinstance(holder, Journey) else "service"
    return found(
        PAGE,
        f"the {what} `{holder.name}` pages, but belongs to no team",
        statement.name.span if isinstance(statement, said.Service | said.Journey) else holder.origin,
        _reached(context),
        others=[Label(paging.target_origin, "pages when its budget burns")],
        helps=[
            f"add `owner ...`: {listing([team.name for team in context.contract.teams])}",
            "or say in `project` who owns all that has no owner of its own",
        ],
    )


def _reached(context: Context) -> str:
    fallback = context.contract.fallback
    return "nobody is called" if fallback is None else f"`{fallback.name}` is called, the first team with receivers"


def _names_owner(context: Context) -> bool:
    """Whether the project names an owner, be it one that cannot be found."""
    return any(isinstance(owner.inside(Project), Project) for owner in context.every(said.Owner))
