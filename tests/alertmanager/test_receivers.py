"""Every kind of receiver is one that Alertmanager starts with, on just the releases that are said."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from nines.contract.receivers import KINDS, OLDEST, Form, Place, release
from tests.alertmanager.build import BEAT, CHECKOUT, Routed, amtool, routed, said, write
from tests.support.specs import compile_text
from tests.support.tools import ALERTMANAGER

TEAM = "team shop {\n  page to it\n  ticket to it\n}\n"

WHOLE = {
    "pagerduty": 'key file "/k"\n  details "See the wall"',
    "opsgenie": 'key file "/k"\n  option tags "a, b"',
    "slack": 'url file "/u"\n  channel "#shop"\n  option link_names "true"',
    "teams": 'url file "/u"',
    "discord": 'url file "/u"',
    "telegram": 'token file "/t"\n  chat "-100123"',
    "email": 'to "a@b.example"\n  from "n@b.example"\n  smarthost "m.example:587"\n  user "n"\n  password file "/p"',
    "webhook": 'url file "/u"',
    "sns": 'topic "arn:aws:sns:eu-central-1:1:shop"\n  region "eu-central-1"',
    "pushover": 'key file "/k"\n  token file "/t"\n  option retry "2m"',
    "victorops": 'key file "/k"\n  option routing_key "shop"',
}
"""A receiver of each kind, whole."""

SINCE = {"teams": "0.28", "discord": "0.28", "telegram": "0.26", "webhook": "0.26", "pushover": "0.26"}
"""From which release on, if not from the oldest: as Alertmanager's change log has it."""


SERVER = "`smarthost` cannot be `{}`: it is a server and its port, such as `mail.example.com:587`"


def receiver(kind: str, body: str) -> Routed:
    return routed(f"receiver it {kind} {{\n  {body}\n}}\n", TEAM, CHECKOUT, BEAT)


def settings(made: Routed) -> dict[str, object]:
    """The settings of the one way of `it`, as they are written."""
    receivers = {item["name"]: item for item in yaml.safe_load(made.config)["receivers"]}
    (ways,) = (value for key, value in receivers["nines-shop-it"].items() if key != "name")
    return dict(ways[0])


@pytest.mark.parametrize("kind", WHOLE)
def test_a_kind_loads_on_the_releases_that_are_said_and_not_on_older_ones(kind: str, tmp_path: Path) -> None:
    made = receiver(kind, WHOLE[kind])
    config = write(made, tmp_path)
    needed = max((need.since for need in made.plan.needs), default=OLDEST, key=lambda since: since.parts)
    assert needed == release(SINCE.get(kind, "0.25"))
    assert made.codes == ["N0809"] * len(made.plan.needs)
    for generation in ALERTMANAGER:
        done = amtool(generation, "check-config", config)
        assert (done.returncode == 0) is not (release(generation) < needed), done.stdout + done.stderr
        assert "warn" not in (done.stdout + done.stderr).lower()


def test_a_newer_release_is_named_at_the_line_that_needs_it_and_in_the_file() -> None:
    made = receiver("teams", WHOLE["teams"])
    assert [finding.headline for finding in made.findings] == [
        "the kind `teams` of `it` needs Alertmanager 0.28 or newer"
    ]
    assert "# For Alertmanager 0.28 or newer, because of the kind teams of it." in made.config


@pytest.mark.parametrize("kind", WHOLE)
def test_strict_mode_of_new_releases_takes_it_too(kind: str, tmp_path: Path) -> None:
    config = write(receiver(kind, WHOLE[kind]), tmp_path)
    done = amtool("0.33", "--enable-feature=utf8-strict-mode", "check-config", config)
    assert done.returncode == 0, done.stdout + done.stderr


