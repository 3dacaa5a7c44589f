"""What each kind of value in a statement is, for the reference."""

from __future__ import annotations

from nines.record import dataclass

__all__ = ["GROUPS", "ValueKind"]


@dataclass(frozen=True, slots=True)
class ValueKind:
    """A kind of value, by its name in shapes. `text` is Markdown; each of the examples is a whole value."""

    kind: str
    text: str
    examples: tuple[str, ...]


GROUPS: tuple[tuple[str, str, tuple[ValueKind, ...]], ...] = (
    (
        "Names and words",
        "No word is reserved: what a word is, is told by where it stands.",
        (
            ValueKind(
                "name",
                "A name that is declared, or refers to what is: lower-case letters, digits and single hyphens.",
                ("checkout", "catalog-db", "eu-west-1"),
            ),
            ValueKind(
                "reference",
                "A name, seen from outside: what belongs to a service, or comes from the standard library, follows"
                " its name and a dot; the clocks of support follow two.",
                ("checkout.availability", "http.latency", "support.critical.fix", "buy"),
            ),
            ValueKind("word", "Any one word.", ("native-histograms", "mon..fri", "provider")),
            ValueKind(
                "label",
                "The name of a label. One that is more than letters, digits and `_` stands in quotes.",
                ("tenant", "status_code", '"app.kubernetes.io/name"'),
            ),
            ValueKind(
                "zone",
                "A time zone by its name in the IANA database. It is always said, never taken from a machine.",
                ("Europe/Berlin", "UTC", "Etc/GMT+5"),
            ),
            ValueKind(
                "import",
                "A file, seen from the one that imports it; or a module of the standard library.",
                ('"teams.nines"', '"../shared/calendar.nines"', "std/http"),
            ),
            ValueKind(
                "clock event",
                "What a clock of support goes by, in words of one's own.",
                ("while waiting-for-customer", "when opened"),
            ),
        ),
    ),
    (
        "Texts",
        'In texts `\\"` stands for `"` and `\\\\` for `\\`; nothing else is an escape. A `#` in a text is a character.',
        (
            ValueKind("text", "Quoted, on one line.", ('"Requests answered in time"', '"say \\"when\\""', '"#alerts"')),
            ValueKind(
                "prose",
                "Quoted, or in three quotes over any number of lines. What all lines are indented by is taken off.",
                ('"""Takes a basket to a paid order."""', '"Takes a basket to a paid order."'),
            ),
        ),
    ),
    (
        "Numbers and what they count",
        "Values are exact. A unit touches its number, and `_` may stand between digits. `m` is minutes, always.",
        (
            ValueKind("number", "Without a unit.", ("3", "1_500", "0.75", "-2")),
            ValueKind("count", "A whole number, not negative.", ("3", "1_000")),
            ValueKind(
                "percentage",
                "A share of a hundred. `99.90%` is printed with both digits, and is the value of `99.9%`.",
                ("99.9%", "99.995%", "5%"),
            ),
            ValueKind("share", "A percentage or a fraction.", ("10%", "1/12")),
            ValueKind(
                "duration",
                "Milliseconds, seconds, minutes, hours, days, weeks: `ms`, `s`, `m`, `h`, `d`, `w`. They may be put"
                " together. Months and years are none, for they have no one length: see [WINDOW](phrases.md#window).",
                ("300ms", "5m", "1h30m", "30d", "2w"),
            ),
            ValueKind("rate", "So many a second, minute, hour or day.", ("200/s", "5/min", "1_000/h", "3/d")),
            ValueKind("multiple", "A burn rate: so many times as fast as the budget allows.", ("14.4x", "1x")),
            ValueKind("ordinal", "A percentile.", ("99th", "95th")),
            ValueKind(
                "money",
                "The currency's code of three letters, then the amount.",
                ("EUR 12_000", "USD 0.01", "JPY 500"),
            ),
            ValueKind(
                "quantity",
                "Any number with its unit; where a query is compared with it, it is turned into Prometheus' base unit"
                " (`300ms` into 0.3, `75%` into 0.75). Bytes and percentage points are written like this, too.",
                ("300ms", "85%", "0.4pp", "50/s", "5 MiB", "1_500", "EUR 25"),
            ),
            ValueKind("version", "Numbers with dots between them.", ("3", "3.5", "2.53.1")),
        ),
    ),
    (
        "Dates and times",
        "A local time that the clocks skip in spring is the next one that exists.",
        (
            ValueKind("date", "Year, month, day.", ("2026-01-31",)),
            ValueKind("time", "Hours and minutes, `00:00` to `24:00`.", ("08:00", "24:00")),
        ),
    ),
    (
        "PromQL",
        "PromQL is read and checked when a spec is, and mistakes in it are shown in their place.",
        (
            ValueKind(
                "query",
                "A selector as it is, or any PromQL in backticks. A selector may go over several lines if its brace"
                " touches the metric's name; PromQL may if it stands between runs of three or more backticks. In"
                " PromQL, `[$window]` stands for the window over which it is computed.",
                (
                    'http_requests_total{job="checkout", code=~"5.."}',
                    "up",
                    '{"http.requests", job="a"}',
                    "`sum by (job) (rate(hits_total[$window]))`",
                ),
            ),
            ValueKind(
                "matchers", "The braces of a selector alone.", ('{job="checkout"}', '{code=~"5..", method!="GET"}')
            ),
            ValueKind("sign", "A comparison beside PromQL.", ("<", "<=", ">", ">=", "==", "!=")),
        ),
    ),
    (
        "Arguments and formulas",
        "",
        (
            ValueKind(
                "argument",
                "The name of a parameter, and its value.",
                ('job "storefront"', "bound 250ms", 'only {handler="/buy"}'),
            ),
            ValueKind(
                "value", "Whatever the kind of the parameter wants.", ('"storefront"', "99.5%", "http_requests_total")
            ),
            ValueKind("group", "Arithmetic in parentheses.", ("(0.5 * fee)",)),
            ValueKind(
                "example",
                "What was observed, and what is expected of it: the rest of the line.",
                ("downtime 3h in 30d expect reach 99.583%",),
            ),
        ),
    ),
)
"""The kinds of values, in the order of the reference."""
