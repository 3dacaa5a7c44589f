"""What need not be told beside something else, and that nobody is left in the dark by it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from nines.plan.routes.addresses import address
from nines.plan.routes.alerts import alerts_of, sources_of
from nines.plan.routes.model import Inhibition, Matcher
from nines.plan.routes.people import People
from nines.plan.routes.proof import Proof
from nines.verify.alertmanager_config import read
from tests.alertmanager.build import BEAT, CHECKOUT, PAGER, Routed, routed, routed_contract, sli
from tests.alertmanager.rules import plan_of
from tests.support.specs import compile_text

OFFICE = "schedule office {\n  every mon..fri from 09:00 to 17:00 in Europe/Berlin\n}\n"
OTHER = 'receiver other opsgenie {\n  key file "/etc/alertmanager/other"\n}\n'
BURN = {"nines": "shop", "service": "checkout", "objective": "availability", "alertname": "ErrorBudgetBurn"}
PAGE = {**BURN, "severity": "page", "team": "shop", "window": "1h"}
SLOW_PAGE = {**PAGE, "window": "6h"}
TICKET = {**PAGE, "severity": "ticket", "window": "1d"}
MISSING = {**TICKET, "alertname": "IndicatorMissing", "window": ""}


def suppressed(made: Routed, source: Mapping[str, str], target: Mapping[str, str]) -> bool:
    """Whether a rule of the written configuration keeps `target` back while `source` fires, as Alertmanager does."""
    for rule in read(made.config).rules:
        agree = all(source.get(label, "") == target.get(label, "") for label in rule.equal)
        if agree and _meets(rule.source, source) and _meets(rule.target, target):
            return True
    return False


def _meets(matchers: tuple[Matcher, ...], labels: Mapping[str, str]) -> bool:
    return all(matcher.holds(labels) for matcher in matchers)


def service(name: str, *more: str, each: str = "", owner: str = "shop") -> str:
    body = "".join(f"  {line}\n" for line in more)
    per = sli("availability", per=each)
    slo = f"  slo availability 99.9% over 30d{f' each {each}' if each else ''}\n"
    return f"service {name} {{\n  owner {owner}\n{body}{per}{slo}}}\n"


def test_a_page_holds_back_the_tickets_of_its_objective_alone() -> None:
    made = routed(PAGER, CHECKOUT, service("cart"), BEAT)
    assert suppressed(made, PAGE, TICKET)
    assert not suppressed(made, TICKET, PAGE)
    assert not suppressed(made, PAGE, {**TICKET, "service": "cart"})


def test_a_shorter_window_holds_back_longer_ones_of_its_class() -> None:
    made = routed(PAGER, CHECKOUT, BEAT)
    assert suppressed(made, PAGE, SLOW_PAGE)
    assert not suppressed(made, SLOW_PAGE, PAGE)
    assert suppressed(made, TICKET, {**TICKET, "window": "3d"})


def test_one_group_holds_back_nothing_of_another() -> None:
    made = routed(PAGER, service("checkout", each="tenant"), BEAT)
    assert suppressed(made, {**PAGE, "tenant": "a"}, {**TICKET, "tenant": "a"})
    assert not suppressed(made, {**PAGE, "tenant": "a"}, {**TICKET, "tenant": "b"})
    assert not suppressed(made, PAGE, {**TICKET, "tenant": "b"})


def test_missing_data_hold_back_how_fast_a_budget_burns_but_are_told_themselves() -> None:
    alerts = "alerts {\n    ticket when data missing for 10m\n  }"
    made = routed(PAGER, CHECKOUT.replace("owner shop", f"owner shop\n  {alerts}"), BEAT)
    ticket, missing = ({**labels, "indicator": "availability"} for labels in (TICKET, MISSING))
    assert suppressed(made, missing, ticket)
    assert not suppressed(made, PAGE, missing)
    assert not suppressed(made, missing, PAGE), "a ticket never holds back a page"


def test_missing_data_of_one_group_hold_back_nothing_of_another() -> None:
    alerts = "alerts {\n    ticket when data missing for 10m\n  }"
    made = routed(PAGER, service("checkout", alerts, each="tenant"), BEAT)
    same = {"indicator": "availability"}
    assert suppressed(made, {**MISSING, **same, "tenant": "a"}, {**TICKET, **same, "tenant": "a"})
    assert not suppressed(made, {**MISSING, **same, "tenant": "a"}, {**TICKET, **same, "tenant": "b"})


def test_a_spent_budget_holds_back_that_it_ends_soon() -> None:
    alerts = "ticket when budget used up\n    ticket when budget gone within 3d\n    ticket when budget below 20%"
    made = routed(PAGER, CHECKOUT.replace("over 30d", f"over 30d {{\n    {alerts}\n  }}"), BEAT)
    about = {key: value for key, value in TICKET.items() if key != "window"}
    spent = {**about, "alertname": "ErrorBudgetSpent"}
    assert suppressed(made, spent, {**about, "alertname": "ErrorBudgetEndsSoon"})
    assert suppressed(made, spent, {**about, "alertname": "ErrorBudgetLow"})
    assert not suppressed(made, spent, TICKET)


def test_a_page_that_others_get_holds_no_ticket_back() -> None:
    """The team's chat would not hear of it: the page goes to another receiver."""
    elsewhere = CHECKOUT.replace("over 30d", "over 30d {\n    page { to other }\n  }")
    made = routed(OTHER, PAGER, elsewhere, service("cart"), BEAT)
    assert not suppressed(made, PAGE, TICKET)
    assert suppressed(made, SLOW_PAGE | {"window": "1h"}, SLOW_PAGE)


