"""How everything stands, in words and numbers, from the answers of Prometheus."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from fractions import Fraction

from nines.contract.model import Customer
from nines.plan import names
from nines.plan.documents.inline import figure, join, say
from nines.plan.documents.model import Line, Said, Text
from nines.plan.documents.texts import Texts
from nines.plan.documents.words.numbers import computed_time, date, local
from nines.plan.documents.worth import as_money
from nines.plan.sheets.model import Incident, Now, PromiseNow, Sample, Sheet, Unknown
from nines.values import text
from nines.values.model import Date, Percentage
from nines.values.zone import zone

__all__ = ["Answers", "standing"]

Answers = Mapping[str, Sequence[Sample]]
"""The series that each question of `questions` brought, by its key."""

_BROKEN = 4
_OLD = 300
"""Seconds after which numbers are old."""


def standing(sheet: Sheet, customer: Customer, answers: Answers) -> Now | Unknown:
    """Everything in the language of the sheet. Numbers that Prometheus has not are said to be unknown."""
    t = sheet.t
    now = _first(answers, "time")
    states = answers.get("promises.A", ())
    if now is None or not states:
        return Unknown(say(t.CALL_NOTHING))
    age = _first(answers, "age") or Fraction(0)
    return Now(
        at=_moment(now, sheet),
        old=say(t.CALL_OLD, time=_time(age, t)) if age > _OLD else (),
        promises=tuple(_promise(promised.name, customer, answers, t) for promised in sheet.promises),
        incidents=tuple(_incidents(answers, t)),
        credit=_credit(answers, t),
    )


def _first(answers: Answers, key: str) -> Fraction | None:
    return next((sample.value for sample in answers.get(key, ()) if sample.value is not None), None)


def _moment(seconds: Fraction, sheet: Sheet) -> Line:
    """`24 November 2026 17:05 Europe/Berlin`."""
    found = zone(sheet.zone)
    shift = found.offset(int(seconds)) if found is not None else 0
    local_time = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=int(seconds) + shift)  # noqa: DTZ001 - by the zone's clock
    clock = figure(local_time.strftime("%H:%M"))
    name = sheet.zone if found is not None else "UTC"
    return (date(Date(local_time.date()), sheet.t), Text(" "), clock, Text(" "), Said(name))


def _time(seconds: Fraction, t: Texts) -> Line:
    """To the second up to an hour, to the minute up to a day, to the hour beyond: two numbers, as one says it aloud."""
    rounded = (
        seconds // 3_600 * 3_600 if seconds >= 86_400 else seconds // 60 * 60 if seconds >= 3_600 else seconds // 1
    )
    return (figure(computed_time(rounded * 1000, t)),)


# --- promises -----------------------------------------------------------------


def _promise(name: str, customer: Customer, answers: Answers, t: Texts) -> PromiseNow:
    def of(ref: str) -> Fraction | None:
        found = [sample for sample in answers.get(f"promises.{ref}", ()) if sample.label(names.PROMISE) == name]
        return next((sample.value for sample in found if sample.value is not None), None)

    state, attained = of("A"), of("C")
    if state is None:
        return PromiseNow(name, 0, say(t.CALL_UNRECORDED), (), (), ())
    return PromiseNow(
        name,
        int(state),
        _attained(name, attained, customer, t),
        _left(of("D"), t),
        _breaks(int(state), of("E"), t),
        _credits(name, answers, of("F"), t),
    )


def _attained(name: str, value: Fraction | None, customer: Customer, t: Texts) -> Line:
    promise = customer.agreement.promise(name)
    if value is None or promise is None:
        return say(t.CALL_UNKNOWN)
    promised = promise.comparison.value.value
    if isinstance(promised, Percentage):
        return (figure(local(text.attained(value, promised), t)),)
    return (figure(local(text.percent(value), t)),)


def _left(down: Fraction | None, t: Texts) -> Line:
    if down is None:
        return say(t.CALL_UNKNOWN)
    return _time(down, t) if down > 0 else say(t.CALL_NOTHING_LEFT)


def _breaks(state: int, seconds: Fraction | None, t: Texts) -> Line:
    if state == _BROKEN:
        return ()
    return _time(seconds, t) if seconds is not None and seconds > 0 else say(t.CALL_NOT_SO)


def _credits(name: str, answers: Answers, share: Fraction | None, t: Texts) -> Line:
    money = [sample for sample in answers.get("promises.G", ()) if sample.label(names.PROMISE) == name]
    if not money and share is None:
        return say(t.CALL_UNKNOWN)
    found: list[Line] = [(figure(local(text.percent(share), t)),)] if share else []
    found += [_money(sample, t) for sample in money if sample.value]
    return join(found, t.COMMA) if found else say(t.CALL_NO_CREDIT)


def _credit(answers: Answers, t: Texts) -> Line:
    """What the customer is owed in all, a sum for each currency."""
    money, share = answers.get("money", ()), _first(answers, "share")
    if not money and share is None:
        return say(t.CALL_CREDIT_UNKNOWN)
    found = [_money(sample, t) for sample in money if sample.value]
    if share:
        found.append(say(t.CALL_OF_FEES, share=figure(local(text.percent(share), t))))
    return join(found, t.COMMA) if found else say(t.CALL_NONE_DUE)


def _money(sample: Sample, t: Texts) -> Line:
    """To the cent: what a server adds up is off by a billionth at most, and contracts are settled exactly elsewhere."""
    cents = Fraction(round((sample.value or Fraction(0)) * 100), 100)
    return (figure(local(as_money(cents, sample.label(names.CURRENCY)), t)),)


# --- incidents ----------------------------------------------------------------


def _incidents(answers: Answers, t: Texts) -> list[Incident]:
    """Pages first, and of these what began last."""
    found = []
    for sample in answers.get("incidents.A", ()):
        page = sample.value is not None and sample.value >= 2
        since = _beside("B", sample, answers)
        key = (not page, since.value if since is not None and since.value is not None else 0)
        found.append((key, _incident(sample, page=page, answers=answers, t=t)))
    return [incident for _, incident in sorted(found, key=lambda item: item[0])]


_OF_ALERT = ("alertname", names.SERVICE, names.OBJECTIVE_LABEL, names.CUSTOMER, names.PROMISE)


def _beside(ref: str, alert: Sample, answers: Answers) -> Sample | None:
    same = [alert.label(name) for name in _OF_ALERT]
    found = answers.get(f"incidents.{ref}", ())
    return next((sample for sample in found if [sample.label(name) for name in _OF_ALERT] == same), None)


def _incident(alert: Sample, *, page: bool, answers: Answers, t: Texts) -> Incident:
    about = alert.label(names.OBJECTIVE_LABEL) or alert.label(names.PROMISE)
    service = alert.label(names.SERVICE)
    what = Said(f"{service}.{about} ({alert.label('alertname')})" if about else alert.label("alertname"))
    since, told, suspect = (_beside(ref, alert, answers) for ref in "BEF")
    facts: list[Line] = []
    if since is not None and since.value is not None:
        facts.append(say(t.CALL_SINCE, time=_time(since.value, t)))
    if told is not None and told.label("first"):
        facts.append(say(t.CALL_FIRST, step=Said(told.label("first"))))
    if suspect is not None and suspect.label(names.DEPENDENCY):
        facts.append(say(t.CALL_SUSPECT, service=Said(suspect.label(names.DEPENDENCY))))
    urgency = say(t.CALL_URGENCY["page" if page else "ticket"])
    return Incident(3 if page else 2, urgency, (what,), tuple(facts), told.label("runbook") if told is not None else "")
