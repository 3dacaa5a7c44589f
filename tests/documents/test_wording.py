"""Everything that the language can say of a contract has words: each class of phrase, each choice of a statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import UnionType
from typing import get_args

import pytest

from nines.contract.model import (
    Composite,
    Contract,
    Events,
    Freshness,
    Gauge,
    Latency,
    Measurement,
    Probe,
    RatioOf,
    Samples,
)
from nines.language import phrases
from nines.language.phrases import (
    Amount,
    Deadline,
    History,
    MeasuredRange,
    Outcome,
    Period,
    PerUnit,
    ServiceTime,
    Units,
)
from nines.language.shape import Choice, Maybe, Pattern, Repeat, Sequence, Slot
from nines.language.statements import contract as terms_said
from nines.language.statements import indicator as indicator_said
from nines.language.statements import money as money_said
from nines.language.statements import promise as promise_said
from nines.language.statements import support as support_said
from nines.language.statements import time as time_said
from nines.language.table import entries
from nines.language.table import phrases as phrase_entries
from nines.plan.documents.inline import plain, slots_of
from nines.plan.documents.model import Said
from nines.plan.documents.texts import ENGLISH, LANGUAGES
from nines.plan.documents.words.amounts import amount
from nines.plan.documents.words.comparisons import range_words
from nines.plan.documents.words.conditions import Of, condition
from nines.plan.documents.words.deadlines import deadline
from nines.plan.documents.words.measures import good
from nines.plan.documents.words.numbers import quantity
from nines.plan.documents.words.periods import period
from nines.plan.documents.words.schedules import hours
from nines.plan.documents.words.terms import Terms
from nines.values.literals import parse
from nines.values.model import (
    Bytes,
    Duration,
    FineDuration,
    Money,
    Multiple,
    Number,
    Ordinal,
    Percentage,
    Points,
    Quantity,
    Rate,
    Ratio,
)
from tests.documents.contracts import contract_of, document_of

t = ENGLISH

SLA = """
service a {{ sli ok "Requests answered" {{
  bad errors_total{{}}
  of requests_total{{}}
  per tenant
}} }}
sla plain "Plain" {{
  period {period}
  pool at-risk 20% of base
  unit daily-use worth 1/30
  promise ok "Uptime" of a.ok at least 99.9% {{
    measure share of good events
    credit {credit}
  }}
  promise pace "Pace" of a.ok at least 99% {{ measure share of good events }}
  {more}
}}
"""


def sla(credit: str = "10% when missed", period_: str = "calendar month in UTC", more: str = "") -> Contract:
    return contract_of(SLA.format(credit=credit, period=period_, more=more))


def terms(contract: Contract) -> Terms:
    return Terms(contract, contract.slas[0], None, contract.slas[0].agreement, t)


# Classes of phrases.

AMOUNTS: dict[str, tuple[type, str]] = {
    "EUR 40": (phrases.Sum, "EUR 40.00"),
    "10%": (phrases.Share, "10% of the base fee"),
    "1/12 of storage": (phrases.Share, "1/12 of the storage fee"),
    "25% of at-risk": (phrases.Share, "25% of the pool “at risk”"),
    "2 days of service": (phrases.ServiceTime, "2 days of service"),
    "1 day of service": (phrases.ServiceTime, "1 day of service"),
    "5 hours of fee": (phrases.ServiceTime, "the base fee for 5 hours"),
    "5 points": (phrases.Units, "5 points"),
    "1 point": (phrases.Units, "1 point"),
    "6 x fee for the downtime": (phrases.ProRata, "6 times the fee for the downtime"),
    "4 x daily-use": (phrases.Times, "4 units of “daily use”"),
    "greater of EUR 50 and 10%": (phrases.GreaterOf, "the greater of EUR 50.00 and 10% of the base fee"),
    "lesser of EUR 50 and 10%": (phrases.LesserOf, "the lesser of EUR 50.00 and 10% of the base fee"),
    "formula (fee * 2)": (phrases.Formula, "the result of (fee * 2)"),
    "4% per started 20m of downtime": (PerUnit, "4% of the base fee for each started 20 minutes of downtime"),
    "4% per whole 1h of excess downtime": (PerUnit, "4% of the base fee for each full 1 hour of excess downtime"),
    "4% per exact 0.1pp of shortfall": (
        PerUnit,
        "4% of the base fee for each 0.1 percentage points of shortfall, and in proportion for a part of it",
    ),
    "EUR 5 per late ticket": (PerUnit, "EUR 5.00 for each late ticket"),
}


@pytest.mark.parametrize("written", AMOUNTS)
def test_amounts(written: str) -> None:
    kind, words = AMOUNTS[written]
    contract = sla(f"{written} when missed")
    found = contract.slas[0].agreement.promises[0].credits[0].amount
    assert isinstance(found, kind)
    assert plain(amount(found, terms(contract))) == words


def test_every_class_of_amount_is_among_them() -> None:
    assert {kind for kind, _ in AMOUNTS.values()} == set(flat(Amount))


PERIODS = {
    "calendar month in Europe/Berlin": "a calendar month in the time zone Europe/Berlin",
    "calendar month from day 15 in UTC": "a month in the time zone UTC that begins on day 15 of a calendar month",
    "calendar month from day 31 in UTC": (
        "a month in the time zone UTC that begins on day 31 of a calendar month "
        "Where a month is too short for that, it begins on its last day."
    ),
    "calendar quarter from april in UTC": (
        "a calendar quarter in the time zone UTC, counted from the first day of April"
    ),
    "calendar year from 6 april in Europe/London": (
        "a calendar year in the time zone Europe/London, counted from 6 April"
    ),
    "calendar quarter from january 31 in UTC": (
        "a calendar quarter in the time zone UTC, counted from 31 January "
        "Where a month is too short for that, it begins on its last day."
    ),
    "calendar week from sunday in UTC": "a week in the time zone UTC that begins on Sunday",
    "clock hour in UTC": "an hour of the clock in the time zone UTC, from one full hour to the next",
    "rolling 90d every 1d in UTC": "the last 90 days, judged anew every day in the time zone UTC",
    "30d from 2026-01-05 08:00 in UTC": (
        "30 days without regard to the calendar; one begins on 5 January 2026 at 08:00 in the time zone UTC"
    ),
}


@pytest.mark.parametrize("written", PERIODS)
def test_periods(written: str) -> None:
    value = sla(period_=written).slas[0].agreement.period
    assert value is not None
    assert " ".join(plain(line) for line in period(value, t)) == PERIODS[written]


def test_every_class_of_period_is_among_them() -> None:
    found = {type(sla(period_=written).slas[0].agreement.period) for written in PERIODS}
    assert found == set(flat(Period))


CONDITIONS = {
    "when missed": "the commitment is missed",
    "when kept": "the commitment is kept",
    "when below 99%": "the measured value of Uptime is below 99%",
    "when measured at least 97% and below 99%": "the measured value of Uptime is at least 97% and below 99%",
    "when shortfall above 0.4pp": "the shortfall is above 0.4 percentage points",
    "when excess downtime at most 2h": "the excess downtime is at most 2 hours",
    "when outages above 3": "the number of outages is above 3",
    "when pace below 90%": "the measured value of Pace is below 90%",
    "when 1 period missed": "in one period the commitment is missed",
    "when 3 periods in a row missed": "in 3 periods in a row the commitment is missed",
    "when 4 of 8 periods missed": (
        "in 4 of 8 consecutive periods, the last of them among the 4, the commitment is missed"
    ),
    "when 2 periods in a row with measured below 99%": (
        "in 2 periods in a row the measured value of Uptime is below 99%"
    ),
    "when missed and outages above 3": "the commitment is missed and the number of outages is above 3",
    "when missed or outages above 3": "the commitment is missed, or the number of outages is above 3",
    "when missed and outages above 3 or pace below 90%": (
        "(the commitment is missed and the number of outages is above 3), or the measured value of Pace is below 90%"
    ),
}


@pytest.mark.parametrize("written", CONDITIONS)
def test_conditions(written: str) -> None:
    contract = sla(f"10% {written}")
    found = contract.slas[0].agreement.promises[0].credits[0].condition
    assert found is not None
    assert plain(condition(found, terms(contract), Of((Said("Uptime"),)))) == CONDITIONS[written]


def test_conditions_of_the_whole_agreement() -> None:
    contract = sla(
        more="terminate when 3 of 6 periods missed or 2 periods in a row kept, notice within 1 days of report"
    )
    found = contract.slas[0].agreement.terminate
    assert found is not None
    assert found.notice is not None
    assert plain(condition(found.condition, terms(contract), Of(None))) == (
        "in 3 of 6 consecutive periods, the last of them among the 3, at least one commitment is missed, "
        "or in 2 periods in a row all commitments are kept"
    )
    assert plain(deadline(found.notice, t)) == "within 1 day of receiving the report"


QUANTITIES: dict[type, dict[str, str]] = {
    Percentage: {"99.90%": "99.90%"},
    Points: {"0.4pp": "0.4 percentage points", "1pp": "1 percentage point"},
    Duration: {"48h": "48 hours", "1h30m": "1 hour 30 minutes", "60s": "60 seconds", "1m": "1 minute"},
    FineDuration: {"7.4ms": "7.4 milliseconds"},
    Rate: {"1_500/s": "1,500 per second", "30/min": "30 per minute"},
    Multiple: {"14.4x": "14.4x"},
    Ordinal: {"99th": "99th"},
    Number: {"1_500": "1,500"},
    Ratio: {"1/12": "1/12"},
    Bytes: {"5 MiB": "5 MiB"},
    Money: {"EUR 12_000": "EUR 12,000.00", "JPY 500": "JPY 500"},
}


@pytest.mark.parametrize(("kind", "written"), [(kind, text) for kind, texts in QUANTITIES.items() for text in texts])
def test_quantities(kind: type, written: str) -> None:
    value = parse(written)
    assert isinstance(value, kind)
    assert quantity(value, t) == QUANTITIES[kind][written]  # type: ignore[arg-type]  # a quantity by its kind


def test_every_class_of_quantity_is_among_them() -> None:
    assert set(QUANTITIES) == set(flat(Quantity))


MEASUREMENTS: dict[str, tuple[type, str]] = {
    "good done_total{}\nof all_total{}": (Events, ""),
    "within 800ms of request_duration_seconds{}": (Latency, "An event is good if it takes at most 800 milliseconds."),
    "within 5 MiB of response_size_bytes{}": (Latency, "An event is good if its value is at most 5 MiB."),
    "up probe_success{}": (Probe, "The service is probed; a sample is good if its value is 1."),
    "samples of disk_used_ratio{} <= 85%": (Samples, "A sample is good if its value is at most 85%."),
    "mean of link_quality{} out of 100": (
        Gauge,
        "The level that is measured, divided by 100, is the share of what is good.",
    ),
    "fresh within 15m by done_timestamp_seconds{}": (
        Freshness,
        "Time is good while the data is younger than 15 minutes.",
    ),
    "ratio good `job:ok:ratio`": (
        RatioOf,
        "The share of what is good is taken as the provider’s monitoring gives it.",
    ),
}


@pytest.mark.parametrize("written", MEASUREMENTS)
def test_measurements(written: str) -> None:
    kind, words = MEASUREMENTS[written]
    contract = contract_of(f"service a {{\n sli ok {{\n{written}\n}}\n}}")
    assert isinstance(contract.indicators[0].measurement, kind)
    assert plain(good(contract.indicators[0], t)) == words


JOURNEYS = {
    "weight 1 a.ok\n weight 3 a.fast": "It is the weighted mean of “Answered” (weight 1) and “Fast” (weight 3).",
    "all of a.ok, a.fast": "A slice is good if all of these are good in it: “Answered” and “Fast”.",
    "any of a.ok, a.fast": "A slice is good if any of these is good in it: “Answered” and “Fast”.",
}


@pytest.mark.parametrize("written", JOURNEYS)
def test_journeys(written: str) -> None:
    contract = contract_of(
        f"""
        service a {{
          sli ok "Answered" {{ up up{{}} }}
          sli fast "Fast" {{ up fast{{}} }}
        }}
        journey buy "Buys" {{
          {written}
        }}
        """
    )
    assert isinstance(contract.journeys[0].indicator.measurement, Composite)
    assert plain(good(contract.journeys[0].indicator, t)) == JOURNEYS[written]


def test_every_class_of_measurement_is_among_them() -> None:
    assert {kind for kind, _ in MEASUREMENTS.values()} | {Composite} == set(flat(Measurement))


HOURS = {
    "every sun from 03:00 to 03:30 in UTC": "every Sunday from 03:00 to 03:30 (UTC)",
    "every mon..sat from 08:00 to 22:00 in Europe/Berlin": (
        "every Monday to Saturday from 08:00 to 22:00 (Europe/Berlin time)"
    ),
    "every sat, sun in UTC": "every Saturday and Sunday, all day (UTC)",
    "every fri..mon in UTC": "every Friday to Monday, all day (UTC)",
    "every day from 22:00 to 06:00 in UTC": "every day from 22:00 to 06:00 of the next day (UTC)",
    "every first sun of month from 02:00 to 04:00 in UTC": (
        "on the first Sunday of each month from 02:00 to 04:00 (UTC)"
    ),
    "every last fri of month from 02:00 to 04:00 in UTC": "on the last Friday of each month from 02:00 to 04:00 (UTC)",
    "from 2026-11-27 00:00 to 2026-11-30 24:00 in UTC": (
        "from the start of 27 November 2026 to the end of 30 November 2026 (UTC)"
    ),
    "from 2026-11-27 08:00 to 2026-11-27 09:00 in UTC": (
        "from 27 November 2026, 08:00, to 27 November 2026, 09:00 (UTC)"
    ),
    "every mon from 08:00 to 09:00 in UTC\nexcept 2026-12-28": (
        "every Monday from 08:00 to 09:00 (UTC), but not on 28 December 2026"
    ),
    "every mon from 08:00 to 09:00 in UTC\nevery tue from 08:00 to 09:00 in Asia/Tokyo": (
        "every Monday from 08:00 to 09:00 (UTC) and every Tuesday from 08:00 to 09:00 (Asia/Tokyo time)"
    ),
}


@pytest.mark.parametrize("written", HOURS)
def test_hours(written: str) -> None:
    schedule = contract_of(f"schedule when {{\n{written}\n}}").schedules[0]
    assert schedule.hours is not None
    assert plain(hours(schedule.hours, schedule.origin, t)) == HOURS[written]


# Choices of statements.

CHOICES: dict[tuple[type, str], Mapping[str, object]] = {
    (money_said.FeeLine, "period"): t.PER_NOUNS,
    (terms_said.Contact, "topics"): t.TOPICS,
    (terms_said.PartialPeriod, "value"): t.PARTIAL,
    (terms_said.DocumentLanguage, "code"): {texts.LANGUAGE: "" for texts in LANGUAGES},
    (money_said.Round, "what"): {"measured": "", "money": ""},
    (money_said.Round, "mode"): t.ROUNDINGS,
    (money_said.Base, "unit"): t.BASE_UNITS,
    (money_said.Base, "when"): {**t.BASE_WHEN, "before": "", "after": ""},
    (terms_said.Exclude, "effect"): t.EFFECTS,
    (money_said.Stack, "how"): t.STACK,
    (money_said.Cap, "what"): {"credits": "", "rewards": ""},
    (money_said.Cap, "scope"): t.CAP_SCOPES,
    (money_said.Cap, "rest"): t.CAP_RESTS,
    (money_said.SetOff, "window"): t.SET_OFF_WINDOWS,
    (money_said.SetOff, "rest"): t.SET_OFF_RESTS,
    (money_said.Balance, "text"): t.POINTS_BALANCE,
    (money_said.Payout, "otherwise"): t.PAYOUT,
    (money_said.SettleAs, "form"): t.SETTLE_AS,
    (terms_said.ClaimStep, "step"): t.STEPS,
    (support_said.Clock, "what"): t.CLOCKS,
    (promise_said.Measure, "what"): t.MEASURES,
    (promise_said.BadSlice, "what"): t.BAD_SLICE,
    (promise_said.BadSlice, "quantity"): t.BAD_SLICE_QUANTITY,
    (promise_said.MonitorOutage, "value"): t.MONITOR_OUTAGE,
    (promise_said.Crossing, "how"): t.CROSSING,
    (promise_said.Reward, "repeat"): t.REWARD_REPEATS,
    (promise_said.Trigger, "pays"): t.TRIGGER,
    (promise_said.Strength, "text"): t.STRENGTHS,
    (indicator_said.Runs, "how"): t.RUNS,
    (indicator_said.ThinSlice, "value"): t.THIN_SLICE,
    (indicator_said.NoTraffic, "value"): t.NO_TRAFFIC,
    (time_said.Allowance, "period"): t.PER_NOUNS,
    (phrases.CalendarPeriod, "unit"): t.PERIOD_NOUNS,
    (phrases.Comparison, "operator"): t.COMPARISONS,
    (phrases.SliceCondition, "aggregate"): t.AGGREGATES,
    (phrases.SliceCondition, "part"): t.SLICE_PARTS,
    (Outcome, "what"): {"missed": "", "kept": ""},
    (History, "outcome"): {"missed": "", "kept": ""},
    (MeasuredRange, "quantity"): t.QUANTITIES,
    (Deadline, "unit"): {"days": "", "business days": ""},
    (Deadline, "anchor"): t.ANCHORS,
    (PerUnit, "count"): {"started": "", "whole": "", "exact": ""},
    (PerUnit, "quantity"): t.PER_QUANTITIES,
    (PerUnit, "event"): t.PER_EVENT,
    (ServiceTime, "unit"): dict.fromkeys(("day of service", "days of service", "hour of fee", "hours of fee"), ""),
    (Units, "unit"): {"point": "", "points": ""},
    (phrases.CalendarWindow, "unit"): t.PERIOD_NOUNS,
}
"""What has words for each choice; where the two or three are told apart by code, the test above reads them."""

CONTEXTS = frozenset(("sla", "plan", "customer", "promise", "level", "points", "claim", "support", "maintenance"))
KINDS = ("period", "comparison", "slice condition", "outcome", "history", "measured", "deadline", "sum", "amount")


def slots(pattern: Pattern) -> Iterator[Slot]:
    match pattern:
        case Slot():
            yield pattern
        case Maybe(inner) | Repeat(inner):
            yield from slots(inner)
        case Choice(ways):
            for way in ways:
                yield from slots(way)
        case Sequence(parts):
            for part in parts:
                yield from slots(part)
        case _:
            return


def choices() -> Iterator[tuple[type, str, str]]:
    """Each choice of each statement that a contract can hold, and of each phrase; flags are no choices."""
    shapes: list[tuple[type, Sequence]] = [
        (entry.node, entry.shape) for entry in entries() if CONTEXTS & set(entry.inside)
    ]
    shapes += [
        (entry.node, entry.shape) for kind in KINDS for entry in phrase_entries(kind) if not isinstance(entry, str)
    ]
    found: dict[tuple[type, str], list[str]] = {}
    for node, shape in shapes:
        for slot in slots(shape):
            found.setdefault((node, slot.name), []).extend(" ".join(option) for option in slot.options)
    for (node, name), options in found.items():
        for option in dict.fromkeys(options):
            if len(set(options)) > 1:
                yield node, name, option


@pytest.mark.parametrize(("node", "slot", "option"), list(choices()))
def test_every_choice_has_words(node: type, slot: str, option: str) -> None:
    words = CHOICES.get((node, slot))
    assert words is not None, f"no words are known for {node.__name__}.{slot}"
    assert option in words


def test_every_template_is_well_formed() -> None:
    """What looks like a slot or a term is one."""
    for name in (name for name in dir(t) if name.isupper()):
        for text in all_texts(getattr(t, name)):
            rest = text
            for slot in slots_of(text):
                rest = rest.replace(f"{{{slot}}}", "")
            assert "{" not in rest, (name, text)
            for piece in rest.split("[")[1:]:
                words, bar, key = piece.partition("]")[0].partition("|")
                assert words, (name, text)
                assert bar, (name, text)
                assert key in t.DEFINED or key in ("provider", "customer"), (name, text)


def all_texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from all_texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from all_texts(item)


def flat(union: UnionType) -> Iterator[type]:
    for item in get_args(union):
        if isinstance(item, type):
            yield item
        else:
            yield from flat(item)


def test_ranges_of_two_ends() -> None:
    contract = sla("10% at least 97% and below 99%")
    found = contract.slas[0].agreement.promises[0].credits[0].range
    assert found is not None
    assert plain(range_words(found, t)) == "at least 97% and below 99%"


def test_steps_say_which_bound_is_whose() -> None:
    contract = sla("10% when missed\n    credit 20% at most 99%\n    credit 30% below 95%")
    document = document_of(contract, "plain")
    clause = document.clause("credits-ok")
    assert clause is not None
    rows = [plain(row.cells[0]) for block in clause.blocks for row in getattr(block, "rows", ())]
    assert rows == ["below 99.9% and above 99%", "at most 99% down to and including 95%", "below 95%"]
