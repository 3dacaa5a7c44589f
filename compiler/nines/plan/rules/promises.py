"""The rules of promises: what each customer was given in the contract's period so far, and whether it will be enough.

A promise counts what its indicator measures, of the customer's own traffic, under the contract's exclusions, over the
contract's period. Rounding, evidence and steps of credit are for `settle`; what cannot be summed up from the
indicator's pair is said in a note, and has no series.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.contract.model import (
    Agreement,
    AlertClass,
    AtRisk,
    BlockWindow,
    CalendarWindow,
    Composite,
    Customer,
    Mask,
    Promise,
    RollingWindow,
    Service,
    Setting,
    Sla,
    Window,
)
from nines.plan import names
from nines.plan.model import AlertRule, Group, Labels, Member, RecordingRule, Rule, RuleFile
from nines.plan.rules.aims import starts_of, window_text
from nines.plan.rules.calendar import tile_of
from nines.plan.rules.codes import UNMEASURED_PROMISE
from nines.plan.rules.context import SLOW, Context, nominal_length, window_label
from nines.plan.rules.masks import left_out, left_out_at
from nines.plan.rules.messages import escaped
from nines.plan.rules.periods import period_window
from nines.plan.rules.slices import slice_middle
from nines.plan.rules.summing import hour_rules, two_windows
from nines.plan.rules.windows import OF_PROMISES, Ledger
from nines.promql import build as q
from nines.promql.tree import Expression
from nines.record import dataclass, replace
from nines.source import Span
from nines.values.model import Percentage
from nines.values.text import percent

__all__ = ["promise_files"]

_KEYS = (names.BUNDLE, names.SLA, names.CUSTOMER, names.PROMISE, names.SERVICE, names.INDICATOR)
_PIECES = frozenset({names.PROMISE_HOURS.name, names.PROMISE_PERIOD.name})
"""What other rules alone read."""
_ANY = Fraction(1, 1000)
_HOUR = 3_600_000
_DAY = 86_400_000
_HALVES = (("bad", names.BAD_RATE), ("total", names.TOTAL_RATE))
_SUMMED = ("share of good events", "share of good slices", "share of good time", "mean of slice ratios")


@dataclass(frozen=True, slots=True)
class _Given:
    """A promise as one customer has it (or all, where an agreement has no customers yet)."""

    sla: Sla
    customer: Customer | None
    agreement: Agreement
    promise: Promise
    window: Window
    value: Fraction

    @property
    def id(self) -> str:
        return f"{self.customer.name if self.customer is not None else self.sla.name}.{self.promise.name}"

    @property
    def groups(self) -> tuple[str, ...]:
        """Labels that it is judged by one by one; the customer's own is bound."""
        judge, indicator = self.promise.judge, self.promise.indicator
        if judge is None or indicator is None:
            return ()
        labels = [label.value for label in judge.what if label.value in indicator.per]
        return tuple(label for label in labels if not (label == "tenant" and self._tenant is not None))

    @property
    def _tenant(self) -> str | None:
        return self.customer.tenant if self.customer is not None else None

    def labels(self, context: Context) -> Labels:
        assert self.promise.indicator is not None
        customer = ((names.CUSTOMER, self.customer.name),) if self.customer is not None else ()
        return (
            (names.BUNDLE, context.bundle),
            (names.SLA, self.sla.name),
            *customer,
            (names.PROMISE, self.promise.name),
            (names.SERVICE, self.promise.indicator.service),
            (names.INDICATOR, self.promise.indicator.name),
        )

    def member(self, context: Context, *labels: tuple[str, str]) -> Member:
        return Member((*self.labels(context), *labels), self.groups, self.id, self.promise.origin)

    def pair(self, context: Context, series: names.Series) -> Expression:
        """Half of the indicator's pair, of the customer's traffic."""
        indicator = self.promise.indicator
        assert indicator is not None
        matchers = [q.equal(names.SERVICE, indicator.service), q.equal(names.INDICATOR, indicator.name)]
        if self._tenant is not None and "tenant" in indicator.per:
            matchers.append(q.equal("tenant", self._tenant))
        return q.sum_(context.select(series, *matchers), q.by(*self.groups))


def promise_files(context: Context) -> Iterator[RuleFile]:
    for sla in context.contract.slas:
        by_service: dict[str, list[_Given]] = {}
        for found in _given(context, sla):
            if found.promise.indicator is not None and _can_be_summed(context, found):
                together = by_service.setdefault(found.promise.indicator.service, [])
                if together and together[0].window != found.window:
                    _say(context, found.promise, "its period is not that of the agreement's other promises")
                else:
                    together.append(found)
        if not by_service:
            continue
        groups = [group for given in by_service.values() for group in _groups(context, sla, given)]
        yield RuleFile(f"sla.{sla.name}", sla.title, tuple(groups), sla.origin)


