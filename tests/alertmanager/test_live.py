"""A real Alertmanager of each generation with what is written: who is told, who is not, when, and what."""

from __future__ import annotations

import datetime
import itertools
import json
import random
import re
import statistics
import time
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from nines.values.recurrence import Recurrence
from tests.alertmanager.alerts import ANNOTATIONS, LABELS
from tests.alertmanager.build import BEAT, CHECKOUT, routed, sli, write
from tests.alertmanager.live import Inbox, alertmanager, inbox, mailbox, until
from tests.alertmanager.rules import plan_of
from tests.support.tools import ALERTMANAGER

FAST = {
    "group_wait: 30s": "group_wait: 300ms",
    "group_wait: 5m": "group_wait: 600ms",
    "group_interval: 5m": "group_interval: 1s",
    "group_interval: 30m": "group_interval: 1s",
}
"""The same order of things, a hundred times as fast."""

LONG_ENOUGH = 2.5
"""Seconds by which everything that is to be told has been."""


def hooks(url: str, *names: str) -> str:
    return "".join(f'receiver {name} webhook {{\n  url "{url}/{name}"\n}}\n' for name in names)


def told(box: Inbox, path: str) -> set[tuple[str, str, str]]:
    """Objective, window and status of all alerts that were sent to a path."""
    return {
        (alert["labels"].get("objective", ""), alert["labels"].get("window", ""), alert["status"])
        for message in box.at(path)
        for alert in message["alerts"]
    }


@pytest.fixture
def box() -> Any:
    with inbox() as found:
        yield found


@pytest.mark.parametrize("generation", ALERTMANAGER)
def test_alerts_are_grouped_and_held_back_as_planned(generation: str, box: Inbox, tmp_path: Path) -> None:
    team = "team shop {\n  page to pager\n  ticket to chat\n}\n"
    service = CHECKOUT.replace(sli("availability"), sli("availability", "speed")) + ""
    service = service.replace("over 30d\n", "over 30d\n  slo speed 99% over 30d\n")
    made = routed(hooks(box.url, "pager", "chat"), team, service, BEAT.replace("https://beat.example", box.url))
    config = write(made, tmp_path, FAST)
    page, ticket = LABELS, {**LABELS, "severity": "ticket", "window": "1d"}
    slow, other = {**LABELS, "window": "6h"}, {**LABELS, "objective": "speed", "indicator": "speed"}
    beat = {"alertname": "NinesHeartbeat", "nines": "shop", "severity": "note"}
    with alertmanager(generation, config, tmp_path) as am:
        am.fire(page, slow, ticket, other, beat, {"alertname": "NodeDown", "severity": "page"})
        until(lambda: bool(box.at("/ping")), "the heartbeat is told at once")
        until(lambda: bool(box.at("/pager")), "the page is told")
        time.sleep(LONG_ENOUGH)

        (first,) = box.at("/pager")
        assert first["groupLabels"] == {"nines": "shop", "service": "checkout", "severity": "page"}
        assert told(box, "/pager") == {("availability", "1h", "firing"), ("speed", "1h", "firing")}
        assert box.at("/chat") == []

        held = {
            (alert["labels"]["objective"], alert["labels"]["window"]): bool(alert["status"]["inhibitedBy"])
            for alert in am.get("alerts")
            if alert["labels"].get("objective")
        }
        assert held == {
            ("availability", "1h"): False,
            ("availability", "6h"): True,
            ("availability", "1d"): True,
            ("speed", "1h"): False,
        }
        receivers = {alert["labels"]["alertname"]: alert["receivers"][0]["name"] for alert in am.get("alerts")}
        assert receivers["NodeDown"] == "nines-shop-elsewhere"

        am.resolve(page, slow)
        until(lambda: ("availability", "1h", "resolved") in told(box, "/pager"), "the end of the page is told")
        until(lambda: bool(box.at("/chat")), "the ticket is told once nothing holds it back")
        assert told(box, "/chat") == {("availability", "1d", "firing")}


