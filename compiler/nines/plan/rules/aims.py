"""What objectives aim for, as series: targets, facts for people, burn thresholds, windows, and what is left out.

Boards, alerts and joins read these, so a changed objective keeps its history and one board serves all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from nines.contract.model import (
    AlertClass,
    BlockWindow,
    Burn,
    CalendarWindow,
    Mask,
    Objective,
    RollingWindow,
    Window,
)
from nines.plan import names
from nines.plan.model import Labels, RecordingRule
from nines.plan.rules.book import Book, distinct, identity
from nines.plan.rules.calendar import Starts, block_starts, calendar_of
from nines.plan.rules.context import IDENTITY, Context, nominal_length
from nines.plan.rules.masks import left_out, left_out_at
from nines.plan.rules.slices import slice_middle
from nines.plan.rules.windows import side_by_side
from nines.promql import build as q
from nines.promql.facts import is_scalar
from nines.promql.tree import Expression
from nines.source import Span
from nines.values.names import MONTHS, WEEKDAYS
from nines.values.text import percent, prometheus_duration

__all__ = ["aims", "facts", "for_each", "mask_of", "pair_of", "starts_of", "window_text"]


def aims(book: Book) -> Iterator[RecordingRule]:
    """The rules that come first in a holder's group."""
    for objective in book.holder.objectives:
        yield _info(book, objective)
    if book.holder.objectives:
        yield _targets(book)
    yield from _window_starts(book)
    yield from _masked(book)


def facts(book: Book) -> Iterator[RecordingRule]:
    """What changes with the specs alone, for boards and messages."""
    yield from _thresholds(book)
    yield _window_lengths(book)


def _targets(book: Book) -> RecordingRule:
    """The target of each objective. Facts that have just changed are there twice for a while: `max by` takes one."""
    alike: dict[Fraction, list[Objective]] = {}
    for objective in book.holder.objectives:
        alike.setdefault(objective.target.value, []).append(objective)
    targets = [
        q.times(q.number(target), q.max_(book.select(names.OBJECTIVE_INFO, *book.among(objectives)), q.by(*IDENTITY)))
        for target, objectives in alike.items()
    ]
    every = book.holder.objectives
    origins = tuple(objective.target_origin for objective in every)
    return RecordingRule(
        names.OBJECTIVE.name, side_by_side(targets), (), names.OBJECTIVE.text, origins, book.aims_of(every)
    )


def _info(book: Book, objective: Objective) -> RecordingRule:
    own = identity(book.context, objective)
    facts = {**dict(own), **_facts(book, objective)}
    said = {label.name: label.value for label in (*book.holder.labels, *objective.labels)}
    more = {name: value for name, value in said.items() if name not in facts}
    return RecordingRule(
        names.OBJECTIVE_INFO.name,
        q.vector(1),
        (*((name, value) for name, value in facts.items() if value), *sorted(more.items())),
        f"what there is to know of {objective.id}",
        (objective.origin,),
        book.aims_of([objective]),
    )


def _facts(book: Book, objective: Objective) -> dict[str, str]:
    holder = book.holder
    return {
        "title": objective.title,
        "service_title": holder.title,
        "target": percent(objective.target.value),
        "window_text": window_text(objective.window),
        "unit": objective.indicator.unit,
        "owner": holder.owner.name if holder.owner is not None else "",
        "owner_title": holder.owner.title or holder.owner.name if holder.owner is not None else "",
        "tier": str(holder.tier) if holder.tier is not None else "",
        "runbook": objective.runbook or holder.link("runbook") or "",
        "first": objective.first or holder.first or "",
        "dashboard": holder.link("dashboard") or "",
        "repository": holder.link("repository") or "",
        "customers": ", ".join(_customers(book.context, objective)),
        "source": str(objective.origin),
    }


def _customers(context: Context, objective: Objective) -> list[str]:
    """Who is promised something of what the objective is about."""
    return [
        customer.name
        for customer in context.contract.customers
        if any(promise.of == objective.indicator.id for promise in customer.agreement.promises)
    ]


def window_text(window: Window) -> str:
    """For people: `30 days rolling`, `calendar month, Europe/Berlin`."""
    match window:
        case RollingWindow(length):
            days, rest = divmod(length.milliseconds, 86_400_000)
            if rest:
                return f"{prometheus_duration(length.milliseconds)} rolling"
            return f"{days} day{'s' if days != 1 else ''} rolling"
        case CalendarWindow(unit, start, zone, day):
            return f"calendar {unit}{_from(unit, start, day)}, {zone}"
        case BlockWindow(length, anchor, zone):
            return f"blocks of {prometheus_duration(length.milliseconds)} from {anchor.date.day.isoformat()}, {zone}"


def _from(unit: str, start: int | None, day: int) -> str:
    if start is None:
        return ""
    if unit == "week":
        return f" from {WEEKDAYS[start].capitalize()}"
    if unit == "month":
        return f" from day {start}"
    return f" from {f'{day} ' if day != 1 else ''}{MONTHS[start - 1].capitalize()}"


# --- thresholds -------------------------------------------------------------


def _thresholds(book: Book) -> Iterator[RecordingRule]:
    """A rule for each class of burn alerts, with a line for each pair of windows and each factor."""
    classes: dict[AlertClass, dict[tuple[int, ...], list[tuple[Objective, Burn]]]] = {}
    for objective in book.holder.objectives:
        for burn in objective.alerts.burns:
            pairs = classes.setdefault(burn.alert_class, {})
            pairs.setdefault(pair_of(burn), []).append((objective, burn))
    for alert_class, pairs in classes.items():
        lines = [
            _of_windows(_on(book, [one for one, _ in users], q.exact(users[0][1].factor)), users[0][1])
            for users in pairs.values()
        ]
        yield RecordingRule(
            names.BURN_THRESHOLD.name,
            side_by_side(lines),
            ((names.CLASS, alert_class.value),),
            f"the burn rates that are a {alert_class.value}",
            distinct(burn.origin for users in pairs.values() for _, burn in users),
            tuple(
                member
                for users in pairs.values()
                for member in book.aims_of((one for one, _ in users), *_window_labels(users[0][1]))
            ),
        )


