"""The guard of automations, run by the real Ansible: what speaks against acting, and what is written down."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.automation.guarded import SPEC, Guarded, Oracle, built, oracle

HOSTILE = "{{ lookup('pipe', 'touch pwned') }} $(touch pwned); touch pwned"


@pytest.fixture
def prometheus() -> Iterator[Oracle]:
    with oracle() as found:
        yield found


@pytest.fixture
def guarded(tmp_path: Path, prometheus: Oracle) -> Guarded:
    built(tmp_path, SPEC.replace("http://localhost:9/hook", f"{prometheus.url}/hook").replace("HOSTILE", HOSTILE))
    return Guarded(tmp_path, prometheus.url)


def test_an_armed_script_runs_once_in_its_time(guarded: Guarded, prometheus: Oracle) -> None:
    prometheus.burns = ["20", "3"]
    first = guarded.decide("scale")
    assert (first.code, first.said) == (0, ("ran", "it burned")), first.output
    assert (guarded.project / "done").read_text() == "--replicas\n12\n"
    assert (first.entry["burn_before"], first.entry["burn_after"]) == ("20", "3")
    assert first.entry["run"] == "script scripts/scale.sh"
    assert first.entry["source"].startswith("main.nines:")
    assert abs(first.entry["seconds"] - time.time()) < 30

    prometheus.burns = ["20"]
    again = guarded.decide("scale")
    decision, why = again.said
    assert (again.code, decision) == (0, "refused")
    assert why.startswith("it ran ")
    assert why.endswith(" s ago, and may run once per 900 s")
    assert (guarded.project / "done").read_text() == "--replicas\n12\n"

    metrics = (guarded.project / "nines-automations-shop.prom").read_text()
    assert 'nines_automation_decisions_total{nines="shop",automation="scale",decision="ran"} 1\n' in metrics
    assert 'nines_automation_decisions_total{nines="shop",automation="scale",decision="refused"} 1\n' in metrics
    last = f'decision="ran"}} {first.entry["seconds"]}\n'
    assert f'nines_automation_last_decision_seconds{{nines="shop",automation="scale",{last}' in metrics


def test_what_is_asked_is_the_alert(guarded: Guarded, prometheus: Oracle) -> None:
    guarded.decide("dry")
    plan = json.loads((guarded.project / "out" / "automations" / "automations.json").read_text())
    assert prometheus.asked == [plan["automations"]["dry"]["burning"]]


def test_what_is_not_armed_only_says_so(guarded: Guarded) -> None:
    found = guarded.decide("dry")
    assert (found.code, found.said) == (0, ("dry run", "its spec does not say `armed`")), found.output
    assert not (guarded.project / "done").exists()


def test_a_playbook_gets_its_arguments(guarded: Guarded, prometheus: Oracle) -> None:
    prometheus.burns = ["20", None]
    found = guarded.decide("play")
    assert (found.code, found.said[0]) == (0, "ran"), found.output
    assert (guarded.project / "done").read_text() == "replicas 12"
    assert found.entry["burn_after"] is None


def test_a_webhook_is_called(guarded: Guarded, prometheus: Oracle) -> None:
    prometheus.burns = ["20", "1"]
    assert guarded.decide("call").said[0] == "ran"
    assert prometheus.received == [
        (
            "/hook",
            {
                "automation": "call",
                "service": "checkout",
                "objective": "availability",
                "arguments": {"action": "refuse", "minutes": "30"},
            },
        )
    ]


@pytest.mark.parametrize("name", ["stop", "stop-scale"])
def test_a_file_stops_it(guarded: Guarded, name: str) -> None:
    guarded.state.mkdir()
    (guarded.state / name).touch()
    found = guarded.decide("scale")
    assert (found.code, found.said) == (0, ("refused", f"stopped by the file {guarded.state}/{name}"))
    assert not (guarded.project / "done").exists()


def test_another_ones_stop_does_not(guarded: Guarded, prometheus: Oracle) -> None:
    prometheus.burns = ["20", "1"]
    guarded.state.mkdir()
    (guarded.state / "stop-dry").touch()
    assert guarded.decide("scale").said[0] == "ran"


def test_what_burns_no_more_is_left_alone(guarded: Guarded, prometheus: Oracle) -> None:
    prometheus.burns = [None]
    assert guarded.decide("scale").said == ("refused", "it burns no more")


def test_without_an_answer_nothing_is_done(guarded: Guarded, prometheus: Oracle) -> None:
    why = "Prometheus does not answer, so nobody knows whether it still burns"
    prometheus.works = False
    assert guarded.decide("scale").said == ("refused", why)
    assert Guarded(guarded.project, "http://127.0.0.1:1").decide("scale").said == ("refused", why)
    assert not (guarded.project / "done").exists()


def test_hours_are_kept(guarded: Guarded, prometheus: Oracle) -> None:
    prometheus.hours = "0"
    assert guarded.decide("by-day").said == ("refused", "these are not its hours")
    prometheus.hours, prometheus.burns = "1", ["20", "1"]
    assert guarded.decide("by-day").said[0] == "ran"


def test_only_one_acts_on_a_service(guarded: Guarded) -> None:
    (guarded.state / "lock-checkout").mkdir(parents=True)
    assert guarded.decide("scale").said == ("refused", "another automation acts on checkout")
    assert (guarded.state / "lock-checkout").is_dir()
    assert not (guarded.project / "done").exists()


def test_no_better_is_said_aloud_and_not_tried_again(guarded: Guarded) -> None:
    found = guarded.decide("scale")
    assert (found.code, found.said[0]) == (2, "no better")
    assert not (guarded.state / "lock-checkout").exists()
    assert guarded.decide("scale").said[0] == "refused"


def test_a_script_that_fails_is_said_aloud(guarded: Guarded) -> None:
    (guarded.project / "broken").touch()
    found = guarded.decide("scale")
    assert (found.code, found.said[0]) == (2, "failed")
    assert found.said[1].startswith("Run the script: ")
    assert not (guarded.state / "lock-checkout").exists()


def test_texts_of_specs_are_arguments_and_nothing_else(guarded: Guarded, prometheus: Oracle) -> None:
    prometheus.burns = ["20", "1"]
    assert guarded.decide("odd").said[0] == "ran"
    assert (guarded.project / "done").read_text() == f"--note\n{HOSTILE}\n"
    assert list(guarded.project.rglob("pwned")) == []
