"""Alerts about ourselves: that rules are loaded once, are evaluated in time, and that what they say arrives.

One small family for the bundle. What a server says of its own rules is asked where it is scraped
(`prometheus_rule_*`); that series of ours are old or not there at all is seen without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256

from nines.contract.model import AlertClass
from nines.plan import names
from nines.plan.model import AlertRule, Labels, Member, RecordingRule, Rule, RuleFile
from nines.plan.rules import clock
from nines.plan.rules.context import Context
from nines.promql import build as q
from nines.promql.text import RULE_WIDTH, pretty
from nines.promql.tree import Expression, Matcher
from nines.record import dataclass

__all__ = ["about_ourselves"]

_MINUTE = 60_000
_LOADING = 10 * _MINUTE
"""How long files of a new build may take until all of them are loaded."""
_STALE = 5
"""Evaluations that may be missed before rules count as stale."""
_GROUP = "rule_group"
"""What Prometheus calls a group in its own metrics: the file, a semicolon, and the group's name."""
_LOST = (
    '{{ printf "%.0f" $value }} messages were lost in 10m'
    "{{ with $labels.integration }}: Alertmanager cannot reach {{ . }}"
    "{{ else }}: Prometheus cannot reach Alertmanager {{ $labels.alertmanager }}{{ end }}"
)
_SPECIAL = re.compile(r"[\\.+*?()|\[\]{}^$]")


def about_ourselves(context: Context, files: Iterable[RuleFile], *, has_dates: bool) -> Iterator[Rule]:
    """`files` are all others of the bundle. `has_dates`: whether some of its rules read tables of dates."""
    if has_dates:
        yield _table_ends(context)
    services = tuple(dict.fromkeys(objective.service for objective in context.contract.objectives))
    if not services:
        return
    yield _build(context, files)
    yield _heartbeat(context)
    yield _stale(context, services)
    yield _missing(context, len(services))
    yield _two_builds(context)
    yield _failing(context)
    yield _slow(context)
    yield _notifications(context)


# --- our own series ---------------------------------------------------------


def _build(context: Context, files: Iterable[RuleFile]) -> RecordingRule:
    """A mark of what all rules say together."""
    told = sha256()
    for file in files:
        for group in file.groups:
            for rule in group.rules:
                name = rule.record if isinstance(rule, RecordingRule) else rule.name
                told.update(
                    f"{group.interval} {name} {rule.labels} {pretty(rule.expression, width=RULE_WIDTH)}\n".encode()
                )
    series = names.BUILD
    labels = ((names.BUNDLE, context.bundle), ("build", told.hexdigest()[:12]))
    origin = context.contract.project.origin
    return RecordingRule(series.name, q.vector(1), labels, series.text, (origin,) if origin is not None else ())


def _heartbeat(context: Context) -> AlertRule:
    counted = q.count(context.select(names.COUNTED_RATE, q.equal(names.HALF, "total")))
    told = _Told(
        names.HEARTBEAT,
        AlertClass.NOTE,
        "all is well: its silence says that scrapes, rules, Prometheus or Alertmanager are down",
        (("summary", "Objectives are measured, and alerts arrive"),),
    )
    return told.when(context, q.gt(counted, 0))


def _stale(context: Context, services: tuple[str, ...]) -> AlertRule:
    """Asks only for services that there still are: one that was taken out of the specs is no cause for alarm.

    It is held until the first evaluations after a restart of the server can be seen: they are looked for each minute.
    """
    target = context.select(names.OBJECTIVE, q.matches(names.SERVICE, "|".join(services)))
    expected = _STALE * context.evaluate // 1000
    last_seen = q.max_over_time(q.timestamp(target)["1h":"1m"])
    age = q.max_(q.time() - last_seen, q.by(names.SERVICE))
    told = _Told(
        names.RULES_STALE,
        AlertClass.PAGE,
        "rules of a service are no longer evaluated, so its alerts are blind",
        (
            ("summary", "Rules of {{ $labels.service }} stand still: its alerts are blind"),
            ("impact", "no objective of {{ $labels.service }} is watched"),
            ("why", f"its series are {{{{ $value | humanizeDuration }}}} old, at most {expected}s are expected"),
            ("first", "see why Prometheus does not evaluate its groups: Status, Rule health"),
        ),
        hold=_MINUTE + 2 * context.evaluate,
        groups=(names.SERVICE,),
    )
    return told.when(context, q.gt(age, expected))


def _missing(context: Context, services: int) -> AlertRule:
    """Files that were never loaded leave no old series behind."""
    loaded = q.count(q.count(context.select(names.OBJECTIVE), q.by(names.SERVICE)))
    told = _Told(
        names.RULES_MISSING,
        AlertClass.PAGE,
        "files of rules are not loaded, so alerts are blind",
        (
            ("summary", f"Rules of {{{{ $value }}}} of {services} services are not loaded: their alerts are blind"),
            ("first", "see which rule files the server reads, and whether it refused one: Status, Rule health"),
        ),
        hold=_LOADING,
    )
    return told.when(context, q.gt(services - q.or_(loaded, q.vector(0)), 0))


