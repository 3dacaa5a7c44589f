"""Alerts for programs: an automation is due while what it answers to burns. People never get them.

They stand behind what people are told, in the same group, and say the same: burn rates over both windows of a pair. An
objective that pages nobody (`ticket only`) can be answered to as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from nines.contract.model import AlertClass, Automation, Burn
from nines.plan import names
from nines.plan.model import AlertRule, Member
from nines.plan.rules.book import Book, identity
from nines.plan.rules.context import IDENTITY
from nines.plan.rules.messages import escaped
from nines.plan.rules.windows import side_by_side
from nines.promql import build as q
from nines.promql.tree import Expression
from nines.values.text import prometheus_duration

__all__ = ["due_rules"]


def due_rules(book: Book) -> Iterator[AlertRule]:
    """One alert for each automation of a holder that something can start."""
    for automation in book.automations:
        if automation.answers:
            yield _due(book, automation)


def _due(book: Book, automation: Automation) -> AlertRule:
    objective = automation.objective
    burning = side_by_side([_burning(book, automation, burn) for burn in automation.answers])
    own = (
        (names.AUTOMATION, automation.name),
        (names.SEVERITY, book.context.contract.project.severity(AlertClass.NOTE)),
    )
    return AlertRule(
        name=names.AUTOMATION_DUE,
        expression=q.max_(burning, q.by(*IDENTITY)),
        alert_class=AlertClass.NOTE,
        labels=own,
        annotations=(
            (
                "summary",
                f'{escaped(automation.title)}: {escaped(objective.id)} burns {{{{ $value | printf "%.3g" }}}}x',
            ),
            ("source", str(automation.origin)),
        ),
        hold=0,
        fires=(Member((*identity(book.context, objective), *own[:1]), (), objective.id, automation.origin),),
        about=f"{automation.name} is due",
        origins=(automation.origin,),
    )


def _burning(book: Book, automation: Automation, burn: Burn) -> Expression:
    """The rate over the long window, where both windows burn fast enough."""
    long = _over(book, automation, burn.window.milliseconds, burn)
    if burn.short is None:
        return long
    return q.and_(long, _over(book, automation, burn.short.milliseconds, burn), q.ignoring(names.WINDOW))


def _over(book: Book, automation: Automation, window: int, burn: Burn) -> Expression:
    rate = book.select(
        names.BURN_RATE,
        q.equal(names.OBJECTIVE_LABEL, automation.objective.name),
        q.equal(names.WINDOW, prometheus_duration(window)),
    )
    return q.gt(rate, q.exact(burn.factor))