def pair_of(burn: Burn) -> tuple[int, ...]:
    """The windows and the factor of a burn alert, in numbers that are compared faster."""
    short = burn.short.milliseconds if burn.short is not None else 0
    return burn.window.milliseconds, short, burn.factor.numerator, burn.factor.denominator


def _window_labels(burn: Burn) -> Labels:
    labels = ((names.WINDOW, prometheus_duration(burn.window.milliseconds)),)
    return labels if burn.short is None else (*labels, (names.SHORT, prometheus_duration(burn.short.milliseconds)))


def _of_windows(value: Expression, burn: Burn) -> Expression:
    for name, text in reversed(_window_labels(burn)):
        value = q.label_replace(value, name, text, "", "")
    return value


def _on(book: Book, objectives: Iterable[Objective], value: Expression | int) -> Expression:
    """A value for each of some objectives."""
    return 0 * book.select(names.OBJECTIVE, *book.among(objectives)) + value


# --- windows ----------------------------------------------------------------


def _window_lengths(book: Book) -> RecordingRule:
    """The time over which each objective's budget is shared out."""
    alike: dict[int, list[Objective]] = {}
    for objective in book.holder.objectives:
        alike.setdefault(nominal_length(objective.window) // 1000, []).append(objective)
    lengths = side_by_side([_on(book, objectives, seconds) for seconds, objectives in alike.items()])
    series = names.WINDOW_SECONDS
    every = book.holder.objectives
    return RecordingRule(series.name, lengths, (), series.text, _window_origins(every), book.aims_of(every))


def _window_starts(book: Book) -> Iterator[RecordingRule]:
    """When the running window of each objective began, and the one before; how much of it has passed."""
    alike: dict[Window, list[Objective]] = {}
    for objective in book.holder.objectives:
        if not isinstance(objective.window, RollingWindow):
            alike.setdefault(objective.window, []).append(objective)
    found = [(starts, ones) for window, ones in alike.items() if (starts := starts_of(book.context, window))]
    if not found:
        return
    origins = _window_origins(objective for objectives in alike.values() for objective in objectives)
    members = book.aims_of(objective for objectives in alike.values() for objective in objectives)
    columns: dict[names.Series, list[Expression]] = {
        names.WINDOW_START: [starts.start for starts, _ in found],
        names.WINDOW_PREVIOUS: [starts.previous for starts, _ in found],
        names.WINDOW_ELAPSED: [starts.elapsed for starts, _ in found],
    }
    for series, values in columns.items():
        each = [
            for_each(0 * book.select(names.OBJECTIVE, *book.among(objectives)), value)
            for value, (_, objectives) in zip(values, found, strict=True)
        ]
        yield RecordingRule(series.name, side_by_side(each), (), series.text, origins, members)


def _window_origins(objectives: Iterable[Objective]) -> tuple[Span, ...]:
    return tuple(objective.window_origin for objective in objectives)


def for_each(zeros: Expression, value: Expression) -> Expression:
    """A value for each of some series that are 0; nothing while it is not known."""
    return q.plus(zeros, value, None if is_scalar(value) else q.on().group_left())


def starts_of(context: Context, window: Window) -> Starts | None:
    """Where the window stands: scalars, or what is recorded of a calendar once for the bundle.

    That is nothing until it is; `scalar` would be NaN.
    """
    if isinstance(window, BlockWindow):
        return block_starts(window)
    if not isinstance(window, CalendarWindow):
        return None
    calendar = calendar_of(window)
    if calendar is None:
        return None
    found = [
        q.max_(context.select(series, q.equal(names.ZONE, calendar.zone), q.equal(names.PERIOD, calendar.name)))
        for series in (names.CALENDAR_START, names.CALENDAR_PREVIOUS, names.CALENDAR_END)
    ]
    return Starts(*found)


# --- masks ------------------------------------------------------------------


def _masked(book: Book) -> Iterator[RecordingRule]:
    """1 where nothing counts, for all objectives that are ever masked."""
    alike: dict[object, list[Objective]] = {}
    for objective in book.holder.objectives:
        if objective.masks:
            same = tuple((mask.kind, mask.hours.name) for mask in objective.masks)
            alike.setdefault((same, objective.indicator.slices), []).append(objective)
    if not alike:
        return
    each = [
        _on(book, found, mask_of(found[0], found[0].masks, book.ledger.base + book.holder.scrape))
        for found in alike.values()
    ]
    masks = [mask for found in alike.values() for objective in found for mask in objective.masks]
    about = "what is left out now: " + _mask_words(masks)
    origins = distinct(mask.origin for mask in masks)
    members = book.aims_of(objective for found in alike.values() for objective in found)
    yield RecordingRule(names.MASKED.name, side_by_side(each), (), about, origins, members)


def mask_of(of: Objective, masks: tuple[Mask, ...], reach: int) -> Expression:
    """1 where the pair of an objective does not count by some masks."""
    if of.indicator.slices is not None:
        return left_out_at(masks, slice_middle(of.indicator.slices))
    return left_out(masks, reach)


def _mask_words(masks: Iterable[Mask]) -> str:
    words = [f"time outside {mask.hours.name}" if mask.kind == "during" else mask.hours.name for mask in masks]
    return ", ".join(dict.fromkeys(words))
