"""What settling has to say, with the pages that say why. The examples are measured numbers, not specs."""

from __future__ import annotations

from nines.diagnostics.model import Code, Severity
from nines.diagnostics.pages import Page

__all__ = [
    "BAD_VALUE",
    "BROKEN_LEDGER",
    "CONTRADICTION",
    "FORMULA",
    "MISSING_HISTORY",
    "MISSING_NUMBERS",
    "MIXED_MONEY",
    "NOT_RECORDED",
    "NO_ANSWER",
    "OPEN_TERM",
    "PAGES",
    "UNKNOWN_COLUMN",
    "UNREADABLE_NUMBERS",
    "WHAT_IF",
    "WHOSE_NUMBERS",
    "WRONG_TIME",
]

_E = Severity.ERROR

UNREADABLE_NUMBERS = Code("N1001", "unreadable-numbers", _E, "a file of measured numbers cannot be read")
UNKNOWN_COLUMN = Code("N1002", "unknown-column", _E, "measured numbers have a table, key or column that has no meaning")
BAD_VALUE = Code("N1003", "bad-value", _E, "a measured number is none, or none that can be")
CONTRADICTION = Code("N1004", "contradictory-numbers", _E, "two measured numbers cannot both be so")
MISSING_NUMBERS = Code("N1005", "missing-numbers", _E, "a number is missing that the contract asks for")
WHOSE_NUMBERS = Code("N1006", "whose-numbers", _E, "measured numbers are of nobody, or of nothing that was promised")
WRONG_TIME = Code("N1007", "wrong-time", _E, "a measured time is not where the contract has one")
MIXED_MONEY = Code("N1008", "mixed-money", _E, "amounts would have to be added that are of two currencies or kinds")
WHAT_IF = Code("N1009", "what-if-unclear", _E, "what would be otherwise cannot be told from the numbers")
OPEN_TERM = Code("N1010", "open-term", _E, "the contract leaves open what has to be known to settle it")
BROKEN_LEDGER = Code("N1011", "broken-ledger", _E, "a ledger was changed, cut, or is of another form")
MISSING_HISTORY = Code("N1012", "missing-history", _E, "a term looks back at periods that the ledger does not have")
FORMULA = Code("N1013", "wrong-formula", _E, "a formula of the contract cannot be computed")
NO_ANSWER = Code("N1034", "no-answer", _E, "a server does not answer the queries of a settlement")
NOT_RECORDED = Code("N1035", "not-recorded", _E, "a server has no record of what a settlement needs")

_HEAD = "start,length,total,bad\n"

