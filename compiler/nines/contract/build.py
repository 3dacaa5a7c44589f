"""The model pass: from a program to the contract, every default filled in and every name resolved."""

from __future__ import annotations

import datetime

from nines.contract import people, scenarios, services
from nines.contract.alerting import level_of
from nines.contract.context import Builder
from nines.contract.model import Contract, Customer, Journey, Maintenance, Provider, Schedule, Service, Sla
from nines.contract.project import project
from nines.diagnostics.model import Report
from nines.language.nodes import Statement
from nines.language.statements import contract as contract_said
from nines.language.statements import people as people_said
from nines.language.statements import project as project_said
from nines.language.statements import service as service_said
from nines.language.statements import time as time_said
from nines.language.statements.alerts import Alerts
from nines.program.model import Program
from nines.program.scope import Scope
from nines.record import replace

__all__ = ["build"]


def build(program: Program, scope: Scope, report: Report, folder: str, today: datetime.date) -> Contract:
    """Build the contract. What cannot be built is left out, after a finding; `folder` names a bundle without a name.

    `today` decides which version of an agreement holds.
    """
    builder = Builder(program, scope, report)
    nodes = [node for _, node in program.statements() if isinstance(node, Statement)]
    settings = next((node for node in nodes if isinstance(node, project_said.Project)), None)
    whole = project(builder, settings, folder)
    builder.owner = whole.owner
    outer = tuple(
        level
        for block in (settings.body.all(Alerts) if settings else ())
        for level in level_of(block.body, "alerts", builder)
    )
    histograms = settings.body.last(project_said.Buckets) if settings is not None else None
    buckets = histograms.bounds if histograms is not None else ()
    built: dict[str, Service] = {}
    for node in nodes:
        if isinstance(node, service_said.Service) and node.name.value not in built:
            built[node.name.value] = services.service(
                builder, node, outer, whole.scrape, buckets, native=whole.native_histograms
            )
    journeys: dict[str, Journey] = {}
    for node in nodes:
        if isinstance(node, service_said.Journey) and node.name.value not in journeys:
            found = services.journey(builder, node, built, outer)
            if found is not None:
                journeys[node.name.value] = found
    _add_scenarios(builder, nodes, built, journeys)
    holders: dict[str, Service | Journey] = {**journeys, **built}
    automations = [
        scenarios.automation(builder, node, holders) for node in nodes if isinstance(node, service_said.Automation)
    ]
    slas, customers = _agreements(builder, nodes, built, today)
    hours = _hours(builder, nodes)
    teams = [people.team_of(builder, node) for node in nodes if isinstance(node, people_said.Team)]
    return Contract(
        project=whole,
        provider=_provider(builder, nodes),
        receivers=tuple(people.receiver_of(node) for node in nodes if isinstance(node, people_said.Receiver)),
        teams=tuple(teams),
        schedules=tuple(item for item in hours if isinstance(item, Schedule)),
        maintenances=tuple(item for item in hours if isinstance(item, Maintenance)),
        services=tuple(built.values()),
        journeys=tuple(journeys.values()),
        automations=tuple(item for item in automations if item is not None),
        slas=slas,
        customers=customers,
    )


def _agreements(
    builder: Builder, nodes: list[Statement], built: dict[str, Service], today: datetime.date
) -> tuple[tuple[Sla, ...], tuple[Customer, ...]]:
    slas = [node for node in nodes if isinstance(node, contract_said.Sla)]
    customers = [node for node in nodes if isinstance(node, contract_said.Customer)]
    if not slas and not customers:
        return (), ()
    from nines.contract import agreements  # few specs have any

    by_name: dict[str, dict[str | None, agreements.Terms]] = {}
    for node in slas:
        terms = agreements.sla(builder, node, built)
        by_name.setdefault(node.name.value, {})[terms.sla.agreement.version] = terms
    versions = {name: agreements.versions(tuple(every.values()), today) for name, every in by_name.items()}
    found = [agreements.customer(builder, node, versions, built) for node in customers]
    return tuple(each.today.sla for each in versions.values()), tuple(item for item in found if item is not None)


def _hours(builder: Builder, nodes: list[Statement]) -> list[Schedule | Maintenance | None]:
    said = [node for node in nodes if isinstance(node, time_said.Schedule | time_said.Maintenance)]
    if not said:
        return []
    from nines.contract.hours import hours_of  # loads zones and calendars

    return [hours_of(builder, node) for node in said]


def _provider(builder: Builder, nodes: list[Statement]) -> Provider | None:
    found = next((node for node in nodes if isinstance(node, people_said.Provider)), None)
    return people.provider(builder, found) if found is not None else None


def _add_scenarios(
    builder: Builder, nodes: list[Statement], built: dict[str, Service], journeys: dict[str, Journey]
) -> None:
    """Scenarios speak of objectives, so they come when these are there."""
    for node in nodes:
        if (
            isinstance(node, service_said.Service)
            and (service := built.get(node.name.value))
            and service.origin == node.head
        ):
            built[service.name] = replace(service, scenarios=scenarios.scenarios(builder, node, service))
        elif isinstance(node, service_said.Journey) and (journey := journeys.get(node.name.value)):
            journeys[journey.name] = replace(journey, scenarios=scenarios.scenarios(builder, node, journey))