@pytest.mark.parametrize("generation", ALERTMANAGER)
def test_the_heartbeat_beats_at_each_third_look(generation: str, box: Inbox, tmp_path: Path) -> None:
    """Every 20 s Alertmanager looks whether 50 s have passed: here forty times as fast."""
    team = "team shop {\n  page to pager\n  ticket to pager\n}\n"
    made = routed(hooks(box.url, "pager"), team, CHECKOUT, BEAT.replace("https://beat.example", box.url))
    fast = {"group_interval: 20s": "group_interval: 500ms", "repeat_interval: 50s": "repeat_interval: 1250ms"}
    with alertmanager(generation, write(made, tmp_path, fast), tmp_path) as am:
        am.fire({"alertname": "NinesHeartbeat", "nines": "shop", "severity": "note"})
        until(lambda: len(box.at("/ping")) >= 6, "six beats")
    moments = box.moments("/ping")
    gaps = [later - earlier for earlier, later in itertools.pairwise(moments)]
    assert 1.3 < statistics.median(gaps) < 1.9, gaps  # a busy machine may delay one of them


ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def some_hours(chance: random.Random, now: datetime.datetime) -> str:
    """Lines of a schedule that holds now, or not."""
    zone = chance.choice(ZONES)
    if chance.random() < 0.3:
        first = now.date() - datetime.timedelta(days=chance.choice((0, 1, 2, 40)))
        last = first + datetime.timedelta(days=chance.choice((1, 2, 45)))
        return f"  from {first} {chance.randrange(24):02}:30 to {last} {chance.randrange(24):02}:10 in {zone}\n"
    start, end = chance.sample(range(1, 24), 2)
    days = chance.choice((*DAYS, "day", "mon..fri", "sat, sun", "first wed of month", "last tue of month"))
    lines = f"  every {days} from {start:02}:{chance.choice((5, 25, 45)):02} to {end:02}:35 in {zone}\n"
    if chance.random() < 0.5:
        taken = now.date() - datetime.timedelta(days=chance.choice((-1, 0, 1)))
        lines += f"  except {taken}\n"
    return lines


def steady(hours: Recurrence | None, now: int) -> bool:
    """Whether it neither begins nor ends within minutes."""
    assert hours is not None
    return all(hours.contains(now + by) == hours.contains(now) for by in range(-120, 180, 30))


@pytest.mark.parametrize("generation", ALERTMANAGER)
def test_alertmanager_keeps_the_hours_of_schedules(generation: str, box: Inbox, tmp_path: Path) -> None:
    """Sixty schedules around this moment, each with a team that hears of tickets only during it."""
    now = datetime.datetime.now(datetime.UTC)
    chance = random.Random(now.toordinal())
    count = 60
    specs = "".join(
        f"schedule h{at} {{\n{some_hours(chance, now)}}}\n"
        f"team t{at} {{\n  page to pager\n  ticket to hook{at} during h{at}\n}}\n"
        f"service s{at} {{\n  owner t{at}\n{sli('ok')}  slo ok 99% over 30d\n}}\n"
        for at in range(count)
    )
    made = routed(hooks(box.url, "pager", *(f"hook{at}" for at in range(count))), specs, BEAT, of_rules=plan_of)
    at_once = int(time.time())
    watched = [schedule for schedule in made.contract.schedules if steady(schedule.hours, at_once)]
    assert len(watched) > count / 2
    holding = {schedule.name for schedule in watched if schedule.hours and schedule.hours.contains(at_once)}
    alert = {**LABELS, "objective": "ok", "indicator": "ok", "severity": "ticket", "window": "1d"}

    def heard() -> set[str]:
        return {schedule.name for schedule in watched if box.at(f"/hook{schedule.name[1:]}")}

    with alertmanager(generation, write(made, tmp_path, FAST), tmp_path) as am:
        am.fire(*({**alert, "service": f"s{at}", "team": f"t{at}"} for at in range(count)))
        until(lambda: holding <= heard(), "each team whose hours it is")
        time.sleep(LONG_ENOUGH)
    assert heard() == holding
    assert 0 < len(holding) < len(watched)


KINDS = {
    "slack": 'url file "{files}/slack"\n  channel "#shop"',
    "pagerduty": 'key file "{files}/key"\n  option url "{url}/pagerduty"',
    "opsgenie": 'key file "{files}/key"\n  option api_url "{url}/opsgenie/"',
    "victorops": 'key file "{files}/key"\n  option routing_key "shop"\n  option api_url "{url}/victorops/"',
    "teams": 'url file "{files}/teams"',
    "discord": 'url file "{files}/discord"',
    "telegram": 'token file "{files}/key"\n  chat "12"\n  option api_url "{url}"',
}
NEWER = {"teams", "discord", "telegram"}