PAGES: tuple[Page, ...] = (
    Page(
        UNREADABLE_NUMBERS,
        why="`settle` reads CSV with commas and a head, and JSON, both in UTF-8. It reads a file whole or not at all: "
        "half of the numbers would give a credit that looks right and is not.",
        bad="start;length;total;bad\n2026-09-01T00:00:00Z;30d;1000;2\n",
        good=_HEAD + "2026-09-01T00:00:00Z,30d,1000,2\n",
        can_be_allowed=False,
        language="csv",
    ),
    Page(
        UNKNOWN_COLUMN,
        why="A column that nobody reads may be the one that matters. Apart from the columns of its table (see "
        "docs/contracts.md) a file has columns for labels by which the contract judges, and no others.",
        bad="start,length,total,errors\n2026-09-01T00:00:00Z,30d,1000,2\n",
        good=_HEAD + "2026-09-01T00:00:00Z,30d,1000,2\n",
        can_be_allowed=False,
        language="csv",
    ),
    Page(
        BAD_VALUE,
        why="Counts are not below zero, shares lie between 0 and 1, times have an offset from UTC, durations a unit.",
        bad=_HEAD + "2026-09-01T00:00:00Z,30d,1000,-2\n",
        good=_HEAD + "2026-09-01T00:00:00Z,30d,1000,2\n",
        can_be_allowed=False,
        language="csv",
    ),
    Page(
        CONTRADICTION,
        why="Two rows for one minute, or more bad events than there were events, mean that something went wrong on the "
        "way from the monitor to the file. Which of the two is right cannot be known.",
        bad=_HEAD + "2026-09-01T00:00:00Z,30d,1000,1001\n",
        good=_HEAD + "2026-09-01T00:00:00Z,30d,1000,1000\n",
        can_be_allowed=False,
        language="csv",
    ),
    Page(
        MISSING_NUMBERS,
        why="A minute that is not in the file was not measured, or was lost. The contract says what time without data "
        "counts as (`monitor outage`); that it was such time has to be said: a row with `missing` as its total, or one "
        "row whose start is `rest` for all time that is not listed.",
        bad=_HEAD + "2026-09-01T00:00:00Z,29d,1000,2\n",
        good=_HEAD + "2026-09-01T00:00:00Z,29d,1000,2\n2026-09-30T00:00:00Z,1d,missing,\n",
        can_be_allowed=False,
        language="csv",
    ),
    Page(
        WHOSE_NUMBERS,
        why="Numbers are settled for the customer and the promise that they are of. A name that the specs do not have "
        "may be a slip, and the numbers another customer's.",
        bad="customer,good,total\nnobody,998,1000\n",
        good="customer,good,total\nskagen,998,1000\n",
        can_be_allowed=False,
        language="csv",
    ),
    Page(
        WRONG_TIME,
        why="Slices are aligned to the clock of the contract's zone and fill its period. A slice in which the clock is "
        "changed would be an hour longer or shorter than the contract says.",
        bad=_HEAD + "2026-08-31T23:00:00Z,30d,1000,2\n",
        good=_HEAD + "2026-09-01T00:00:00Z,30d,1000,2\n",
        can_be_allowed=False,
        language="csv",
    ),
    Page(
        MIXED_MONEY,
        why="Amounts of two currencies are never added, and days of service are no money. Whether EUR 40 is more than "
        "USD 45 depends on the day.",
        bad="fee,amount\nsubscription,EUR 800\nsupport,USD 90\n",
        good="fee,amount\nsubscription,EUR 800\nsupport,EUR 90\n",
        can_be_allowed=False,
        language="csv",
    ),
    Page(
        WHAT_IF,
        why="A further outage makes events, slices or time bad, and how many has to follow from the numbers. A value "
        "that was measured elsewhere does not tell, and neither does a period that is full already.",
        bad='nines settle 2026-09 --measured outages.csv --what-if "outage 31d"\n',
        good='nines settle 2026-09 --measured outages.csv --what-if "outage 40m"\n',
        can_be_allowed=False,
        language="console",
    ),
    Page(
        OPEN_TERM,
        why="What has no safe default has to be stated: what counts where nothing was measured, how several credits "
        "stack, of which fees a share is. `nines check` says so too, before it matters.",
        bad="promise availability of api.availability at least 99.9% {\n  credit 10% when missed\n}\n",
        good="promise availability of api.availability at least 99.9% {\n  measure share of good events\n"
        "  credit 10% when missed\n}\n",
        can_be_allowed=False,
    ),
    Page(
        BROKEN_LEDGER,
        why="Each entry of a ledger holds the hash of the one before, and its last line counts them. An entry that was "
        "changed, taken out or cut off breaks the chain, and nothing is settled from there on.",
        bad='{"nines-ledger": 1}\n{"entries": 3, "head": "0000"}\n',
        good='{"nines-ledger": 1}\n'
        '{"entries": 0, "head": "d1e0756e0dbf87c80438a55a56060f337fca4eb7086e51ae0e3670fb358b66ec"}\n',
        can_be_allowed=False,
        language="json",
    ),
    Page(
        MISSING_HISTORY,
        why="`when 3 periods in a row missed` needs the two periods before. They come from the ledger, "
        "to which `--record` adds each period; a customer that joined since has a row in `lifetimes` that says when.",
        bad="nines settle 2026-09 --measured totals.csv\n",
        good="nines settle 2026-09 --measured totals.csv --ledger settled.jsonl --record\n",
        can_be_allowed=False,
        language="console",
    ),
    Page(
        FORMULA,
        why="A formula is arithmetic with units: shares and numbers, times, amounts of money, points. What is added or "
        "compared has to be of one kind, every name has to be known, and the result has to be what a credit can be (a "
        "share of the base, money, points) or what the promise is in.",
        bad="promise up of api.up at least 99.9% {\n  measure share of good time\n"
        "  credit formula (10% * downtime / 1h + EUR 5) when missed\n}\n",
        good="promise up of api.up at least 99.9% {\n  measure share of good time\n"
        "  credit formula (10% * base * downtime / 1h + EUR 5) when missed\n}\n",
        can_be_allowed=False,
    ),
    Page(
        NO_ANSWER,
        why="`settle --from-prometheus` asks a server for what its rules recorded. Without an answer there are no "
        "numbers, and nothing is settled. A server that asks for a password or token gets it from a file "
        "(`--header-file`), never from the command line, where others see it.",
        bad="nines settle 2026-09 --from-prometheus https://prometheus.example/graph\n",
        good="nines settle 2026-09 --from-prometheus https://prometheus.example --header-file token.txt\n",
        can_be_allowed=False,
        language="console",
    ),
    Page(
        NOT_RECORDED,
        why="The rules have to have been evaluated from the beginning of the period to its end, and their results kept "
        "until it is settled: longer than the period and the time in which a credit can be claimed. A gap in between "
        "counts as the contract says (`monitor outage`); a period that began before the record cannot be settled from "
        "it.",
        bad="nines settle 2024-01 --from-prometheus https://prometheus.example\n",
        good="nines settle 2024-01 --measured 2024-01-totals.csv\n",
        can_be_allowed=False,
        language="console",
    ),
)