def _given(context: Context, sla: Sla) -> Iterator[_Given]:
    """Every promise to each customer; those of the agreement itself where it has no customers."""
    customers: list[Customer | None] = [each for each in context.contract.customers if each.sla.name == sla.name]
    for customer in customers or [None]:
        agreement = customer.agreement if customer is not None else sla.agreement
        for promise in agreement.promises:
            window = period_window(agreement)
            value = promise.comparison.value.value
            if window is not None and isinstance(value, Percentage):
                yield _Given(sla, customer, agreement, promise, window, value.value)
            else:
                _say(context, promise, "it is not a share over a period that lasts")


def _can_be_summed(context: Context, given: _Given) -> bool:
    promise = given.promise
    measure = promise.measure.what.value if promise.measure is not None and promise.measure.what is not None else None
    if promise.indicator is None:
        why = "no series tells of it"
    elif promise.comparison.operator.value not in ("at least", "above"):
        why = "it is not a least share"
    elif promise.measure is not None and measure not in _SUMMED:
        why = "its measure is not a sum"
    elif promise.slice is not None or promise.bad_slice is not None or promise.runs is not None:
        why = "it has slices of its own: give them to the sli"
    elif promise.weigh is not None or promise.score is not None or promise.levels:
        why = "it is weighed, scored or has levels"
    elif isinstance(promise.indicator.measurement, Composite):
        why = "it is of a journey"
    else:
        return True
    _say(context, promise, why)
    return False


def _say(context: Context, promise: Promise, why: str) -> None:
    context.report.say(
        UNMEASURED_PROMISE,
        f"the promise `{promise.name}` of `{promise.of}` has no series of its own: {why}",
        promise.origin,
        helps=["`settle` computes it from what was observed"],
    )


# --- groups -----------------------------------------------------------------


def _groups(context: Context, sla: Sla, given: list[_Given]) -> Iterator[Group]:
    """The rules of all promises of one service over one kind of period."""
    first = given[0]
    assert first.promise.indicator is not None
    service = first.promise.indicator.service
    window = first.window
    tile = tile_of([window]) if isinstance(window, CalendarWindow | BlockWindow) else _HOUR
    own = (q.equal(names.SLA, sla.name), q.equal(names.SERVICE, service))
    ledger = Ledger(context, own, _KEYS, OF_PROMISES, context.bases[service], tile)
    origins = tuple(dict.fromkeys(each.promise.origin for each in given))
    keys = (*_KEYS, *sorted({label for each in given for label in each.groups}))
    families: list[Rule] = [
        *_period_starts(context, ledger, window, origins),
        *(rule for each in given for rule in _counted(context, ledger, each)),
        *hour_rules(ledger, origins),
        *_period_rules(ledger, window, origins),
        *_standing(ledger, window, keys, origins),
        *_alerts(context, ledger, given, keys),
        _state(ledger, keys, origins),
    ]
    said = [rule for each in given for rule in _said(context, each)]
    members = tuple(each.member(context) for each in given)
    about = f"what {sla.title} promises of {service}"
    rules = (*said, *(_marked(rule, sla, service, members) for rule in families))
    yield Group(f"{sla.name}: {service}", context.evaluate, about, rules)
    older = tuple(_marked(rule, sla, service, ()) for rule in _older(ledger, window, origins))
    if older:
        yield Group(f"{sla.name}: {service}, older hours", SLOW, "sums of whole hours", older)


def _marked(rule: Rule, sla: Sla, service: str, members: tuple[Member, ...]) -> Rule:
    """The rule with what all of its series have in common, which tells it from those of other services."""
    common = {names.SLA: sla.name, names.SERVICE: service}
    labels = tuple({**dict(rule.labels), **common}.items())
    if isinstance(rule, RecordingRule) and not rule.members and rule.record not in _PIECES:
        return replace(rule, labels=labels, members=members)
    return replace(rule, labels=labels)


def _said(context: Context, given: _Given) -> Iterator[RecordingRule]:
    labels, origin, member = given.labels(context), (given.promise.origin,), (given.member(context),)
    value = q.vector(q.number(given.value))
    yield RecordingRule(names.PROMISED.name, value, labels, f"what {given.id} is promised", origin, member)
    facts = {
        "title": given.promise.title,
        "sla_title": given.sla.title,
        "customer_title": given.customer.title if given.customer is not None else "",
        "plan": given.customer.plan.name if given.customer is not None and given.customer.plan is not None else "",
        "target": percent(given.value),
        "window_text": window_text(given.window),
        "guard": given.promise.guard.name if given.promise.guard is not None else "",
        "source": str(given.promise.origin),
    }
    known = tuple((name, value) for name, value in facts.items() if value)
    about = f"what there is to know of {given.id}"
    yield RecordingRule(names.PROMISE_INFO.name, q.vector(1), (*labels, *known), about, origin, member)