def test_secrets_are_paths_and_nothing_else() -> None:
    for kind, body in WHOLE.items():
        for key, value in settings(receiver(kind, body)).items():
            if kind == "victorops" and key == "routing_key":
                continue  # the name of a route, and no secret
            if key.endswith("_file"):
                assert str(value).startswith("/"), (kind, key)
            assert key not in (
                "api_key",
                "routing_key_value",
                "auth_password",
                "bot_token",
                "token",
                "user_key",
                "api_url",
            )


def test_options_take_the_types_that_alertmanager_reads() -> None:
    slack = settings(receiver("slack", WHOLE["slack"]))
    assert slack["link_names"] is True
    assert slack["channel"] == "#shop"
    assert settings(receiver("telegram", WHOLE["telegram"]))["chat_id"] == -100123
    assert settings(receiver("sns", WHOLE["sns"]))["sigv4"] == {"region": "eu-central-1"}
    assert settings(receiver("pushover", WHOLE["pushover"]))["retry"] == "2m"
    opsgenie = settings(receiver("opsgenie", WHOLE["opsgenie"] + '\n  option priority "P2"'))
    assert opsgenie["priority"] == "P2", "what a spec says takes the place of ours"


def test_a_webhook_may_have_an_address_that_is_no_secret_and_a_password() -> None:
    body = 'url "https://hook.example/in"\n  user "nines"\n  password file "/p"'
    way = settings(receiver("webhook", body))
    assert way["url"] == "https://hook.example/in"
    assert way["http_config"] == {"basic_auth": {"username": "nines", "password_file": "/p"}}


@pytest.mark.parametrize(("line", "resolved"), [("send resolved", True), ("send resolved no", False), ("", True)])
def test_the_end_of_an_alert_is_told_unless_a_spec_says_no(line: str, resolved: bool) -> None:
    assert settings(receiver("slack", WHOLE["slack"] + f"\n  {line}"))["send_resolved"] is resolved


@pytest.mark.parametrize(
    ("kind", "line", "headline"),
    [
        ("slack", 'option link_names "often"', "`link_names` cannot be `often`: it is `true` or `false`"),
        ("telegram", 'chat "the shop"', "`chat` cannot be `the shop`: it is a whole number"),
        ("pushover", 'option retry "soon"', "`retry` cannot be `soon`: it is a duration such as `1m`"),
        ("webhook", 'option max_alerts "many"', "`max_alerts` cannot be `many`: it is a whole number"),
        ("slack", 'option footer "{{ .Status"', "`footer` cannot be `{{ .Status`: a template in it does not end"),
        ("slack", 'token file "/t"', "`it` has both `url file` and `token file`: Alertmanager takes one"),
        ("slack", 'option update_message "true"', "Slack lets a message be changed only by the app that wrote it"),
        ("email", 'smarthost "mail.example"', SERVER.format("mail.example")),
        ("email", 'smarthost "mail.example:smtp"', SERVER.format("mail.example:smtp")),
        ("email", 'smarthost "mail.example:99999"', SERVER.format("mail.example:99999")),
    ],
)
def test_a_value_that_alertmanager_could_not_read_is_an_error(kind: str, line: str, headline: str) -> None:
    body = "\n  ".join(text for text in WHOLE[kind].splitlines() if "chat" not in line or "chat" not in text)
    spec = f"receiver it {kind} {{\n  {body}\n  {line}\n}}\n"
    errors = [finding for finding in said(compile_text(spec + TEAM + CHECKOUT + BEAT)) if finding.code.id == "N0803"]
    assert [error.headline for error in errors] == [headline]


def test_the_first_mail_receiver_with_a_server_speaks_for_all() -> None:
    other = 'receiver other email {\n  to "o@b.example"\n  from "n@b.example"\n  smarthost "m.example:587"\n}\n'
    made = routed('receiver it email {\n  to "a@b.example"\n}\n', other, TEAM, CHECKOUT, BEAT)
    head = yaml.safe_load(made.config)["global"]
    assert head == {"smtp_from": "n@b.example", "smtp_smarthost": "m.example:587"}
    assert "N0804" not in made.codes


