"""Messages as people see them, rendered by the real amtool from what is written."""

from __future__ import annotations

import datetime
import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from syrupy.assertion import SnapshotAssertion

from nines.contract.receivers import release
from tests.alertmanager.alerts import ANNOTATIONS, alert, message
from tests.alertmanager.build import BEAT, CHECKOUT, Routed, amtool, routed, write
from tests.alertmanager.test_receivers import SINCE, TEAM, WHOLE
from tests.support.specs import ROOT
from tests.support.tools import ALERTMANAGER

FIRST = "■ PAGE  Checkout availability: 3.2 % of requests bad, budget gone in 2h 46m"
BROKEN = re.compile(r"<error|<no value>|%!|\{\{|\bmap\[")
SLA = """
provider "Example Commerce GmbH" {
  status-page "https://status.commerce.example"
  mail        "reliability@commerce.example"
}
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
}
"""
RISKY = CHECKOUT.replace("over 30d", "over 30d {\n    ticket when promise at risk\n  }")
KINDS = sorted(WHOLE.keys() - {"webhook"})


def of(what: str) -> dict[str, str]:
    """What an alert says, about something else."""
    changed = {name: ANNOTATIONS[name].replace("Checkout availability", what) for name in ("summary", "subject")}
    return {**ANNOTATIONS, **changed}


def thirty(*, resolved: bool = False) -> dict[str, Any]:
    tenants = [f"t{at:02}" for at in range(30)]
    return message(
        *(alert({"tenant": each}, of(f"Checkout availability, tenant {each}"), resolved=resolved) for each in tenants)
    )


CASES = {
    "one": message(alert()),
    "two": message(alert(), alert({"objective": "speed"}, of("Checkout speed"))),
    "two windows": message(alert(resolved=True), alert({"window": "6h"}, resolved=True)),
    "thirty": thirty(),
    "resolved": message(alert(resolved=True)),
    "thirty resolved": thirty(resolved=True),
    "mixed": message(alert(), alert({"objective": "speed"}, of("Checkout speed"), resolved=True)),
    "ticket": message(alert({"severity": "ticket", "window": "3d"})),
    "about ourselves": message(
        alert(dict.fromkeys(("service", "indicator", "objective", "window", "team", "tier"), ""), {"summary": "Stale"})
    ),
    "bare": message(alert({}, {})),
    "hostile": message(
        alert(
            {"tenant": 'a "b" <c> & {{ .Labels }} +\\ %d'}, dict.fromkeys(ANNOTATIONS, "<b>&\n{{ x }} %s \\ 'q' \"r\"")
        )
    ),
}


def made_for(kind: str, target: str = "0.25", hours: str = "") -> Routed:
    target = max(target, SINCE.get(kind, "0.25"), key=release)
    project = BEAT.replace("bundle shop", f"bundle shop\n  target alertmanager {target}")
    team = TEAM.replace("ticket to it", "ticket to it during hours") if hours else TEAM
    return routed(f"receiver it {kind} {{\n  {WHOLE[kind]}\n}}\n", hours, team, RISKY, SLA, project)


def ways(made: Routed, name: str = "nines-shop-it") -> dict[str, Any]:
    receivers = {item["name"]: item for item in yaml.safe_load(made.config)["receivers"]}
    (found,) = (value for key, value in receivers[name].items() if key != "name")
    return dict(found[0])


def texts(settings: object, path: str = "") -> dict[str, str]:
    """All settings that are templates, by their path."""
    if isinstance(settings, dict):
        return {at: text for key, value in settings.items() for at, text in texts(value, f"{path}.{key}").items()}
    if isinstance(settings, list):
        return {
            at: text for number, value in enumerate(settings) for at, text in texts(value, f"{path}.{number}").items()
        }
    return {path.strip("."): settings} if isinstance(settings, str) and "{{" in settings else {}