def test_a_page_that_waits_for_office_hours_holds_no_ticket_back() -> None:
    made = routed(OFFICE, PAGER.replace("page to pager", "page to pager during office"), CHECKOUT, BEAT)
    assert not suppressed(made, PAGE, TICKET)


def test_a_page_of_the_same_hours_holds_a_ticket_back() -> None:
    team = PAGER.replace("page to pager", "page to pager during office").replace("to chat", "to chat during office")
    made = routed(OFFICE, team, CHECKOUT, BEAT)
    assert suppressed(made, PAGE, TICKET)


TWO_TEAMS = (
    PAGER
    + """
receiver db-pager pagerduty {
  key file "/etc/alertmanager/db"
}
team db {
  page   to db-pager
  ticket to chat
}
"""
)


def test_a_dependency_holds_back_pages_to_the_same_receiver_only() -> None:
    catalog, mail = service("catalog"), service("mail", owner="db")
    made = routed(
        TWO_TEAMS, catalog, mail, CHECKOUT.replace("owner shop", "owner shop\n  depends on catalog, mail"), BEAT
    )
    assert suppressed(made, {**PAGE, "service": "catalog"}, PAGE)
    assert not suppressed(made, PAGE, {**PAGE, "service": "catalog"})
    assert not suppressed(made, {**PAGE, "service": "mail", "team": "db"}, PAGE)
    assert not suppressed(made, {**TICKET, "service": "catalog"}, TICKET), "a ticket lasts for days"


def test_services_in_a_circle_hold_each_other_back_never() -> None:
    catalog = service("catalog", "depends on checkout")
    checkout = CHECKOUT.replace("owner shop", "owner shop\n  depends on catalog")
    made = routed_contract(compile_text(PAGER + catalog + checkout + BEAT).contract)
    assert not suppressed(made, {**PAGE, "service": "catalog"}, PAGE)
    assert not suppressed(made, PAGE, {**PAGE, "service": "catalog"})


def test_a_journey_holds_back_the_pages_of_its_steps_to_the_same_receiver() -> None:
    mail = service("mail", owner="db")
    journey = (
        "journey buy {\n  owner shop\n  all of checkout.availability, mail.availability\n  slo 99.9% over 30d\n}\n"
    )
    made = routed(TWO_TEAMS, CHECKOUT, mail, journey, BEAT)
    buy = {**PAGE, "service": "buy", "objective": "journey"}
    assert suppressed(made, buy, PAGE)
    assert not suppressed(made, buy, {**PAGE, "service": "mail", "team": "db"})
    assert not suppressed(made, PAGE, buy)


WEEKLY = "maintenance weekly {\n  every sun from 03:00 to 03:30 in UTC\n}\n"
MASKED = "slo availability 99.9% over 30d { except weekly }"
RUNNING = {"nines": "shop", "alertname": "MaintenanceRunning", "severity": "note", "service": "checkout"}


def test_a_maintenance_holds_back_its_service_only() -> None:
    checkout = CHECKOUT.replace("slo availability 99.9% over 30d", MASKED)
    made = routed(PAGER, WEEKLY, checkout, service("cart"), BEAT, of_rules=plan_of)
    assert suppressed(made, RUNNING, PAGE)
    assert suppressed(made, RUNNING, TICKET)
    assert not suppressed(made, RUNNING, {**PAGE, "service": "cart"})


