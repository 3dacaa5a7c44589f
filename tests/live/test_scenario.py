"""Scenario in, messages out: who of the shop's people is told what, once, in which words, and what is held back.

One evening of the web shop, in a minute: the checkout fails, the journey with it, a database burns below the stock, a
maintenance begins and ends, a promise is at risk and breaks, data go missing, and all is well again.
"""

from __future__ import annotations

import html
import json
import re
import time
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.alertmanager.live import until
from tests.live.services import accepts
from tests.live.stack import PATIENCE, Stack, running

SETTLED = 4
"""Seconds by which whatever else would be told has been: twice the longest interval here."""


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with running(tmp_path_factory.mktemp("live")) as found:
        yield found


def test_an_evening_of_the_shop(stack: Stack, snapshot: SnapshotAssertion) -> None:
    heard: dict[str, Any] = {}
    quiet(stack)
    the_checkout_fails(stack, heard)
    a_maintenance_holds_back(stack, heard)
    a_promise_is_at_risk_and_breaks(stack, heard)
    data_go_missing(stack, heard)
    all_is_well_again(stack, heard)
    assert {name: steady(text) for name, text in heard.items()} == snapshot


def quiet(stack: Stack) -> None:
    """Nothing burns: the heartbeat beats, and nobody is told anything."""
    until(lambda: len(stack.box.at("/watchdog")) >= 2, "the heartbeat beats again", PATIENCE)
    assert {path for path, _, _ in stack.box.requests} == {"/watchdog"}
    assert stack.mails == []


def the_checkout_fails(stack: Stack, heard: dict[str, Any]) -> None:
    """All of its windows burn, those of the journey and of one of its steps too."""
    stack.story.deployed.add("checkout")
    time.sleep(SETTLED)
    stack.story.burns |= {"checkout.availability": 28, "buy": 30, "storefront.availability": 20}
    until(lambda: bool(stack.pages("money")), "the owner of the checkout is paged", PATIENCE)
    until(lambda: bool(stack.pages("shopping")), "the owner of the journey is paged", PATIENCE)
    until(lambda: bool(stack.pages("sre")), "the second stage goes to those who stand behind them", PATIENCE)
    time.sleep(SETTLED)

    (page,) = stack.pages("money")
    assert accepts("pagerduty", page, len(json.dumps(page))) == []
    assert page["payload"]["custom_details"]["num_firing"] == 1, "longer windows say nothing new"
    heard["page for the checkout"] = page

    (journey,) = stack.pages("shopping")
    assert journey["payload"]["component"] == "buy", "the journey's page covers that of its step to the same people"
    heard["page for the journey"] = journey

    told = {event["payload"]["component"]: event for event in stack.pages("sre")}
    assert told.keys() == {"checkout"} or told.keys() == {"checkout", "buy"}
    assert told["checkout"]["payload"]["summary"].startswith("■ PAGE  Still after 15m: Checkout loses orders · ")
    assert stack.box.at("/slack") == [], "tickets wait while the same objectives page"
    held_back = {
        *(("checkout", *each) for each in (("page", "6h"), ("ticket", "1d"), ("ticket", "3d"))),
        ("storefront", "page", "1h"),
    }
    until(lambda: held_back <= inhibited(stack), "what is held back is marked so", PATIENCE)
    due = {alert["labels"]["automation"] for body in stack.box.at("/endpoint") for alert in body["alerts"]}
    assert due == {"roll-back"}, "what answers to the storefront's burn is asked for, though people are not told of it"


def a_maintenance_holds_back(stack: Stack, heard: dict[str, Any]) -> None:
    """What burns while it runs is told once it is over. A page for what others stand on covers theirs."""
    del stack.story.burns["storefront.availability"]
    until(lambda: not any(of == "storefront.availability" for _, of, _ in stack.firing()), "the step is well", PATIENCE)
    del stack.story.burns["buy"]
    until(lambda: events(stack, "shopping", "resolve") != [], "the end of the page for the journey", PATIENCE)
    before = len(stack.pages("shopping"))
    stack.story.maintained = True
    until(lambda: any(name == "MaintenanceRunning" for name, _, _ in stack.firing()), "the maintenance", PATIENCE)
    stack.story.burns |= {"stock.availability": 40, "stock-db.availability": 40}
    until(lambda: ("ErrorBudgetBurn", "stock.availability", "page") in stack.firing(), "the stock burns", PATIENCE)
    time.sleep(SETTLED)
    assert [event["payload"]["component"] for event in stack.pages("shopping")[before:]] == []

    stack.story.maintained = False
    until(lambda: len(stack.pages("shopping")) > before, "what still burns is told", PATIENCE)
    time.sleep(SETTLED)
    told = stack.pages("shopping")[before:]
    assert [event["payload"]["component"] for event in told] == ["stock-db"]
    heard["page for the database"] = told[0]