class Renderer:
    """Renders many texts in one run of amtool, each between marks."""

    def __init__(self, folder: Path, generation: str) -> None:
        self.folder, self.generation = folder, generation

    def __call__(self, made: Routed, settings: dict[str, str], data: dict[str, Any]) -> dict[str, str]:
        config = write(made, self.folder)
        path = self.folder / "data.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        shown: dict[str, str] = {}
        for kind in ("text", "html"):
            names = [name for name in settings if (name == "html") is (kind == "html")]
            if not names:
                continue
            joined = "\x1e".join(settings[name] for name in names)
            done = amtool(
                self.generation,
                *("template", "render", f"--template.glob={config.parent / 'templates' / '*.tmpl'}"),
                *(f"--template.text={joined}", f"--template.data={path}", f"--template.type={kind}"),
            )
            assert done.returncode == 0, done.stderr
            shown |= dict(zip(names, done.stdout.removesuffix("\n").split("\x1e"), strict=True))
        return shown


SETS = {"0.25": ALERTMANAGER, "0.28": tuple(each for each in ALERTMANAGER if release(each) >= release("0.28"))}
"""For each release that a project can name: the programs that have to take what is written for it."""


@pytest.mark.parametrize(("target", "generation"), [(target, each) for target in SETS for each in SETS[target]])
@pytest.mark.parametrize("kind", KINDS)
def test_every_text_of_every_kind_renders_for_any_number_of_alerts(
    kind: str, target: str, generation: str, tmp_path: Path
) -> None:
    if release(generation) < max(release(target), release(SINCE.get(kind, "0.25"))):
        return  # it would not load this kind at all: tests/alertmanager/test_receivers.py
    made, render = made_for(kind, target), Renderer(tmp_path, generation)
    settings = texts(ways(made))
    assert settings
    for case, data in CASES.items():
        for name, text in render(made, settings, data).items():
            unsafe = text.replace("{{ x }}", "").replace("{{ .Labels }}", "").replace("%s", "").replace("%d", "")
            assert not BROKEN.search(html.unescape(unsafe)), (case, name, text)
            assert case == "bare" or text.strip() or name in _MAY_BE_EMPTY, (case, name)


_MAY_BE_EMPTY = {
    *("component", "entity", "links.1.href", "details.firing", "details.resolved"),
    *(f"details.{note}" for note in (*ANNOTATIONS, "since")),
    "message",  # of Pushover, whose title has said all there is about ourselves
}


