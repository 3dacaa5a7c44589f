"""`nines report` on a real server: its numbers are those of the settlement, and paper and page agree."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from nines.cli.main import run
from tests.support.credited import PROJECT, served, specs
from tests.support.prometheus import Server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("prometheus"), "3") as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "project.nines").write_text(PROJECT.format(version="3.5"), "utf-8")
    (tmp_path / "shop.nines").write_text(specs(), "utf-8")
    (tmp_path / "exclusions.csv").write_text(
        "customer,promise,exclusion,start,length,evidence\n"
        "acme,steps,customer-fault,2025-10-26T08:15:00+01:00,10m,ticket 12\n",
        "utf-8",
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(html: str) -> str:
    """The words of a page, without those of its style."""
    body = html[html.index("<body>") :]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_a_report_has_the_numbers_of_the_settlement(
    server: Server, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"http://127.0.0.1:{server.port}"
    common = ["2025-10-26", "--from-prometheus", address, "--measured", "exclusions.csv"]
    assert run(["report", *common]) == 0
    written = capsys.readouterr().out.split()
    assert written == [
        f"reports/2025-10-26/{name}.{form}" for name in ("acme", "globex", "initech") for form in ("html", "pdf")
    ]
    assert (
        run(
            [
                "settle",
                "2025-10-26",
                "--measured",
                "measured-2025-10-26.json",
                "--measured",
                "exclusions.csv",
                "--format",
                "json",
            ]
        )
        == 0
    )
    settlements = {item["customer"]: item for item in json.loads(capsys.readouterr().out)["settlements"]}
    mark = hashlib.sha256((folder / "measured-2025-10-26.json").read_bytes()).hexdigest()[:12]
    for name, settlement in settlements.items():
        html = (folder / f"reports/2025-10-26/{name}.html").read_text("utf-8")
        words = told(html)
        assert mark in words
        assert settlement["credit"]["paid"]["text"] in words
        for promise in settlement["promises"]:
            assert f"{promise['state'].capitalize()}: {promise['compared']['text']} against" in words
        assert "<script" not in html
        assert "http://" not in html.replace("http://www.w3.org/2000/svg", "")
        pictures = re.findall(r'<img src="data:image/svg\+xml;base64,[^"]+" alt="([^"]*)"', html)
        assert len(pictures) == 4 * len(settlement["promises"])
        assert all(pictures)


def test_what_was_left_out_is_told_and_does_not_count(server: Server, folder: Path) -> None:
    address = f"http://127.0.0.1:{server.port}"
    arguments = ["2025-10-26", "--from-prometheus", address, "--measured", "exclusions.csv", "--customer", "acme"]
    assert run(["report", *arguments, "--no-pdf"]) == 0
    words = told((folder / "reports/2025-10-26/acme.html").read_text("utf-8"))
    assert "Caused by the customer Steps" in words
    assert "ticket 12" in words
    assert re.search(r"26 October 2025, 08:15 10m [\d.]+% – no, left out", words)
    assert not list((folder / "reports").rglob("*.pdf"))


def test_paper_says_what_the_page_says_and_is_the_same_each_time(server: Server, folder: Path) -> None:
    arguments = ["report", "2025-10-26", "--from-prometheus", f"http://127.0.0.1:{server.port}", "--customer", "globex"]
    assert run(arguments) == 0
    path = folder / "reports/2025-10-26/globex.pdf"
    first = path.read_bytes()
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())
    for wanted in ("Service report for 26 October 2025", "Globex", "What changes next", "27 October 2025, 00:00"):
        assert wanted in text
    assert run(arguments) == 0
    assert path.read_bytes() == first


def test_a_period_that_is_not_over_is_not_told_of(server: Server, folder: Path) -> None:
    assert run(["report", "2199-01-01", "--from-prometheus", f"http://127.0.0.1:{server.port}"]) == 1
    assert not (folder / "reports").exists()


def test_a_template_that_does_not_work_is_said(
    server: Server, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "own/documents").mkdir(parents=True)
    (folder / "own/documents/document.html").write_text("{{ nobody.knows }}", "utf-8")
    arguments = ["2025-10-26", "--from-prometheus", f"http://127.0.0.1:{server.port}", "--customer", "acme"]
    assert run(["report", *arguments, "--templates", "own"]) == 1
    assert "N0902" in capsys.readouterr().err
    assert not (folder / "reports").exists()
