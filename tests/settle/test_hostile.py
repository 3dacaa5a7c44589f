"""No text raises: whatever a file of numbers or a ledger holds, it is read or there is a finding."""

from __future__ import annotations

import json
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from nines.diagnostics.model import Report
from nines.diagnostics.text import render_all
from nines.language.nodes import At
from nines.settle.arithmetic import Amount, evaluate, names_in
from nines.settle.book import labels_of, settle_book, zones_of
from nines.settle.gaps import Gap
from nines.settle.ledger import read_ledger
from nines.settle.reading import File, read_measured
from nines.settle.tables import TABLES
from nines.settle.text import settlement_text
from nines.settle.worked import disagreements
from nines.source import Source
from tests.settle.support import FRAME, contract
from tests.support.specs import ROOT

MADE = contract(
    "  promise up of api.availability at least 99.9% {\n    measure share of good time\n    judge each region\n"
    '    credit 1% per started 1h of downtime\n  }\n  exclude storm "Storm" leaves downtime\n'
)
WORDS = [
    *("2026-09-01T00:00:00Z", "2026-09-30T23:59:60Z", "2026-02-30T00:00:00Z", "2026-09-01", "rest", "missing"),
    *("1h", "30d", "0s", "-1", "1/0", "1e9", "99%", "EUR 5", "XXX 1", "storm", "acme", "up", "eu", "yes", ""),
    *("9" * 60, '"', '""', "\x00", "\ufeff", "\U0001f600", "#", "{", "[", "null", "1_000", "0.1"),
]
COLUMNS = ["region", "customer", "promise", *dict.fromkeys(column.name for shape in TABLES for column in shape.columns)]
NAMES = [shape.name for shape in TABLES]


@st.composite
def tables(draw: st.DrawFn) -> str:
    head = draw(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=6))
    row = st.lists(st.sampled_from(WORDS), min_size=len(head), max_size=len(head))
    return "\n".join(",".join(line) for line in [head, *draw(st.lists(row, max_size=4))]) + "\n"


def settle(file: File) -> None:
    report = Report()
    measured = read_measured([file], labels_of(MADE), zones_of(MADE), report)
    if measured is not None:
        settled = settle_book(MADE, "2026-09", measured, (), ("acme",), report)
        assert settled.settlements or len(report)
    else:
        assert len(report)
    render_all(list(report), width=100, color=False, left_out=0)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(NAMES), st.text(max_size=80) | tables())
def test_no_csv_raises(name: str, text: str) -> None:
    settle(File(Source("x.csv", text), name))


json_values = st.recursive(
    st.sampled_from(WORDS).map(lambda word: '"' + word.replace('"', '\\"') + '"')
    | st.sampled_from(["1", "-2", "true", "null"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: "[" + ",".join(items) + "]")
        | st.dictionaries(st.sampled_from([*NAMES, *COLUMNS, "zone"]), inner, max_size=4).map(
            lambda items: "{" + ",".join(f'"{key}":{value}' for key, value in items.items()) + "}"
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet='{}[]",:\\ue0129-.truefalsn \n', max_size=60) | json_values)
def test_no_json_raises(text: str) -> None:
    settle(File(Source("x.json", text), None))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60).map(lambda text: f'{{"nines-ledger": 1}}\n{text}') | json_values)
def test_no_ledger_raises(text: str) -> None:
    report = Report()
    assert read_ledger(Source("ledger", text), report) is not None or len(report) == 1


def test_deep_json_is_a_finding() -> None:
    settle(File(Source("x.json", "[" * 100_000), None))


