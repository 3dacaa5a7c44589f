"""An `AlertmanagerConfig`: as the operator's definition wants it, and what becomes of it in Alertmanager."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from nines.contract.operator import key_of, list_of, secret_of
from nines.contract.receivers import KINDS
from nines.emit.alertmanager.inline import definitions, inlined
from nines.resources import resource
from tests.alertmanager.build import amtool
from tests.delivery.operator import Loader, configuration
from tests.delivery.specs import ALL_KINDS, BASE, OBJECTS, built, text_of

SCHEMA = json.loads(resource("grammar", "prometheus-operator.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema_rs.validator_for(SCHEMA)
PATH = "alertmanager/alertmanager-config.yaml"


@pytest.fixture(scope="module")
def text() -> str:
    return text_of(built(OBJECTS), PATH)


@pytest.fixture(scope="module")
def config(text: str) -> dict[str, Any]:
    read = yaml.load(text, Loader=Loader)
    assert isinstance(read, dict)
    return read


class _Secrets(dict[str, Any]):
    """Any key of any Secret; what is an address is one."""

    def __missing__(self, key: str) -> str:
        return "http://127.0.0.1:9/" if key.endswith("/url") else "secret"


@pytest.fixture(scope="module")
def made(config: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What Alertmanager is told in the end."""
    path = tmp_path_factory.mktemp("operator") / "alertmanager.yaml"
    path.write_text(yaml.safe_dump(configuration(config, _Secrets()), allow_unicode=True), encoding="utf-8")
    return path


def test_it_is_as_the_operators_definition_wants_it(config: dict[str, Any]) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(config)] == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda spec: spec["receivers"][0].update(pagerdutyConfig=[]), "pagerdutyConfig"),
        (lambda spec: spec["receivers"][0]["pagerdutyConfigs"][0].update(routingKey="x"), "x"),
        (lambda spec: spec["route"].update(groupWait="soon"), "soon"),
        (lambda spec: spec["route"]["routes"][0].update(reciever="x"), "reciever"),
        (lambda spec: spec["route"]["matchers"][0].update(matchType="=="), "=="),
        (lambda spec: spec["muteTimeIntervals"][0]["timeIntervals"][0].update(location="Europe/Berlin"), "location"),
    ],
)
def test_the_definition_finds_what_is_wrong(config: dict[str, Any], change: Any, found: str) -> None:
    """A server drops what it does not know without a word; the schema does not."""
    copy = json.loads(json.dumps(config))
    change(copy["spec"])
    assert VALIDATOR.is_valid(config)
    assert not VALIDATOR.is_valid(copy), found


def test_what_the_specs_say_of_the_object_is_said_in_it(config: dict[str, Any]) -> None:
    assert config["metadata"] == {
        "name": "nines-shop",
        "namespace": "monitoring",
        "labels": {"alertmanagerConfig": "main"},
        "annotations": {"argocd.argoproj.io/sync-wave": "2"},
    }


def test_alertmanager_takes_what_the_operator_makes_of_it(made: Path) -> None:
    for feature in ("", "utf8-strict-mode"):
        done = amtool("0.33", f"--enable-feature={feature}", "check-config", made)
        assert done.returncode == 0, done.stdout + done.stderr


def test_every_alert_comes_where_it_was_planned_to(made: Path) -> None:
    """The alerts are those of the rules that are built with it, and bear the namespace."""
    rules = built(OBJECTS)
    alerts = [item for item in rules.inventory if item.kind == "alert"]
    whole = built("")
    (plain,) = (artifact for artifact in whole.artifacts if artifact.kind == "alertmanager")
    alone = made.parent / "alone.yaml"
    alone.write_text(plain.text, encoding="utf-8")
    seen = set()
    for alert in alerts:
        labels = {**dict(alert.labels), "alertname": alert.name}
        assert labels.pop("namespace") == "monitoring"
        key = tuple(labels.get(name, "") for name in ("alertname", "team", "severity", "stage", "objective"))
        if key in seen:
            continue
        seen.add(key)
        asked = [f"{name}={value}" for name, value in labels.items() if value.replace("-", "").isalnum()]
        went = amtool("0.33", "config", "routes", "test", f"--config.file={alone}", *asked)
        goes = amtool("0.33", "config", "routes", "test", f"--config.file={made}", *asked, "namespace=monitoring")
        assert goes.returncode == went.returncode == 0, goes.stderr + went.stderr
        assert goes.stdout.replace("monitoring/nines-shop/", "") == went.stdout, asked
    assert len(seen) > 10


def test_alerts_of_another_namespace_are_not_for_it(made: Path) -> None:
    done = amtool("0.33", "config", "routes", "test", f"--config.file={made}", "nines=shop", "namespace=other")
    assert done.stdout.strip() == "null"


def test_secrets_are_keys_and_nothing_else(text: str, config: dict[str, Any]) -> None:
    (pager,) = next(one for one in config["spec"]["receivers"] if one["name"] == "nines-shop-via-pagerduty")[
        "pagerdutyConfigs"
    ]
    assert pager["routingKey"] == {"name": "pagerduty", "key": "key"}
    assert "_file" not in text
    assert "/etc/alertmanager" not in text


