"""The phrases that statements share: windows, comparisons, amounts, histories, conditions.

Units and meaning are those of LANGUAGE-INDICATORS.md and LANGUAGE-CONTRACTS.md; a value
in a phrase is exact and knows its place.
"""

from __future__ import annotations

from nines.language.nodes import At, Phrase, Query
from nines.language.table import also, phrase
from nines.values.model import Date, Duration, Money, Number, Percentage, Quantity, Ratio, Time

__all__ = [
    "Amount",
    "BlockWindow",
    "CalendarPeriod",
    "CalendarWindow",
    "ClockHourPeriod",
    "Comparison",
    "Condition",
    "Days",
    "Deadline",
    "FixedPeriod",
    "Formula",
    "GreaterOf",
    "History",
    "LesserOf",
    "MeasuredRange",
    "Outcome",
    "PerUnit",
    "Period",
    "ProRata",
    "PromqlComparison",
    "Range",
    "RollingPeriod",
    "RollingWindow",
    "ServiceTime",
    "Share",
    "SimpleAmount",
    "SliceCondition",
    "Sum",
    "Term",
    "Times",
    "Units",
    "Window",
    "WindowStart",
]

COMPARATORS = "at least|at most|below|above|exactly"


# Windows of objectives, periods of contracts.


@phrase("window start", "day <day:count> | <date:count> <word:word> | <word:word> [<date:count>]")
class WindowStart(Phrase):
    """Where a calendar window starts: a day of the month, a weekday, a month, a day of a month (`6 april`)."""

    day: At[Number] | None
    date: At[Number] | None
    word: At[str] | None


@phrase("window", "calendar <unit:day|week|month|quarter|year> [from <start:window start>] in <zone:zone>")
class CalendarWindow(Phrase):
    """A day, week, month, quarter or year by the wall clock of a zone."""

    unit: At[str]
    start: WindowStart | None
    zone: At[str]


@phrase("window", "<length:duration> from <date:date> <time:time> in <zone:zone>")
class BlockWindow(Phrase):
    """Block after block of a length, counted from an instant."""

    length: At[Duration]
    date: At[Date]
    time: At[Time]
    zone: At[str]


@phrase("window", "<length:duration>")
class RollingWindow(Phrase):
    """The last so many days, at any moment."""

    length: At[Duration]


Window = RollingWindow | CalendarWindow | BlockWindow


@phrase(
    "period",
    "calendar <unit:day|week|month|quarter|year> [from <start:window start>] [counted as <counted:duration>]"
    " in <zone:zone>",
)
class CalendarPeriod(Phrase):
    """A contract's period by the calendar; `counted as` gives all of them one length."""

    unit: At[str]
    start: WindowStart | None
    counted: At[Duration] | None
    zone: At[str]


@phrase("period", "clock hour in <zone:zone>")
class ClockHourPeriod(Phrase):
    """Each hour of the clock is judged."""

    zone: At[str]


@phrase("period", "rolling <length:duration> every <step:duration> in <zone:zone>")
class RollingPeriod(Phrase):
    """The last so many days, judged anew after each step."""

    length: At[Duration]
    step: At[Duration]
    zone: At[str]


@phrase("period", "<length:duration> from <date:date> <time:time> in <zone:zone>")
class FixedPeriod(Phrase):
    """Blocks of one length, counted from an instant."""

    length: At[Duration]
    date: At[Date]
    time: At[Time]
    zone: At[str]


Period = CalendarPeriod | ClockHourPeriod | RollingPeriod | FixedPeriod


# Comparisons.


@phrase("comparison", f"<operator:{COMPARATORS}> <value:quantity>")
class Comparison(Phrase):
    """A value, and which side of it is meant, in words."""

    operator: At[str]
    value: At[Quantity]


@phrase("range", "<first:comparison> [and <second:comparison>]")
class Range(Phrase):
    """One comparison, or two that both hold."""

    first: Comparison
    second: Comparison | None


@phrase(
    "slice condition",
    "( <part:good|bad> <operator:sign> <value:quantity>"
    " | <aggregate:rate|sum|min|max|mean|age|p50|p90|p95|p99> of <query:query> <operator:sign> <value:quantity>"
    " | <query:query> <operator:sign> <value:quantity> )",
)
class SliceCondition(Phrase):
    """What a slice has to fulfil.

    A bare selector says how its series become one value: `rate of`, `sum of`, `p95 of`, `age of`. `good` and `bad` are
    the shares of the sli's own events.
    """

    aggregate: At[str] | None  # goes with a bare selector
    query: Query | None  # this or `part` is given
    part: At[str] | None
    operator: At[str]
    value: At[Quantity]


@phrase("promql comparison", "<query:query> <operator:sign> <value:quantity>")
class PromqlComparison(Phrase):
    """A selector, a sign and a value: `disk_used_ratio <= 85%`."""

    query: Query
    operator: At[str]
    value: At[Quantity]


