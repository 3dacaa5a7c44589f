"""The English of phrases: numbers with their units, comparisons, conditions, amounts, periods, hours, deadlines.

`{slot}` and `[words|key]` are those of `nines.plan.documents.inline`; a pair is one and many.
"""

from __future__ import annotations

from typing import ClassVar

__all__ = ["Phrases"]

Words = dict[str, str]

Forms = tuple[str, str]


class Phrases:
    """Parts of sentences."""

    AND = " and "
    OR = " or "
    COMMA = ", "
    LAST_AND = " and "
    LAST_OR = " or "
    SENTENCE_COLON = "{label}: {value}"
    QUOTED = "“{text}”"
    POINTER = (" (clause ", ")")
    ANNEX_POINTER = (" (Annex ", ")")
    IN_BRACKETS = "({inner})"

    # Numbers.

    UNITS_OF_TIME: ClassVar[dict[str, Forms]] = {
        "w": ("week", "weeks"),
        "d": ("day", "days"),
        "h": ("hour", "hours"),
        "m": ("minute", "minutes"),
        "s": ("second", "seconds"),
        "ms": ("millisecond", "milliseconds"),
    }
    RATE_UNITS: ClassVar[Words] = {"s": "per second", "min": "per minute", "h": "per hour", "d": "per day"}
    POINTS_OF_PERCENT: Forms = ("percentage point", "percentage points")
    EVERY_ONE: ClassVar[Words] = {
        "w": "every week",
        "d": "every day",
        "h": "every hour",
        "m": "every minute",
        "s": "every second",
        "ms": "every millisecond",
    }
    EVERY_TIME = "every {time}"
    DECIMAL_MARK = "."
    THOUSANDS_MARK = ","
    PERCENT_SIGN = "%"
    MONEY = "{currency} {amount}"
    DATE = "{day} {month} {year}"
    ORDINAL_NUMBER = "{number}{suffix}"
    NO_TIME = "none"
    LESS_THAN_MOMENT = "less than a thousandth of a millisecond"

    # Comparisons.

    COMPARISONS: ClassVar[Words] = {
        "at least": "at least {value}",
        "at most": "at most {value}",
        "below": "below {value}",
        "above": "above {value}",
        "exactly": "exactly {value}",
    }
    OTHER_THAN = "other than {value}"
    BOTH = "{first} and {second}"
    DOWN_TO = "{first} down to and including {second}"
    UP_TO = "{first} up to and including {second}"

    # Conditions: each is a clause that can stand after “if”.

    MISSED = "the [commitment|commitment] is [missed|missed]"
    KEPT = "the [commitment|commitment] is [kept|missed]"
    ANY_MISSED = "at least one [commitment|commitment] is [missed|missed]"
    ALL_KEPT = "all [commitments|commitment] are [kept|missed]"
    QUANTITY_IS = "{quantity} is {range}"
    QUANTITIES: ClassVar[Words] = {
        "measured": "the [measured value|measured]",
        "shortfall": "the [shortfall|shortfall]",
        "overrun": "the [overrun|overrun]",
        "unavailability": "the [unavailability|unavailability]",
        "downtime": "the [downtime|downtime]",
        "excess downtime": "the [excess downtime|excess]",
        "bad slices": "the number of [bad slices|slice]",
        "outages": "the number of [outages|outage]",
        "points": "the [balance of points|points]",
        "total downtime": "the [downtime|downtime] in total",
    }
    MEASURED_OF = "the [measured value|measured] of {promise}"
    IN_A_ROW: Forms = ("in {n} [period|period] {clause}", "in {n} [periods|period] in a row {clause}")
    OUT_OF = "in {n} of {m} consecutive [periods|period], the last of them among the {n}, {clause}"
    IN_PERIODS: Forms = ("in one [period|period] {clause}", "in {n} [periods|period] {clause}")
    BOTH_CLAUSES = "{first} and {second}"
    EITHER_CLAUSE = "{first}, or {second}"

    # Amounts: each is a noun.

    OF_BASE = "{share} of the [base fee|base]"
    OF_FEE = "{share} of the {fee} fee"
    OF_POOL = "{share} of the pool “{pool}”"
    DAYS_OF_SERVICE: Forms = ("{n} [day of service|service-days]", "{n} [days of service|service-days]")
    HOURS_OF_FEE: Forms = ("the [base fee|base] for {n} hour", "the [base fee|base] for {n} hours")
    POINTS: Forms = ("{n} [point|points]", "{n} [points|points]")
    PRO_RATA: Forms = ("the [fee for the downtime|pro-rata]", "{n} times the [fee for the downtime|pro-rata]")
    TIMES_UNIT: Forms = ("one unit of {unit}", "{n} units of {unit}")
    UNIT_NAME = "“{unit}”"
    GREATER = "the greater of {first} and {second}"
    LESSER = "the lesser of {first} and {second}"
    FORMULA = "the result of {formula}"
    PER_STARTED = "{amount} for each started {step} of {quantity}"
    PER_WHOLE = "{amount} for each full {step} of {quantity}"
    PER_EXACT = "{amount} for each {step} of {quantity}, and in proportion for a part of it"
    PER_QUANTITIES: ClassVar[Words] = {
        "measured": "the [measured value|measured]",
        "shortfall": "[shortfall|shortfall]",
        "overrun": "[overrun|overrun]",
        "unavailability": "[unavailability|unavailability]",
        "downtime": "[downtime|downtime]",
        "excess downtime": "[excess downtime|excess]",
        "bad slices": "[bad slices|slice]",
        "outages": "[outages|outage]",
        "points": "the [balance of points|points]",
        "total downtime": "[downtime|downtime] in total",
    }
    PER_EVENT: ClassVar[Words] = {
        "outage": "{amount} for each [outage|outage]",
        "bad slice": "{amount} for each [bad slice|slice]",
        "late ticket": "{amount} for each [late ticket|late]",
    }

    # Periods.

    PERIOD_NOUNS: ClassVar[Words] = {
        "day": "calendar day",
        "week": "calendar week",
        "month": "calendar month",
        "quarter": "calendar quarter",
        "year": "calendar year",
    }
    SHORT_NOUNS: ClassVar[Words] = {
        "day": "day",
        "week": "week",
        "month": "month",
        "quarter": "quarter",
        "year": "year",
        "hour": "hour",
    }
    PER_NOUNS: ClassVar[Words] = {
        "day": "per day",
        "week": "per week",
        "month": "per month",
        "quarter": "per quarter",
        "year": "per year",
        "hour": "per hour",
    }
    A_CALENDAR_PERIOD = "a {noun} in the time zone {zone}"
    FROM_DAY = "a month in the time zone {zone} that begins on day {day} of a calendar month"
    FROM_DAY_SHORT = "Where a month is too short for that, it begins on its last day."
    FROM_MONTH = "a {noun} in the time zone {zone}, counted from the first day of {month}"
    FROM_DAY_OF_MONTH = "a {noun} in the time zone {zone}, counted from {day} {month}"
    FROM_WEEKDAY = "a week in the time zone {zone} that begins on {weekday}"
    A_CLOCK_HOUR = "an hour of the clock in the time zone {zone}, from one full hour to the next"
    A_ROLLING_PERIOD = "the last {length}, judged anew {step} in the time zone {zone}"
    A_FIXED_PERIOD = "{length} without regard to the calendar; one begins on {date} at {time} in the time zone {zone}"
    PERIOD_NAMES: ClassVar[Words] = {
        "rolling": "period of {length}",
        "fixed": "period of {length}",
    }

    # Hours.

    WEEKDAYS: tuple[str, ...] = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    MONTHS: tuple[str, ...] = (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    )
    ORDINALS: ClassVar[dict[int, str]] = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
    EVERY_DAY = "every day"
    EVERY = "every {days}"
    EVERY_ROW = "every {first} to {last}"
    NTH_OF_MONTH = "on the {nth} {weekday} of each month"
    FROM_TO = "{days} from {start} to {end}"
    FROM_TO_NEXT_DAY = "{days} from {start} to {end} of the next day"
    ALL_DAY = "{days}, all day"
    DATED = "from {start_day}, {start}, to {end_day}, {end}"
    DATED_DAYS = "from the start of {start_day} to the end of {end_day}"
    IN_UTC = "{hours} (UTC)"
    IN_ZONE = "{hours} ({zone} time)"
    EXCEPT_DATES = "{hours}, but not on {dates}"
    EXCEPT_HOURS = "{hours}, but not {other}"
    AROUND_THE_CLOCK = "around the clock"

    # Deadlines.

    DAYS: Forms = ("{n} day", "{n} days")
    BUSINESS_DAYS: Forms = ("{n} [business day|business-day]", "{n} [business days|business-day]")
    WITHIN = "within {days} of {anchor}"
    ANCHORS: ClassVar[Words] = {
        "outage start": "the start of the [outage|outage]",
        "outage end": "the end of the [outage|outage]",
        "awareness": "becoming aware of it",
        "period end": "the end of the [period|period]",
        "report": "receiving the report",
        "invoice": "the date of the invoice",
    }
