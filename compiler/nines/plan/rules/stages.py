"""Second stages: a page that fires for long is told again, to the next team.

Alertmanager knows no acknowledgement, so what the server can say is that an alert still fires. A stage is the same
alert with a longer hold and a label `stage` of its own, by which it is routed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nines.contract.model import AlertClass, Contract, Escalation, Team
from nines.plan import names
from nines.plan.model import AlertRule
from nines.plan.rules.messages import escaped
from nines.record import replace
from nines.values.text import prometheus_duration

__all__ = ["with_stages"]


def with_stages(contract: Contract, owner: Team | None, rules: Iterable[AlertRule]) -> Iterator[AlertRule]:
    """Each alert, and after each page those of its later stages (`2`, then `3`)."""
    team = owner if owner is not None and owner.routes else contract.fallback
    steps = sorted(team.escalations, key=lambda step: step.after.milliseconds) if team is not None else []
    for rule in rules:
        yield rule
        if rule.alert_class is AlertClass.PAGE:
            yield from (_stage(contract, rule, number, step) for number, step in enumerate(steps, 2))


def _stage(contract: Contract, rule: AlertRule, number: int, step: Escalation) -> AlertRule:
    stage = (names.STAGE, str(number))
    after = prometheus_duration(step.after.milliseconds)
    title = next((team.title for team in contract.teams if team.name == step.team), None) or step.team
    said = dict(rule.annotations)
    still = {"summary": f"Still after {after}: {said['summary']}"} if "summary" in said else {}
    return replace(
        rule,
        labels=(*rule.labels, stage),
        annotations=tuple({**said, **still, "stage": f"told to {escaped(title)} too after {after}"}.items()),
        hold=rule.hold + step.after.milliseconds,
        fires=tuple(replace(fired, labels=(*fired.labels, stage)) for fired in rule.fires),
        about=f"{rule.about}, still after {after}",
        origins=(*rule.origins, step.origin),
    )
