"""The tables of measured numbers, as data: their columns, what stands in each, and what it means.

From this come the reading, the messages, and the JSON Schema in `grammar/measured.schema.json`.
"""

from __future__ import annotations

from enum import Enum

from nines.record import dataclass

__all__ = ["ANY_ROW", "HEAD", "TABLES", "Column", "Kind", "Shape"]


class Kind(Enum):
    """What a cell holds; the value is how people call it."""

    TEXT = "a text"
    TIME = "a time with its offset, such as 2026-09-01T08:00:00+02:00"
    START = "a time with its offset, such as 2026-09-01T08:00:00+02:00, or `rest`"
    LENGTH = "a duration such as 1m or 2h30m"
    COUNT = "a number from zero on, such as 12000"
    TOTAL = "a number from zero on, such as 12000, or `missing`"
    WHOLE = "a whole number from one on"
    SHARE = "a share from 0 to 1, such as 0.034 or 3.4%"
    VALUE = "a value with its unit, such as 7.4ms, 99.95% or 12"
    MONEY = "an amount of money, such as EUR 800"
    YES = "yes or no"


@dataclass(frozen=True, slots=True)
class Column:
    """`key` columns have to be there, each with a value in every row."""

    name: str
    kind: Kind
    meaning: str
    key: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A table: what a row of it is, and its own columns beside `ANY_ROW`'s and labels."""

    name: str
    row: str
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column | None:
        return next((column for column in (*ANY_ROW, *self.columns) if column.name == name), None)


HEAD = (
    Column("customer", Kind.TEXT, "whose numbers all rows are that do not say so"),
    Column("promise", Kind.TEXT, "what all rows are of that do not say so"),
    Column("zone", Kind.TEXT, "the time zone that the numbers were made for; it has to be the contract's"),
    Column("sla", Kind.TEXT, "the agreement that the numbers are for; it has to be the customer's"),
    Column("version", Kind.TEXT, "the version of it"),
    Column("plan", Kind.TEXT, "the plan that the numbers are for"),
    Column("period", Kind.TEXT, "the period that the numbers are of"),
    Column("from", Kind.TIME, "the first moment of the period"),
    Column("to", Kind.TIME, "the moment at which the period is over"),
    Column("as-of", Kind.TIME, "until when tickets, claims and reports were looked at"),
)

ANY_ROW = (
    Column("customer", Kind.TEXT, "the customer, by its name in the specs"),
    Column("promise", Kind.TEXT, "the promise, by its name in the specs"),
)

_TIME = (
    Column("start", Kind.TIME, "the first moment of it", key=True),
    Column("end", Kind.TIME, "the moment from which it is over"),
    Column("length", Kind.LENGTH, "how long it lasts, where no end is given"),
)

_EXCLUDED = (
    Column("exclusion", Kind.TEXT, "the exclusion of the contract that it falls under"),
    Column("evidence", Kind.TEXT, "what shows that it does"),
)

