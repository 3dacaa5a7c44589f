"""The rules of promises: what each customer was given in the contract's period so far, and whether it will be enough.

A promise counts what its indicator measures, of the customer's own traffic, under the contract's exclusions, over the
contract's period. Rounding, evidence and steps of credit are for `settle`; what cannot be summed up from the
indicator's pair is said in a note, and has no series.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.contract.model import Mask, RollingWindow, Sla, Window
from nines.contract.tiles import tile_of
from nines.plan import names
from nines.plan.model import Group, Member, RecordingRule, Rule, RuleFile
from nines.plan.rules.aims import for_each, starts_of, window_text
from nines.plan.rules.compared import measured_rule, only
from nines.plan.rules.context import PROMISE_IDENTITY, SLOW, Context, window_label
from nines.plan.rules.credits import credit_rules
from nines.plan.rules.days import is_by_day
from nines.plan.rules.given import Given, given_by_service
from nines.plan.rules.masks import left_out, left_out_at
from nines.plan.rules.next_steps import next_step_rules
from nines.plan.rules.owed import owed_group
from nines.plan.rules.promise_alerts import DAY, is_watched, promise_alerts, within_period
from nines.plan.rules.slices import slice_middle
from nines.plan.rules.stakes import first_credit
from nines.plan.rules.summing import day_rules, hour_rules, older_of_periods, older_rolling, two_windows
from nines.plan.rules.windows import OF_PROMISES, Ledger, side_by_side
from nines.promql import build as q
from nines.promql.tree import Expression
from nines.record import replace
from nines.source import Span
from nines.values.text import percent, prometheus_duration

__all__ = ["promise_files"]

_PIECES = frozenset({names.PROMISE_HOURS.name, names.PROMISE_PERIOD.name, names.PROMISE_DAYS.name})
"""What other rules alone read."""
_ANY = Fraction(1, 1000)
_HOUR = 3_600_000


def promise_files(context: Context) -> Iterator[RuleFile]:
    for sla in context.contract.slas:
        by_service = given_by_service(context, sla)
        groups = [group for given in by_service.values() for group in _groups(context, sla, given)]
        owed = owed_group(context, sla, [each for given in by_service.values() for each in given])
        groups += [owed] if owed is not None else []
        if groups:
            yield RuleFile(f"sla.{sla.name}", sla.title, tuple(groups), sla.origin)


# --- groups -----------------------------------------------------------------


def _groups(context: Context, sla: Sla, given: list[Given]) -> Iterator[Group]:
    """The rules of all promises of one service over one kind of period."""
    first = given[0]
    assert first.promise.indicator is not None
    service = first.promise.indicator.service
    window = first.window
    tile = tile_of([window])
    own = (q.equal(names.SLA, sla.name), q.equal(names.SERVICE, service))
    groups = tuple(sorted({label for each in given for label in each.groups}))
    ledger = Ledger(context, own, PROMISE_IDENTITY, groups, OF_PROMISES, context.bases[service], tile)
    origins = tuple(dict.fromkeys(each.promise.origin for each in given))
    keys = (*PROMISE_IDENTITY, *groups)
    families: list[Rule] = [
        _promised(ledger, given, origins),
        *_period_starts(context, ledger, window, origins),
        *_masked(ledger, given),
        *(_counted(context, ledger, each) for each in given),
        *hour_rules(ledger, origins),
        *_period_rules(ledger, window, origins),
        *_last_day(ledger, window, given, origins),
        *_standing(ledger, window, origins),
        measured_rule(ledger, window, given, origins),
        *credit_rules(context, ledger, window, given),
        *next_step_rules(context, ledger, given, lambda step: _until(ledger, window, step)),
        *promise_alerts(context, ledger, given),
        _state(ledger, keys, origins),
    ]
    said = [_info(context, each) for each in given]
    members = tuple(each.member(context) for each in given)
    about = f"what {sla.title} promises of {service}"
    rules = (*said, *(_marked(rule, sla, service, members) for rule in families))
    yield Group(f"{sla.name}: {service}", context.evaluate, about, rules)
    older = tuple(_marked(rule, sla, service, ()) for rule in _older(ledger, window, given, origins))
    if older:
        yield Group(f"{sla.name}: {service}, older hours", SLOW, "sums of whole hours", older)


def _marked(rule: Rule, sla: Sla, service: str, members: tuple[Member, ...]) -> Rule:
    """The rule with what all of its series have in common, which tells it from those of other services."""
    common = {names.SLA: sla.name, names.SERVICE: service}
    labels = tuple({**dict(rule.labels), **common}.items())
    if isinstance(rule, RecordingRule) and not rule.members and rule.record not in _PIECES:
        return replace(rule, labels=labels, members=members)
    return replace(rule, labels=labels)


def _info(context: Context, given: Given) -> RecordingRule:
    labels, origin, member = given.labels(context), (given.promise.origin,), (given.member(context),)
    facts = {
        "title": given.promise.title,
        "sla_title": given.sla.title,
        "customer_title": given.customer.title if given.customer is not None else "",
        "plan": given.customer.plan.name if given.customer is not None and given.customer.plan is not None else "",
        "target": percent(given.value),
        "window_text": window_text(given.window),
        "guard": given.promise.guard.name if given.promise.guard is not None else "",
        "credit": first_credit(given),
        "source": str(given.promise.origin),
    }
    known = tuple((name, value) for name, value in facts.items() if value)
    about = f"what there is to know of {given.id}"
    return RecordingRule(names.PROMISE_INFO.name, q.vector(1), (*labels, *known), about, origin, member)


def _promised(ledger: Ledger, given: list[Given], origins: tuple[Span, ...]) -> RecordingRule:
    """What each customer is promised, in a line for each value of each promise."""
    alike: dict[Fraction, list[Given]] = {}
    for each in given:
        alike.setdefault(each.value, []).append(each)
    lines = [
        q.times(q.number(value), q.max_(ledger.select(names.PROMISE_INFO, *matchers), q.by(*PROMISE_IDENTITY)))
        for value, some in alike.items()
        for matchers in only(some, given)
    ]
    return _rule(names.PROMISED, side_by_side(lines), origins)


def _period_starts(
    context: Context, ledger: Ledger, window: Window, origins: tuple[Span, ...]
) -> Iterator[RecordingRule]:
    starts = starts_of(context, window)
    if starts is None:
        return
    promised = 0 * ledger.select(names.PROMISED)
    for series, value in (
        (names.PERIOD_START, starts.start),
        (names.PERIOD_PREVIOUS, starts.previous),
        (names.PERIOD_ELAPSED, starts.elapsed),
    ):
        yield RecordingRule(series.name, for_each(promised, value), (), series.text, origins)


def _masked(ledger: Ledger, given: list[Given]) -> Iterator[RecordingRule]:
    """1 where nothing counts, written once for all promises that leave out the same: of both halves, or of each."""
    alike: dict[object, list[tuple[Given, str, tuple[Mask, ...]]]] = {}
    for each in given:
        for half, masks in _left_out(each).items():
            same = tuple((mask.kind, mask.hours.name) for mask in masks)
            alike.setdefault((half, same, each.indicator.slices), []).append((each, half, masks))
    if not alike:
        return
    lines = []
    for found in alike.values():
        first, half, masks = found[0]
        chosen = only([each for each, _, _ in found], given)
        mask = _mask(ledger, first, masks)
        lines += [
            q.label_replace(zeros + mask, names.HALF, half, "", "") if half else zeros + mask
            for zeros in (0 * ledger.select(names.PROMISED, *matchers) for matchers in chosen)
        ]
    origins = dict.fromkeys(mask.origin for found in alike.values() for _, _, masks in found for mask in masks)
    yield _rule(names.PROMISE_MASKED, side_by_side(lines), tuple(origins))


def _left_out(given: Given) -> dict[str, tuple[Mask, ...]]:
    """What is left out of each half; under no name where that is the same."""
    of_bad = tuple(mask for mask, _ in given.masks)
    of_total = tuple(mask for mask, of_both in given.masks if of_both)
    if of_bad == of_total:
        return {"": of_bad} if of_bad else {}
    return {"bad": of_bad, "total": of_total}


def _mask(ledger: Ledger, given: Given, masks: tuple[Mask, ...]) -> Expression:
    if not masks:
        return q.number(0)
    slices = given.indicator.slices
    return left_out(masks, ledger.base) if slices is None else left_out_at(masks, slice_middle(slices))


def _counted(context: Context, ledger: Ledger, given: Given) -> RecordingRule:
    """The customer's pair without what the contract leaves out."""
    value = given.measured(context).pair
    halves = _left_out(given)
    if halves:
        own = [q.equal(names.PROMISE, given.promise.name)]
        if given.customer is not None:
            own.append(q.equal(names.CUSTOMER, given.customer.name))
        same = q.on() if "" in halves else q.on(names.HALF)
        value = q.times(value, 1 - ledger.select(names.PROMISE_MASKED, *own), same.group_left())
    return RecordingRule(
        names.PROMISE_RATE.name,
        value,
        given.labels(context),
        f"bad and total, as they count for {given.id}, a second",
        (given.promise.origin,),
        (given.member(context),),
    )


