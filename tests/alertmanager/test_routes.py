"""Who is told what: by team, class, hours, objective, promise and stage, as the real amtool routes it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from nines.plan.routes.build import plan_routes
from nines.plan.routes.model import Route, Timing
from nines.verify.alertmanager_config import read
from tests.alertmanager.build import BEAT, CHECKOUT, PAGER, Routed, amtool, routed, routed_contract, said, write
from tests.alertmanager.rules import plan_of
from tests.support.specs import ROOT, compile_folder, compile_text
from tests.support.tools import ALERTMANAGER

PAGE = {"nines": "shop", "service": "checkout", "objective": "availability", "severity": "page", "team": "shop"}
TICKET = {**PAGE, "severity": "ticket"}
OFFICE = "schedule office {\n  every mon..fri from 09:00 to 17:00 in Europe/Berlin\n}\n"


def reached(made: Routed, labels: Mapping[str, str]) -> list[str]:
    """The receivers of an alert, by their names in the specs."""
    return [node.receiver.removeprefix("nines-shop-") for node in read(made.config).root.leaves_for(labels)]


def route(made: Routed, name: str) -> Route:
    return next(found for found in made.plan.root.all() if found.name == name)


def test_an_alert_goes_to_the_receivers_of_its_owner_and_class() -> None:
    made = routed(PAGER, CHECKOUT, BEAT)
    assert reached(made, PAGE) == ["pager"]
    assert reached(made, TICKET) == ["chat"]
    assert made.codes == []


def test_the_root_is_reached_by_nothing_of_ours() -> None:
    made = routed(PAGER, CHECKOUT, BEAT)
    assert reached(made, {"alertname": "NodeDown", "severity": "page"}) == ["elsewhere"]
    assert reached(made, {"nines": "shop", "severity": "unheard of"}) == ["chat"]
    assert all("nines-shop-elsewhere" not in delivery.receivers for delivery in made.plan.deliveries)


def test_pages_come_first_and_repeat_in_whole_intervals() -> None:
    made = routed(PAGER, CHECKOUT, BEAT)
    page, ticket = route(made, "team/shop/page/pager"), route(made, "team/shop/ticket/chat")
    assert page.timing == Timing(wait=30, interval=300, repeat=4 * 3600)
    assert ticket.timing == Timing(wait=300, interval=1800, repeat=3 * 86_400)
    assert page.group_by == ticket.group_by == ("nines", "service", "severity")
    assert page.timing.repeat % page.timing.interval == ticket.timing.repeat % ticket.timing.interval == 0
    assert page.timing.wait < ticket.timing.wait
    assert ticket.timing.repeat < 5 * 86_400  # the notification log is kept for so long


def test_the_heartbeat_is_never_held_and_tells_no_end() -> None:
    made = routed(PAGER, CHECKOUT, BEAT)
    beat = route(made, "heartbeat")
    assert (beat.timing.wait, beat.active, beat.muted) == (0, (), ())
    assert reached(made, {"nines": "shop", "alertname": "NinesHeartbeat", "severity": "note"}) == ["beat"]
    receiver = next(item for item in made.plan.receivers if item.of == "beat")
    assert [way.send_resolved for way in receiver.ways] == [False]


def test_without_a_heartbeat_receiver_the_beat_ends_nowhere() -> None:
    made = routed(PAGER, CHECKOUT, "project {\n  bundle shop\n}")
    assert reached(made, {"nines": "shop", "alertname": "NinesHeartbeat", "severity": "note"}) == ["nobody"]


def test_silent_alerts_tell_nobody() -> None:
    made = routed(PAGER, CHECKOUT, BEAT, of_rules=plan_of)
    silent = {"nines": "shop", "alertname": "AutomationDue", "severity": "note", "team": "shop"}
    assert reached(made, silent) == ["nobody"]
    assert next(item for item in made.plan.receivers if item.name == "nines-shop-nobody").ways == ()


def test_tickets_during_hours_wait_for_them() -> None:
    made = routed(OFFICE, PAGER.replace("ticket to chat", "ticket to chat during office"), CHECKOUT, BEAT)
    ticket = route(made, "team/shop/ticket/chat")
    assert (ticket.active, ticket.muted) == (("nines-shop-office",), ())
    assert "at other hours they wait" in ticket.what
    assert "what came and went is not" in ticket.what


def test_a_line_without_hours_has_all_others() -> None:
    team = PAGER.replace("page to pager", "page to pager\n  page to chat during office")
    made = routed(OFFICE, team, CHECKOUT, BEAT)
    assert reached(made, PAGE) == ["pager", "chat"]
    assert route(made, "team/shop/page/chat").active == ("nines-shop-office",)
    assert route(made, "team/shop/page/pager").muted == ("nines-shop-office",)
    assert [route(made, f"team/shop/page/{name}").continues for name in ("pager", "chat")] == [True, False]


def test_hours_of_one_receiver_add_up() -> None:
    late = OFFICE.replace("office", "late").replace("09:00 to 17:00", "20:00 to 22:00")
    team = PAGER.replace("ticket to chat", "ticket to chat during office\n  ticket to chat during late")
    made = routed(OFFICE, late, team, CHECKOUT, BEAT)
    assert reached(made, TICKET) == ["chat"]
    assert route(made, "team/shop/ticket/chat").active == ("nines-shop-office", "nines-shop-late")


def test_a_class_that_a_team_does_not_mention_goes_where_its_other_one_goes() -> None:
    made = routed(PAGER.replace("  ticket to chat\n", ""), CHECKOUT, BEAT)
    assert reached(made, TICKET) == ["pager"]


def test_what_nobody_owns_goes_to_the_first_team() -> None:
    made = routed(PAGER, CHECKOUT.replace("  owner shop\n", ""), BEAT)
    unowned = {key: value for key, value in PAGE.items() if key != "team"}
    assert reached(made, unowned) == ["pager"]
    assert reached(made, {**unowned, "severity": "ticket"}) == ["chat"]
    assert reached(made, {"nines": "shop", "alertname": "NinesRulesStale", "severity": "page"}) == ["pager"]


def test_an_objective_has_a_receiver_of_its_own_for_a_class() -> None:
    other = 'receiver other opsgenie {\n  key file "/etc/alertmanager/other"\n}\n'
    service = CHECKOUT.replace("over 30d", "over 30d {\n    page { to other }\n  }")
    made = routed(other, PAGER, CHECKOUT.replace("checkout", "cart"), service, BEAT)
    assert reached(made, PAGE) == ["other"]
    assert reached(made, TICKET) == ["chat"]
    assert reached(made, {**PAGE, "service": "cart"}) == ["pager"]


def test_one_window_has_a_receiver_of_its_own() -> None:
    other = 'receiver other opsgenie {\n  key file "/etc/alertmanager/other"\n}\n'
    service = CHECKOUT.replace("over 30d", "over 30d {\n    page 2% in 1h { to other }\n    page 5% in 6h\n  }")
    made = routed(other, PAGER, service, BEAT)
    burn = {**PAGE, "alertname": "ErrorBudgetBurn"}
    assert reached(made, {**burn, "window": "1h"}) == ["other"]
    assert reached(made, {**burn, "window": "6h"}) == ["pager"]


def test_severities_are_the_words_of_the_specs() -> None:
    project = BEAT.replace("bundle shop", 'bundle shop\n  severity page is "critical"\n  severity ticket is "warning"')
    service = CHECKOUT.replace("over 30d", 'over 30d {\n    page { label severity "sev1" }\n  }')
    made = routed(PAGER, CHECKOUT.replace("checkout", "cart"), service, project)
    assert reached(made, {**PAGE, "severity": "sev1"}) == ["pager"]
    assert reached(made, {**PAGE, "severity": "critical", "service": "cart"}) == ["pager"]
    assert reached(made, {**PAGE, "severity": "warning"}) == ["chat"]


def test_a_second_stage_goes_to_the_team_that_it_escalates_to() -> None:
    sre = """
    receiver sre-pager pagerduty {
      key file "/etc/sre"
    }
    team sre {
      page   to sre-pager
      ticket to chat
    }
    """
    boss = sre.replace("sre", "boss")
    steps = "ticket to chat\n  escalate to boss after 2h\n  escalate to sre after 30m"
    made = routed(PAGER.replace("ticket to chat", steps), sre, boss, CHECKOUT, BEAT, of_rules=plan_of)
    assert reached(made, PAGE) == ["pager"]
    assert reached(made, {**PAGE, "stage": "2"}) == ["sre-pager"]
    assert reached(made, {**PAGE, "stage": "3"}) == ["boss-pager"]
    assert "fire for 30m" in route(made, "team/shop/stage-2/page/sre-pager").what


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
}
"""
RISKY = CHECKOUT.replace("over 30d", "over 30d {\n    page when promise at risk\n  }")


