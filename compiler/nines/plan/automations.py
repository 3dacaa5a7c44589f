"""Plans what runs when a budget burns: by what it is started, what it runs, and what speaks against running it.

Whoever runs automations asks Prometheus with the expressions of this plan: whether it still burns, and whether these
are the hours in which it may run. So clocks and zones are Prometheus' alone, as they are in alerts.
"""

from __future__ import annotations

from nines.contract.model import Automation, Contract
from nines.plan import names
from nines.plan.model import Labels, Plan
from nines.plan.rules.masks import hold_now
from nines.promql.tree import Expression
from nines.record import dataclass
from nines.source import Span

__all__ = ["AutomationPlan", "RunnerPlan", "automations"]


@dataclass(frozen=True, slots=True)
class AutomationPlan:
    """An automation. `kind` is playbook, script or webhook, `target` its path or address; `once_per` are seconds.

    `burning` has a value while it is due; `allowed` is 1 in its hours, None if it may run at all hours. Until it is
    `armed` it runs dry.
    """

    name: str
    title: str
    service: str
    objective: str
    kind: str
    target: str
    arguments: Labels
    once_per: int | None
    armed: bool
    burning: Expression
    allowed: Expression | None
    origin: Span


@dataclass(frozen=True, slots=True)
class RunnerPlan:
    """What a runner is told: its automations, and whether Alertmanager comes to it with a token, and over TLS."""

    bundle: str
    automations: tuple[AutomationPlan, ...]
    has_token: bool
    has_tls: bool


def automations(contract: Contract, rules: Plan) -> RunnerPlan | None:
    """Every automation that an alert of the `rules` starts, in the order of the specs. None if there is none."""
    due = {dict(rule.labels)[names.AUTOMATION]: rule for rule in rules.alerts if rule.name == names.AUTOMATION_DUE}
    planned = tuple(_planned(one, due[one.name].expression) for one in contract.automations if one.name in due)
    if not planned:
        return None
    runner = contract.project.automations
    literals = {setting.name: setting.value for setting in runner.literals} if runner is not None else {}
    return RunnerPlan(
        bundle=contract.project.bundle,
        automations=planned,
        has_token=runner is not None and any(file.name == "token" for file in runner.files),
        has_tls=literals.get("url", "").startswith("https://"),
    )


def _planned(automation: Automation, burning: Expression) -> AutomationPlan:
    limit = automation.at_most_once_per
    return AutomationPlan(
        name=automation.name,
        title=automation.title,
        service=automation.objective.service,
        objective=automation.objective.name,
        kind=automation.action.kind,
        target=automation.action.target,
        arguments=tuple((argument.name, argument.value) for argument in automation.action.arguments),
        once_per=-(-limit.milliseconds // 1000) if limit is not None else None,
        armed=automation.armed,
        burning=burning,
        allowed=hold_now(automation.during) if automation.during else None,
        origin=automation.origin,
    )
