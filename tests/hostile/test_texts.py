"""Texts that try to break out of where they stand: every output can be read, and says them as they are."""

from __future__ import annotations

import json
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

import nines
from nines.api import Result
from tests.alertmanager.build import amtool
from tests.support.hostile import HOSTILE
from tests.support.specs import ROOT
from tests.support.tools import ALERTMANAGER, PROMETHEUS, tool

TEMPLATE = HOSTILE["go template"]
TEXTS = {
    **{name: HOSTILE[name] for name in ("go template", "jinja", "yaml", "json", "html", "promql")},
    "all at once": " ".join(HOSTILE.values()),
}
"""Builds take their time: those that begin a text as a language of its own does, and the rest in one."""


def compiled(text: str, folder: Path) -> Result:
    """A service, an SLA and a customer with a text wherever one may stand."""
    said = text.replace("\\", "\\\\").replace('"', '\\"')
    # Where authors may write templates the checker reads these: what is none is an error.
    written = "" if "{{" in text else f'summary "{said}"\n    annotation note "{said}"'
    spec = (ROOT / "specs" / "examples" / "contract.nines").read_text("utf-8")
    spec += f"""
team hostile "{said}" {{ page to hostile-mail
ticket to hostile-mail }}
receiver hostile-mail email "{said}" {{
  to "sre@shop.example"
  from "nines@shop.example"
  smarthost "mail.shop.example:587"
}}
service hostile "{said}" {{
  "{said}"
  owner hostile
  first "{said}"
  label component "{said}"
  sli requests "{said}" {{
    bad http_requests_total{{job="a", path="{said}", code=~"5.."}}
    of  http_requests_total{{job="a", path="{said}"}}
  }}
  slo requests 99.9% over 30d as told "{said}" {{ page 2% in 1h {{
    label category "{said}"
    {written}
  }} }}
}}
journey buys "{said}" {{
  owner  hostile
  weight 1 hostile.requests
  slo    99% over 30d
}}
schedule nights "{said}" {{ every day from 22:00 to 24:00 in Europe/Berlin }}
maintenance works "{said}" {{
  every  sun from 03:00 to 03:30 in Europe/Berlin
  notice 48h
}}
receiver runner webhook "{said}" {{ url "http://localhost:5001/in" }}
automation act "{said}" {{
  when hostile.told burns fast
  run  webhook "http://localhost:1/x" with note "{said}"
  during nights
}}
"""
    (folder / "hostile.nines").write_text(spec, "utf-8")
    (folder / "project.nines").write_text(
        "project {\n  bundle hostile\n  carry component\n  automations to runner\n}\n", "utf-8"
    )
    return nines.compile(folder)


@pytest.fixture(params=TEXTS, scope="module")
def outputs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Result:
    result = compiled(TEXTS[request.param], tmp_path_factory.mktemp("hostile"))
    assert [finding.headline for finding in result.findings if finding.severity.name == "ERROR"] == []
    return result


class _Markup(HTMLParser):
    """Remembers what would run."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "img") or any(name.startswith("on") for name, _ in attrs):
            self.runs.append(tag)


def test_every_output_can_be_read_and_nothing_in_it_runs(outputs: Result) -> None:
    kinds = set()
    for artifact in outputs.artifacts:
        suffix = Path(artifact.path).suffix
        text = artifact.content.decode("utf-8")
        kinds.add(suffix)
        if suffix == ".yaml":
            assert yaml.safe_load(text) is not None
        elif suffix == ".json":
            assert json.loads(text) is not None
        elif suffix == ".html":
            page = _Markup()
            page.feed(text)
            assert page.runs == []
    assert {".yaml", ".json", ".html"} <= kinds


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_promtool_takes_the_rules(outputs: Result, generation: str, tmp_path: Path) -> None:
    files = []
    for artifact in outputs.artifacts:
        if artifact.path.startswith("rules/"):
            files.append(tmp_path / Path(artifact.path).name)
            files[-1].write_bytes(artifact.content)
    command: list[str | Path] = [tool("promtool", generation), "check", "rules", *files]
    ran = subprocess.run(command, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("generation", ALERTMANAGER)
def test_amtool_takes_the_routes(outputs: Result, generation: str, tmp_path: Path) -> None:
    for artifact in outputs.artifacts:
        if artifact.path.startswith("alertmanager/"):
            path = tmp_path / artifact.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(artifact.content)
    done = amtool(generation, "check-config", tmp_path / "alertmanager" / "alertmanager.yaml")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return compiled("a text", tmp_path_factory.mktemp("harmless"))


def test_no_text_adds_or_takes_away_a_field(outputs: Result, harmless: Result) -> None:
    """Programs read just what they would read with a harmless text: no more rules, labels, routes, lists or keys."""
    plain = {artifact.path: artifact.content for artifact in harmless.artifacts}
    for artifact in outputs.artifacts:
        if artifact.path.endswith((".yaml", ".yml", ".json")):
            found, wanted = (_shape(yaml.safe_load(text)) for text in (artifact.content, plain[artifact.path]))
            assert found == wanted, artifact.path


def _shape(value: object) -> object:
    if isinstance(value, dict):
        return {key: _shape(each) for key, each in value.items() if key != "note"}  # where it may stand
    if isinstance(value, list):
        return [_shape(each) for each in value]
    return type(value).__name__


def test_labels_of_alerts_are_printed_as_they_are(tmp_path: Path) -> None:
    """Prometheus takes them for templates."""
    rules = [
        rule
        for artifact in compiled(TEMPLATE, tmp_path).artifacts
        if artifact.path == "rules/hostile.yaml"
        for group in yaml.safe_load(artifact.content)["groups"]
        for rule in group["rules"]
        if "component" in rule.get("labels", {}) and "alert" in rule
    ]
    assert rules
    printed = {rule["labels"]["component"].replace('{{ "{{" }}', "{{") for rule in rules}
    assert printed == {TEMPLATE}
    assert all('{{ "{{" }} .Nope' in rule["labels"]["component"] for rule in rules)


def test_a_parameter_stays_in_its_quotes(tmp_path: Path) -> None:
    use = 'use database.connections with instance "x\\"} or vector(1) or up{job=\\""'
    (tmp_path / "a.nines").write_text(f"import std/database\nservice a {{\n  {use}\n}}\n")
    result = nines.compile(tmp_path)
    assert result.ok
    rules = next(artifact.content.decode() for artifact in result.artifacts if artifact.path == "rules/a.yaml")
    assert '{instance="x\\"} or vector(1) or up{job=\\""}' in rules
