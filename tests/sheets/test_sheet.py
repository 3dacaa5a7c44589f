"""What a call sheet says: from the specs alone, and from what Prometheus answers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nines.contract.model import Customer
from nines.explain.sheet import explain_sheet
from nines.explain.show import shown
from nines.plan.documents.inline import plain
from nines.plan.sheets import Now, Sample, Unknown, questions, sheet, standing
from nines.promql.guest import parse_guest
from nines.source import Source
from tests.boards.drawn import SHOP, drawn

NOW = 1_795_536_000  # 2026-11-24 17:00 in Berlin


def customer(name: str) -> Customer:
    return next(one for one in drawn(SHOP).contract.customers if one.name == name)


def page(name: str, language: str | None = None):  # type: ignore[no-untyped-def]  # a sheet, in a test's own words
    return sheet(customer(name), drawn(SHOP).contract, language)


def sample(value: str, **labels: str) -> Sample:
    return Sample(tuple(sorted(labels.items())), Fraction(value))


def answers(**more: tuple[Sample, ...]) -> dict[str, tuple[Sample, ...]]:
    """A server that knows one promise, `availability`, which is at risk."""
    of = {"customer": "acme", "promise": "availability"}
    found = {
        "time": (sample(str(NOW)),),
        "age": (sample("12"),),
        "promises.A": (sample("3", **of),),
        "promises.C": (sample("0.99957", **of),),
        "promises.D": (sample("750.25", **of),),
        "promises.E": (sample("107123", **of),),
        "promises.F": (sample("0", **of),),
        "promises.G": (sample("0", currency="EUR", **of),),
        "money": (sample("0", currency="EUR"),),
        "share": (sample("0"),),
    }
    return {**found, **{key.replace("_", "."): value for key, value in more.items()}}


def stands(name: str = "acme", language: str | None = None, **more: tuple[Sample, ...]) -> Now:
    found = standing(page(name, language), customer(name), answers(**more))
    assert isinstance(found, Now)
    return found


# From the specs.


def test_it_says_what_was_promised_and_what_a_miss_brings() -> None:
    told = {plain(one.title): (plain(one.value), plain(one.missed)) for one in page("acme").promises}
    assert told["Availability"] == ("at least 99.95%", "EUR 1,800.00 (15%)")
    assert told["Transactions"] == ("at least 99%", "")


def test_it_says_whom_to_call_on_both_sides() -> None:
    found = page("acme")
    assert [(plain(one.label), plain(one.value)) for one in found.theirs] == [
        ("Operations, day and night", "+49 40 000010"),
        ("promises at risk and monthly reports", "cto@acme.example"),
        ("broken promises", "legal@acme.example"),
    ]
    ours = {plain(one.label): plain(one.value) for one in found.ours}
    assert ours["Checkout and payments, for Checkout"] == "+49 30 000002 (Duty phone); paged by money-pager"
    assert ours["the number that the customer calls for “Shop cannot take orders”"] == "+49 30 000000"


def test_numbers_can_be_dialled() -> None:
    links = [part for one in page("acme").theirs for part in one.value if hasattr(part, "address")]
    assert [link.address for link in links] == [
        "tel:+4940000010",
        "mailto:cto@acme.example",
        "mailto:legal@acme.example",
    ]


def test_the_last_notes_come_first() -> None:
    found = page("acme").notes
    assert [plain(note.day) for note in found] == ["17 December 2025", "6 November 2025", "2 September 2025"]
    assert page("globex").notes == ()


def test_every_question_is_promql_and_asks_for_this_customer_or_its_services() -> None:
    asked = questions(customer("acme"), drawn(SHOP).contract)
    assert len({one.key for one in asked}) == len(asked) > 15
    for one in asked:
        text = Source("query", one.query)
        from nines.diagnostics.model import Report

        assert parse_guest(one.query, text.span(0, len(one.query)), Report()) is not None, one.query
        if one.key not in ("time",):
            assert 'customer="acme"' in one.query or "nines:promise_state" not in one.query, one.query


def test_the_sheet_and_the_board_ask_the_same() -> None:
    asked = {one.query for one in questions(customer("acme"), drawn(SHOP).contract)}
    board = drawn(SHOP).json("calls/acme.json")
    fixed = {one["name"]: one["query"] for one in board["templating"]["list"] if one["type"] == "constant"}
    of_board = set()
    for panel in board["panels"]:
        for target in panel.get("targets", ()):
            text = target["expr"].replace("|$customer", f"|{fixed['customer']}")
            of_board.add(text.replace('customer=~"$customer"', 'customer="acme"'))
    assert of_board <= asked


# From answers.


def test_what_is_known_is_told_in_the_words_of_the_boards() -> None:
    now = stands()
    found = now.promise("availability")
    assert found is not None
    assert (found.state, plain(found.attained), plain(found.left), plain(found.breaks), plain(found.credit)) == (
        3,
        "99.957%",
        "12 minutes 30 seconds",
        "1 day 5 hours",
        "none",
    )
    assert plain(now.at) == "24 November 2026 17:00 Europe/Berlin"
    assert plain(now.credit) == "None is due as things stand."
    assert now.old == ()


def test_no_miss_is_rounded_up_to_a_kept_promise() -> None:
    of = {"customer": "acme", "promise": "availability"}
    now = stands(promises_C=(sample("0.9499999", **of),), promises_A=(sample("4", **of),))
    found = now.promise("availability")
    assert found is not None
    assert plain(found.attained) == "94.999%"
    assert found.breaks == ()


def test_credits_of_several_currencies_are_not_summed_up() -> None:
    now = stands(money=(sample("1200", currency="EUR"), sample("0.5", currency="USD")), share=(sample("0.1"),))
    assert plain(now.credit) == "EUR 1,200.00, USD 0.50, 10% of the base"
    german = stands(language="de", money=(sample("1200", currency="EUR"),), share=(sample("0.1"),))
    assert plain(german.credit) == "1.200,00\N{NO-BREAK SPACE}EUR, 10\N{NO-BREAK SPACE}% der Bemessungsgrundlage"


def test_what_the_rules_cannot_know_is_not_told_as_nothing() -> None:
    now = stands(money=(), share=())
    assert plain(now.credit) == "Not known to Prometheus: settle the period to know it."
    other = now.promise("speed")
    assert other is not None
    assert (other.state, plain(other.attained)) == (0, "known when the period is settled")


def test_pages_come_before_tickets_and_of_these_what_began_last() -> None:
    def alert(ref: str, value: str, objective: str, **more: str) -> Sample:
        return sample(value, alertname="ErrorBudgetBurn", service="checkout", objective=objective, **more)

    now = stands(
        incidents_A=(alert("A", "1", "speed"), alert("A", "2", "transactions"), alert("A", "2", "availability")),
        incidents_B=(
            alert("B", "15600", "speed"),
            alert("B", "7200", "transactions"),
            alert("B", "660", "availability"),
        ),
        incidents_E=(alert("E", "1", "availability", first="Roll back", runbook="https://runbooks.example/a"),),
        incidents_F=(alert("F", "9", "availability", dependency="catalog-db"),),
    )
    assert [(one.state, plain(one.what)) for one in now.incidents] == [
        (3, "checkout.availability (ErrorBudgetBurn)"),
        (3, "checkout.transactions (ErrorBudgetBurn)"),
        (2, "checkout.speed (ErrorBudgetBurn)"),
    ]
    first = now.incidents[0]
    assert [plain(fact) for fact in first.facts] == [
        "for 11 minutes",
        "first step: Roll back",
        "also burning: catalog-db",
    ]
    assert first.runbook == "https://runbooks.example/a"


def test_old_numbers_are_said_to_be_old() -> None:
    assert plain(stands(age=(sample("4000"),)).old) == "The newest numbers are 1 hour 6 minutes old."


def test_a_server_that_knows_nothing_is_not_taken_for_a_quiet_day() -> None:
    found = standing(page("acme"), customer("acme"), {"time": (sample(str(NOW)),)})
    assert isinstance(found, Unknown)
    assert plain(found.why) == "Prometheus knows nothing of this customer: see whether the rules are loaded."


@pytest.mark.parametrize("width", [60, 100, 140])
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_terminal_shows_all_of_it(width: int, language: str) -> None:
    text = shown(explain_sheet(page("acme", language), stands(language=language)), width=width, color=False)
    for said in ("ACME Retail", "■", "+49 40 000010", "cto@acme.example", "weekend"):
        assert said in text
    assert text.index("■") < text.index("+49 40 000010")
