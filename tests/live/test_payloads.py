"""What a real Alertmanager sends to each service is what that service takes: one alert, thirty, over, and hostile ones.

Texts that alerts bring stay texts: no service sees a field, a link, a call to a channel or a template made of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from tests.alertmanager.alerts import ANNOTATIONS, LABELS
from tests.alertmanager.build import BEAT, CHECKOUT, routed, write
from tests.alertmanager.live import Alertmanager, Inbox, alertmanager, inbox, until
from tests.live.services import SERVICES, accepts, texts_of
from tests.support.hostile import LABELS as HOSTILE

PATIENCE = 90
FAST = {"group_wait: 30s": "group_wait: 300ms", "group_interval: 5m": "group_interval: 500ms"}
KINDS = {
    "slack": 'url file "{files}/slack"\n  channel "#shop"',
    "pagerduty": 'key file "{files}/key"\n  option url "{url}/pagerduty"',
    "opsgenie": 'key file "{files}/key"\n  option api_url "{url}/opsgenie/"',
    "victorops": 'key file "{files}/key"\n  option routing_key "shop"\n  option api_url "{url}/victorops/"',
    "teams": 'url file "{files}/teams"',
    "discord": 'url file "{files}/discord"',
    "telegram": 'token file "{files}/key"\n  chat "12"\n  option api_url "{url}"',
}


@dataclass(frozen=True)
class Told:
    manager: Alertmanager
    box: Inbox

    def of(self, kind: str) -> list[tuple[Any, str]]:
        """The messages of a kind, as values and as texts. Telegram's paths begin with the token of a bot."""
        found = []
        for path, _, body in list(self.box.requests):
            name = path.strip("/").split("/")[0]
            if kind == ("telegram" if name.startswith("bot") else name) and "/close" not in path:
                found.append((json.loads(body), body))
        return found

    def about(self, service: str, kind: str) -> list[tuple[Any, int]]:
        """The messages on a service that fires, with their sizes."""
        return [(body, len(text.encode())) for body, text in self.of(kind) if f"{service}.nines" in text]

    def first(self, service: str, kind: str) -> tuple[Any, int]:
        until(lambda: bool(self.about(service, kind)), f"{kind} is told of {service}", PATIENCE)
        return self.about(service, kind)[0]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder = tmp_path_factory.mktemp("payloads")
    with inbox() as box:
        (folder / "key").write_text("k" * 32)
        for kind in ("slack", "teams", "discord"):
            (folder / kind).write_text(f"{box.url}/{kind}")
        receivers = "".join(
            f"receiver {kind}-it {kind} {{\n  {body.format(files=folder, url=box.url)}\n}}\n"
            for kind, body in KINDS.items()
        )
        team = f"team shop {{\n{''.join(f'  page to {kind}-it' + chr(10) for kind in KINDS)}  ticket to slack-it\n}}\n"
        made = routed(receivers, team, CHECKOUT, BEAT)
        with alertmanager("0.33", write(made, folder, FAST), folder) as manager:
            yield Told(manager, box)


def named(service: str, **more: str) -> dict[str, str]:
    """An alert on a service of its own: messages are grouped by service."""
    return {**LABELS, "service": service, **more}


def notes(service: str, **more: str) -> dict[str, str]:
    return {**ANNOTATIONS, "source": f"{service}.nines:38", **more}


@pytest.mark.parametrize("kind", SERVICES)
def test_one_alert_is_taken_by_every_service(kind: str, told: Told) -> None:
    told.manager.fire(named("one"), annotations=notes("one"))
    body, size = told.first("one", kind)
    assert accepts(kind, body, size) == []
    assert any(
        "■ PAGE  Checkout availability: 3.2 % of requests bad, budget gone in 2h 46m" in text.replace("\u00a0", " ")
        for text in texts_of(body)
    )


@pytest.mark.parametrize("kind", SERVICES)
def test_an_alert_about_ourselves_is_taken_by_every_service(kind: str, told: Told) -> None:
    """It has no service, objective, dashboard or runbook."""
    bare = {"alertname": "NinesRulesStale", "nines": "shop", "severity": "page", "service": "bare", "team": "shop"}
    told.manager.fire(bare, annotations={"summary": "Rules are old", "source": "bare.nines:1"})
    body, size = told.first("bare", kind)
    assert accepts(kind, body, size) == []


@pytest.mark.parametrize("kind", SERVICES)
def test_thirty_alerts_are_taken_by_every_service(kind: str, told: Told) -> None:
    """With texts as long as they come."""
    long = {
        name: f"{text} {'and so on ' * 12}"
        for name, text in notes("many").items()
        if name not in ("dashboard", "runbook", "source")
    }
    told.manager.fire(*(named("many", tenant=f"t{at:02}") for at in range(30)), annotations={**notes("many"), **long})
    body, size = told.first("many", kind)
    assert accepts(kind, body, size) == []


@pytest.mark.parametrize("kind", SERVICES)
@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_texts_stay_texts(case: str, kind: str, told: Told) -> None:
    """The same message as with a plain text, but for that text: no more fields, lines, links or values."""
    service = f"hostile-{list(HOSTILE).index(case)}"
    text = HOSTILE[case]
    hostile = {name: text for name in ANNOTATIONS if name != "source"}
    told.manager.fire(named(service, tenant=text), annotations=notes(service, **hostile))
    body, size = told.first(service, kind)
    assert accepts(kind, body, size) == []
    plain = f"plain-{service}"
    told.manager.fire(named(plain, tenant="t"), annotations=notes(plain, **dict.fromkeys(hostile, "plain")))
    other, _ = told.first(plain, kind)
    assert shape(body) == shape(other)
    if kind == "slack":
        (attachment,) = body["attachments"]
        (link,) = re.findall(r"<([^>]*)>", attachment["text"] + attachment["title"])
        assert re.fullmatch(r"http://[^|]*/#/silences/new\?filter=[^|]*\|Silence", link)
    if kind == "pagerduty":
        details = body["payload"]["custom_details"]
        assert seen(details["impact"]) == seen(text)
        assert [link["text"] for link in body["links"]] == ["Silence"], "what is no address is no link"


def shape(value: object) -> object:
    """Which fields and lists there are."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    if isinstance(value, list):
        return [shape(each) for each in value]
    return type(value).__name__


def seen(text: str) -> str:
    """A text as a reader sees it."""
    return re.sub(r"\s+", " ", text.replace("\u2060", "")).strip()


def test_what_is_over_is_taken_too(told: Told) -> None:
    over = named("over")
    told.manager.fire(over, annotations=notes("over"))
    for kind in SERVICES:
        told.first("over", kind)
    told.manager.resolve(over, annotations=notes("over"))
    for kind in sorted(SERVICES.keys() - {"opsgenie"}):
        until(partial(is_over, kind, told), f"{kind} is told that it is over", PATIENCE)
        (body,) = (body for body, _ in told.of(kind) if any(OVER in text for text in texts_of(body)))
        assert accepts(kind, body, 0) == [], kind
    until(lambda: any("/close" in path for path, _, _ in list(told.box.requests)), "Opsgenie closes it", PATIENCE)


OVER = "✔ OVER  Checkout availability, after "


def is_over(kind: str, told: Told) -> bool:
    return any(OVER in text for body, _ in told.of(kind) for text in texts_of(body))
