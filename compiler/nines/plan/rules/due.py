"""Alerts for programs: an automation is due while what it answers to burns. People never get them.

They stand behind what people are told, in the same group, and say the same: burn rates over both windows of a pair. An
objective that pages nobody (`ticket only`) can be answered to as well. If one acted and it did not help, people hear.
"""

from __future__ import annotations

from collections.abc import Iterator

from nines.contract.model import AlertClass, AlertStyle, Automation, Burn
from nines.plan import names
from nines.plan.model import AlertRule, Member
from nines.plan.rules.alerts import routing_labels
from nines.plan.rules.book import Book, identity
from nines.plan.rules.context import IDENTITY
from nines.plan.rules.messages import escaped, rounded
from nines.plan.rules.windows import side_by_side
from nines.promql import build as q
from nines.promql.tree import Expression, Matcher
from nines.values.text import prometheus_duration

__all__ = ["due_rules"]

_TOLD = 3600
"""Seconds for which it is told that an automation did not help."""


def due_rules(book: Book) -> Iterator[AlertRule]:
    """One alert for each automation of a holder that something can start."""
    for automation in book.automations:
        if automation.answers:
            yield _due(book, automation)
            if automation.armed:
                yield _failed(book, automation)


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
                f"{escaped(automation.title)}: {escaped(objective.id)} burns {rounded('$value')}x",
            ),
            ("source", str(automation.origin)),
        ),
        hold=0,
        fires=(Member((*identity(book.context, objective), *own[:1]), (), objective.id, automation.origin),),
        about=f"{automation.name} is due",
        origins=(automation.origin,),
    )


def _failed(book: Book, automation: Automation) -> AlertRule:
    """By what whoever runs it says of its decisions, unless it has run since and helped.

    It bears no objective: an alert of ours waits for no other.
    """
    bad = q.max_(_decided(book, automation, q.matches("decision", "failed|no better")), q.by(names.AUTOMATION))
    helped = q.max_(_decided(book, automation, q.equal("decision", "ran")), q.by(names.AUTOMATION))
    objective, run = automation.objective, automation.action
    labels = routing_labels(book, AlertClass.TICKET, AlertStyle())
    own = ((names.BUNDLE, book.context.bundle), (names.SERVICE, objective.service), (names.AUTOMATION, automation.name))
    ago = '{{ $value | humanizeDuration | reReplaceAll "([hm]) 0[ms]( 0s)?$" "$1" }}'
    return AlertRule(
        name=names.AUTOMATION_FAILED,
        expression=q.unless(q.lt(q.time() - bad, _TOLD), q.gt(helped, bad, q.on(names.AUTOMATION))),
        alert_class=AlertClass.TICKET,
        labels=tuple({**dict(own), **dict(labels)}.items()),
        annotations=(
            ("summary", f"{escaped(automation.title)}: that did not help, {ago} ago"),
            ("impact", f"{escaped(objective.id)} is left to people: it is not tried again for now"),
            ("why", f"{run.kind} {escaped(run.target)} failed, or the budget burned no less after it"),
            ("first", f"act by hand; what {automation.name} did is in the trail, `audit.jsonl`, and in its output"),
            ("source", str(automation.origin)),
        ),
        hold=0,
        fires=(Member(own, (), "", automation.origin),),
        about=f"{automation.name} did not help",
        origins=(automation.origin,),
    )


def _decided(book: Book, automation: Automation, so: Matcher) -> Expression:
    return q.selector(
        "nines_automation_last_decision_seconds",
        q.equal(names.BUNDLE, book.context.bundle),
        q.equal(names.AUTOMATION, automation.name),
        so,
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