def _period_starts(
    context: Context, ledger: Ledger, window: Window, origins: tuple[Span, ...]
) -> Iterator[RecordingRule]:
    starts = starts_of(context, window)
    if starts is None:
        return
    promised = 0 * ledger.select(names.PROMISED)
    passed = (q.time() - starts.start) / (starts.end - starts.start)
    for series, value in (
        (names.PERIOD_START, starts.start),
        (names.PERIOD_PREVIOUS, starts.previous),
        (names.PERIOD_ELAPSED, passed),
    ):
        yield RecordingRule(series.name, promised + value, (), series.text, origins)


def _counted(context: Context, ledger: Ledger, given: _Given) -> Iterator[RecordingRule]:
    """The customer's pair without what the contract leaves out: of bad alone, or of both halves."""
    masks = _masks(given)
    for half, series in _HALVES:
        value = given.pair(context, series)
        applied = [mask for mask, of_both in masks if of_both or half == "bad"]
        if applied:
            value = value * (1 - _left_out(ledger, given, tuple(applied)))
        labels = (*given.labels(context), (names.HALF, half))
        about = f"{half}, as it counts for {given.id}"
        member = (given.member(context),)
        yield RecordingRule(names.PROMISE_RATE.name, value, labels, about, (given.promise.origin,), member)


def _masks(given: _Given) -> list[tuple[Mask, bool]]:
    """Hours that do not count, and whether they leave the period too. Only a schedule's hours are known beforehand."""
    assert given.promise.indicator is not None
    found = [(mask, True) for mask in given.promise.indicator.masks]
    for exclusion in given.agreement.exclusions:
        if exclusion.maintenance is not None and exclusion.maintenance.hours is not None:
            mask = Mask("except", exclusion.maintenance, exclusion.origin)
            if "downtime" in exclusion.effect:
                found.append((mask, "period" in exclusion.effect))
    return found


def _left_out(ledger: Ledger, given: _Given, masks: tuple[Mask, ...]) -> Expression:
    assert given.promise.indicator is not None
    slices = given.promise.indicator.slices
    return left_out(masks, ledger.base) if slices is None else left_out_at(masks, slice_middle(slices))


def _period_rules(ledger: Ledger, window: Window, origins: tuple[Span, ...]) -> Iterator[RecordingRule]:
    label = window_label(window)
    if isinstance(window, RollingWindow):
        yield _sum(label, ledger.rolling(window.length.milliseconds), origins)
        return
    about = "the last whole hour, by the start of the period that it belongs to"
    yield RecordingRule(names.PROMISE_PERIOD.name, ledger.filed_hour(), (), about, origins)
    yield _sum(label, ledger.period(label), origins)
    yield _sum(names.PREVIOUS, ledger.before(label), origins)


def _sum(label: str, value: Expression, origins: tuple[Span, ...]) -> RecordingRule:
    about = "what counted in the period before" if label == names.PREVIOUS else "what counted in the period so far"
    return RecordingRule(names.PROMISE_COUNTED.name, value, ((names.WINDOW, label),), about, origins)


def _older(ledger: Ledger, window: Window, origins: tuple[Span, ...]) -> Iterator[RecordingRule]:
    label = window_label(window)
    if isinstance(window, RollingWindow):
        if ledger.is_inline(window.length.milliseconds):
            return
        value = ledger.older_hours(window.length.milliseconds)
    else:
        value = ledger.older_filed(two_windows(window))
    yield RecordingRule(
        names.PROMISE_OLDER.name, value, ((names.WINDOW, label),), "the older hours of the period", origins
    )


# --- how they stand ---------------------------------------------------------


def _standing(
    ledger: Ledger, window: Window, keys: tuple[str, ...], origins: tuple[Span, ...]
) -> Iterator[RecordingRule]:
    label = window_label(window)
    same = q.on(*keys)

    def counted(half: str, of: str = label) -> Expression:
        return ledger.select(names.PROMISE_COUNTED, q.equal(names.HALF, half), q.equal(names.WINDOW, of))

    attained = 1 - q.clamp_max(q.divide(counted("bad"), q.gt(counted("total"), _ANY), same), 1)
    yield _rule(names.PROMISE_ATTAINED, attained, origins)
    expected: Expression = counted("total")
    if not isinstance(window, RollingWindow):
        expected = q.or_(q.gt(counted("total", names.PREVIOUS), expected, same), expected, same)
    allowed = q.times(q.gt(expected, _ANY), 1 - ledger.select(names.PROMISED), q.on(*_KEYS).group_left())
    yield _rule(names.PROMISE_BAD_LEFT, q.minus(allowed, counted("bad"), same), origins)
    left = q.clamp_min(ledger.select(names.PROMISE_BAD_LEFT), 0)
    time_left = q.divide(left, _bad_rate(ledger, keys, _HOUR), same)
    yield _rule(names.PROMISE_TIME_LEFT, q.lt(time_left, _remaining(ledger, window)), origins)


