"""What goes wrong between the plan and an object, or a merged file, is found before it is written."""

from __future__ import annotations

from functools import cache

import pytest

from nines.diagnostics.model import Report
from nines.driver import Inputs, analyse
from nines.emit.artifact import Artifact
from nines.emit.build import emit
from nines.plan.build import Planned, plan
from nines.record import replace
from nines.verify.build import verify
from tests.delivery.specs import ALL_KINDS, BASE, OBJECTS
from tests.delivery.test_routes import MERGED, PROJECT
from tests.support.specs import TODAY, Texts


@cache
def emitted(form: str) -> tuple[Planned, tuple[Artifact, ...]]:
    texts = {"project.nines": PROJECT.replace("FORM", form), "main.nines": ALL_KINDS, "base.yml": BASE}
    compiled = analyse(Inputs(("project.nines", "main.nines"), Texts(texts), "project.nines"), TODAY)
    planned = plan(compiled.contract)
    return planned, emit(planned, None, Report())[0]


def found(form: str, kind: str, old: str, new: str) -> list[str]:
    planned, artifacts = emitted(form)
    spoilt = [replace(one, body=one.text.replace(old, new, 1)) if one.kind == kind else one for one in artifacts]
    assert spoilt != list(artifacts), "there is nothing to spoil"
    return [finding.headline for finding in verify(planned, tuple(spoilt))]


@pytest.mark.parametrize(
    ("kind", "old", "new", "said"),
    [
        ("alertmanager-config", "receiver: 'nines-shop-via-pagerduty'", "receiver: 'gone'", "`gone` is not defined"),
        ("alertmanager-config", "matchType: '=', value: 'NinesHeartbeat'", "matchType: '!=', value: 'x'", "goes to"),
        ("alertmanager-config", "endTime: '16:00'", "endTime: '16:30'", "are not those of the schedule"),
        ("alertmanager-config", "'april:september'", "'april:october'", "are not those of the schedule"),
        ("alertmanager-config", 'define \\"nines.shop.title\\"', 'define \\"nines.shop.titel\\"', "is not defined"),
        (
            "alertmanager-config",
            "activeTimeIntervals: [",
            "muteTimeIntervals: [",
            "is told at other hours than planned",
        ),
        ("alertmanager-config", "targetMatch:", "targetMatches:", "an inhibition reaches alerts of other bundles"),
        ("alertmanager-config", "kind: AlertmanagerConfig\n", "kind: [\n", "it is no YAML"),
        ("rules", "record: nines:objective_info", "record: nines:objective_infos", "nines:objective_info"),
        ("rules", "spec:\n  groups:", "spec:\n  groupes:", "the groups are not"),
    ],
)
def test_a_slip_in_an_object_is_found(kind: str, old: str, new: str, said: str) -> None:
    headlines = found(OBJECTS, kind, old, new)
    assert any(said in headline for headline in headlines), headlines[:5]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("- name: 'nines-shop-via-slack'", "- name: 'nines-shop-via-slick'", "`nines-shop-via-slack` is not defined"),
        ("'nines=\"shop\"'", "'nines=\"shops\"'", "goes to"),
        ("'alertname=\"NinesHeartbeat\"'", "'alertname=\"x\"'", "goes to nines-shop-nobody, not to nines-shop-beat"),
        ("'Europe/Berlin'", "'Europe/Paris'", "are not those of the schedule"),
    ],
)
def test_a_slip_in_a_merged_file_is_found(old: str, new: str, said: str) -> None:
    headlines = found(MERGED, "alertmanager", old, new)
    assert any(said in headline for headline in headlines), headlines[:5]


@pytest.mark.parametrize("form", ["", MERGED, OBJECTS])
def test_nothing_is_found_in_what_is_written(form: str) -> None:
    assert verify(*emitted(form)) == ()
