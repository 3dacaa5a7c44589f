"""No text raises: whatever a file of numbers or a ledger holds, it is read or there is a finding."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from nines.diagnostics.model import Report
from nines.diagnostics.text import render_all
from nines.settle.book import labels_of, settle_book, zones_of
from nines.settle.ledger import read_ledger
from nines.settle.reading import File, read_measured
from nines.settle.tables import TABLES
from nines.source import Source
from tests.settle.support import contract

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
