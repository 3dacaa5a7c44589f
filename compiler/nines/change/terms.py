"""The other terms of an agreement, before and after: services, exclusions, support, rights, duties, the legal frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nines.change.model import Change, Verdict
from nines.change.paying import added_or_removed, deadline_verdict, graded
from nines.change.words import deadline_words, listed, said, same, sentence, span_of, statement
from nines.contract.model import Agreement, Exclusion
from nines.language.phrases import Condition, History
from nines.language.statements.promise import Duty
from nines.language.statements.support import Call, Clock, SeverityRow, Support
from nines.values.model import Duration

__all__ = ["duties", "terms"]

_TIMES = ("respond", "update", "workaround", "fix")


def terms(old: Agreement, new: Agreement) -> Iterator[Change]:
    """All of them, in the order of the document."""
    yield from _covered(old, new)
    yield from _exclusions(old, new)
    yield from _support(old.support, new.support)
    yield from _needs(old, new)
    yield from _termination(old, new)
    yield from _report(old, new)
    yield from duties(old.duties, new.duties, "", "reporting")
    yield from _liability(old, new)
    yield from _notice(old, new)
    for subject, anchor, one, other in (("the law", "law", old.law, new.law),):
        if one != other:
            yield Change(subject, f"`{other or 'none'}` now, `{one or 'none'}` before.", Verdict.OPEN, (anchor,))
    if not same(span_of(old.calendar), span_of(new.calendar)):
        text = f"{said(span_of(new.calendar))} now, {said(span_of(old.calendar))} before: business days follow."
        anchors = ("definition-business-day",)
        yield Change("holidays", sentence(text), Verdict.OPEN, anchors, span_of(old.calendar), span_of(new.calendar))
    if old.language != new.language:
        text = f"`{new.language or 'en'}` now, `{old.language or 'en'}` before."
        yield Change("the language of the document", text, Verdict.NEUTRAL, ())


def _covered(old: Agreement, new: Agreement) -> Iterator[Change]:
    was, now = {item.name: item for item in old.covers}, {item.name: item for item in new.covers}
    for name, service in now.items():
        if name not in was and was:
            yield Change(
                f"service {name}", f"`{service.title}` is covered now.", Verdict.BETTER, ("services", "covered")
            )
    for name, service in was.items():
        if name not in now:
            text = f"`{service.title}` is no longer covered."
            yield Change(f"service {name}", text, Verdict.ADVERSE, ("services", "covered"))


# Exclusions and maintenance.


def _exclusions(old: Agreement, new: Agreement) -> Iterator[Change]:
    was, now = {item.name: item for item in old.exclusions}, {item.name: item for item in new.exclusions}
    for name, item in now.items():
        anchors = (f"exclusion-{name}", f"maintenance-{name}", "exclusions")
        if name not in was:
            text = f"New: {said(item.origin)}. What falls under it no longer counts."
            yield Change(f"exclusion {name}", text, Verdict.ADVERSE, anchors, None, item.origin)
        else:
            yield from _exclusion(was[name], item, anchors)
    for name, item in was.items():
        if name not in now:
            text = f"No longer there: {said(item.origin)}. What fell under it counts now."
            anchors = (f"exclusion-{name}", f"maintenance-{name}", "exclusions")
            yield Change(f"exclusion {name}", text, Verdict.BETTER, anchors, item.origin)


def _exclusion(old: Exclusion, new: Exclusion, anchors: tuple[str, ...]) -> Iterator[Change]:
    subject = f"exclusion {new.name}"
    if old.effect != new.effect:
        text = f"It {new.effect} now, and before it {old.effect.replace('leaves', 'left').replace('waives', 'waived')}."
        yield Change(subject, text, Verdict.OPEN, anchors, old.origin, new.origin)
    if old.beyond_counts != new.beyond_counts:
        verdict = Verdict.BETTER if new.beyond_counts else Verdict.ADVERSE
        text = f"What goes beyond it {'counts' if new.beyond_counts else 'no longer counts'}."
        yield Change(subject, text, verdict, anchors, old.origin, new.origin)
    if old.evidence != new.evidence:
        verdict = Verdict.BETTER if old.evidence is None else Verdict.ADVERSE if new.evidence is None else Verdict.OPEN
        text = f"Shown by {_quoted(new.evidence)} now, by {_quoted(old.evidence)} before."
        yield Change(subject, text, verdict, anchors, old.origin, new.origin)
    one, other = old.maintenance, new.maintenance
    if one is None or other is None:
        return
    if one.notice != other.notice:
        verdict = _time(one.notice, other.notice, longer=Verdict.BETTER, none=Verdict.ADVERSE)
        text = f"Announced {_length(other.notice)} before, and was {_length(one.notice)}."
        yield Change(f"notice of {new.name}", text, verdict, anchors, one.origin, other.origin)
    if (one.allowance, one.per) != (other.allowance, other.per):
        verdict = Verdict.OPEN
        if one.per == other.per or None in (one.per, other.per):
            verdict = _time(one.allowance, other.allowance, longer=Verdict.ADVERSE, none=Verdict.ADVERSE)
        text = f"At most {_length(other.allowance)} per {other.per}, and was {_length(one.allowance)} per {one.per}."
        yield Change(f"allowance of {new.name}", text, verdict, anchors, one.origin, other.origin)
    if (one.zone, one.emergency) != (other.zone, other.emergency) or one.hours != other.hours:
        text = f"When works may be done has changed: {said(other.origin)}, and was {said(one.origin)}."
        yield Change(f"hours of {new.name}", text, Verdict.OPEN, anchors, one.origin, other.origin)


# Support.


def _support(old: Support | None, new: Support | None) -> Iterator[Change]:
    was = {row.name.value: row for row in old.body.all(SeverityRow)} if old is not None else {}
    now = {row.name.value: row for row in new.body.all(SeverityRow)} if new is not None else {}
    anchors = ("support-times", "support")
    yield from added_or_removed(was, now, "severity", anchors, added=Verdict.BETTER, removed=Verdict.ADVERSE)
    for name, row in now.items():
        if name in was:
            yield from _severity(was[name], row, anchors)
    clocks = [_statements(item, Clock) for item in (old, new)]
    if clocks[0] != clocks[1]:
        text = f"{listed(clocks[1])} now, {listed(clocks[0])} before."
        yield Change("ticket clocks", sentence(text), Verdict.OPEN, ("support-clock", "support"))
    calls = [_statements(item, Call) for item in (old, new)]
    if calls[0] != calls[1]:
        text = f"{listed(calls[1])} now, {listed(calls[0])} before."
        yield Change("numbers to call", sentence(text), Verdict.NEUTRAL, ("support-calls", "support"))


def _severity(old: SeverityRow, new: SeverityRow, anchors: tuple[str, ...]) -> Iterator[Change]:
    for name in _TIMES:
        one, other = (getattr(row, name) for row in (old, new))
        was, now = (item.value if item is not None else None for item in (one, other))
        if was != now:
            verdict = _time(was, now, longer=Verdict.ADVERSE, none=Verdict.ADVERSE)
            text = f"Within {_length(now)} now, within {_length(was)} before."
            yield Change(f"time to {name}, severity {new.name.value}", text, verdict, anchors, old.head, new.head)
    hours = [row.schedule.value if row.schedule is not None else "around the clock" for row in (old, new)]
    if hours[0] != hours[1]:
        verdict = Verdict.BETTER if new.schedule is None else Verdict.ADVERSE if old.schedule is None else Verdict.OPEN
        text = f"`{hours[1]}` now, `{hours[0]}` before."
        yield Change(f"hours of severity {new.name.value}", text, verdict, anchors, old.head, new.head)


# Rights and duties.


def _needs(old: Agreement, new: Agreement) -> Iterator[Change]:
    was, now = {item.name.value: item for item in old.needs}, {item.name.value: item for item in new.needs}
    anchors = ("claims",)
    yield from added_or_removed(was, now, "need", anchors, added=Verdict.ADVERSE, removed=Verdict.BETTER)
    for name, item in now.items():
        if name in was and not same(was[name].head, item.head):
            text = f"{said(item.head)} now, {said(was[name].head)} before."
            yield Change(
                f"need {name}", sentence(text), Verdict.OPEN, (f"needs-{name}", *anchors), was[name].head, item.head
            )


def _termination(old: Agreement, new: Agreement) -> Iterator[Change]:
    one, other = old.terminate, new.terminate
    if same(span_of(one), span_of(other)):
        return
    anchors = ("termination-right", "termination")
    if one is None or other is None:
        verdict = Verdict.BETTER if one is None else Verdict.ADVERSE
        text = f"{said(span_of(other))} now, {said(span_of(one))} before."
        yield Change("the right to leave", sentence(text), verdict, anchors, span_of(one), span_of(other))
        return
    if not same(one.condition.span, other.condition.span):
        text = f"When {said(other.condition.span)}, and was when {said(one.condition.span)}."
        verdict = _sooner(one.condition, other.condition)
        yield Change("the right to leave", text, verdict, anchors, one.condition.span, other.condition.span)
    notices = (one.notice, other.notice)
    if notices[0] is not None and notices[1] is not None:
        if deadline_words(notices[0]) != deadline_words(notices[1]):
            verdict = deadline_verdict(notices[0], notices[1], longer=Verdict.BETTER)
            text = f"To be said within {deadline_words(notices[1])}, and was within {deadline_words(notices[0])}."
            yield Change("time to leave", text, verdict, anchors, one.span, other.span)
    elif notices[0] is not notices[1]:
        verdict = Verdict.BETTER if notices[1] is None else Verdict.ADVERSE
        text = (
            "There is no time limit to say so."
            if notices[1] is None
            else f"To be said within {deadline_words(notices[1])}."
        )
        yield Change("time to leave", text, verdict, anchors, one.span, other.span)


def _sooner(old: Condition, new: Condition) -> Verdict:
    """Whether a right comes sooner: further alternatives, or fewer periods of as many or more."""
    if any(join.value != "or" for join in (*old.joins, *new.joins)):
        return Verdict.OPEN
    was = {statement(term.span) for term in (old.first, *old.more)}
    now = {statement(term.span) for term in (new.first, *new.more)}
    if was < now or now < was:
        return Verdict.BETTER if was < now else Verdict.ADVERSE
    gone = [term.history for term in (old.first, *old.more) if statement(term.span) not in now]
    come = [term.history for term in (new.first, *new.more) if statement(term.span) not in was]
    if len(gone) == len(come) == 1 and gone[0] is not None and come[0] is not None:
        return _history(gone[0], come[0])
    return Verdict.OPEN


def _history(old: History, new: History) -> Verdict:
    """`3 of 6 periods missed` against `4 of 8 periods missed`."""
    inner = [item.condition.span if item.condition is not None else None for item in (old, new)]
    outcomes = [item.outcome.value if item.outcome is not None else None for item in (old, new)]
    if not same(inner[0], inner[1]) or outcomes[0] != outcomes[1] or (old.row is None) is not (new.row is None):
        return Verdict.OPEN
    counts = old.count.value.value, new.count.value.value
    of = [item.window.value.value if item.window is not None else item.count.value.value for item in (old, new)]
    if old.window is None and new.window is None:
        return graded(counts[0], counts[1], more=Verdict.ADVERSE)
    if counts[1] <= counts[0] and of[1] >= of[0]:
        return Verdict.BETTER
    return Verdict.ADVERSE if counts[1] >= counts[0] and of[1] <= of[0] else Verdict.OPEN


def _report(old: Agreement, new: Agreement) -> Iterator[Change]:
    one, other = old.report, new.report
    if same(span_of(one), span_of(other)):
        return
    if one is None or other is None:
        verdict = Verdict.BETTER if one is None else Verdict.ADVERSE
    else:
        verdict = deadline_verdict(one.deadline, other.deadline, longer=Verdict.ADVERSE)
        counted = [item.promise.value if item.promise is not None else None for item in (one, other)]
        if counted[0] != counted[1]:
            lost = Verdict.ADVERSE if counted[1] is None else Verdict.BETTER if counted[0] is None else Verdict.OPEN
            verdict = lost if verdict in (Verdict.NEUTRAL, lost) else Verdict.OPEN
    text = f"{said(span_of(other))} now, {said(span_of(one))} before."
    yield Change("reports", sentence(text), verdict, ("report", "reporting"), span_of(one), span_of(other))


def duties(old: Sequence[Duty], new: Sequence[Duty], of: str, anchor: str) -> Iterator[Change]:
    """Duties that are not money, of the agreement or of one promise (`of` is ` of Availability`)."""
    was, now = {item.text.value: item for item in old}, {item.text.value: item for item in new}
    for name, item in now.items():
        if name not in was:
            yield Change(f"duty{of}", f"New: {said(item.span)}.", Verdict.BETTER, (anchor,), None, item.span)
        elif not same(was[name].span, item.span):
            one, other = was[name].deadline, item.deadline
            verdict = Verdict.OPEN
            conditions = [span_of(duty.condition) for duty in (was[name], item)]
            if one is not None and other is not None and same(conditions[0], conditions[1]):
                verdict = deadline_verdict(one, other, longer=Verdict.ADVERSE)
            text = f"{said(item.span)} now, {said(was[name].span)} before."
            yield Change(f"duty{of}", sentence(text), verdict, (anchor,), was[name].span, item.span)
    for name, item in was.items():
        if name not in now:
            yield Change(f"duty{of}", f"No longer there: {said(item.span)}.", Verdict.ADVERSE, (anchor,), item.span)


# The legal frame.


def _liability(old: Agreement, new: Agreement) -> Iterator[Change]:
    one, other = old.liability, new.liability
    if same(span_of(one), span_of(other)):
        return
    was, now = (item is not None and item.kind is not None for item in (one, other))
    verdict = Verdict.OPEN
    if was != now and (one is None or other is None):
        verdict = Verdict.ADVERSE if now else Verdict.BETTER
    text = f"{said(span_of(other))} now, {said(span_of(one))} before."
    yield Change("liability", sentence(text), verdict, ("liability-rule", "liability"), span_of(one), span_of(other))


def _notice(old: Agreement, new: Agreement) -> Iterator[Change]:
    one, other = old.changes, new.changes
    was, now = (item.notice.value if item is not None else None for item in (one, other))
    if was == now:
        return
    verdict = _time(was, now, longer=Verdict.BETTER, none=Verdict.ADVERSE)
    text = f"{said(span_of(other))} now, {said(span_of(one))} before."
    anchors = ("change-notice", "changes")
    yield Change("notice of changes", sentence(text), verdict, anchors, span_of(one), span_of(other))


# Shared.


def _time(old: Duration | None, new: Duration | None, *, longer: Verdict, none: Verdict) -> Verdict:
    """`none` is what it is for the customer that there is no longer such a time."""
    if old is None or new is None:
        other = Verdict.BETTER if none is Verdict.ADVERSE else Verdict.ADVERSE
        return none if new is None else other
    return graded(old.milliseconds, new.milliseconds, more=longer)


def _length(value: Duration | None) -> str:
    return f"`{value.text}`" if value is not None else "no time"


def _quoted(value: str | None) -> str:
    return f"`{value}`" if value is not None else "nothing"


def _statements(support: Support | None, kind: type[Clock] | type[Call]) -> list[str]:
    return [statement(item.head) for item in support.body.all(kind)] if support is not None else []
