"""`nines serve` as a server: who may call, what it takes, and what it says when something is missing."""

from __future__ import annotations

import configparser
import contextlib
import json
import os
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.alertmanager.live import until
from tests.automation.guarded import SPEC, Oracle, Served, built, message, oracle, serving
from tests.support.specs import ROOT

TOKEN = "a-token-of-enough-signs"


@pytest.fixture
def prometheus() -> Iterator[Oracle]:
    with oracle() as found:
        yield found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    built(tmp_path, SPEC)
    return tmp_path


def called(project: Path, *options: str) -> tuple[int, str]:
    """What a call that does not listen says."""
    command = [sys.executable, "-m", "nines", "serve", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "compiler")}
    done = subprocess.run(
        command, cwd=project, capture_output=True, text=True, check=False, env=environment, timeout=60
    )
    return done.returncode, done.stdout + done.stderr


def connected(served: Served) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(served.url.rsplit(":", 1)[1])), timeout=60)


def decided(project: Path) -> list[str]:
    trail = project / "state" / "audit.jsonl"
    lines = trail.read_text().splitlines() if trail.exists() else []
    return [json.loads(line)["automation"] for line in lines]


def test_only_what_is_due_of_its_bundle_is_decided_on(project: Path, prometheus: Oracle) -> None:
    prometheus.burns = [None]
    over = message("by-day")
    over["alerts"][0]["status"] = "resolved"
    with serving(project, "--prometheus", prometheus.url) as served:
        status, body = served.post(message("scale", "scale", "dry"))
        assert (status, json.loads(body)) == (202, {"taken": ["scale", "dry"], "left": []})
        for other in (over, message("play", nines="bank"), message("play", alertname="ErrorBudgetBurn")):
            assert json.loads(served.post(other)[1]) == {"taken": [], "left": []}
        unknown = json.loads(served.post(message("../../bin/sh"))[1])
        assert unknown == {"taken": [], "left": ["'../../bin/sh' is not in the plan"]}
        again = json.loads(served.post(message("scale"))[1])
        assert again == {"taken": [], "left": ["scale is decided on already"]}
        until(lambda: len(decided(project)) == 2, "both are decided on")
    assert sorted(decided(project)) == ["dry", "scale"]
    assert "scale: refused, it burns no more" in served.said


def test_labels_reach_no_command(project: Path, prometheus: Oracle) -> None:
    prometheus.burns = ["20", "1"]
    asked = message("scale", target="/bin/false", options="--x", service="; touch x")
    asked["alerts"][0]["fingerprint"] = "{{ lookup('pipe', 'id') }}"
    with serving(project, "--prometheus", prometheus.url, "--wait", "0") as served:
        served.post(asked)
    entry = json.loads((project / "state" / "audit.jsonl").read_text().splitlines()[-1])
    assert entry["command"] == [str(project / "scripts/scale.sh"), "--replicas", "12"]
    assert (entry["service"], entry["alert"], entry["decision"]) == ("checkout", None, "ran")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b'{"alerts": 1}', 400),
        (b'{"alerts": [1, null, {"labels": 3}, {"labels": {"automation": ["x"]}}]}', 202),
        (b"[" * 100_000, 400),
        (b"\xff\xfe", 400),
    ],
)
def test_what_is_no_message_is_refused_and_the_server_lives_on(project: Path, body: bytes, status: int) -> None:
    with serving(project) as served:
        assert served.post(body)[0] == status
        assert served.get("/-/healthy") == (200, "listening\n")
    assert decided(project) == []


def test_a_message_that_is_too_long_is_not_even_read(project: Path) -> None:
    with serving(project) as served, connected(served) as caller:
        caller.sendall(b"POST /endpoint HTTP/1.1\r\nContent-Length: 5000000\r\n\r\n")
        assert caller.recv(100).startswith(b"HTTP/1.0 413 ")


def test_a_caller_that_says_nothing_holds_nobody_up(project: Path) -> None:
    with serving(project) as served, connected(served) as silent:
        silent.sendall(b"POST /endpoint HTTP/1.1\r\nContent-Length: 99\r\n")
        assert served.get("/-/healthy")[0] == 200


def test_who_has_no_token_is_turned_away(project: Path, prometheus: Oracle) -> None:
    (project / "token").write_text(f"{TOKEN}\n")
    prometheus.burns = [None]
    with serving(project, "--token-file", "token", "--prometheus", prometheus.url) as served:
        for wrong in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN}, {"Authorization": "Bearer ü"}):
            assert served.post(message("scale"), **wrong)[0] == 401
        assert served.post(message("scale"), Authorization=f"Bearer {TOKEN}")[0] == 202
    assert decided(project) == ["scale"]
    assert TOKEN not in served.said


def test_it_speaks_tls(project: Path) -> None:
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-keyout", "key.pem", "-out", "cert.pem", "-days", "2", "-subj", "/CN=localhost"),
        ],
        cwd=project,
        check=True,
        capture_output=True,
    )
    with serving(project, "--certificate", "cert.pem", "--key", "key.pem") as served:
        with connected(served) as plain, contextlib.suppress(ConnectionResetError):
            plain.sendall(b"GET / HTTP/1.1\r\n\r\n")
            assert b"200" not in plain.recv(100)
        assert served.get("/-/healthy") == (200, "listening\n")


def test_decisions_are_counted_for_prometheus(project: Path, prometheus: Oracle) -> None:
    prometheus.burns = [None]
    counted = 'nines_automation_decisions_total{nines="shop",automation="scale",decision="refused"} 1\n'
    with serving(project, "--prometheus", prometheus.url) as served:
        served.post(message("scale"))
        until(lambda: counted in served.get("/metrics")[1], "it is counted")
        assert served.get("/metrics")[1] == (project / "nines-automations-shop.prom").read_text()
        assert served.get("/etc/passwd")[0] == 404


