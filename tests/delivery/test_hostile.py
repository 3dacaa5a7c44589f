"""Names and titles of any kind stay texts in objects, resources and merged files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from nines.driver import Inputs, analyse, produce
from nines.record import replace
from tests.alertmanager.build import amtool
from tests.delivery.operator import Loader, configuration
from tests.delivery.specs import BASE
from tests.delivery.test_alertmanager_config import VALIDATOR
from tests.support.specs import TODAY, Texts, findings

TITLES = [
    "Käse & Ko: #1 'quoted' \"twice\"",
    "{{ .Nope }} [[ x ]] \\",
    "# nines end",
    "- a: b\t| > ",
    '雪☃ <&"{{',
    "=",
    "null",
]
BUNDLES = ["my shop", 'a"b', "{{x}}", "it's", "back\\slash", "ünicode", "nines end", "#"]

SPEC = """\
receiver beat webhook {
  url "https://beat.example/ping"
}
receiver pager pagerduty "TITLE" {
  key file "/etc/alertmanager/secrets/pager/key"
}
project {
  target alertmanager 0.33
  heartbeat to beat
FORMS}
schedule office "TITLE" {
  every mon..fri from 09:00 to 17:00 in Europe/Berlin
}
team shop "TITLE" {
  page   to pager
  ticket to pager during office
}
service checkout "TITLE" {
  owner shop
  sli availability "TITLE" {
    bad a_bad_total{job="a"}
    of  a_total{job="a"}
  }
  slo availability 99.9% over 30d "TITLE"
}
"""
OBJECTS = """\
  write alertmanager to "am" as alertmanager-config {
    namespace  "monitoring"
    annotation note "TITLE"
  }
  write rules to "rules" as prometheus-rule
  write dashboards to "boards" as config-map
"""


def made_of(forms: str, title: str, bundle: str) -> dict[str, str]:
    """What is written of specs with a title everywhere, by path."""
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    texts = {"project.nines": SPEC.replace("FORMS", forms).replace("TITLE", quoted), "base.yml": BASE}
    compiled = analyse(Inputs(("project.nines",), Texts(texts), "project.nines"), TODAY)
    assert not compiled.report.has_errors, findings(compiled)
    project = compiled.contract.project
    compiled = replace(compiled, contract=replace(compiled.contract, project=replace(project, bundle=bundle)))
    built = produce(compiled, None)
    assert built.faults == (), [fault.headline for fault in built.faults]
    return {artifact.path: artifact.text for artifact in built.artifacts}


@pytest.mark.parametrize(
    ("title", "bundle"), [*((title, "shop") for title in TITLES), *(("Shop", one) for one in BUNDLES)]
)
def test_objects_are_whole(title: str, bundle: str, tmp_path: Path) -> None:
    made = made_of(OBJECTS, title, bundle)
    for path, text in made.items():
        for one in yaml.load_all(text, Loader=Loader) if path.endswith(".yaml") else ():
            if one["kind"] != "ConfigMap":
                assert [error.message for error in VALIDATOR.iter_errors(one)] == [], path
    resource = yaml.load(made["am/alertmanager-config.yaml"], Loader=Loader)
    assert resource["metadata"]["annotations"] == {"note": title}
    config = configuration(resource, {"pager/key": "k"})
    assert config["route"]["routes"][0]["matchers"][0] == f"nines={json.dumps(bundle, ensure_ascii=False)}"
    file = tmp_path / "alertmanager.yaml"
    file.write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    done = amtool("0.33", "check-config", file)
    assert done.returncode == 0, done.stdout + done.stderr
    (pager,) = next(one["pagerduty_configs"] for one in config["receivers"] if one["name"].endswith("-pager"))
    shown = amtool("0.33", "template", "render", "--template.glob=none/*", f"--template.text={pager['description']}")
    assert shown.returncode == 0, shown.stderr


@pytest.mark.parametrize(
    ("title", "bundle"), [*((title, "shop") for title in TITLES), *(("Shop", one) for one in BUNDLES)]
)
def test_a_merged_file_is_whole(title: str, bundle: str, tmp_path: Path) -> None:
    made = made_of('  write alertmanager to "am" merged into "base.yml"\n', title, bundle)
    for path, text in made.items():
        if path.startswith("am/"):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
    done = amtool("0.33", "check-config", tmp_path / "am" / "alertmanager.yaml")
    assert done.returncode == 0, done.stdout + done.stderr