@pytest.mark.parametrize("generation", ALERTMANAGER)
def test_the_projects_server_of_mails_is_everybodys(generation: str, tmp_path: Path) -> None:
    server = '"mail.example:587" from "nines@shop.example" as "nines" with password file "/etc/mail"'
    project = BEAT.replace("bundle shop", f"bundle shop\n  mail through {server}")
    other = 'receiver other email {\n  to "o@b.example"\n  from "o@b.example"\n  smarthost "o.example:25"\n}\n'
    made = routed('receiver it email {\n  to "a@b.example"\n}\n', other, TEAM, CHECKOUT, project)
    assert made.codes == []
    assert yaml.safe_load(made.config)["global"] == {
        "smtp_from": "nines@shop.example",
        "smtp_smarthost": "mail.example:587",
        "smtp_auth_username": "nines",
        "smtp_auth_password_file": "/etc/mail",
    }
    done = amtool(generation, "check-config", write(made, tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_release_that_is_said_stands_in_the_file_and_nothing_is_noted() -> None:
    project = BEAT.replace("bundle shop", "bundle shop\n  target alertmanager 0.31")
    made = routed(f"receiver it teams {{\n  {WHOLE['teams']}\n}}\n", TEAM, CHECKOUT, project)
    assert made.codes == []
    assert "# For Alertmanager 0.31 or newer." in made.config


def test_opsgenie_tells_the_team_that_it_is_told_to() -> None:
    made = receiver("opsgenie", WHOLE["opsgenie"] + '\n  to "shop"')
    assert settings(made)["responders"] == [{"name": "shop", "type": "team"}]


def test_without_a_mail_server_it_is_the_machines_own_and_said(tmp_path: Path) -> None:
    made = receiver("email", 'to "a@b.example"')
    assert made.codes == ["N0804"]
    assert yaml.safe_load(made.config)["global"] == {
        "smtp_from": "nines@localhost",
        "smtp_smarthost": "localhost:25",
        "smtp_require_tls": False,
    }
    for generation in ALERTMANAGER:
        assert amtool(generation, "check-config", write(made, tmp_path)).returncode == 0


def test_a_template_of_the_authors_stays_one() -> None:
    slack = settings(receiver("slack", WHOLE["slack"] + '\n  option footer "{{ .Status }} of {{ len .Alerts }}"'))
    assert slack["footer"] == "{{ .Status }} of {{ len .Alerts }}"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("generation", ALERTMANAGER)
def test_each_setting_is_known_to_just_the_releases_that_are_said(kind: str, generation: str, tmp_path: Path) -> None:
    """Each on top of the least that the kind needs, with all of its own release's settings at once."""
    known = KINDS[kind]
    body = "\n  ".join(line.strip() for line in WHOLE[kind].splitlines() if not line.strip().startswith("option"))
    kept = 'option routing_key "shop"' if kind == "victorops" else ""
    for since in {place.since for place in known.settings.values()}:
        if kind == "slack":
            body = 'token file "/t"\n  channel "#shop"'  # only an app can set all
        options = [
            f'option {name} "{_example(place)}"'
            for name, place in known.settings.items()
            if place.since == since and name not in _APART
        ]
        made = receiver(kind, "\n  ".join((body, kept, *options)))
        newest = max((need.since for need in made.plan.needs), default=OLDEST, key=lambda since: since.parts)
        done = amtool(generation, "check-config", write(made, tmp_path))
        assert (done.returncode == 0) is not (release(generation) < newest), done.stdout + done.stderr


_APART = ("routing_key", "phone_number", "target_arn", "monospace")
"""Settings that stand for others, or that others exclude."""


def _example(place: Place) -> str:
    if place.key in ("html", "parse_mode"):
        return {"html": "true" if place.form is Form.YES_NO else "<p>", "parse_mode": "HTML"}[place.key]
    return {
        Form.TEXT: "text",
        Form.WHOLE: "7",
        Form.YES_NO: "true",
        Form.LENGTH: "90s",
        Form.ADDRESS: "https://api.example/",
    }[place.form]