def a_promise_is_at_risk_and_breaks(stack: Stack, heard: dict[str, Any]) -> None:
    """The customer hears by mail what concerns the contract; whoever owns the service gets a ticket."""
    stack.story.breaks["acme.availability"] = 120
    until(lambda: bool(stack.mails_to("cto@acme.example")), "the customer hears that it is at risk", PATIENCE)
    (mail,) = stack.mails_to("cto@acme.example")
    heard["mail to the customer, at risk"] = parts(mail)
    until(lambda: stack.pages("money")[1:] != [], "the owner is paged for the promise", PATIENCE)
    heard["page for the promise"] = stack.pages("money")[1]

    stack.story.breaks["acme.availability"] = -60
    until(lambda: bool(stack.mails_to("legal@acme.example")), "the customer hears that it is broken", PATIENCE)
    (mail,) = stack.mails_to("legal@acme.example")
    heard["mail to the customer, broken"] = parts(mail)
    until(
        lambda: any(
            "PromiseBroken" in json.dumps(body) or "✖" in json.dumps(body, ensure_ascii=False)
            for body in stack.box.at("/slack")
        ),
        "the owner's ticket",
        PATIENCE,
    )
    del stack.story.breaks["acme.availability"]


def data_go_missing(stack: Stack, heard: dict[str, Any]) -> None:
    """A ticket in the chat of those who are awake; who sleeps hears nothing, and is not forgotten."""
    of_merchants = {each.id for each in stack.story.contract.objectives if each.service == "merchant-api"}
    stack.story.silent |= {"search.speed", *of_merchants}
    until(lambda: missing(stack) != [], "the ticket that data are missing", PATIENCE)
    time.sleep(SETTLED)
    told = missing(stack)
    assert len(told) == 1
    assert accepts("slack", told[0], len(json.dumps(told[0]))) == []
    heard["ticket for missing data"] = told[0]
    muted = [alert for alert in stack.manager.get("alerts") if alert["labels"].get("service") == "merchant-api"]
    assert muted
    assert {alert["receivers"][0]["name"] for alert in muted} == {"nines-shop-merchant-desk"}
    assert stack.mails_to("merchant-desk@commerce.example") == []


def all_is_well_again(stack: Stack, heard: dict[str, Any]) -> None:
    """Whoever was told hears the end, and only they."""
    stack.story.burns.clear()
    stack.story.silent.clear()
    keys = {event["dedup_key"] for team in ("money", "shopping", "sre") for event in events(stack, team, "trigger")}
    until(lambda: ended(stack) == keys, "each page is resolved", PATIENCE)
    (over,) = (
        event
        for event in events(stack, "money", "resolve")
        if event["dedup_key"] == stack.pages("money")[0]["dedup_key"]
    )
    heard["the end of the page for the checkout"] = over
    until(
        lambda: any("✔ OVER" in json.dumps(body, ensure_ascii=False) for body in stack.box.at("/slack")),
        "the end of the tickets",
        PATIENCE,
    )
    time.sleep(SETTLED)
    beats = len(stack.box.at("/watchdog"))
    until(lambda: len(stack.box.at("/watchdog")) > beats, "the heartbeat still beats", PATIENCE)
    left = {alert["labels"]["alertname"] for alert in stack.manager.get("alerts")}
    assert left == {"NinesHeartbeat"}


def inhibited(stack: Stack) -> set[tuple[str, str, str]]:
    """What Alertmanager holds back of first stages: service, severity and window."""
    return {
        (alert["labels"]["service"], alert["labels"]["severity"], alert["labels"]["window"])
        for alert in stack.manager.get("alerts")
        if alert["status"]["inhibitedBy"] and not alert["labels"].get("stage")
    }


def missing(stack: Stack) -> list[Any]:
    return [body for body in stack.box.at("/slack") if "no data for 10m" in json.dumps(body)]


def events(stack: Stack, team: str, action: str) -> list[Any]:
    return [event for event in stack.pages(team) if event["event_action"] == action]


def ended(stack: Stack) -> set[str]:
    return {event["dedup_key"] for team in ("money", "shopping", "sre") for event in events(stack, team, "resolve")}


def parts(mail: EmailMessage) -> dict[str, str]:
    """The subject and the texts of a mail."""
    found = {"subject": str(mail["Subject"])}
    for part in mail.walk():
        if part.get_content_maintype() == "text":
            found[part.get_content_subtype()] = str(part.get_content())
    return found


_MOVES = (
    (r"\d{1,2} \w{3}( \d{4})? \d\d:\d\d( [A-Z]{3,4})?", "<time>"),
    (r"\d{1,2} \w+ \d{4} \d\d:\d\d [A-Z]{3,4}", "<time>"),
    (r"(?<=, for )[0-9dhms ]+(?= ·)", "<length>"),
    (r"(?<=, after )([0-9]+[hms] ?)+(?=,|$)", "<length>"),
    (r"from=\d{13}&to=(\d{13}|now)", "from=<time>&to=<time>"),
    (r"hurting ([0-9]+[dhms] ?)+", "hurting <length>"),
    (r"http://[\w.-]+:\d+", "<alertmanager>"),
    (r"(\w+\.nines):\d+:\d+", r"\1:<line>"),
)


def steady(value: Any) -> Any:
    """What moves from run to run is left out: times, lengths, and the addresses of this run."""
    if isinstance(value, dict):
        moving = {"dedup_key": "<key>", "hurting": "<length>"}
        return {key: moving[key] if key in moving and each else steady(each) for key, each in value.items()}
    if isinstance(value, list):
        return [steady(each) for each in value]
    if not isinstance(value, str):
        return value
    text = html.unescape(value)
    for pattern, instead in _MOVES:
        text = re.sub(pattern, instead, text)
    return text
