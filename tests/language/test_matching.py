"""Statements become nodes: values exact, lists whole, parts that are left out None."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

import pytest

from nines.language import phrases
from nines.language.nodes import Body, Node, Poison, Statement
from nines.language.shape import Maybe, Slot, Word, compile_shape, first_words, slots
from nines.language.statements import (
    alerts,
    common,
    contract,
    indicator,
    money,
    objective,
    promise,
    scenario,
    service,
    time,
)
from nines.syntax.tree import Statement as SyntaxStatement
from nines.values.model import Duration, Money, Percentage
from tests.language.wrapping import read_in, read_text

S = TypeVar("S", bound=Statement)


def only(context: str, text: str, kind: type[S]) -> S:
    """The one statement of a kind in a block, about which nothing is said."""
    file, found = read_in(context, text)
    assert found == ()
    (node,) = [node for node in everything(file.statements) if isinstance(node, kind) and node.head.text in text]
    return node


def everything(nodes: tuple[Node, ...]) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        found.append(node)
        body = getattr(node, "body", None)
        if isinstance(body, Body):
            found += everything(body.statements)
    return found


def test_a_statement_has_its_values_where_they_stand() -> None:
    slo = only("service", 'slo speed 99.90% within 5s over 30d each a, b as tail "Title"', objective.Slo)
    assert slo.indicator is not None
    assert slo.indicator.value == "speed"
    assert slo.target.value == Percentage(Fraction(999, 1000))
    assert slo.target.value.text == "99.90%"
    assert slo.target.span.text == "99.90%"
    assert slo.within is not None
    assert slo.within.span.text == "5s"
    assert isinstance(slo.window, phrases.RollingWindow)
    assert slo.window.length.value.milliseconds == 30 * 24 * 3600 * 1000
    assert [label.value for label in slo.each] == ["a", "b"]
    assert slo.alias is not None
    assert slo.alias.value == "tail"
    assert slo.title is not None
    assert slo.title.value == "Title"
    assert slo.keyword.text == "slo"
    assert slo.head.text == slo.span.text


def test_what_is_left_out_is_none_or_empty() -> None:
    slo = only("journey", "slo 99% over 30d", objective.Slo)
    assert (slo.replaces, slo.indicator, slo.within, slo.alias, slo.title, slo.each) == (None,) * 5 + ((),)


def test_no_word_is_reserved() -> None:
    within = only("sli", "within 1s of of{}", indicator.Within)
    assert within.query.text == "of{}"
    where = only("sli", "where sum of where > 1", indicator.Where)
    assert where.condition.aggregate is not None
    assert where.condition.aggregate.value == "sum"
    assert where.condition.query is not None
    assert where.condition.query.text == "where"
    assert only("service", "slo over 99% over 30d as as", objective.Slo).alias is not None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("credit 10%", phrases.Share),
        ("credit 1/12 of rent", phrases.Share),
        ("credit EUR 40", phrases.Sum),
        ("credit 2 days of service", phrases.ServiceTime),
        ("credit 5 points", phrases.Units),
        ("credit 3 x fee for the downtime", phrases.ProRata),
        ("credit 4 x daily-use", phrases.Times),
        ("credit 4% per started 20m of excess downtime", phrases.PerUnit),
        ("credit EUR 5 per outage", phrases.PerUnit),
        ("credit greater of EUR 40 and 4% per started 20m of downtime", phrases.GreaterOf),
        ("credit lesser of 10% and greater of 1% and 2%", phrases.LesserOf),
        ("credit formula (0.5 x fee)", phrases.Formula),
    ],
)
def test_amounts_are_told_apart(text: str, kind: type) -> None:
    assert type(only("promise", text, promise.Credit).amount) is kind


def test_amounts_nest_from_the_left() -> None:
    amount = only("promise", "credit greater of lesser of 1% and 2% and EUR 5 when missed", promise.Credit).amount
    assert isinstance(amount, phrases.GreaterOf)
    assert isinstance(amount.first, phrases.LesserOf)
    assert isinstance(amount.second, phrases.Sum)
    assert amount.second.money.value == Money("EUR", Decimal(5))
    assert amount.span.text == "greater of lesser of 1% and 2% and EUR 5"


def test_conditions_are_joined_from_left_to_right() -> None:
    node = only(
        "sla", "terminate when 4 of 8 periods missed or 1 period with uptime below 96.2% and missed", contract.Terminate
    )
    assert [join.value for join in node.condition.joins] == ["or", "and"]
    assert node.condition.first.history is not None
    assert node.condition.first.history.window is not None
    inner = node.condition.more[0].history
    assert inner is not None
    assert inner.condition is not None
    assert inner.condition.measured is not None
    assert inner.condition.measured.promise is not None
    assert inner.condition.measured.promise.value == "uptime"
    assert node.condition.more[1].outcome is not None


def test_a_range_takes_the_second_comparison() -> None:
    node = only("promise", "credit 10% when measured at least 97% and below 99%", promise.Credit)
    assert node.condition is not None
    assert node.condition.joins == ()
    measured = node.condition.first.measured
    assert measured is not None
    assert measured.range.second is not None
    assert measured.range.second.operator.value == "below"


def test_words_of_a_choice_are_one_value() -> None:
    what = only("promise", "measure share of good slices", promise.Measure).what
    assert what is not None
    assert what.value == "share of good slices"
    budget = only("slo", "page when budget used up", alerts.BudgetAlert)
    assert budget.used is not None
    assert budget.used.value == "used up"
    assert budget.used.span.text == "used up"


def test_a_repeated_slot_of_two_ways_is_one_field() -> None:
    for text, never, what in (("round measured never", "never", None), ("round money up to EUR 1", None, "money")):
        node = only("sla", text, money.Round)
        assert (None if node.never is None else node.never.value) == never
        assert (None if node.what is None else node.what.value) == what


def test_days_are_a_list_or_one_of_a_month() -> None:
    plain = only("schedule", "every sat, sun from 09:00 to 17:00 in UTC", time.Every)
    assert [day.value for day in plain.days.days] == ["sat", "sun"]
    monthly = only("maintenance", "every first sun of month in UTC", time.Every)
    assert monthly.days.ordinal is not None
    assert monthly.days.ordinal.value == "first"
    assert monthly.start is None


def test_arguments_keep_what_is_written() -> None:
    use = only("service", 'use http.errors with job "shop", limit 2%, only {handler="/buy"}', common.Use)
    assert [(one.name.value, one.text) for one in use.arguments] == [
        ("job", "shop"),
        ("limit", "2%"),
        ("only", 'handler="/buy"'),
    ]
    parameter = only("blueprint", "parameter only matchers default {}", common.Parameter)
    assert parameter.default is not None
    assert parameter.default.text == ""


@pytest.mark.parametrize("braces", ["{}", " {}", " { }", " {\n}", ""])
def test_empty_braces_are_a_block_where_one_can_be(braces: str) -> None:
    file, found = read_text(f"service shop{braces}\n")
    assert found == ()
    assert isinstance(file.statements[0], service.Service)
    assert file.statements[0].body.statements == ()


@pytest.mark.parametrize("text", ["bad up{}", "bad up {}", "bad up { }"])
def test_empty_braces_are_a_selector_where_one_can_be(text: str) -> None:
    assert only("sli", text, indicator.Part).query.expression is not None


def test_prose_loses_the_blanks_that_it_is_indented_by() -> None:
    for text in ('"""\n    One\n      two\n\n    three\n    """', '"""One\n      two\n\n    three"""'):
        assert only("service", text, common.Description).text.value.splitlines() == ["One", "  two", "", "three"]
    assert only("service", '"a \\"b\\" \\\\"', common.Description).text.value == 'a "b" \\'


def test_a_statement_that_does_not_fit_keeps_what_could_be_made_out() -> None:
    file, found = read_text("service shop extra {\n  tier 1\n  slo fast 9 over 3\n}\n")
    assert len(found) == 2
    (shop,) = file.statements
    assert isinstance(shop, Poison)
    assert (shop.word, shop.name) == ("service", "shop")
    assert [type(node).__name__ for node in shop.body] == ["Tier", "Poison"]


def test_a_blueprint_keeps_its_statements_as_they_are_written() -> None:
    blueprint = only("file", "blueprint b {\n  parameter x text\n  owner $x\n  nonsense\n}", common.Blueprint)
    assert [type(node).__name__ for node in blueprint.body] == ["Parameter"]
    assert len(blueprint.template) == 3
    assert all(isinstance(node, SyntaxStatement) for node in blueprint.template)


def test_the_first_way_that_fits_wins() -> None:
    assert only("test", "expect no page", scenario.ExpectAlert).none is not None
    fires = only("test", "expect page from fast within 3m", scenario.ExpectAlert)
    assert (fires.when is not None and fires.when.value, fires.delay is not None) == ("within", True)
    resolves = only("test", "expect ticket from fast resolved within 3m", scenario.ExpectAlert)
    assert resolves.when is not None
    assert resolves.when.value == "resolved within"
    assert only("test", 'expect no alert "ErrorBudgetLow"', scenario.ExpectNamed).alert.value == "ErrorBudgetLow"
    assert only("test", "expect fast budget spent above 70%", scenario.ExpectBudget).what.value == "budget spent"
    assert only("test", "expect fast attained at least 99%", scenario.ExpectBudget).what.value == "attained"
    assert only("test", "expect promise acme.fast at risk within 2h", scenario.ExpectPromise).state.value == "at risk"
    assert only("test", "expect promise acme.fast kept", scenario.ExpectPromise).delay is None
    assert only("test", "at 1h fail 5% of fast for 10m", scenario.Event).objective is not None
    assert only("test", "at 20h traffic 2/min for 8h", scenario.Event).rate is not None
    assert only("test", "at 12h deploy", scenario.Event).length is None


# The small pattern language itself.


def test_a_shape_is_words_slots_and_parts_that_may_be_left_out() -> None:
    shape = compile_shape("slo [<name:name>] ( <a:x|y z> | <b:=word> ) ( , <c:text,> )*")
    assert shape.parts[0] == Word("slo")
    assert isinstance(shape.parts[1], Maybe)
    assert slots(shape) == {"name": "maybe", "a": "maybe", "b": "maybe", "c": "many"}
    assert first_words(shape) == (frozenset(["slo"]), False)
    assert compile_shape("<a:x|y z,>").parts == (Slot("a", "option", many=True, options=(("x",), ("y", "z"))),)


def test_a_slot_of_all_ways_is_always_there() -> None:
    assert slots(compile_shape("( <a:text> <b:name> | <a:text> )")) == {"a": "one", "b": "maybe"}
    assert slots(compile_shape("( a <x:name> [<y:text>] | b <x:name> <y:text> )")) == {"x": "one", "y": "maybe"}


@pytest.mark.parametrize("text", ["a [b", "a b ]", "( a | b"])
def test_a_shape_whose_brackets_do_not_match_is_our_mistake(text: str) -> None:
    with pytest.raises(ValueError, match="unbalanced shape"):
        compile_shape(text)


def test_a_duration_is_exact() -> None:
    assert only("sli", "sampled every 1h30m", indicator.Sampled).interval.value == Duration(5_400_000)