def test_a_new_build_counts_at_once_and_one_that_cannot_be_read_is_said(project: Path, prometheus: Oracle) -> None:
    plan = project / "out" / "automations" / "automations.json"
    with serving(project, "--prometheus", prometheus.url, "--wait", "0") as served:
        plan.write_text(plan.read_text().replace('"scale"', '"grow"'))
        assert json.loads(served.post(message("grow"))[1])["taken"] == ["grow"]
        plan.write_text("{}")
        status, body = served.post(message("grow"))
        assert (status, body) == (
            500,
            "`out/automations/automations.json` is no plan of automations, as `nines build` writes it\n",
        )


WRONG = {
    "no plan": (["nowhere.json"], "`nowhere.json` cannot be read: No such file or directory; `nines build` writes one"),
    "no folder": (["--files", "nowhere"], "`--files nowhere` is no folder: name the one of the specs"),
    "no address": (["--listen", "5001"], "`--listen 5001` is no address: write a host and a port, `127.0.0.1:5001`"),
    "no prometheus": (
        ["--prometheus", "localhost:9090"],
        "`--prometheus localhost:9090` is no address: write `http://",
    ),
    "open": (
        ["--listen", "0.0.0.0:5001"],
        "`--listen 0.0.0.0:5001` can be reached from elsewhere: say with `--token-file`",
    ),
    "no token": (["--token-file", "nowhere"], "`--token-file nowhere` cannot be read: No such file or directory"),
    "short token": (["--token-file", "short"], "the token of `short` has fewer than 16 signs: `openssl rand -hex 32`"),
    "half tls": (["--key", "short"], "TLS needs both `--certificate` and `--key`"),
    "no tls": (["--key", "short", "--certificate", "short"], "`short` and `short` are no certificate and its key"),
    "no state": (["--state", "/proc/nines"], "`/proc/nines` cannot be made"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_call_that_cannot_work_says_what_to_do_instead(project: Path, case: str) -> None:
    options, said = WRONG[case]
    (project / "short").write_text("short")
    code, output = called(project, *(["--state", "state"] if "--state" not in options else []), *options)
    assert (code, output.startswith(f"nines: {said}")) == (2, True), output


def test_a_port_that_is_taken_is_said(project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        code, output = called(project, "--state", "state", "--listen", f"127.0.0.1:{other.getsockname()[1]}")
    assert (code, "Address already in use" in output) == (2, True)


def test_what_would_fail_once_it_is_due_is_said_at_the_start(project: Path) -> None:
    (project / "playbooks" / "scale.yml").unlink()
    (project / "scripts" / "scale.sh").chmod(0o644)
    with serving(project) as served:
        pass
    assert f"warning: dry runs playbooks/scale.yml, which is not in {project}" in served.said
    assert "warning: scale runs scripts/scale.sh, which nobody may execute: chmod +x" in served.said


def test_a_unit_of_systemd_runs_what_the_options_say(project: Path) -> None:
    (project / "token").write_text(TOKEN)
    code, text = called(
        project, "--unit", "--token-file", "token", "--listen", "0.0.0.0:5001", "--textfiles", "/var/lib/node 100%"
    )
    assert code == 0
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment, method-assign] # names of settings keep their case
    unit.read_string(text)
    command = shlex.split(unit["Service"]["ExecStart"])
    assert command[1:3] == ["serve", str(project / "out/automations/automations.json")]
    options = dict(zip(command[3::2], command[4::2], strict=True))
    assert options["--files"] == str(project)
    assert options["--state"] == "/var/lib/nines/shop"
    assert options["--token-file"] == "%d/token"
    assert options["--textfiles"] == "/var/lib/node 100%%"
    assert unit["Service"]["StateDirectory"] == "nines/shop"
    assert unit["Service"]["LoadCredential"] == f"token:{project}/token"
    assert unit["Service"]["ReadWritePaths"] == '"/var/lib/node 100%%"'


def test_it_needs_no_ansible(project: Path, prometheus: Oracle) -> None:
    """Playbooks are refused by name where there is none."""
    empty = project / "bin"
    empty.mkdir()
    script = (
        "import sys, pathlib; sys.path.insert(0, sys.argv.pop(1)); import nines.automation.guard as g;"
        "sys.executable = '/nowhere/python';"
        "sys.exit(g.main())"
    )
    command = [sys.executable, "-c", script, str(ROOT / "compiler"), "play"]
    command += ["--plan", "out/automations/automations.json", "--files", ".", "--state", "state"]
    command += ["--prometheus", prometheus.url, "--wait", "0"]
    done = subprocess.run(
        command, cwd=project, env={"PATH": str(empty)}, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout) == (
        1,
        "play: failed, ansible-playbook cannot be run: No such file or directory\n",
    )


def test_the_guard_needs_nothing_but_python(project: Path, prometheus: Oracle) -> None:
    """It lies beside the plan: what a build writes runs without Nines."""
    prometheus.burns = ["20", "1"]
    command = [sys.executable, "-I", "-S", "out/automations/guard.py"]
    options = ["--files", ".", "--state", "state", "--prometheus", prometheus.url, "--wait", "0"]
    done = subprocess.run([*command, "scale", *options], cwd=project, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "scale: ran, it burned\n"), done.stderr
    done = subprocess.run([*command, "grow", *options], cwd=project, capture_output=True, text=True, check=False)
    assert (done.returncode, "has no automation `grow`; it has scale, dry" in done.stderr) == (2, True)