def _bad_rate(ledger: Ledger, keys: tuple[str, ...], length: int) -> Expression:
    """Bad a second over the last so many milliseconds; nothing where there is none."""
    bad = q.equal(names.HALF, "bad")
    total = ledger.lasting(length, bad) if length < ledger.tile else ledger.rolling(length, bad)
    return q.gt(q.sum_(total, q.by(*keys)) / Fraction(length, 1000), 0)


def _remaining(ledger: Ledger, window: Window) -> Expression:
    """Seconds to the end of the period; all of it for one that rolls."""
    starts = starts_of(ledger.context, window)
    if starts is None:
        return q.number(nominal_length(window) // 1000)
    return starts.end - q.time()


def _rule(series: names.Series, value: Expression, origins: tuple[Span, ...]) -> RecordingRule:
    return RecordingRule(series.name, value, (), series.text, origins)


def _state(ledger: Ledger, keys: tuple[str, ...], origins: tuple[Span, ...]) -> RecordingRule:
    """The worst that holds: broken, at risk at the rate of the last hour, below its value, kept so far, no data."""
    same = q.on(*keys)
    left = ledger.select(names.PROMISE_BAD_LEFT)
    attained = ledger.select(names.PROMISE_ATTAINED)
    promised = ledger.select(names.PROMISED)
    unknown = q.unless(promised, left, q.on(*_KEYS))
    ranked: tuple[tuple[int, Expression], ...] = (
        (4, q.lt(left, 0)),
        (3, ledger.select(names.PROMISE_TIME_LEFT)),
        (2, q.lt(attained, promised, q.on(*_KEYS).group_left())),
        (1, left),
        (0, unknown),
    )
    state: Expression | None = None
    for number, condition in ranked:
        here: Expression = q.sum_(0 * condition, q.by(*keys)) + number if number else 0 * condition
        state = here if state is None else q.or_(state, here, same)
    assert state is not None
    return _rule(names.PROMISE_STATE, state, origins)


# --- alerts -----------------------------------------------------------------


def _alerts(context: Context, ledger: Ledger, given: list[_Given], keys: tuple[str, ...]) -> Iterator[AlertRule]:
    """At risk where the guarding objective says so, and broken, for every customer."""
    for each in given:
        if each.customer is None:
            continue
        chosen = q.equal(names.CUSTOMER, each.customer.name), q.equal(names.PROMISE, each.promise.name)
        guard = each.promise.guard
        for risk in guard.alerts.others if guard is not None else ():
            if isinstance(risk, AtRisk):
                soon = ledger.select(names.PROMISE_TIME_LEFT, *chosen)
                all_day = ledger.rolling(_DAY, *chosen, q.equal(names.HALF, "bad"))
                left = ledger.select(names.PROMISE_BAD_LEFT, *chosen)
                lasting = q.divide(left, q.gt(q.sum_(all_day, q.by(*keys)) / 86_400, 0), q.on(*keys))
                all_day_too = q.lt(lasting, _remaining(ledger, each.window))
                at_risk = q.and_(q.gt(soon, 0), all_day_too, q.on(*keys))
                yield _alert(context, each, risk.style.name or names.PROMISE_AT_RISK, risk.alert_class, at_risk, risk)
        broken = q.lt(ledger.select(names.PROMISE_BAD_LEFT, *chosen), 0)
        yield _alert(context, each, names.PROMISE_BROKEN, AlertClass.TICKET, broken, None)


def _alert(
    context: Context, given: _Given, name: str, alert_class: AlertClass, condition: Expression, risk: AtRisk | None
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


def _messages(context: Context, given: _Given, service: Service | None, *, broken: bool) -> Labels:
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
    said = {
        "summary": f"{title} of {promised} is broken, {attained} attained"
        if broken
        else f"{title} of {promised} breaks in {left}",
        "impact": f"{attained} attained so far, {promised} promised",
        "clause": str(given.promise.origin),
        "source": str(given.promise.origin),
    }
    runbook = service.link("runbook") if service is not None else None
    if runbook is not None:
        said["runbook"] = escaped(runbook)
    return tuple(said.items())
