"""What goes wrong between the plan and the file is found, with its line."""

from __future__ import annotations

import pytest

from nines.emit.artifact import Artifact
from nines.record import replace
from nines.verify.alertmanager import verify_alertmanager
from nines.verify.alertmanager_config import UnreadableError, read
from tests.alertmanager.build import BEAT, CHECKOUT, PAGER, Routed, routed, routed_contract
from tests.alertmanager.rules import plan_of
from tests.support.specs import ROOT, compile_folder

OFFICE = "schedule office {\n  every mon..fri from 09:00 to 17:00 in Europe/Berlin\n}\n"
TEAM = PAGER.replace("ticket to chat", "ticket to chat during office")


@pytest.fixture(scope="module")
def made() -> Routed:
    return routed(OFFICE, TEAM, CHECKOUT, BEAT)


def found(made: Routed, *changes: tuple[str, str], kind: str = "alertmanager") -> list[str]:
    """What is found in files in which some texts are others."""
    artifacts: list[Artifact] = []
    for artifact in made.artifacts:
        text = artifact.text
        for old, new in changes if artifact.kind == kind else ():
            text = text.replace(old, new, 1)
        artifacts.append(replace(artifact, body=text))
    assert not changes or artifacts != list(made.artifacts)
    return [finding.headline.partition(", ")[2] for finding in verify_alertmanager(made.plan, artifacts)]


def test_nothing_is_found_in_what_is_written(made: Routed) -> None:
    assert found(made) == []


def test_nothing_is_found_in_the_web_shops() -> None:
    assert found(routed_contract(compile_folder(ROOT / "specs" / "shop").contract)) == []
    assert found(routed_contract(compile_folder(ROOT / "specs" / "shop").contract, plan_of)) == []


def test_no_plan_and_no_file_is_no_finding() -> None:
    assert verify_alertmanager(None, ()) == ()


@pytest.mark.parametrize(
    ("old", "new", "headline"),
    [
        (
            "receiver: 'nines-shop-pager'",
            "receiver: 'nines-shop-gone'",
            "the receiver `nines-shop-gone` is not defined",
        ),
        ("- name: 'nines-shop-chat'", "- name: 'nines-shop-pager'", "the receiver `nines-shop-pager` is defined twice"),
        ("'severity=\"page\"'", "'severity=\"pages\"'", "goes to nines-shop-chat, not to nines-shop-pager"),
        ("'nines=\"shop\"'", "'nines=\"shops\"'", "goes to nines-shop-elsewhere, not to nines-shop-beat"),
        ("['nines-shop-office']", "['nines-shop-late']", "the time interval `nines-shop-late` is not defined"),
        ("        active_time_intervals: ['nines-shop-office']\n", "", "is told at other hours than planned"),
        ("end_time: '17:00'", "end_time: '18:00'", "the hours of `nines-shop-office` are not those of the schedule"),
        ("'monday:friday'", "'monday:saturday'", "the hours of `nines-shop-office` are not those of the schedule"),
        ("'Europe/Berlin'", "'Europe/Paris'", "the hours of `nines-shop-office` are not those of the schedule"),
        ("'monday:friday'", "'friday:monday'", "`friday:monday` is no range of weekdays from sunday to saturday"),
        (
            "- source_matchers:\n  - 'nines=\"shop\"'\n",
            "- source_matchers:\n",
            "an inhibition reaches alerts of other bundles",
        ),
        ("equal: ['service', 'objective', 'stage']", "equal: []", "an inhibition asks for no label to be equal"),
        ("slack.title", "slack.titel", "the message template `nines.shop.slack.titel` is not defined"),
        ("'alertname=\"NinesHeartbeat\"'", "'alertname=NinesHeartbeat'", "`alertname=NinesHeartbeat` is no matcher"),
        ("receivers:\n", "receivers:\n  - oops", "it is no YAML"),
    ],
)
def test_a_slip_in_the_configuration_is_found(made: Routed, old: str, new: str, headline: str) -> None:
    messages = found(made, (old, new))
    assert any(headline in message for message in messages), messages


def test_a_template_that_calls_what_is_not_there_is_found(made: Routed) -> None:
    messages = found(made, ('define "nines.shop.head"', 'define "nines.shop.hat"'), kind="alertmanager-template")
    assert any("the message template `nines.shop.head`, which" in message for message in messages)


def test_a_circle_of_inhibitions_is_found(made: Routed) -> None:
    """Two rules of which each suppresses what the other comes from silence both."""
    circle = """
- source_matchers: ['nines="shop"', 'severity="ticket"']
  target_matchers: ['nines="shop"', 'severity="page"']
  equal: ['service', 'objective']

time_intervals:"""
    messages = found(made, ("\ntime_intervals:", circle))
    assert any("can suppress itself" in message for message in messages), messages


def test_a_finding_stands_at_its_line(made: Routed) -> None:
    text = made.config.replace("end_time: '17:00'", "end_time: '18:00'")
    artifacts = [replace(item, body=text) if item.kind == "alertmanager" else item for item in made.artifacts]
    (finding,) = verify_alertmanager(made.plan, artifacts)
    assert finding.primary.span.text == "- name: 'nines-shop-office'"
    assert finding.headline.startswith("in `alertmanager/alertmanager.yaml`, ")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "route: {}",
        "route: {receiver: a, receiver: b}",
        "route: {receiver: [a]}",
        "route: {receiver: a}\nreceivers: {a: b}",
        "route: {receiver: a, routes: [{matchers: ['a=~\"(\"']}]}",
        "route: {receiver: a}\ntime_intervals: [{name: b, time_intervals: [{times: [{start_time: '9:00'}]}]}]",
        "route: {receiver: a}\ntime_intervals: [{name: b, time_intervals: [{days_of_month: ['1', '-1']}]}]",
        "route: {receiver: a}\ntime_intervals: [{name: b, time_intervals: [{years: [x]}]}]",
        "a: &a [*a]\nroute: 1",
        "\x00",
    ],
)
def test_a_text_that_alertmanager_would_refuse_is_said_to_be(text: str) -> None:
    with pytest.raises(UnreadableError):
        read(text)