def _period_rules(ledger: Ledger, window: Window, origins: tuple[Span, ...]) -> Iterator[RecordingRule]:
    label = window_label(window)
    if isinstance(window, RollingWindow):
        yield _sum(label, ledger.rolling(window.length.milliseconds), origins)
        return
    about = "the last whole hour, by the start of the period that it belongs to"
    yield RecordingRule(names.PROMISE_PERIOD.name, ledger.filed_hour(), (), about, origins)
    yield _sum(label, ledger.period(label), origins)
    yield _sum(names.PREVIOUS, ledger.before(label), origins)


def _last_day(ledger: Ledger, window: Window, given: list[Given], origins: tuple[Span, ...]) -> Iterator[RecordingRule]:
    """What counted in the last day, for the promises that may be at risk."""
    if _wants_day(window, given):
        value = ledger.rolling(DAY)
        label = prometheus_duration(DAY)
        yield RecordingRule(
            names.PROMISE_COUNTED.name, value, ((names.WINDOW, label),), "what counted in the last day", origins
        )


def _wants_day(window: Window, given: list[Given]) -> bool:
    return window_label(window) != prometheus_duration(DAY) and any(is_watched(each) for each in given)


def _sum(label: str, value: Expression, origins: tuple[Span, ...]) -> RecordingRule:
    about = "what counted in the period before" if label == names.PREVIOUS else "what counted in the period so far"
    return RecordingRule(names.PROMISE_COUNTED.name, value, ((names.WINDOW, label),), about, origins)