def test_a_customers_people_are_told_beside_the_owner() -> None:
    made = routed(PAGER, RISKY, SLA, BEAT)
    promise = {"nines": "shop", "team": "shop", "customer": "acme", "sla": "standard", "promise": "availability"}
    at_risk = {**promise, "alertname": "PromiseAtRisk", "severity": "page"}
    broken = {**promise, "alertname": "PromiseBroken", "severity": "ticket"}
    assert reached(made, at_risk) == ["customer-acme-promise-at-risk", "pager"]
    assert reached(made, broken) == ["customer-acme-promise-broken", "chat"]
    assert reached(made, {**at_risk, "customer": "beta"}) == ["pager"]
    mails = {
        item.name: [setting.value for way in item.ways for setting in way.settings]
        for item in made.plan.receivers
        if item.of == "acme"
    }
    assert mails == {
        "nines-shop-customer-acme-promise-at-risk": ["cto@acme.example"],
        "nines-shop-customer-acme-promise-broken": ["legal@acme.example"],
    }


def test_promises_are_told_by_customer_once_a_day() -> None:
    made = routed(PAGER, RISKY, SLA, BEAT)
    for name in ("customer/acme/promise-at-risk", "team/shop/promises/page/pager", "team/shop/promises/ticket/chat"):
        assert route(made, name).group_by == ("nines", "customer")
        assert route(made, name).timing.repeat == 86_400


