"""What is said of statements that do not fit: where, what is wrong, and what to write instead."""

from __future__ import annotations

import pytest

from nines.diagnostics.model import Diagnostic
from nines.language.messages import usage
from nines.language.table import contexts, entries
from tests.language.wrapping import findings, read_in, told


def fixed(context: str, text: str, finding: Diagnostic) -> str:
    """The text with the first fix of a finding applied."""
    whole = finding.primary.span.source.text
    for edit in sorted(finding.fixes[0].edits, key=lambda edit: -edit.span.start):
        whole = whole[: edit.span.start] + edit.text + whole[edit.span.end :]
    start = finding.primary.span.source.text.index(text)
    return whole[start : len(whole) - (len(finding.primary.span.source.text) - start - len(text))]


CERTAIN = [
    (
        "service",
        "ownr payments",
        "ownr",
        "`ownr` is not a statement of `service`: did you mean `owner`?",
        "owner payments",
    ),
    (
        "service",
        "Owner payments",
        "Owner",
        "`Owner` is not a statement of `service`: did you mean `owner`?",
        "owner payments",
    ),
    (
        "file",
        "servise shop",
        "servise",
        "`servise` is not a statement of a file: did you mean `service`?",
        "service shop",
    ),
    ("slo", "exept weekly", "exept", "`exept` is not a statement of `slo`: did you mean `except`?", "except weekly"),
    (
        "service",
        "slo fast 99% ovr 30d",
        "ovr",
        "`ovr` is not known here in `slo`: did you mean `over`?",
        "slo fast 99% over 30d",
    ),
    (
        "service",
        "slo fast 99% over calendar moth in UTC",
        "moth",
        "`moth` is not known here in `slo`: did you mean `month`?",
        "slo fast 99% over calendar month in UTC",
    ),
    (
        "promise",
        "credit greater of EUR 40 und 4%",
        "und",
        "`und` is not known here in `credit`: did you mean `and`?",
        "credit greater of EUR 40 and 4%",
    ),
    (
        "project",
        "target promethus 3.5",
        "promethus",
        "`promethus` is not known here in `target`: did you mean `prometheus`?",
        "target prometheus 3.5",
    ),
    (
        "service",
        "slo fast 0.999 over 30d",
        "0.999",
        "expected a percentage, but `0.999` is a number without a unit",
        "slo fast 99.9% over 30d",
    ),
    ("sli", "within 300msec of x{}", "msec", "milliseconds are written `ms`, not `msec`", "within 300ms of x{}"),
    ("sli", "per http.route", "http.route", "the label `http.route` has to stand in quotes", 'per "http.route"'),
    (
        "customer",
        "fee rent 1_000 EUR per month",
        "1_000 EUR",
        "the currency goes before the amount",
        "fee rent EUR 1_000 per month",
    ),
    (
        "promise",
        "credit 40 EUR when missed",
        "40 EUR",
        "the currency goes before the amount",
        "credit EUR 40 when missed",
    ),
]

POSSIBLE = [
    (
        "service",
        "slo fast 99.9 over 30d",
        "99.9",
        "expected a percentage, but `99.9` is a number without a unit",
        "slo fast 99.9% over 30d",
    ),
    ("service", "owner Pay_Team", "Pay_Team", "the name `Pay_Team` is not in kebab-case", "owner pay-team"),
    ("service", "owner payTeam", "payTeam", "the name `payTeam` is not in kebab-case", "owner pay-team"),
    (
        "promise",
        "credit 10% when mised",
        "mised",
        "`mised` is not known here in `credit`: did you mean `missed`?",
        "credit 10% when missed",
    ),
    (
        "sli",
        "where rat of x_total{} < 1/s",
        "rat",
        "`rat` is not known here in `where`: did you mean `rate`?",
        "where rate of x_total{} < 1/s",
    ),
    (
        "sla",
        'version "2" effective 2026-02-30',
        "30",
        "February 2026 has 28 days, so its last is 2026-02-28",
        'version "2" effective 2026-02-28',
    ),
]


@pytest.mark.parametrize(("context", "text", "marked", "headline", "right"), CERTAIN, ids=[case[1] for case in CERTAIN])
def test_a_slip_that_can_mean_one_thing_has_a_certain_fix(
    context: str, text: str, marked: str, headline: str, right: str
) -> None:
    finding = told(context, text)
    assert (finding.primary.span.text, finding.headline) == (marked, headline)
    assert finding.fixes[0].certain
    assert fixed(context, text, finding) == right
    assert findings(context, right) == []


@pytest.mark.parametrize(
    ("context", "text", "marked", "headline", "right"), POSSIBLE, ids=[case[1] for case in POSSIBLE]
)
def test_a_slip_that_may_mean_more_has_a_fix_to_look_at(
    context: str, text: str, marked: str, headline: str, right: str
) -> None:
    finding = told(context, text)
    assert (finding.primary.span.text, finding.headline) == (marked, headline)
    assert not finding.fixes[0].certain
    assert fixed(context, text, finding) == right
    assert findings(context, right) == []