def _two_builds(context: Context) -> AlertRule:
    told = _Told(
        names.TWO_BUILDS_LOADED,
        AlertClass.TICKET,
        "two builds of the bundle write the same series",
        (
            ("summary", f"{{{{ $value }}}} builds of {context.bundle} are loaded at once: their values overwrite"),
            ("why", "a folder of an older build is still read, or another project bears the same bundle's name"),
            ("first", "leave one of them in the server's `rule_files`"),
        ),
        hold=_LOADING,
    )
    return told.when(context, q.gt(q.count(context.select(names.BUILD)), 1))


def _table_ends(context: Context) -> AlertRule:
    told = _Told(
        names.ZONE_TABLE_ENDS,
        AlertClass.TICKET,
        "the written tables of dates end soon",
        (
            ("summary", "The calendar tables of the rules end in {{ $value | humanizeDuration }}"),
            ("first", "build the rules with a newer release of Nines"),
        ),
        hold=60 * _MINUTE,
    )
    return told.when(context, q.lt(context.select(names.CALENDAR_UNTIL) - q.time(), 60 * clock.DAY))


# --- what the servers say ---------------------------------------------------


def _failing(context: Context) -> AlertRule:
    failures = q.increase(q.selector("prometheus_rule_evaluation_failures_total", _ours(context))["10m"])
    told = _Told(
        names.RULES_FAILING,
        AlertClass.TICKET,
        "rules cannot be evaluated",
        (
            ("summary", 'Rules fail {{ printf "%.0f" $value }} times in 10m: {{ $labels.rule_group }}'),
            ("first", "read the error of the rule: Status, Rule health"),
        ),
        hold=5 * _MINUTE,
        groups=(_GROUP,),
    )
    return told.when(context, q.gt(q.sum_(failures, q.by(_GROUP)), 0))


def _slow(context: Context) -> AlertRule:
    """A group that takes longer than its interval leaves evaluations out, and what is summed up lacks them."""
    missed = q.increase(q.selector("prometheus_rule_group_iterations_missed_total", _ours(context))["10m"])
    told = _Told(
        names.RULES_SLOW,
        AlertClass.TICKET,
        "evaluations of rules are left out, because they take too long",
        (
            ("summary", '{{ printf "%.0f" $value }} evaluations were left out in 10m: {{ $labels.rule_group }}'),
            ("why", "the group takes longer than its interval, or the server stood still"),
            ("first", "see what the group takes: `prometheus_rule_group_last_duration_seconds`"),
        ),
        hold=5 * _MINUTE,
        groups=(_GROUP,),
    )
    return told.when(context, q.gt(q.sum_(missed, q.by(_GROUP)), 0))


def _notifications(context: Context) -> AlertRule:
    """On either side of Alertmanager: what never came to it, and what it could not hand on."""
    refused = q.increase(q.selector("prometheus_notifications_errors_total")["10m"])
    dropped = q.increase(q.selector("prometheus_notifications_dropped_total")["10m"])
    failed = q.increase(q.selector("alertmanager_notifications_failed_total")["10m"])
    lost = q.or_(q.sum_(refused, q.by("alertmanager")), q.sum_(dropped, q.by("instance")))
    told = _Told(
        names.NOTIFICATIONS_FAILING,
        AlertClass.TICKET,
        "alerts do not arrive",
        (("summary", _LOST), ("first", "read the log of the server that cannot send")),
        hold=5 * _MINUTE,
        groups=("integration", "alertmanager", "instance"),
    )
    return told.when(context, q.gt(q.or_(lost, q.sum_(failed, q.by("integration"))), 0))


def _ours(context: Context) -> Matcher:
    """The bundle's groups, whatever files they are in."""
    bundle = _SPECIAL.sub(r"\\\g<0>", context.bundle)
    return q.matches(_GROUP, f".*;{bundle}: .*")


# --- what they have in common -----------------------------------------------


@dataclass(frozen=True, slots=True)
class _Told:
    """An alert about ourselves but for its condition. `hold` is in milliseconds."""

    name: str
    alert_class: AlertClass
    about: str
    annotations: Labels
    hold: int = 0
    groups: tuple[str, ...] = ()

    def when(self, context: Context, condition: Expression) -> AlertRule:
        own = ((names.BUNDLE, context.bundle),)
        project = context.contract.project
        return AlertRule(
            name=self.name,
            expression=condition,
            alert_class=self.alert_class,
            labels=(*own, (names.SEVERITY, project.severity(self.alert_class))),
            annotations=self.annotations,
            hold=self.hold,
            fires=(Member(own, self.groups, "", project.origin),),
            about=self.about,
            origins=(project.origin,) if project.origin is not None else (),
        )
