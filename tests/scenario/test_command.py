"""`nines test` as people run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree  # type: ignore[import-untyped]  # it has no types

from tests.support.tools import ROOT, tool

SPEC = """
service shop "Shop" {
  sli ok {
    bad hits_total{code=~"5.."}
    of  hits_total{}
  }
  slo ok 99.9% over 30d

  test "a dead shop pages" {
    traffic 200/s
    at 1h fail 100% for 10m
    expect page from ok within 3m
  }
  test "nobody is that quick" {
    traffic 200/s
    at 1h fail 100% for 10m
    expect page from ok within 20s
  }
}
service other {
  sli ok {
    up probe_success{}
  }
  slo ok 99.9% over 30d

  test "a probe that fails & fails" {
    at 1h fail 100% for 10m
    expect page from ok within 3m
  }
}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shop.nines").write_text(SPEC, encoding="utf-8")
    (tmp_path / "project.nines").write_text("project {\n  evaluate every 30s\n}\n", encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    wanted = {"NINES_PROMTOOL": str(tool("promtool", "3")), "PYTHONPATH": str(ROOT / "compiler"), **environment}
    return subprocess.run(
        [sys.executable, "-m", "nines", "test", *arguments],
        cwd=folder,
        env={**os.environ, **wanted},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_line_for_each_test_and_a_timeline_for_what_failed(folder: Path) -> None:
    done = run(folder)
    assert done.returncode == 1
    assert done.stderr == ""
    assert "\033" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100
    lines = done.stdout.splitlines()
    assert [line[:28] for line in lines if line[:6] in ("ok    ", "FAILED")] == [
        "ok      shop: a dead shop pa",
        "FAILED  shop: nobody is that",
        "ok      other: a probe that ",
    ]
    assert "error[N1101]: expected a page from `ok` within 20s; it fired after 1m" in done.stdout
    assert "shop.nines:17:5" in done.stdout
    assert "  1h  >  100% fails, for 10m" in done.stdout
    assert "1h20s  x  expected by now: a page from `ok` within 20s" in done.stdout
    assert "1h1m  !  page from ok fires: ErrorBudgetBurn" in done.stdout
    assert lines[-1].startswith("1 test failed, 2 passed in ")


def test_timelines_of_passing_tests_are_shown_when_asked_for(folder: Path) -> None:
    assert "!  page from ok" not in run(folder, "-k", "dead shop").stdout
    done = run(folder, "-k", "DEAD shop", "--verbose")
    assert done.returncode == 0
    assert "!  page from ok fires: ErrorBudgetBurn" in done.stdout
    assert "+  expected by now: a page from `ok` within 3m" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "titles"),
    [
        (("other",), ["a probe that fails & fails"]),
        (("shop.ok", "-k", "quick"), ["nobody is that quick"]),
        (("shop.nines", "-k", "dead"), ["a dead shop pages"]),
    ],
)
def test_tests_are_chosen_by_file_service_objective_and_words(
    folder: Path, arguments: tuple[str, ...], titles: list[str]
) -> None:
    found = json.loads(run(folder, *arguments, "--format", "json").stdout)
    assert [test["title"] for test in found["tests"]] == titles


def test_what_is_not_there_is_a_wrong_call(folder: Path) -> None:
    done = run(folder, "shpo")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing here is called `shpo`: did you mean `shop`?" in done.stderr
    assert run(folder, "-k", "no such words").returncode == 2


def test_without_promtool_it_is_said_what_to_install(folder: Path) -> None:
    done = run(folder, NINES_PROMTOOL="", PATH="")
    assert done.returncode == 1
    assert "error[N1103]: `promtool` is not there, so no test can be tried" in done.stderr
    assert "Debian: the package `prometheus`" in done.stderr
    named = run(folder, "--promtool", "/nowhere/promtool")
    assert "`/nowhere/promtool` is no program that can be run" in named.stderr


def test_a_program_that_is_no_promtool_is_told_from_one(folder: Path) -> None:
    done = run(folder, "--promtool", sys.executable)
    assert done.returncode == 1
    assert "error[N1104]: promtool cannot try this test" in done.stderr
    assert "--version` says no version" in done.stderr


def test_mistakes_in_specs_come_first(folder: Path) -> None:
    (folder / "shop.nines").write_text(SPEC.replace("page from ok within 3m", "page from okk within 3m"), "utf-8")
    done = run(folder)
    assert done.returncode == 1
    assert "N0308" in done.stderr
    assert done.stderr.rstrip().endswith("Nothing was tried.")


def test_junit_fits_its_schema_and_says_what_failed(folder: Path) -> None:
    done = run(folder, "--junit", "reports/junit.xml")
    assert done.returncode == 1
    document = etree.parse(folder / "reports" / "junit.xml")
    schema = etree.XMLSchema(etree.parse(ROOT / "tests" / "schemas" / "junit.xsd"))
    schema.assertValid(document)
    root = document.getroot()
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("3", "1", "0")
    (failure,) = root.iter("failure")
    assert failure.get("type") == "N1101"
    assert "expected a page from `ok` within 20s; it fired after 1m" in (failure.text or "")
    assert [case.get("name") for case in root.iter("testcase")][-1] == "a probe that fails & fails"


def test_json_tells_moments_and_expectations(folder: Path) -> None:
    done = run(folder, "--format", "json", "-k", "quick")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert (found["version"], found["passed"], found["failed"]) == (1, 0, 1)
    (test,) = found["tests"]
    assert (test["of"], test["file"], test["line"], test["passed"]) == ("shop", "shop.nines", 14, False)
    assert [(each["passed"], each["line"]) for each in test["expectations"]] == [(False, 17)]
    assert {"milliseconds": 3_600_000, "kind": "sent", "text": "100% fails, for 10m"} in test["moments"]


def test_an_older_promtool_says_what_it_cannot(folder: Path) -> None:
    native = "  sli ok {\n    within 300ms of answer_seconds{}\n    histogram native\n  }\n"
    spec = f'service a {{\n{native}  slo ok 99% over 30d\n  test "it" {{\n    expect no page\n  }}\n}}\n'
    (folder / "shop.nines").write_text(spec, encoding="utf-8")
    settings = "project {\n  target prometheus 3.5 with native-histograms\n  evaluate every 30s\n}\n"
    (folder / "project.nines").write_text(settings, encoding="utf-8")
    done = run(folder, NINES_PROMTOOL=str(tool("promtool", "2")))
    assert done.returncode == 1
    assert "native histograms need promtool 3.0 or newer, and this one is 2.42" in done.stdout