def test_a_receiver_may_bear_a_name_that_is_made_elsewhere() -> None:
    made = routed(PAGER.replace("chat", "nobody"), CHECKOUT, BEAT, of_rules=plan_of)
    assert [item.name for item in made.plan.receivers if not item.ways] == [
        "nines-shop-nobody-2",
        "nines-shop-elsewhere",
    ]


def test_without_anybody_to_tell_nothing_is_written() -> None:

    compiled = compile_text(CHECKOUT.replace("  owner shop\n", ""))
    assert plan_routes(compiled.contract, plan_of(compiled.contract)) is None


def test_pages_and_tickets_of_one_severity_are_an_error() -> None:

    project = BEAT.replace("bundle shop", 'bundle shop\n  severity page is "high"\n  severity ticket is "high"')
    assert [finding.code.id for finding in said(compile_text(PAGER + CHECKOUT + project))] == ["N0805"]


@pytest.mark.parametrize("generation", ALERTMANAGER)
def test_amtool_routes_each_kind_of_alert_of_the_web_shop_as_planned(generation: str, tmp_path: Path) -> None:
    """One alert for each place that alerts go to, and for each set of labels that routes ask for."""
    made = routed_contract(compile_folder(ROOT / "specs" / "shop").contract, plan_of)
    config = write(made, tmp_path, {"url_file: ": "url: 'https://beat.example' # "})
    seen: set[tuple[str, ...]] = set()
    for delivery in made.plan.deliveries:
        alert = delivery.alert
        asked = (alert.label("team"), alert.label("stage"), alert.label("severity"), alert.label("customer"))
        kind = (*delivery.receivers, *asked)
        if kind in seen:
            continue
        seen.add(kind)
        labels = [f"{name}={value}" for name, value in alert.labels] + [f"{name}=any" for name in alert.groups]
        done = amtool(
            generation,
            *("config", "routes", "test", f"--config.file={config}"),
            f"--verify.receivers={','.join(delivery.receivers)}",
            *labels,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert len(seen) > 15


def test_labels_with_signs_are_matched_as_they_are(tmp_path: Path) -> None:
    other = 'receiver other opsgenie {\n  key file "/o"\n}\n'
    named = '    page 2% in 1h {\n      named "a \\"b\\" \\\\ (c)|d"\n      to other\n    }\n    page 5% in 6h\n'
    made = routed(other, PAGER, CHECKOUT.replace("over 30d", f"over 30d {{\n{named}  }}"), BEAT)
    config = write(made, tmp_path)
    for generation in ALERTMANAGER:
        done = amtool(
            generation,
            *("config", "routes", "test", f"--config.file={config}", "--verify.receivers=nines-shop-other"),
            *("nines=shop", "team=shop", "service=checkout", "objective=availability", "severity=page", "window=1h"),
            'alertname="a \\"b\\" \\\\ (c)|d"',
        )
        assert done.returncode == 0, done.stdout + done.stderr