def _older(ledger: Ledger, window: Window, given: list[Given], origins: tuple[Span, ...]) -> Iterator[RecordingRule]:
    if _wants_day(window, given):
        yield _older_hours(prometheus_duration(DAY), older_rolling(ledger, DAY), origins)
    label = window_label(window)
    if isinstance(window, RollingWindow):
        length = window.length.milliseconds
        if ledger.is_inline(length):
            return
        value, hours, by_period = older_rolling(ledger, length), [ledger.hours_late], []
    else:
        length = two_windows(window)
        value, hours, by_period = older_of_periods(ledger, length), [], [ledger.filed_late()]
    if is_by_day(length):
        yield from day_rules(ledger, hours, by_period, origins)
    yield _older_hours(label, value, origins)


def _older_hours(label: str, value: Expression, origins: tuple[Span, ...]) -> RecordingRule:
    about = f"the older hours of the window {label}"
    return RecordingRule(names.PROMISE_OLDER.name, value, ((names.WINDOW, label),), about, origins)


# --- how they stand ---------------------------------------------------------


def _standing(ledger: Ledger, window: Window, origins: tuple[Span, ...]) -> Iterator[RecordingRule]:
    label = window_label(window)
    same = q.ignoring(names.HALF, names.WINDOW)

    def counted(half: str) -> Expression:
        return ledger.select(names.PROMISE_COUNTED, q.equal(names.HALF, half), q.equal(names.WINDOW, label))

    attained = 1 - q.clamp_max(q.divide(counted("bad"), q.gt(counted("total"), _ANY), same), 1)
    yield _rule(names.PROMISE_ATTAINED, attained, origins)
    promised = ledger.select(names.PROMISED)
    allowed = q.times(_expected(ledger, window), 1 - promised, q.on(*PROMISE_IDENTITY).group_left())
    yield _rule(names.PROMISE_BAD_LEFT, q.minus(allowed, counted("bad"), same), origins)
    left = q.clamp_min(ledger.select(names.PROMISE_BAD_LEFT), 0)
    time_left = q.divide(left, _bad_rate(ledger, _HOUR), q.on(*ledger.keys))
    yield _rule(names.PROMISE_TIME_LEFT, within_period(ledger, time_left, window), origins)