@pytest.mark.parametrize("kind", KINDS)
def test_messages_look_like_this(kind: str, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    """What a change of a template changes shows in this file's snapshot."""
    made, render = (
        made_for(kind),
        Renderer(tmp_path, "0.25" if release(SINCE.get(kind, "0.25")) < release("0.28") else "0.33"),
    )
    settings = texts(ways(made))
    shown = [
        f"=== {case}: {name}\n{text}"
        for case in ("one", "mixed", "resolved")
        for name, text in render(made, settings, CASES[case]).items()
    ]
    shown = [re.sub(r"(firing since [^\n]*?), for [0-9dhms ]+(?= ·)", r"\1, for …", text) for text in shown]
    assert "\n".join(shown) == snapshot


# The first line.


TITLES = {
    "slack": "title",
    "email": "headers.Subject",
    "pagerduty": "description",
    "opsgenie": "message",
    "teams": "title",
    "discord": "title",
    "pushover": "title",
    "victorops": "entity_display_name",
}


@pytest.mark.parametrize("kind", TITLES)
def test_the_first_line_is_the_same_everywhere(kind: str, tmp_path: Path) -> None:
    made, render = made_for(kind), Renderer(tmp_path, "0.33")
    first = {TITLES[kind]: texts(ways(made))[TITLES[kind]]}
    lines = {case: render(made, first, data)[TITLES[kind]] for case, data in CASES.items()}
    assert lines["one"] == FIRST
    assert lines["two"] == f"{FIRST} (and 1 more)"
    assert lines["thirty"] == f"{FIRST.replace(':', ', tenant t00:', 1)} (and 29 more)"
    assert lines["two windows"] == lines["resolved"], "which windows it was is no news once it is over"
    assert lines["mixed"] == FIRST
    assert lines["resolved"] == "✔ OVER  Checkout availability, after 23m, budget: 41 % left (5m 19s)"
    assert lines["ticket"] == "▲ TICKET  Checkout availability: 3.2 % of requests bad, budget gone in 2h 46m"
    assert lines["bare"] == "■ PAGE  ErrorBudgetBurn"
    assert "\n" not in lines["hostile"]


def test_a_spent_budget_has_a_mark_of_its_own(tmp_path: Path) -> None:
    made, render = made_for("slack"), Renderer(tmp_path, "0.25")
    data = message(alert({"alertname": "ErrorBudgetSpent", "severity": "ticket"}))
    assert render(made, {"title": texts(ways(made))["title"]}, data)["title"].startswith("✖ TICKET  ")


@pytest.mark.parametrize(
    ("ended", "took"),
    [
        ("2026-11-24T02:12:40.7Z", "40s"),
        ("2026-11-24T02:35:00Z", "23m"),
        ("2026-11-24T02:36:05.6Z", "24m 5s"),
        ("2026-11-24T03:12:00.5Z", "1h"),
        ("2026-11-25T04:22:00.5Z", "26h 10m"),
    ],
)
def test_how_long_it_took_reads_as_people_say_it(ended: str, took: str, tmp_path: Path) -> None:
    made, render = made_for("slack"), Renderer(tmp_path, "0.25")
    over = {**alert(annotations={}, resolved=True), "endsAt": ended}
    title = render(made, {"title": texts(ways(made))["title"]}, message(over))["title"]
    assert title == f"✔ OVER  checkout.availability, after {took}"


def test_the_severity_of_a_page_is_known_by_the_words_of_the_specs(tmp_path: Path) -> None:
    project = BEAT.replace("bundle shop", 'bundle shop\n  severity page is "critical"')
    made = routed(f"receiver it slack {{\n  {WHOLE['slack']}\n}}\n", TEAM, CHECKOUT, project)
    data = message(alert({"severity": "critical"}))
    shown = Renderer(tmp_path, "0.25")(made, texts(ways(made)), data)
    assert shown["title"].startswith("■ CRITICAL  ")
    assert shown["color"] == "#D4235A"


# When.


BERLIN = "schedule hours {\n  every mon..fri from 09:00 to 17:00 in Europe/Berlin\n}\n"


def test_newer_releases_tell_times_in_the_zone_of_those_who_are_told(tmp_path: Path) -> None:
    made, render = made_for("telegram", "0.28", BERLIN), Renderer(tmp_path, "0.33")
    last = render(made, texts(ways(made)), CASES["one"])["message"].splitlines()[7]
    assert re.fullmatch(r"firing since 24 Nov 03:12 CET, for [0-9dhms ]+ · checkout\.nines:38", last)
    over = render(made, texts(ways(made)), CASES["mixed"])["message"]
    assert "✔ OVER  Checkout speed, after 23m" in over
    slack = made_for("slack", "0.28", BERLIN)
    text = render(slack, texts(ways(slack)), CASES["resolved"])["text"]
    assert "_fired from 24 Nov 03:12 to 24 Nov 03:35 CET · checkout.nines:38_" in text


@pytest.mark.parametrize(("began", "said"), [(20, "20s"), (60, "1m"), (7_260, "2h 1m"), (200_000, "2d 7h 33m")])
def test_how_long_it_has_been_is_told_without_needless_seconds(began: int, said: str, tmp_path: Path) -> None:
    made, render = made_for("telegram", "0.28"), Renderer(tmp_path, "0.33")
    started = datetime.datetime.now(datetime.UTC) - datetime.timedelta(seconds=began + 2)
    since = {**alert(), "startsAt": started.isoformat()}
    last = render(made, texts(ways(made)), message(since))["message"].splitlines()[7]
    found = re.fullmatch(r"firing since .* UTC, for (.*) · checkout\.nines:38", last)
    assert found is not None, last
    if began >= 60:
        assert found[1] == said
    else:
        assert re.fullmatch(r"(2\d|3\d)s", found[1]), "a busy machine may take seconds for it"


def test_without_one_zone_times_are_told_in_utc(tmp_path: Path) -> None:
    made, render = made_for("telegram", "0.28"), Renderer(tmp_path, "0.33")
    assert "firing since 24 Nov 02:12 UTC, for " in render(made, texts(ways(made)), CASES["one"])["message"]


def test_the_board_opens_an_hour_before_it_fired_and_ends_an_hour_after_it_was_over(tmp_path: Path) -> None:
    made, render = made_for("slack"), Renderer(tmp_path, "0.25")
    title_link = {"title_link": texts(ways(made))["title_link"]}
    links = {case: render(made, title_link, CASES[case])["title_link"] for case in ("one", "resolved")}
    board = "https://grafana.example/d/nines-shop-objective?var-service=checkout"
    assert links == {
        "one": f"{board}&from=1795482720500&to=now",
        "resolved": f"{board}&from=1795482720500&to=1795491300000",
    }
    own = alert(annotations={**ANNOTATIONS, "dashboard": "https://boards.example/mine?from=now-1d"})
    assert render(made, title_link, message(own))["title_link"] == "https://boards.example/mine?from=now-1d"


# The body.


def test_slack_has_eight_alerts_whole_and_counts_the_rest(tmp_path: Path) -> None:
    made, render = made_for("slack"), Renderer(tmp_path, "0.25")
    shown = render(made, texts(ways(made)), CASES["thirty"])
    assert shown["text"].count("hurting 16m") == 8
    assert "and 22 more that fire" in shown["text"]
    assert len(shown["text"]) < 8_000


def test_the_order_of_a_message_is_how_bad_for_whom_and_what_to_do(tmp_path: Path) -> None:
    made, render = made_for("telegram"), Renderer(tmp_path, "0.25")
    text = render(made, texts(ways(made)), CASES["one"])["message"]
    assert text.splitlines()[:8] == [
        FIRST,
        (
            "hurting 16m · 1h 28x and 5m 107x, both over 14.4x · budget: 41 % left (5m 19s) · "
            "3.2 % of 214 requests a second"
        ),
        "ACME Retail 15 % credit (EUR 1,800) in 4h 10m",
        "First: Roll back the last deploy. Also burning: catalog-db 9x",
        "Dashboard: https://grafana.example/d/nines-shop-objective?var-service=checkout&from=1795482720500&to=now",
        "Runbook: https://runbooks.example/checkout",
        "Clause: Platform SLA 2.1, clause 3.2",
        "firing since 24 Nov 02:12 UTC · checkout.nines:38",
    ]


def test_the_message_of_the_guide_is_one_that_is_sent(tmp_path: Path) -> None:
    made, render = made_for("telegram"), Renderer(tmp_path, "0.33")
    text = render(made, texts(ways(made)), CASES["one"])["message"]
    guide = (ROOT / "docs" / "messages.md").read_text("utf-8")
    assert f"```text\n{text[: text.index(chr(10) + chr(10))]}\n```\n" in guide


def test_texts_cannot_call_anybody_in_slack(tmp_path: Path) -> None:
    made, render = made_for("slack"), Renderer(tmp_path, "0.25")
    annotations = dict.fromkeys(ANNOTATIONS, "<!channel> & <https://evil.example|here>")
    shown = render(made, texts(ways(made)), message(alert(annotations=annotations)))
    assert "<!channel>" not in shown["title"] + shown["text"]
    assert "&lt;!channel&gt; &amp; " in shown["title"]


def test_a_link_is_one_only_if_it_is_an_address(tmp_path: Path) -> None:
    made, render = made_for("slack"), Renderer(tmp_path, "0.25")
    annotations = {**ANNOTATIONS, "dashboard": "/d/nines-shop-objective", "runbook": "javascript:alert(1)"}
    shown = render(made, texts(ways(made)), message(alert(annotations=annotations)))
    assert "|Dashboard>" not in shown["text"]
    assert "|Runbook>" not in shown["text"]
    assert shown["title_link"] == "https://prometheus.example/graph?g0.expr=up"


def test_a_silence_has_the_labels_that_all_alerts_share(tmp_path: Path) -> None:
    made, render = made_for("telegram"), Renderer(tmp_path, "0.25")
    data = message(alert({"tenant": 'a "b" +c\\'}))
    text = render(made, texts(ways(made)), data)["message"]
    link = text.rsplit("Silence: ", 1)[1]
    assert link.startswith(
        "https://alertmanager.example/#/silences/new?filter=%7Balertname%3D%22ErrorBudgetBurn%22%2C%20"
    )
    assert "tenant%3D%22a%20%5C%22b%5C%22%20%2Bc%5C%5C%22" in link
    assert link.endswith("%7D")


def test_mail_is_html_that_shows_texts_as_they_are(tmp_path: Path) -> None:
    made, render = made_for("email"), Renderer(tmp_path, "0.33")
    shown = render(made, texts(ways(made)), CASES["hostile"])
    assert "<b>&" not in shown["html"]
    assert "&lt;b&gt;&amp;" in shown["html"]
    assert "<img" not in shown["html"]
    assert 'lang="en"' in shown["html"]


def test_a_subject_for_amazon_is_plain_ascii_on_one_line(tmp_path: Path) -> None:
    made, render = made_for("sns"), Renderer(tmp_path, "0.25")
    data = message(alert(annotations={**ANNOTATIONS, "summary": "Kasse für Käufer:\n3 %"}))
    assert render(made, texts(ways(made)), data)["subject"] == "PAGE  Kasse fr Kufer: 3 %"


def test_a_customer_reads_once_what_two_classes_of_alerts_say(tmp_path: Path) -> None:
    made, render = made_for("slack"), Renderer(tmp_path, "0.25")
    settings = texts(ways(made, "nines-shop-customer-acme-promise-at-risk"))
    labels = {"alertname": "PromiseAtRisk", "customer": "acme", "objective": "", "window": ""}
    said = {**ANNOTATIONS, "summary": "ACME: 99% (speed) at risk"}
    both = message(alert({**labels, "severity": "page"}, said), alert({**labels, "severity": "ticket"}, said))
    shown = render(made, settings, both)
    assert shown["headers.Subject"] == "▲ ACME: 99% (speed) at risk"
    assert shown["text"].count("ACME: 99% (speed) at risk") == 1


def test_a_customer_reads_nothing_of_how_the_service_is_run(tmp_path: Path) -> None:
    made, render = made_for("slack"), Renderer(tmp_path, "0.25")
    settings = texts(ways(made, "nines-shop-customer-acme-promise-at-risk"))
    labels = {"alertname": "PromiseAtRisk", "customer": "acme", "severity": "ticket", "objective": "", "window": ""}
    shown = render(made, settings, message(alert(labels, {**ANNOTATIONS, "summary": "ACME: 99% at risk"})))
    assert shown["headers.Subject"] == "▲ ACME: 99% at risk"
    assert shown["text"].splitlines() == [
        "▲ ACME: 99% at risk",
        "Clause: Platform SLA 2.1, clause 3.2",
        "Since 24 November 2026 02:12 UTC",
        "",
        "Example Commerce GmbH",
        "Status: https://status.commerce.example",
        "Questions: reliability@commerce.example",
    ]
    assert ways(made, "nines-shop-customer-acme-promise-at-risk")["html"] == ""


def test_texts_of_specs_are_texts_and_no_templates(tmp_path: Path) -> None:
    provider = SLA.replace("Example Commerce GmbH", "{{ .Nope }} }} \\\\ ` GmbH")
    made = routed(f"receiver it slack {{\n  {WHOLE['slack']}\n}}\n", TEAM, RISKY, provider, BEAT)
    settings = texts(ways(made, "nines-shop-customer-acme-promise-at-risk"))
    assert "{{ .Nope }} }} \\ ` GmbH" in Renderer(tmp_path, "0.25")(made, settings, CASES["one"])["text"]


def test_templates_of_two_bundles_lie_side_by_side(tmp_path: Path) -> None:
    """Alertmanager has one name space for all files: no name of one bundle is another's."""
    names = []
    for bundle in ("shop", "bank"):
        project = BEAT.replace("bundle shop", f"bundle {bundle}")
        made = routed(f"receiver it slack {{\n  {WHOLE['slack']}\n}}\n", TEAM, CHECKOUT, project)
        write(made, tmp_path)
        names += [name for file in made.artifacts for name in re.findall(r'define "([^"]+)"', file.text)]
    assert len(names) == len(set(names))
    assert len(list((tmp_path / "alertmanager" / "templates").iterdir())) == 4