RICH = contract(
    "  promise up of api.availability at least 99.9% {\n    measure share of good time\n"
    "    credit formula (10% * base * downtime / 1h) when missed\n    cap credits 10% per quarter, rest carries\n  }\n"
    "  promise quick of api.availability at most 250ms {\n    measure 95th percentile of value\n"
    "    credit 10% when 2 periods in a row missed\n    reward 1% when measured at most 100ms\n  }\n"
    "  promise fixes of support.critical.fix at least 90% {\n    measure share of good events\n"
    "    crossing counts where it starts\n    credit EUR 5 per late ticket\n  }\n"
    "  promise repair of api.availability at most 1h {\n    judge each outage\n    measure downtime\n"
    "    credit EUR 5 per started 1h of excess downtime\n  }\n"
    '  support {\n    severity critical "S" fix 4h around the clock\n    clock pauses while waiting\n  }\n'
    '  exclude storm "Storm" waives credit\n  calendar "NL"\n  stack sum\n  unit chunk worth EUR 2\n'
    "  cap credits 30% per rolling 3 months, rest carries\n  cap credits EUR 500 per outage, rest lapses\n"
    "  report within 8 business days of period end, missing counts as a miss of up\n"
    "  terminate when 2 of 3 periods missed\n",
    "  fee subscription EUR 1_000 per month\n",
    FRAME.replace("claim automatic", "claim { notify within 5 days of outage end }"),
)
FULL = {
    "outages": "id,promise,start,length,exclusion\na,up,2026-09-03T00:00:00Z,3h,\n"
    "b,repair,2026-09-03T00:00:00Z,3h,storm\n",
    "records": "id,promise,at,value\nr,quick,2026-09-03T00:00:00Z,300ms\n",
    "tickets": "id,severity,at,event\nt,critical,2026-09-03T00:00:00Z,opened\nt,critical,2026-09-03T09:00:00Z,fixed\n",
    "history": "period,promise,missed,credit,fees\n2026-08,up,yes,EUR 5,EUR 1000\n2026-08,quick,no,,\n"
    "2026-07,up,no,,EUR 1000\n",
    "claims": "step,at,id\nnotify,2026-09-05T00:00:00Z,a\n",
    "reports": "sent,period\n2026-10-05T00:00:00Z,2026-09\n",
    "fees": "fee,amount,period\nsubscription,EUR 900,2026-09\n",
    "usage": "unit,quantity\nchunk,4\n",
}


def settle_rich(tables_: dict[str, str]) -> Report:
    report = Report()
    files = [File(Source(f"{name}.csv", text), name) for name, text in tables_.items()]
    measured = read_measured(files, labels_of(RICH), zones_of(RICH), report)
    if measured is not None:
        settled = settle_book(RICH, "2026-09", measured, (), ("acme",), report)
        assert settled.settlements or len(report)
        for item in settled.settlements:
            assert settlement_text(item, RICH)
    render_all(list(report), width=100, color=False, left_out=0)
    return report


def test_the_full_set_is_settled() -> None:
    assert [finding.headline for finding in settle_rich(FULL)] == []


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(FULL)), st.integers(0, 400), st.sampled_from(WORDS), st.booleans())
def test_no_changed_cell_raises(name: str, at: int, word: str, drop: bool) -> None:
    """One cell of one table is another, or a whole line is gone."""
    lines = FULL[name].splitlines()
    if drop:
        del lines[at % len(lines)]
    else:
        cells = lines[at % len(lines)].split(",")
        cells[at // 7 % len(cells)] = word
        lines[at % len(lines)] = ",".join(cells)
    settle_rich({**FULL, name: "\n".join(lines) + "\n"})


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*"()+-*/,x.% ", "10%", "EUR 5", "3h", "min", "max(", "ceil(", "base", "downtime", "excess", "1.2.3", "é"]
        ),
        max_size=14,
    ).map("".join)
    | st.text(max_size=30)
)
def test_no_formula_raises(text: str) -> None:
    source = Source("f", f"({text})")
    found = evaluate(
        At(source.text, source.span(0, len(source.text))), lambda _: Amount(Fraction(2)), ("base", "excess downtime")
    )
    assert isinstance(found, Amount | Gap)
    names_in(text)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "downtime 3h",
                "in 30d",
                "expect",
                "up",
                "99%",
                ",",
                "and",
                "credit",
                "10%",
                "3 bad of 4",
                "kept",
                "measured",
            ]
        ),
        max_size=9,
    ).map(" ".join)
)
def test_no_example_raises(text: str) -> None:
    source = Source("e", text)
    agreement = RICH.customers[0].agreement
    list(disagreements(At(text, source.span(0, len(text))), agreement, None, None))


def test_the_same_rows_as_json_have_their_schema_and_say_the_same() -> None:
    """Every table of the full set as JSON: the published schema takes it, and what is settled is the same."""
    value: dict[str, object] = {}
    for name, text in FULL.items():
        head, *lines = (line.split(",") for line in text.splitlines())
        value[name] = [{key: cell for key, cell in zip(head, line, strict=True) if cell} for line in lines]
    schema = json.loads((ROOT / "grammar" / "measured.schema.json").read_text("utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(value)) == []
    found = []
    for files in (
        [File(Source(f"{name}.csv", text), name) for name, text in FULL.items()],
        [File(Source("all.json", json.dumps(value)), None)],
    ):
        report = Report()
        measured = read_measured(files, labels_of(RICH), zones_of(RICH), report)
        assert measured is not None
        [settlement] = settle_book(RICH, "2026-09", measured, (), ("acme",), report).settlements
        found.append(settlement_text(settlement, RICH).split("Clauses used")[0])
    assert found[0] == found[1]
