"""`nines settle --from-prometheus` on a real server, against what truly happened, and what it says when it cannot."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, Protocol

import pytest

from nines.cli.main import run
from tests.support.credited import DAY, PROJECT, SLICE, TRUE, served, specs
from tests.support.ports import free_port
from tests.support.prometheus import Server
from tests.support.tools import PROMETHEUS

HOUR = 3600
LENGTH = 25 * HOUR


@pytest.fixture(scope="module", params=PROMETHEUS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp(f"prometheus-{request.param}"), request.param) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "project.nines").write_text(PROJECT.format(version="3.5"), "utf-8")
    (tmp_path / "shop.nines").write_text(specs(), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@dataclass(frozen=True)
class Done:
    exit_code: int
    stdout: str
    stderr: str

    @property
    def output(self) -> str:
        return self.stdout + self.stderr


class Settle(Protocol):
    def __call__(self, *arguments: str) -> Done: ...


@pytest.fixture
def settle(capsys: pytest.CaptureFixture[str]) -> Settle:
    def call(*arguments: str) -> Done:
        code = run(["settle", *arguments])
        return Done(code, *capsys.readouterr())

    return call


def address(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}"


def test_what_was_recorded_settles_as_what_truly_happened(server: Server, folder: Path, settle: Settle) -> None:
    done = settle("2025-10-26", "--from-prometheus", address(server), "--format", "json")
    assert done.exit_code == 0, done.output
    total, bad = TRUE.counted(DAY, DAY + LENGTH)
    slices, bad_slices = TRUE.slices(DAY, DAY + LENGTH)
    true = {
        "totals": [
            {"customer": customer, "promise": promise, "good": good, "total": whole}
            for customer in ("acme", "globex", "initech")
            for promises, good, whole in (
                (("steps", "shortfall", "units", "greater"), total - bad, total),
                (("fee", "excess", "both"), slices - bad_slices, slices),
            )
            for promise in promises
        ]
    }
    (folder / "true.json").write_text(json.dumps(true), "utf-8")
    expected = settle("2025-10-26", "--measured", "true.json", "--format", "json")
    assert expected.exit_code == 0, expected.output
    for found, wanted in zip(_settlements(done), _settlements(expected), strict=True):
        assert found["credit"]["due"] == wanted["credit"]["due"]
        compared = [(item["promise"], item["compared"], item["state"]) for item in found["promises"]]
        assert compared == [(item["promise"], item["compared"], item["state"]) for item in wanted["promises"]]


def _settlements(done: Done) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(done.stdout)["settlements"]
    return found


def test_the_file_that_is_kept_settles_to_the_same_bytes(server: Server, folder: Path, settle: Settle) -> None:
    first = settle("2025-10-26", "--from-prometheus", address(server), "--save", "kept.json", "--format", "json")
    assert first.exit_code == 0, first.output
    assert "`--measured kept.json` settles it again" in first.stderr
    again = settle("2025-10-26", "--measured", "kept.json", "--format", "json")
    assert again.stdout == first.stdout
    text = settle("2025-10-26", "--from-prometheus", address(server), "--save", "kept.json")
    assert text.stdout == settle("2025-10-26", "--measured", "kept.json").stdout
    rows = json.loads((folder / "kept.json").read_text("utf-8"))
    hours = [row for row in rows["slices"] if row["customer"] == "acme" and row["promise"] == "steps"]
    assert [row["length"] for row in hours] == ["1h"] * 25
    assert sum(float(row["total"]) for row in hours) == pytest.approx(TRUE.counted(DAY, DAY + LENGTH)[0], rel=0.001)
    whole = next(row for row in rows["totals"] if row["promise"] == "fee")
    assert whole["total"] == str(LENGTH // SLICE)


def test_an_exclusion_cuts_hours_to_the_minute(server: Server, folder: Path, settle: Settle) -> None:
    """Of the full outage of 15 minutes the first ten are the customer's own fault."""
    (folder / "exclusions.csv").write_text(
        "customer,promise,exclusion,start,length,evidence\n"
        "acme,steps,customer-fault,2025-10-26T09:15:00+02:00,10m,ticket 12\n".replace(
            "09:15:00+02:00", "08:15:00+01:00"
        ),
        "utf-8",
    )
    arguments = ("2025-10-26", "--from-prometheus", address(server), "--customer", "acme", "--format", "json")
    plain = settle(*arguments, "--save", "plain.json")
    cut = settle(*arguments, "--measured", "exclusions.csv", "--save", "cut.json")
    assert cut.exit_code == 0, cut.output
    before, after = (_counted(_settlements(done)[0], "steps") for done in (plain, cut))
    assert before[0] - after[0] == pytest.approx(600 * 20, rel=0.05)
    assert before[1] == pytest.approx(after[1], abs=1e-6)


