"""Plans the rules of a bundle: a file for each service, journey and agreement, and one for what they share."""

from __future__ import annotations

from nines.contract.model import Contract
from nines.contract.operator import NAMESPACE
from nines.plan.model import AlertRule, Labels, Plan, Rule, RuleFile
from nines.plan.rules.bundle import bundle_file
from nines.plan.rules.compat import compat_files
from nines.plan.rules.context import Context, holder_of
from nines.plan.rules.inventory import series_of
from nines.plan.rules.journeys import journey_file
from nines.plan.rules.promises import promise_files
from nines.plan.rules.renamed import bridged
from nines.plan.rules.service import service_file
from nines.record import replace

__all__ = ["rules"]


def rules(contract: Contract) -> Plan:
    """What cannot be recorded the checker has refused."""
    context = Context(contract)
    scrape = contract.project.scrape.milliseconds
    files: list[RuleFile] = [
        *(service_file(context, holder_of(service, scrape)) for service in contract.services if service.indicators),
        *(journey_file(context, holder_of(journey, scrape)) for journey in contract.journeys),
        *promise_files(context),
    ]
    files = [*bridged(contract, files), *compat_files(context)]
    files.append(bundle_file(context, files))
    used = [file for file in files if any(group.rules for group in file.groups)]
    labelled = tuple(_named(_labelled(file, contract), contract) for file in used)
    return Plan(contract.project.bundle, labelled, series_of(labelled))


def _named(file: RuleFile, contract: Contract) -> RuleFile:
    """The file with the bundle in the names of its groups, so that its server's own metrics tell whose they are."""
    bundle = contract.project.bundle
    return replace(file, groups=tuple(replace(group, name=f"{bundle}: {group.name}") for group in file.groups))


def _labelled(file: RuleFile, contract: Contract) -> RuleFile:
    """The file with the project's labels on every rule; a rule's own labels count more.

    Alerts that the Prometheus operator routes bear the namespace by which it does.
    """
    extra = tuple((label.name, label.value) for label in contract.project.labels)
    output = contract.project.output("alertmanager")
    routed = output.form == "alertmanager-config" and output.namespace is not None
    of_alerts = (*extra, (NAMESPACE, output.namespace or "")) if routed else extra
    if not of_alerts:
        return file

    def labelled(rule: Rule) -> Rule:
        return replace(rule, labels=_with(rule.labels, of_alerts if isinstance(rule, AlertRule) else extra))

    groups = tuple(replace(group, rules=tuple(map(labelled, group.rules))) for group in file.groups)
    return replace(file, groups=groups)


def _with(labels: Labels, extra: Labels) -> Labels:
    own = {name for name, _ in labels}
    return (*labels, *(label for label in extra if label[0] not in own))