def test_mails_say_what_they_are_sent_with(config: dict[str, Any]) -> None:
    receivers = {one["name"]: one for one in config["spec"]["receivers"]}
    (mail,) = receivers["nines-shop-via-email"]["emailConfigs"]
    assert (mail["smarthost"], mail["from"]) == ("m.example:587", "nines@example.com")
    assert mail["authPassword"] == {"name": "mail", "key": "password"}


def test_texts_need_no_files(config: dict[str, Any], tmp_path: Path) -> None:
    """Every text renders by itself, and says what it says with the files of templates."""
    whole = built("")
    for artifact in whole.artifacts:
        if artifact.kind == "alertmanager-template":
            (tmp_path / artifact.path.rpartition("/")[2]).write_text(artifact.text, encoding="utf-8")
    (plain,) = (artifact for artifact in whole.artifacts if artifact.kind == "alertmanager")
    alone = {one["name"]: one for one in yaml.safe_load(plain.text)["receivers"]}
    after = configuration(config, _Secrets())
    tried = 0
    for receiver in after["receivers"][1:]:
        name = receiver["name"].rpartition("/")[2]
        for kind, ways in receiver.items():
            if kind == "name":
                continue
            for way, other in zip(ways, alone[name][kind], strict=True):
                for key, value in way.items():
                    if isinstance(value, str) and "template" in value:
                        tried += 1
                        assert _rendered(value, None, key) == _rendered(other[key], tmp_path, key), (kind, key)
    assert tried > 25


def _rendered(text: str, folder: Path | None, key: str) -> str:
    glob = f"--template.glob={folder}/*.tmpl" if folder is not None else "--template.glob=/nowhere/*.tmpl"
    kind = "html" if key == "html" else "text"
    done = amtool("0.33", "template", "render", glob, f"--template.text={text}", f"--template.type={kind}")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_setting_of_every_kind_has_a_place_or_is_refused() -> None:
    receivers = SCHEMA["definitions"]["AlertmanagerConfig"]["properties"]["spec"]["properties"]["receivers"]
    known = _followed(receivers["items"])["properties"]
    for kind in KINDS.values():
        way = _followed(_followed(known[list_of(kind.key)])["items"])
        settings = {*kind.settings.values(), *kind.statements.values()}
        for key in {place.key for place in settings} | {secret.key for secret in kind.secrets.values()}:
            name = key_of(kind.key, key)
            if name is None or (kind.word == "slack" and key.startswith("http_config")):
                continue
            first, *rest = name.split(".")
            assert first in way["properties"], (kind.word, key, name)
            inner = _followed(way["properties"][first])
            for part in rest if inner.get("type") == "object" and "properties" in inner else ():
                assert part in inner["properties"], (kind.word, key, name)
                inner = _followed(inner["properties"][part])


def _followed(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = SCHEMA["definitions"][schema["$ref"].rpartition("/")[2]]
    return schema


@pytest.mark.parametrize(
    ("path", "name", "key"),
    [
        ("/etc/alertmanager/secrets/pagerduty/key", "pagerduty", "key"),
        ("/run/secrets/slack.shop/api_url", "slack.shop", "api_url"),
        ("secrets/a", "secrets", "a"),
        ("/key", None, None),
        ("/Secrets/key", None, None),
        ("/a/key with blanks", None, None),
    ],
)
def test_a_path_means_a_key(path: str, name: str | None, key: str | None) -> None:
    found = secret_of(path)
    assert (found.name, found.key) == (name, key) if found is not None else name is None


def test_definitions_are_found_whatever_stands_in_them() -> None:
    text = (
        '{{/* define "no" */}}{{ define "a" -}}{{ if eq "}}" `{{ end }}` }}x{{ else }}{{ template "b" . }}{{ end }}'
        "{{- end }}\n"
        '{{- define "b" }}{{ range . }}{{ with . }}{{ . }}{{ end }}{{ end }}{{ end -}}'
    )
    found = definitions([text])
    assert list(found) == ['"a"', '"b"']
    assert found['"a"'].startswith('{{ define "a" -}}{{ if')
    assert found['"a"'].endswith("{{- end }}")
    assert inlined('{{ template "b" . }}', found) == found['"b"'] + '{{ template "b" . }}'
    assert inlined('{{ template "a" . }}', found) == found['"a"'] + found['"b"'] + '{{ template "a" . }}'
    assert inlined("{{ .Labels }}", found) == "{{ .Labels }}"


def test_all_kinds_are_written_in_all_three_forms(tmp_path: Path) -> None:
    merged = '  write alertmanager to "alertmanager" merged into "base.yml"\n'
    names = {f"via-{kind}" for kind in KINDS}
    for project in ("", merged, OBJECTS):
        made = built(project)
        assert names <= {item.of for item in made.inventory if item.kind == "receiver"}
    for project in ("", merged):
        config = tmp_path / "alertmanager.yaml"
        config.write_text(text_of(built(project, ALL_KINDS, BASE), "alertmanager/alertmanager.yaml"), encoding="utf-8")
        done = amtool("0.33", "check-config", config)
        assert done.returncode == 0, done.stdout + done.stderr