PLAIN = [
    ("service", "owner", "", "`owner` ends too early: a name is missing"),
    ("service", "owner a b", "b", "`owner` wants the end of the line here, not `b`"),
    ("service", 'owner "payments"', '"payments"', '`owner` wants a name here, not `"payments"`'),
    ("service", "depends catalog", "catalog", "`depends` wants `on` here, not `catalog`"),
    ("service", "tier 1.5", "1.5", "expected a whole number, but found `1.5`"),
    ("service", "tier -1", "-1", "expected a whole number, but found `-1`"),
    ("service", "slo fast 99%", "", "`slo` ends too early: `within` or `over` is missing"),
    ("service", "slo fast 99% over 30", "30", "expected a duration, but `30` is a number without a unit"),
    ("service", "slo fast 99% over calendar month", "", "`slo` does not say in which time zone"),
    ("service", "slo fast 30d over 30d", "30d", "expected a percentage, but `30d` is a duration"),
    ("sli", "bad x{} y", "y", "`bad` wants the end of the line here, not `y`"),
    ("sla", "version 2.1 effective 2026-01-01", "2.1", "`version` wants a text in quotes here, not `2.1`"),
    ("promise", "credit 10% below", "", "`credit` ends too early: a number with its unit is missing"),
    ("promise", "credit greater of 10%", "", "`credit` ends too early: `of`, `per` or `and` is missing"),
    ("automation", "when a.b burns quick", "quick", "`when` wants `fast` or `slowly` here, not `quick`"),
    ("service", "use http.latency with job", "", "`use` ends too early: a value is missing"),
    ("service", "sli fast", "", "`sli` needs a block"),
    ("service", "tier 1 { }", "{ }", "`tier` has no block"),
    ("service", "tier 1 { owner a }", "{", "`tier` has no block"),
    ("service", "use http.errors { job c { a b } }", "{", "`job` has no block"),
    ("service", "per tenant", "per", "`per` has no place in `service`"),
    ("file", "per tenant", "per", "`per` has no place in a file"),
    ("file", '"text"', '"text"', "a text has no place in a file"),
    ("service", "5 minutes", "5", "a statement starts with a keyword, not with `5`"),
    ("service", "`up` x", "`up`", "a statement starts with a keyword, not with `` `up` ``"),
    ("service", "tier 1\ntier 2", "tier 2", "`tier` stands here a second time"),
    ("service", "owner $team", "$team", "there is no parameter `team` here"),
    ("service", "frobnicate all", "frobnicate", "`frobnicate` is not a statement of `service`"),
    ("service", "x" * 300, "x" * 300, f"`{'x' * 37}...` is not a statement of `service`"),
]


@pytest.mark.parametrize(("context", "text", "marked", "headline"), PLAIN, ids=[case[1][:40] for case in PLAIN])
def test_what_is_wrong_is_said_where_it_is(context: str, text: str, marked: str, headline: str) -> None:
    finding = told(context, text)
    assert (finding.primary.span.text, finding.headline) == (marked, headline)
    assert not any(fix.certain for fix in finding.fixes)


def test_a_misfit_shows_how_the_statement_is_written_and_an_example() -> None:
    assert told("service", "owner").helps == ("it is written `owner NAME`", "for example `owner payments`")


def test_a_keyword_in_the_wrong_block_is_told_where_it_stands() -> None:
    assert told("service", "per tenant").helps == ("it stands in `sli`",)


def test_a_misspelt_keyword_of_another_block_is_told_which_that_is() -> None:
    helps = told("service", "exept weekly").helps
    assert helps[0] == "there is `except`, which stands in `maintenance`, `schedule`, `sli` or `slo`"


def test_nothing_follows_from_a_misspelt_keyword() -> None:
    assert findings("file", "servise shop {\n  ownr a\n  sli fast {\n    bad x{}\n    off y{}\n  }\n}") == [
        "N0101 `servise` is not a statement of a file: did you mean `service`?",
        "N0101 `ownr` is not a statement of `service`: did you mean `owner`?",
        "N0101 `off` is not a statement of `sli`: did you mean `of`?",
    ]


def test_many_mistakes_are_told_in_one_run_each_in_its_place() -> None:
    text = "owner\ntier one\nslo a 1 over 30d\nper x\ndepends on a,b c"
    found = read_in("service", text)[1]
    assert [finding.primary.span.line for finding in found] == [2, 3, 4, 5, 6]


def test_a_statement_with_a_mistake_of_form_is_told_once() -> None:
    assert findings("sli", "bad up{job=checkout} 5") == [
        "N0035 the value `checkout` of a label needs quotes",
        "N0102 `bad` wants the end of the line here, not `5`",
    ]
    assert findings("service", "owner =") == ["N0028 a statement has no `=`"]


def test_what_a_block_cannot_do_without_is_missed() -> None:
    assert findings("file", "automation a {\n}") == [
        "N0104 this `automation` has no `run`",
        "N0104 this `automation` has no `when`",
    ]


def test_a_statement_that_did_not_fit_is_not_missed_as_well() -> None:
    assert findings("file", 'customer acme {\n  sla "standard"\n}') == [
        'N0102 `sla` wants a name here, not `"standard"`'
    ]


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.node.__name__)
def test_usage_is_one_line_that_begins_as_the_statement_does(entry) -> None:  # type: ignore[no-untyped-def]  # parametrized
    text = usage(entry)
    assert "\n" not in text
    assert "<" not in text
    assert not entry.keyword or entry.keyword in text.replace("[replace] ", "")


def test_every_keyword_that_misses_one_letter_is_recognised() -> None:
    """But in a blueprint, whose statements are read where it is used."""
    missed = [
        (context, head)
        for context, heads in contexts().items()
        for head in heads
        if len(head) > 5 and head.isalpha() and context not in ("arguments", "blueprint")
        for wrong in [head[:3] + head[4:]]
        if wrong not in heads and f"did you mean `{head}`?" not in "".join(findings(context, wrong))
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("credit 10% between 95% and 99%", "write `at least 95% and below 99%`"),
        ("credit 10% when downtime between 1h and 2h", "write `at least 1h and below 2h`"),
        ("credit 10% between 95%", "write `at least 99.0% and below 99.9%`"),
    ],
)
def test_between_is_told_which_ends_it_leaves_open(line: str, better: str) -> None:
    finding = told("promise", line)
    assert finding.headline == "`between` does not say whether its ends belong to it"
    assert finding.helps[0] == better