def _expected(ledger: Ledger, window: Window) -> Expression:
    """All that will have counted by the end: the traffic so far, or that of the period before if there was more."""
    of_total = q.equal(names.HALF, "total")
    expected: Expression = ledger.select(names.PROMISE_COUNTED, of_total, q.equal(names.WINDOW, window_label(window)))
    if not isinstance(window, RollingWindow):
        before = ledger.select(names.PROMISE_COUNTED, of_total, q.equal(names.WINDOW, names.PREVIOUS))
        larger = q.gt(before, expected, q.ignoring(names.WINDOW))
        expected = q.or_(larger, expected, q.ignoring(names.WINDOW))
    return q.gt(expected, _ANY)


def _until(ledger: Ledger, window: Window, step: Expression) -> Expression:
    """Time until what was measured falls to a step, at the rate of the last hour."""
    half, of = q.equal(names.HALF, "bad"), q.equal(names.WINDOW, window_label(window))
    allowed = q.times(_expected(ledger, window), 1 - step, q.on(*ledger.keys))
    left = q.clamp_min(q.minus(allowed, ledger.select(names.PROMISE_COUNTED, half, of), q.on(*ledger.keys)), 0)
    return within_period(ledger, q.divide(left, _bad_rate(ledger, _HOUR), q.on(*ledger.keys)), window)


def _bad_rate(ledger: Ledger, length: int) -> Expression:
    """Bad a second over the last so many milliseconds; nothing where there is none."""
    bad = q.equal(names.HALF, "bad")
    total = ledger.lasting(length, bad) if length < ledger.tile else ledger.rolling(length, bad)
    return q.gt(q.sum_(total, q.without(names.HALF)) / Fraction(length, 1000), 0)


def _rule(series: names.Series, value: Expression, origins: tuple[Span, ...]) -> RecordingRule:
    return RecordingRule(series.name, value, (), series.text, origins)


def _state(ledger: Ledger, keys: tuple[str, ...], origins: tuple[Span, ...]) -> RecordingRule:
    """The worst that holds: broken, at risk at the rate of the last hour, below its value, kept so far, no data."""
    left = ledger.select(names.PROMISE_BAD_LEFT)
    attained = ledger.select(names.PROMISE_ATTAINED)
    promised = ledger.select(names.PROMISED)
    unknown = q.unless(promised, left, q.on(*PROMISE_IDENTITY))
    ranked: tuple[tuple[int, Expression], ...] = (
        (4, q.lt(left, 0)),
        (3, ledger.select(names.PROMISE_TIME_LEFT)),
        (2, q.lt(attained, promised, q.on(*PROMISE_IDENTITY).group_left())),
        (1, left),
        (0, unknown),
    )
    holds = [(number, q.sum_(0 * condition, q.by(*keys))) for number, condition in ranked]
    states = [of + number if number else of for number, of in holds]
    return _rule(names.PROMISE_STATE, side_by_side(states), origins)