def test_what_a_maintenance_holds_back_holds_back_nothing_that_is_not_maintained() -> None:
    """A suppressed alert still suppresses: the dependant would be silent though nobody hears of the dependency."""
    catalog = service("catalog").replace("slo availability 99.9% over 30d", MASKED)
    checkout = CHECKOUT.replace("owner shop", "owner shop\n  depends on catalog")
    made = routed(PAGER, WEEKLY, catalog, checkout, BEAT, of_rules=plan_of)
    assert not suppressed(made, {**PAGE, "service": "catalog"}, PAGE)
    both = checkout.replace("slo availability 99.9% over 30d", MASKED)
    made = routed(PAGER, WEEKLY, catalog, both, BEAT, of_rules=plan_of)
    assert suppressed(made, {**PAGE, "service": "catalog"}, PAGE)
    at_another_time = WEEKLY.replace("weekly", "nightly").replace("sun", "day")
    made = routed(PAGER, WEEKLY, at_another_time, catalog, both.replace("weekly", "nightly"), BEAT, of_rules=plan_of)
    assert not suppressed(made, {**PAGE, "service": "catalog"}, PAGE)


def test_stages_hold_back_their_own_stage_only() -> None:
    sre = PAGER.replace("team shop", "team sre").split("team")[1]
    team = PAGER.replace("ticket to chat", "ticket to chat\n  escalate to sre after 30m")
    made = routed(team, "team" + sre, CHECKOUT, BEAT, of_rules=plan_of)
    assert suppressed(made, {**PAGE, "stage": "2"}, {**SLOW_PAGE, "stage": "2"})
    assert not suppressed(made, {**PAGE, "stage": "2"}, SLOW_PAGE)
    assert not suppressed(made, PAGE, {**SLOW_PAGE, "stage": "2"})


SLA = """
sla standard "Standard" {
  version "1.0" effective 2026-01-01
  covers checkout
  period calendar month in UTC
  promise availability of checkout.availability at least 99% {
    measure share of good events
    remedy none
  }
  no traffic left out
  monitor outage left out
  partial period not judged
  round measured never
}
customer acme "ACME" {
  sla standard
  contact "cto@acme.example" for promise-at-risk
  contact "legal@acme.example" for promise-broken
}
customer beta "Beta" {
  sla standard
  contact "ops@beta.example" for promise-at-risk, promise-broken
}
"""


def test_a_broken_promise_holds_back_that_it_is_at_risk_where_the_same_people_hear_of_both() -> None:
    made = routed(PAGER, CHECKOUT.replace("over 30d", "over 30d {\n    ticket when promise at risk\n  }"), SLA, BEAT)
    promise = {
        "nines": "shop",
        "sla": "standard",
        "promise": "availability",
        "severity": "ticket",
        "service": "checkout",
    }
    for customer, held in (("beta", True), ("acme", False)):
        broken = {**promise, "customer": customer, "alertname": "PromiseBroken"}
        assert suppressed(made, broken, {**broken, "alertname": "PromiseAtRisk"}) is held
        assert not suppressed(made, PAGE, broken)
        assert not suppressed(made, broken, PAGE)


def test_alerts_about_ourselves_are_never_held_back() -> None:
    made = routed(PAGER, CHECKOUT, BEAT)
    for name in ("NinesHeartbeat", "NinesRulesStale"):
        assert not suppressed(made, PAGE, {"nines": "shop", "alertname": name, "severity": "page"})


def test_every_rule_names_the_bundle_on_both_sides_and_asks_for_agreement() -> None:
    made = routed(PAGER, CHECKOUT, BEAT)
    rules = read(made.config).rules
    assert rules
    for rule in rules:
        assert Matcher("nines", "=", "shop") in rule.source
        assert Matcher("nines", "=", "shop") in rule.target
        assert rule.equal


@pytest.mark.parametrize(
    ("source", "target", "equal", "what"),
    [
        ((("severity", "ticket"),), (("severity", "page"),), ("service",), "a ticket over a page"),
        ((("severity", "page"),), (("alertname", "NinesRulesStale"),), ("nines",), "over an alert about ourselves"),
        ((("team", "db"),), (("team", "shop"),), ("nines",), "over another team"),
    ],
)
def test_the_proof_refuses_what_leaves_somebody_in_the_dark(
    source: tuple[tuple[str, str], ...], target: tuple[tuple[str, str], ...], equal: tuple[str, ...], what: str
) -> None:
    made = routed(TWO_TEAMS, CHECKOUT, service("mail", owner="db"), BEAT)
    people, sources = People.of(made.contract), sources_of(made.contract)
    alerts = alerts_of(plan_of(made.contract))
    proof = Proof.of([address(alert, made.contract, people, sources) for alert in alerts])
    rule = Inhibition(what, what, _equal(source), _equal(target), equal, ())
    assert any(True for _ in proof.pairs(rule))
    assert not proof.holds(rule)


def _equal(labels: tuple[tuple[str, str], ...]) -> tuple[Matcher, ...]:
    return tuple(Matcher(label, "=", value) for label, value in labels)