def _counted(settlement: dict[str, Any], promise: str) -> tuple[float, float]:
    """Bad, and all."""
    formula = next(item["formula"] for item in settlement["promises"] if item["promise"] == promise)
    good, total = (_number(formula[name]) for name in ("good", "total"))
    return total - good, total


def _number(text: str) -> float:
    top, _, bottom = text.partition("/")
    return float(top) / float(bottom or "1")


def test_other_numbers_are_not_overwritten(server: Server, folder: Path, settle: Settle) -> None:
    (folder / "kept.json").write_text("{}\n", "utf-8")
    done = settle("2025-10-26", "--from-prometheus", address(server), "--save", "kept.json")
    assert done.exit_code == 2
    assert "holds other numbers" in done.stderr
    assert (folder / "kept.json").read_text("utf-8") == "{}\n"


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2025-10-25", "of `acme.steps` nothing is recorded before 25 October 2025, 21:00"),
        ("2025-09-01", "nothing of `acme.steps` is recorded in 2025-09-01"),
        ("2199-01-01", "cannot be settled for 2199-01-01: the period ends on 2 January 2199"),
    ],
)
def test_a_period_that_is_not_on_record_is_refused(
    server: Server, folder: Path, settle: Settle, period: str, said: str
) -> None:
    done = settle(period, "--from-prometheus", address(server))
    assert done.exit_code == 1
    assert said in done.stderr
    assert not list(folder.glob("measured-*"))


class _Answer(BaseHTTPRequestHandler):
    """Answers everything alike. `seen` are the headers of what was asked."""

    status, body, moved = 200, b"", ""
    seen: list[str | None]

    def do_POST(self) -> None:
        self.seen.append(self.headers.get("Authorization"))
        self.send_response(self.status)
        if self.moved:
            self.send_header("Location", self.moved)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, format: str, *_: object) -> None:  # noqa: A002 - the name of the base
        return


@contextmanager
def answering(status: int, body: bytes = b"", moved: str = "") -> Iterator[tuple[str, list[str | None]]]:
    seen: list[str | None] = []
    handler = type("Answer", (_Answer,), {"status": status, "body": body, "moved": moved, "seen": seen})
    httpd = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{httpd.server_port}", seen
    finally:
        httpd.shutdown()
        httpd.server_close()


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (401, b"", "lets nobody in without a password or token (status 401)"),
        (404, b"not here", "has no API of Prometheus at that address"),
        (302, b"", "answers with another address"),
        (200, b"<html>", "does not answer as Prometheus does"),
        (
            200,
            b'{"status":"success","data":{"resultType":"scalar","result":[1]}}',
            "does not answer as Prometheus does",
        ),
        (422, b'{"status":"error","errorType":"execution","error":"query timed out"}', "status 422): query timed out"),
    ],
)
def test_what_is_wrong_with_a_server_is_said(folder: Path, settle: Settle, status: int, body: bytes, said: str) -> None:
    with answering(status, body, "http://elsewhere.example/" if status == 302 else "") as (url, _):
        done = settle("2025-10-26", "--from-prometheus", url)
    assert done.exit_code == 1
    assert "N1034" in done.stderr
    assert said in done.stderr
    assert not list(folder.glob("measured-*"))


def test_a_server_that_is_down_is_said_to_be(folder: Path, settle: Settle) -> None:
    done = settle("2025-10-26", "--from-prometheus", f"http://127.0.0.1:{free_port()}")
    assert done.exit_code == 1
    assert "cannot be reached: Connection refused" in done.stderr


def test_a_token_comes_from_a_file_and_is_never_shown(folder: Path, settle: Settle) -> None:
    (folder / "token.txt").write_text("# for the server\nAuthorization: Bearer hush-hush\n", "utf-8")
    with answering(403) as (url, seen):
        done = settle("2025-10-26", "--from-prometheus", url, "--header-file", "token.txt")
    assert seen == ["Bearer hush-hush"]
    assert "hush" not in done.output
    (folder / "token.txt").write_text("hush-hush\n", "utf-8")
    done = settle("2025-10-26", "--from-prometheus", url, "--header-file", "token.txt")
    assert done.exit_code == 2
    assert "line 1 of `token.txt` is no header" in done.stderr
    assert "hush" not in done.output
    assert "hush" not in settle("2025-10-26", "--from-prometheus", "http://me:hush@server.example").output


def test_numbers_come_from_somewhere(folder: Path, settle: Settle) -> None:
    done = settle("2025-10-26")
    assert done.exit_code == 2
    assert "`--measured FILE` or `--from-prometheus URL`" in done.stderr
