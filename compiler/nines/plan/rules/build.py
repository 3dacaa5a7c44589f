"""Plans the rules of a bundle: a file for each service, journey and agreement, and one for what they share."""

from __future__ import annotations

from nines.contract.model import Contract
from nines.diagnostics.model import Report
from nines.plan.model import Plan, RuleFile
from nines.plan.rules.bundle import bundle_file
from nines.plan.rules.context import Context, holder_of
from nines.plan.rules.inventory import series_of
from nines.plan.rules.journeys import journey_file
from nines.plan.rules.named import check_names
from nines.plan.rules.promises import promise_files
from nines.plan.rules.service import service_file

__all__ = ["rules"]


def rules(contract: Contract, report: Report) -> Plan:
    """What cannot be recorded is said in the report, and left out."""
    context = Context(contract, report)
    scrape = contract.project.scrape.milliseconds
    check_names(context)
    files: list[RuleFile] = [
        *(service_file(context, holder_of(service, scrape)) for service in contract.services if service.indicators),
        *(journey_file(context, holder_of(journey, scrape)) for journey in contract.journeys),
        *promise_files(context),
        bundle_file(context),
    ]
    return Plan(contract.project.bundle, tuple(files), series_of(tuple(files)))
