"""What speaks against acting, and what is written down: by Ansible as the rulebook runs it, and by `nines serve`."""

from __future__ import annotations

import fcntl
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.automation.guarded import FINGERPRINT, SPEC, Guarded, Oracle, built, oracle
from tests.support.hostile import HOSTILE, MARK

NO_ANSWER = "Prometheus does not answer, so nobody knows whether it still burns: "


@pytest.fixture
def prometheus() -> Iterator[Oracle]:
    with oracle() as found:
        yield found


@pytest.fixture(params=["ansible", "serve"])
def guarded(tmp_path: Path, prometheus: Oracle, request: pytest.FixtureRequest) -> Guarded:
    built(tmp_path, SPEC.replace("http://localhost:9/hook", f"{prometheus.url}/hook"))
    return Guarded(tmp_path, prometheus.url, request.param)


@pytest.fixture
def quick(tmp_path: Path, prometheus: Oracle) -> Guarded:
    """Where the runner makes no difference: both run the same file."""
    built(tmp_path, SPEC.replace("http://localhost:9/hook", f"{prometheus.url}/hook"))
    return Guarded(tmp_path, prometheus.url, "serve")


def test_an_armed_script_runs_once_in_its_time(guarded: Guarded, prometheus: Oracle) -> None:
    prometheus.burns = ["20", "3"]
    first = guarded.decide("scale")
    assert first.said == ("ran", "it burned"), first.output
    assert (guarded.project / "done").read_text() == "--replicas\n12\n"
    assert (first.entry["burn_before"], first.entry["burn_after"]) == ("20", "3")
    assert first.entry["run"] == "script scripts/scale.sh"
    assert first.entry["command"] == [str(guarded.project / "scripts/scale.sh"), "--replicas", "12"]
    assert (first.entry["alert"], first.entry["exit"]) == (FINGERPRINT, 0)
    assert first.entry["source"].startswith("main.nines:")
    assert abs(first.entry["seconds"] - time.time()) < 120
    begun = guarded.trail[0]
    assert (begun["decision"], begun["why"], begun["command"]) == ("acting", "it burns", first.entry["command"])

    prometheus.burns = ["20"]
    decision, why = guarded.decide("scale").said
    assert decision == "refused"
    assert why.startswith("it ran ")
    assert why.endswith(" s ago, and may run once per 900 s")
    assert (guarded.project / "done").read_text() == "--replicas\n12\n"

    metrics = (guarded.project / "nines-automations-shop.prom").read_text()
    assert 'nines_automation_decisions_total{nines="shop",automation="scale",decision="ran"} 1\n' in metrics
    assert 'nines_automation_decisions_total{nines="shop",automation="scale",decision="refused"} 1\n' in metrics
    last = f'decision="ran"}} {first.entry["seconds"]}\n'
    assert f'nines_automation_last_decision_seconds{{nines="shop",automation="scale",{last}' in metrics


def test_a_playbook_gets_its_arguments(guarded: Guarded, prometheus: Oracle) -> None:
    prometheus.burns = ["20", None]
    found = guarded.decide("play")
    assert found.said[0] == "ran", (found.output, (guarded.state / "output-play.log").read_text())
    assert (guarded.project / "done").read_text() == "12"
    assert found.entry["burn_after"] is None


def test_no_better_is_said_aloud_and_not_tried_again(guarded: Guarded) -> None:
    found = guarded.decide("scale")
    assert found.said == ("no better", "it burns no less than before")
    assert guarded.decide("scale").said[0] == "refused"


@pytest.mark.parametrize("runner", ["ansible", "serve"])
def test_texts_of_specs_are_arguments_and_nothing_else(runner: str, tmp_path: Path, prometheus: Oracle) -> None:
    """Each to a script and to a playbook at once, as many arguments as there are texts."""
    texts = {f"note{at}": text for at, text in enumerate(HOSTILE.values())}
    given = ", ".join(f"{name} {quoted(text)}" for name, text in texts.items())
    spec = SPEC.replace(
        'run  script "scripts/scale.sh" with replicas 12', f'run script "scripts/scale.sh" with {given}'
    )
    spec = spec.replace(
        'run  playbook "playbooks/scale.yml" with replicas 12\n  armed', f'run playbook "p.yml" with {given}\n  armed'
    )
    built(tmp_path, spec)
    lines = "\n".join(
        f'    - ansible.builtin.copy: {{dest: "{tmp_path}/{name}", content: "{{{{ {name} }}}}"}}' for name in texts
    )
    (tmp_path / "p.yml").write_text(f"- hosts: localhost\n  gather_facts: false\n  tasks:\n{lines}\n", "utf-8")
    guarded = Guarded(tmp_path, prometheus.url, runner)
    prometheus.burns = ["20", "1", "20", "1"]
    assert guarded.decide("scale").said == ("ran", "it burned")
    expected = "".join(f"--{name}\n{text}\n" for name, text in texts.items())
    assert (tmp_path / "done").read_text("utf-8") == expected
    found = guarded.decide("play")
    assert found.said == ("ran", "it burned"), (tmp_path / "state" / "output-play.log").read_text()
    assert {name: (tmp_path / name).read_text("utf-8") for name in texts} == texts
    assert list(tmp_path.rglob(MARK)) == []