@pytest.mark.parametrize("generation", ALERTMANAGER)
def test_each_way_says_what_it_should_to_the_service_itself(generation: str, box: Inbox, tmp_path: Path) -> None:
    kinds = {kind: body for kind, body in KINDS.items() if generation != "0.25" or kind not in NEWER}
    files = tmp_path / "secrets"
    files.mkdir()
    (files / "key").write_text("secret-key", encoding="utf-8")  # 0.25 would send the end of a line to Opsgenie too
    for kind in ("slack", "teams", "discord"):
        (files / kind).write_text(f"{box.url}/{kind}\n", encoding="utf-8")
    receivers = "".join(
        f"receiver {kind}-it {kind} {{\n  {body.format(files=files, url=box.url)}\n}}\n" for kind, body in kinds.items()
    )
    team = f"team shop {{\n{''.join(f'  page to {kind}-it' + chr(10) for kind in kinds)}  ticket to slack-it\n}}\n"
    made = routed(receivers, team, CHECKOUT, BEAT.replace("https://beat.example", box.url))
    with alertmanager(generation, write(made, tmp_path, FAST), tmp_path) as am:
        am.fire(LABELS, annotations=ANNOTATIONS)
        until(lambda: len({_service(path) for path, _, _ in list(box.requests)}) >= len(kinds), "each was called")
    sent = {_service(path): body for path, _, body in box.requests}
    first = "■ PAGE  Checkout availability: 3.2 % of requests bad, budget gone in 2h 46m"
    for kind in kinds:
        assert first in json.dumps(json.loads(sent[kind]), ensure_ascii=False), kind

    (attachment,) = box.at("/slack")[0]["attachments"]
    assert attachment["title"] == first
    assert attachment["color"] == "#D4235A"
    board, _, times = attachment["title_link"].partition("&from=")
    assert board == ANNOTATIONS["dashboard"].partition("&from=")[0]
    assert re.fullmatch(r"\d{13}&to=now", times)
    assert "First: Roll back the last deploy. Also burning: catalog-db 9x" in attachment["text"]

    event = box.at("/pagerduty")[0]
    assert event["routing_key"] == "secret-key"
    assert event["payload"]["summary"] == first
    assert event["payload"]["severity"] == "critical"
    assert event["payload"]["class"] == "ErrorBudgetBurn"
    assert event["payload"]["component"] == "checkout"
    assert event["payload"]["custom_details"]["budget"] == ANNOTATIONS["budget"]
    assert [link["text"] for link in event["links"]] == ["Dashboard", "Runbook", "Silence"]

    alert = box.at("/opsgenie/v2/alerts")[0]
    assert alert["message"] == first
    assert alert["priority"] == "P1"


@pytest.mark.parametrize("generation", ALERTMANAGER)
def test_mail_comes_as_text_and_html_with_the_first_line_as_its_subject(generation: str, tmp_path: Path) -> None:
    with mailbox() as (address, mails):
        desk = (
            f'receiver desk email {{\n  to "desk@shop.example"\n  from "nines@shop.example"\n  smarthost "{address}"\n'
            '  option require_tls "false"\n}\n'
        )
        team = "team shop {\n  page to desk\n  ticket to desk\n}\n"
        made = routed(desk, team, CHECKOUT, BEAT)
        with alertmanager(generation, write(made, tmp_path, FAST), tmp_path) as am:
            am.fire(LABELS, annotations=ANNOTATIONS)
            until(lambda: bool(mails), "the mail comes")
    (mail,) = mails
    assert mail["Subject"] == "■ PAGE  Checkout availability: 3.2 % of requests bad, budget gone in 2h 46m"
    assert (mail["From"], mail["To"]) == ("nines@shop.example", "desk@shop.example")
    parts = {
        part.get_content_type(): part.get_content() for part in mail.iter_parts() if isinstance(part, EmailMessage)
    }
    assert "First: Roll back the last deploy." in parts["text/plain"]
    assert "<p style=" in parts["text/html"]
    assert "First: Roll back the last deploy." in parts["text/html"]


def _service(path: str) -> str:
    """Which service a path stands for: Telegram's begins with the token of its bot."""
    name = path.strip("/").split("/")[0]
    return "telegram" if name.startswith("bot") else name