TABLES = (
    Shape(
        "totals",
        "one value over the whole period, counted elsewhere",
        (
            Column("good", Kind.COUNT, "good events, slices or tickets"),
            Column("bad", Kind.COUNT, "bad ones"),
            Column("total", Kind.COUNT, "all that count"),
            Column("measured", Kind.VALUE, "the measured value itself, in the unit of the promise"),
            Column("downtime", Kind.LENGTH, "all bad time together"),
            Column("outages", Kind.COUNT, "how many outages there were"),
            Column("bad-slices", Kind.COUNT, "how many slices were bad"),
        ),
    ),
    Shape(
        "slices",
        "what was counted in one slice of time, or in several that were alike",
        (
            Column("start", Kind.START, "the first moment of it; `rest` is all time that no other row has", key=True),
            Column("length", Kind.LENGTH, "how long it lasts (not for `rest`)"),
            Column("repeat", Kind.WHOLE, "how many such rows follow each other, this one counted"),
            Column("total", Kind.TOTAL, "all events; `missing` where the monitor itself was down"),
            Column("bad", Kind.COUNT, "bad events"),
            Column("down", Kind.LENGTH, "how much of it was down"),
            Column("value", Kind.VALUE, "the value of a gauge in it"),
        ),
    ),
    Shape(
        "outages",
        "an outage; all other time is up",
        (
            Column("id", Kind.TEXT, "how it is called: the number of its ticket", key=True),
            *_TIME,
            Column("affected", Kind.SHARE, "the share of users that it hurt; all, if it does not say"),
            Column("exclusion", Kind.TEXT, "the exclusion of the contract that it falls under"),
            Column("evidence", Kind.TEXT, "what shows that it does"),
        ),
    ),
    Shape(
        "tickets",
        "something that happened to a ticket",
        (
            Column("id", Kind.TEXT, "the number of the ticket", key=True),
            Column("severity", Kind.TEXT, "its severity, by its name in the specs; on its first row at least"),
            Column("at", Kind.TIME, "when it happened", key=True),
            Column(
                "event",
                Kind.TEXT,
                "opened, responded, updated, paused, resumed, workaround or fixed, or a word of the contract's `clock`",
                key=True,
            ),
            *_EXCLUDED,
        ),
    ),
    Shape(
        "records",
        "one thing that was done, delivered or measured",
        (
            Column("id", Kind.TEXT, "how it is called", key=True),
            Column("at", Kind.TIME, "when it was due or measured", key=True),
            Column("value", Kind.VALUE, "what was measured: how long it took, how much there was", key=True),
            Column("planned", Kind.VALUE, "what was planned, in the same unit"),
            *_EXCLUDED,
        ),
    ),
    Shape(
        "exclusions",
        "time or events that an exclusion of the contract covers",
        (
            Column("exclusion", Kind.TEXT, "the exclusion, by its name in the specs", key=True),
            Column("start", Kind.TIME, "the first moment of it"),
            Column("end", Kind.TIME, "the moment from which it is over"),
            Column("length", Kind.LENGTH, "how long it lasts, where no end is given"),
            Column("total", Kind.COUNT, "events that it covers, where no time is given"),
            Column("bad", Kind.COUNT, "bad ones of them"),
            Column("evidence", Kind.TEXT, "what shows it"),
        ),
    ),
    Shape(
        "maintenance",
        "planned work as it was done",
        (
            Column("exclusion", Kind.TEXT, "the exclusion, by its name in the specs", key=True),
            *_TIME,
            Column("announced", Kind.TIME, "when customers were told"),
        ),
    ),
    Shape(
        "needs",
        "whether a customer fulfils what credits depend on",
        (
            Column("need", Kind.TEXT, "the need, by its name in the specs", key=True),
            Column("met", Kind.YES, "whether it was fulfilled", key=True),
            Column("evidence", Kind.TEXT, "what shows it"),
        ),
    ),
    Shape(
        "fees",
        "what a customer was charged for the period whose fees credits are a share of",
        (
            Column("fee", Kind.TEXT, "the fee, by its name in the specs", key=True),
            Column("amount", Kind.MONEY, "how much it was", key=True),
            Column("period", Kind.TEXT, "the period that it was charged for, such as 2026-09, if there are several"),
        ),
    ),
    Shape(
        "usage",
        "how many of a unit were used in the period",
        (
            Column("unit", Kind.TEXT, "the unit, by its name in the specs", key=True),
            Column("quantity", Kind.COUNT, "how many", key=True),
        ),
    ),
    Shape(
        "lifetimes",
        "from when to when a customer had the service",
        (
            Column("from", Kind.TIME, "when it began", key=True),
            Column("to", Kind.TIME, "when it ended"),
        ),
    ),
    Shape(
        "reports",
        "a report that was due for the period",
        (
            Column("sent", Kind.TIME, "when it was sent", key=True),
            Column("period", Kind.TEXT, "the period that it is about, such as 2026-09, if there are several"),
        ),
    ),
    Shape(
        "claims",
        "a step of the customer's claim that was taken",
        (
            Column("step", Kind.TEXT, "notify, submit or answer", key=True),
            Column("at", Kind.TIME, "when", key=True),
            Column("id", Kind.TEXT, "the outage that it is about, where each is claimed alone"),
        ),
    ),
    Shape(
        "history",
        "an earlier period that no ledger has, or several that were alike",
        (
            Column("period", Kind.TEXT, "its name, such as 2026-08"),
            Column("periods", Kind.WHOLE, "or how many there were, one after another, up to the next that is listed"),
            Column("measured", Kind.VALUE, "the value that was compared with the promise"),
            Column("missed", Kind.YES, "whether the promise was missed, where no value is known"),
            Column("credit", Kind.MONEY, "what the customer was credited for it, of a summed row for all together"),
            Column("reward", Kind.MONEY, "what the provider earned"),
            Column("deferred", Kind.MONEY, "what waited to be paid out at its end"),
            Column("carried", Kind.MONEY, "what a cap had left for later"),
            Column("points", Kind.COUNT, "the balance of points at its end"),
            Column("fees", Kind.MONEY, "the fees of the base, of a summed row for all together"),
        ),
    ),
)