def quoted(text: str) -> str:
    """A text as specs write it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def test_what_is_asked_is_the_alert(quick: Guarded, prometheus: Oracle) -> None:
    quick.decide("dry")
    plan = json.loads((quick.project / "out" / "automations" / "automations.json").read_text())
    assert prometheus.asked == [plan["automations"]["dry"]["burning"]]


def test_what_is_not_armed_only_says_what_it_would_do(quick: Guarded) -> None:
    found = quick.decide("dry")
    assert found.said == ("dry run", "its spec does not say `armed`"), found.output
    assert found.entry["command"][1] == str(quick.project / "playbooks/scale.yml")
    assert not (quick.project / "done").exists()


def test_a_webhook_is_called(quick: Guarded, prometheus: Oracle) -> None:
    prometheus.burns = ["20", "1"]
    found = quick.decide("call")
    assert found.said[0] == "ran"
    assert found.entry["command"] == ["POST", f"{prometheus.url}/hook"]
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


def test_a_webhook_that_nobody_takes_is_a_failure(tmp_path: Path, prometheus: Oracle) -> None:
    built(tmp_path, SPEC.replace("http://localhost:9/hook", "http://127.0.0.1:1/hook"))
    found = Guarded(tmp_path, prometheus.url, "serve").decide("call")
    assert found.said == ("failed", "the webhook was not taken: Connection refused")


@pytest.mark.parametrize("name", ["stop", "stop-scale"])
def test_a_file_stops_it(quick: Guarded, name: str) -> None:
    quick.state.mkdir()
    (quick.state / name).touch()
    assert quick.decide("scale").said == ("refused", f"stopped by the file {quick.state}/{name}")
    assert not (quick.project / "done").exists()


def test_another_ones_stop_does_not(quick: Guarded, prometheus: Oracle) -> None:
    prometheus.burns = ["20", "1"]
    quick.state.mkdir()
    (quick.state / "stop-dry").touch()
    assert quick.decide("scale").said[0] == "ran"


def test_what_burns_no_more_is_left_alone(quick: Guarded, prometheus: Oracle) -> None:
    prometheus.burns = [None]
    assert quick.decide("scale").said == ("refused", "it burns no more")


def test_without_an_answer_nothing_is_done(quick: Guarded, prometheus: Oracle) -> None:
    prometheus.works = False
    assert quick.decide("scale").said == ("refused", f"{NO_ANSWER}error")
    nowhere = Guarded(quick.project, "http://127.0.0.1:1", "serve")
    assert nowhere.decide("scale").said == ("refused", f"{NO_ANSWER}Connection refused")
    assert not (quick.project / "done").exists()


def test_without_an_answer_afterwards_nobody_says_that_it_helped(quick: Guarded, prometheus: Oracle) -> None:
    prometheus.burns = ["20", "gone"]
    why = f"Prometheus does not answer, so nobody knows whether it helped: {prometheus.url} is no Prometheus"
    assert quick.decide("scale").said == ("no better", why)


def test_hours_are_kept(quick: Guarded, prometheus: Oracle) -> None:
    prometheus.hours = "0"
    assert quick.decide("by-day").said == ("refused", "these are not its hours")
    prometheus.hours, prometheus.burns = "1", ["20", "1"]
    assert quick.decide("by-day").said[0] == "ran"


def test_only_one_acts_on_a_service(quick: Guarded) -> None:
    quick.state.mkdir(parents=True)
    with (quick.state / "lock-checkout").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("roll-back since 2026-11-24T19:49:38Z\n")
        lock.flush()
        why = "another automation acts on checkout: roll-back since 2026-11-24T19:49:38Z"
        assert quick.decide("scale").said == ("refused", why)
    assert not (quick.project / "done").exists()


def test_a_lock_goes_with_whoever_held_it(quick: Guarded, prometheus: Oracle) -> None:
    quick.state.mkdir(parents=True)
    (quick.state / "lock-checkout").write_text("roll-back since 2026-11-24T19:49:38Z\n")
    prometheus.burns = ["20", "1"]
    assert quick.decide("scale").said[0] == "ran"


def test_what_did_not_help_is_not_tried_again_where_no_spec_says_how_often(quick: Guarded) -> None:
    assert quick.decide("play").said[0] == "no better"
    decision, why = quick.decide("play").said
    assert decision == "refused"
    assert why.startswith("it did not help ")
    assert why.endswith(" s ago, and is not tried again within 3600 s")


def test_a_script_that_fails_is_said_aloud_with_its_last_words(quick: Guarded) -> None:
    (quick.project / "broken").touch()
    found = quick.decide("scale")
    assert found.said == ("failed", "the script ended with 1: there is no quota left")
    assert found.entry["exit"] == 1


def test_a_script_that_cannot_be_run_is_a_failure(quick: Guarded) -> None:
    (quick.project / "scripts" / "scale.sh").chmod(0o644)
    assert quick.decide("scale").said == (
        "failed",
        f"{quick.project}/scripts/scale.sh cannot be run: Permission denied",
    )


def test_a_tally_that_was_tampered_with_stops_all(quick: Guarded) -> None:
    quick.state.mkdir()
    (quick.state / "tally.json").write_text('{"scale": {"ran": 1}}')
    why = f"{quick.state}/tally.json cannot be read, so nobody knows when it last ran"
    assert quick.decide("scale").said == ("refused", why)


def test_a_trail_that_was_rotated_away_forgets_nothing(quick: Guarded, prometheus: Oracle) -> None:
    prometheus.burns = ["20", "1"]
    assert quick.decide("scale").said[0] == "ran"
    (quick.state / "audit.jsonl").unlink()
    prometheus.burns = ["20"]
    assert quick.decide("scale").said[0] == "refused"


def test_what_was_begun_counts_though_its_end_is_not_known(quick: Guarded) -> None:
    """The machine was restarted by what it ran."""
    quick.state.mkdir()
    (quick.state / "tally.json").write_text(json.dumps({"scale": {"acting": [1, int(time.time())]}}))
    decision, why = quick.decide("scale").said
    assert (decision, why.split(" ")[:2]) == ("refused", ["it", "ran"])
