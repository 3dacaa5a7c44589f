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
from tests.support.specs import ROOT
from tests.support.tools import PROMETHEUS, tool

TEMPLATE = '{{ .Bad }} {{ template "nope" }} {{ {{ }} }} {{/* c */}} {{ range . }}'
HOSTILE = {
    "template": TEMPLATE,
    "markup": '<script>alert(1)</script> </title><img src=x onerror=alert(2)> &amp; --> ]]> " onclick="x',
    "yaml": ": - # !!python/object:os.system &a *b | > %TAG {a: b} [c] @ ` ' \" \\ ? ~ null",
    "printf": '$labels $value %s %d %% $1 \\1 .* [ ) {a="b"} [% x %] [[ y ]]',
    "letters": "\U0001f389 e\u0301 \u00a0 \u4e2d",
    "long": "lorem ipsum " * 400,
}


def compiled(text: str, folder: Path) -> Result:
    """A service, an SLA and a customer with a text wherever one may stand."""
    said = text.replace("\\", "\\\\").replace('"', '\\"')
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
  slo requests 99.9% over 30d as told "{said}" {{ page 2% in 1h {{ label category "{said}" }} }}
}}
"""
    (folder / "hostile.nines").write_text(spec, "utf-8")
    (folder / "project.nines").write_text("project {\n  carry component\n}\n", "utf-8")
    return nines.compile(folder)


@pytest.fixture(params=HOSTILE, scope="module")
def outputs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Result:
    result = compiled(HOSTILE[request.param], tmp_path_factory.mktemp("hostile"))
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


def test_labels_of_alerts_are_printed_as_they_are(tmp_path: Path) -> None:
    """Prometheus takes them for templates."""
    rules = [
        rule
        for artifact in compiled(TEMPLATE, tmp_path).artifacts
        if artifact.path == "rules/hostile.yaml"
        for group in yaml.safe_load(artifact.content)["groups"]
        for rule in group["rules"]
        if "alert" in rule
    ]
    assert rules
    printed = {rule["labels"]["component"].replace('{{ "{{" }}', "{{") for rule in rules}
    assert printed == {TEMPLATE}
    assert all('{{ "{{" }} .Bad' in rule["labels"]["component"] for rule in rules)


def test_a_parameter_stays_in_its_quotes(tmp_path: Path) -> None:
    use = 'use database.connections with instance "x\\"} or vector(1) or up{job=\\""'
    (tmp_path / "a.nines").write_text(f"import std/database\nservice a {{\n  {use}\n}}\n")
    result = nines.compile(tmp_path)
    assert result.ok
    rules = next(artifact.content.decode() for artifact in result.artifacts if artifact.path == "rules/a.yaml")
    assert '{instance="x\\"} or vector(1) or up{job=\\""}' in rules
