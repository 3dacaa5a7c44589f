"""Alerts on promises: at risk while there is still time, and broken."""

from __future__ import annotations

from collections.abc import Iterator

from nines.contract.model import AlertClass, AtRisk, Service, Setting, Window
from nines.plan import names
from nines.plan.boards.identity import board_uid
from nines.plan.model import AlertRule, Labels
from nines.plan.rules.aims import starts_of
from nines.plan.rules.context import Context, nominal_length
from nines.plan.rules.given import Given
from nines.plan.rules.messages import escaped
from nines.plan.rules.stakes import first_credit
from nines.plan.rules.windows import Ledger
from nines.promql import build as q
from nines.promql.facts import is_scalar
from nines.promql.tree import Expression
from nines.values.text import percent, prometheus_duration

__all__ = ["DAY", "is_watched", "promise_alerts", "within_period"]

DAY = 86_400_000
"""A promise is at risk by what was bad in so many milliseconds, as well as by the last hour."""


def is_watched(given: Given) -> bool:
    """Whether people are told when it is at risk."""
    guard = given.promise.guard
    return given.customer is not None and guard is not None and any(isinstance(o, AtRisk) for o in guard.alerts.others)


def promise_alerts(context: Context, ledger: Ledger, given: list[Given]) -> Iterator[AlertRule]:
    """At risk where the guarding objective says so, and broken, for every customer."""
    for each in given:
        if each.customer is None:
            continue
        chosen = q.equal(names.CUSTOMER, each.customer.name), q.equal(names.PROMISE, each.promise.name)
        guard = each.promise.guard
        for risk in guard.alerts.others if guard is not None else ():
            if isinstance(risk, AtRisk):
                soon = ledger.select(names.PROMISE_TIME_LEFT, *chosen)
                of_day = q.equal(names.WINDOW, prometheus_duration(DAY))
                all_day = ledger.select(names.PROMISE_COUNTED, *chosen, q.equal(names.HALF, "bad"), of_day)
                left = ledger.select(names.PROMISE_BAD_LEFT, *chosen)
                bad_rate = q.gt(q.sum_(all_day, q.without(names.HALF, names.WINDOW)) / 86_400, 0)
                lasting = q.divide(left, bad_rate, q.on(*ledger.keys))
                all_day_too = within_period(ledger, lasting, each.window)
                at_risk = q.and_(q.gt(soon, 0), all_day_too, q.on(*ledger.keys))
                yield _alert(context, each, risk.style.name or names.PROMISE_AT_RISK, risk.alert_class, at_risk, risk)
        broken = q.lt(ledger.select(names.PROMISE_BAD_LEFT, *chosen), 0)
        yield _alert(context, each, names.PROMISE_BROKEN, AlertClass.TICKET, broken, None)


def _alert(
    context: Context, given: Given, name: str, alert_class: AlertClass, condition: Expression, risk: AtRisk | None
) -> AlertRule:
    assert given.customer is not None
    assert given.promise.indicator is not None
    service = context.contract.service(given.promise.indicator.service)
    style: tuple[Setting, ...] = risk.style.labels if risk is not None else ()
    found = {names.SEVERITY: context.contract.project.severity(alert_class)}
    if service is not None and service.owner is not None:
        found[names.TEAM] = service.owner.name
    if service is not None and service.tier is not None:
        found[names.TIER] = str(service.tier)
    origin = risk.origin if risk is not None else given.promise.origin
    return AlertRule(
        name=name,
        expression=condition,
        alert_class=alert_class,
        labels=tuple({**dict(given.labels(context)), **found, **{label.name: label.value for label in style}}.items()),
        annotations=_messages(context, given, service, broken=risk is None),
        hold=0,
        fires=(given.member(context),),
        about=f"{given.id} is {'broken' if risk is None else 'at risk'}",
        origins=(origin,) if risk is None else (origin, given.promise.origin),
    )


def _messages(context: Context, given: Given, service: Service | None, *, broken: bool) -> Labels:
    assert given.customer is not None
    own = "".join(
        f",{name}={chr(92)}{chr(34)}{value}{chr(92)}{chr(34)}"
        for name, value in ((names.CUSTOMER, given.customer.name), (names.PROMISE, given.promise.name))
    )
    matchers = f'{{nines=\\"{context.bundle}\\"{own}}}'
    share = '{{ . | first | value | printf "%.5g" }} %{{ else }}an unknown share{{ end }}'
    attained = f'{{{{ with query "100 * {names.PROMISE_ATTAINED.name}{matchers}" }}}}{share}'
    left = (
        f'{{{{ with query "floor({names.PROMISE_TIME_LEFT.name}{matchers} / 60) * 60" }}}}'
        '{{ . | first | value | humanizeDuration | reReplaceAll " 0s$" "" }}{{ else }}an unknown time{{ end }}'
    )
    title = escaped(f"{given.customer.title}: {given.promise.title or given.promise.name}")
    promised = percent(given.value)
    credit = escaped(first_credit(given))
    at_stake = (
        {"promises": credit if broken else f"{escaped(given.customer.title)} {credit} in {left}"} if credit else {}
    )
    said = {
        "subject": title,
        "summary": f"{title} of {promised} is broken, {attained} attained"
        if broken
        else f"{title} of {promised} breaks in {left}",
        "impact": f"{attained} attained so far, {promised} promised",
        **at_stake,
        "clause": str(given.promise.origin),
        "source": str(given.promise.origin),
    }
    grafana = context.contract.project.dashboards
    if grafana is not None:
        board = f"/d/{board_uid(context.bundle, 'customer')}?var-customer={given.customer.name}"
        said["dashboard"] = escaped(f"{grafana}{board}")
    runbook = service.link("runbook") if service is not None else None
    if runbook is not None:
        said["runbook"] = escaped(runbook)
    return tuple(said.items())


def within_period(ledger: Ledger, seconds: Expression, window: Window) -> Expression:
    """Those seconds that end before the period does; for one that rolls, before all of it has passed."""
    starts = starts_of(ledger.context, window)
    if starts is None:
        return q.lt(seconds, nominal_length(window) // 1000)
    left = starts.end - q.time()
    return q.lt(seconds, left, None if is_scalar(left) else q.on().group_left())