# Conditions and histories of contracts.

QUANTITIES = (
    "measured|shortfall|overrun|unavailability|excess downtime|downtime|bad slices|outages|points|total downtime"
)


@phrase("outcome", "<what:missed|kept>")
class Outcome(Phrase):
    """The promise is missed, or kept, in the period that is judged."""

    what: At[str]


@phrase(
    "history",
    "( <count:count> of <window:count> periods | <count:count> periods <row:=in a row> | <count:count> period )"
    " ( with <condition:term> | <outcome:missed|kept> )",
)
class History(Phrase):
    """So many periods, of so many or in a row, in which something held; the last is the one that is judged."""

    count: At[Number]
    window: At[Number] | None  # without it, and without `row`, one period is looked at
    row: At[str] | None
    outcome: At[str] | None
    condition: Term | None


@phrase("measured", f"( <quantity:{QUANTITIES}> <range:range> | <range:range> | <promise:name> <range:range> )")
class MeasuredRange(Phrase):
    """A quantity in a range; where none is named, the measured value.

    The name of a promise stands for that promise's measured value.
    """

    quantity: At[str] | None
    promise: At[str] | None
    range: Range


@phrase("term", "( <history:history> | <outcome:outcome> | <measured:measured> )")
class Term(Phrase):
    """One of the three that a condition is made of."""

    history: History | None
    outcome: Outcome | None
    measured: MeasuredRange | None


@phrase("condition", "<first:term> ( <joins:and|or> <more:term> )*")
class Condition(Phrase):
    """Terms, joined from left to right."""

    first: Term
    joins: tuple[At[str], ...]
    more: tuple[Term, ...]


@phrase(
    "deadline",
    "<count:count> <unit:days|business days> of <anchor:outage start|outage end|awareness|period end|report|invoice>",
)
class Deadline(Phrase):
    """So many days, and from what they are counted."""

    count: At[Number]
    unit: At[str]
    anchor: At[str]


# Amounts.


@phrase("sum", "<money:money>")
class Sum(Phrase):
    """A sum of money."""

    money: At[Money]


@phrase("sum", "<share:share> [of <fee:name>]")
class Share(Phrase):
    """A share of the base, or of a named fee or pool."""

    share: At[Percentage] | At[Ratio]
    fee: At[str] | None


@phrase("sum", "<count:number> <unit:days of service|day of service|hours of fee|hour of fee>")
class ServiceTime(Phrase):
    """The term grows by days of service, or a credit of the fee of some hours."""

    count: At[Number]
    unit: At[str]


@phrase("sum", "<count:number> <unit:points|point>")
class Units(Phrase):
    """Points, to be turned into money by a `points` block."""

    count: At[Number]
    unit: At[str]


@phrase("sum", "<factor:number> x fee for the downtime")
class ProRata(Phrase):
    """A multiple of the fee for the time of the downtime."""

    factor: At[Number]


@phrase("sum", "<factor:number> x <unit:name>")
class Times(Phrase):
    """A multiple of a declared unit."""

    factor: At[Number]
    unit: At[str]


@phrase("amount", "greater of <first:amount> and <second:amount>")
class GreaterOf(Phrase):
    """The greater of two amounts."""

    first: Amount
    second: Amount


@phrase("amount", "lesser of <first:amount> and <second:amount>")
class LesserOf(Phrase):
    """The lesser of two amounts."""

    first: Amount
    second: Amount


@phrase("amount", "formula <text:group>")
class Formula(Phrase):
    """The way out: arithmetic in parentheses, checked for its dimensions."""

    text: At[str]


@phrase(
    "amount",
    "<each:sum> per ( <count:started|whole|exact> <step:quantity> of <quantity:" + QUANTITIES + ">"
    " | <event:outage|bad slice|late ticket> )",
)
class PerUnit(Phrase):
    """An amount for each step of a quantity, or for each event.

    Steps are counted when they have `started`, when they are `whole`, or `exact`, in proportion.
    """

    each: SimpleAmount
    count: At[str] | None
    step: At[Quantity] | None
    quantity: At[str] | None
    event: At[str] | None


also("amount", "sum")

SimpleAmount = Sum | Share | ServiceTime | Units | ProRata | Times
Amount = GreaterOf | LesserOf | Formula | PerUnit | SimpleAmount


# Days of a schedule.


@phrase(
    "days",
    "( <ordinal:first|second|third|fourth|last> <weekday:mon|tue|wed|thu|fri|sat|sun> of month | <days:word,> )",
)
class Days(Phrase):
    """Days of the week (`mon..sat`, `sat, sun`), every `day`, or one of the month."""

    ordinal: At[str] | None
    weekday: At[str] | None
    days: tuple[At[str], ...]
