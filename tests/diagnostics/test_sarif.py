"""SARIF as its schema and its standard demand, and as a reader would use it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import unquote

from jsonschema import Draft4Validator
from syrupy.assertion import SnapshotAssertion

from nines.diagnostics.fixes import apply
from nines.diagnostics.model import Allowed, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.diagnostics.sarif import to_sarif
from nines.resources import resource
from nines.source import Source
from tests.diagnostics.specimens import ALL, BELOW, SLA, TIP, at, finding, fixes, long_remarks, note, two_files

SCHEMA = json.loads(resource("grammar", "sarif-2.1.0.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft4Validator(SCHEMA, format_checker=Draft4Validator.FORMAT_CHECKER)
PAGE = Page(BELOW, "A promise that\n\n- is stricter\n- than its aim", "slo a 99%", "slo a 99.9%")
ALLOWED = Allowed(long_remarks(), "the board is rebuilt in June", date(2026, 6, 30), at(SLA, "judge"))


def run(*findings: Diagnostic, **more: Any) -> Any:
    log = json.loads(to_sarif(findings, version="1.2.3", **more))
    VALIDATOR.validate(log)
    assert log["version"] == "2.1.0"
    (only,) = log["runs"]
    return only


def everything() -> Any:
    return run(*(each() for each in ALL), pages=[PAGE, Page(TIP, "why", "a", "b")], allowed=[ALLOWED])


def test_everything_that_can_be_found_has_the_form() -> None:
    assert len(everything()["results"]) == len(ALL) + 1


def test_nothing_found_is_a_run_all_the_same() -> None:
    assert run()["results"] == []


def test_the_form_as_reviewed(snapshot: SnapshotAssertion) -> None:
    assert to_sarif([two_files(), fixes()], version="1.2.3", pages=[PAGE], allowed=[ALLOWED]) == snapshot


def test_each_result_points_to_its_rule() -> None:
    log = everything()
    rules = log["tool"]["driver"]["rules"]
    ids = [rule["id"] for rule in rules]
    assert ids == sorted(set(ids))
    for result in log["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert rules[result["ruleIndex"]]["defaultConfiguration"]["level"] == result["level"]


def test_a_warning_made_an_error_is_one() -> None:
    strict = replace(long_remarks(), code=replace(long_remarks().code, severity=Severity.ERROR))
    assert run(strict)["results"][0]["level"] == "error"


def test_rules_bring_their_pages() -> None:
    rules = {rule["id"]: rule for rule in everything()["tool"]["driver"]["rules"]}
    assert rules["N0401"]["name"] == "ObjectiveBelowPromise"
    assert rules["N0401"]["help"]["markdown"].startswith("# N0401 objective-below-promise\n")
    assert rules["N0901"]["defaultConfiguration"]["level"] == "note"
    assert "nines explain N0203" in rules["N0203"]["help"]["text"]


def test_columns_count_code_points_and_snippets_are_what_they_enclose() -> None:
    log = everything()
    assert log["columnKind"] == "unicodeCodePoints"
    texts = {
        label.span.source.name: label.span.source.text for each in ALL for label in (each().primary, *each().others)
    }
    for result in log["results"]:
        for location in (*result["locations"], *result.get("relatedLocations", [])):
            physical = location["physicalLocation"]
            region = physical["region"]
            enclosed = _enclosed(texts[unquote(physical["artifactLocation"]["uri"])], region)
            assert enclosed == region.get("snippet", {"text": ""})["text"] or len(enclosed) > 1000


def test_related_places_are_numbered() -> None:
    for result in everything()["results"]:
        ids = [location["id"] for location in result.get("relatedLocations", [])]
        assert ids == list(range(1, len(ids) + 1))


def test_addresses_are_relative_references() -> None:
    source = Source("dir with blank/ä:?#%\\\x1b.nines", "slo")
    (result,) = run(finding(Label(source.span(0, 3))))["results"]
    address = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert address["uri"] == "dir%20with%20blank/%C3%A4%3A%3F%23%25%5C%1B.nines"
    assert unquote(address["uri"]) == source.name
    assert address["uriBaseId"] in run()["originalUriBaseIds"]


def test_fixes_do_what_ours_do() -> None:
    found = fixes()
    (result,) = run(found)["results"]
    for fix, written in zip(found.fixes, result["fixes"], strict=True):
        expected = {
            mended.source.name: mended.text
            for mended in apply([replace(found, fixes=(fix,))], certain_only=False).texts
        }
        sources = {edit.span.source.name: edit.span.source for edit in fix.edits}
        for change in written["artifactChanges"]:
            name = change["artifactLocation"]["uri"]
            text = sources[name].text
            for edit in sorted(
                change["replacements"], key=lambda edit: edit["deletedRegion"]["startLine"], reverse=True
            ):
                start, end = _offsets(text, edit["deletedRegion"])
                text = text[:start] + edit["insertedContent"]["text"] + text[end:]
            assert text == expected[name]


def test_what_is_allowed_is_suppressed_in_source() -> None:
    *others, allowed = run(two_files(), allowed=[ALLOWED])["results"]
    assert all("suppressions" not in result for result in others)
    (suppression,) = allowed["suppressions"]
    assert suppression["kind"] == "inSource"
    assert suppression["justification"] == "the board is rebuilt in June (until 2026-06-30)"
    assert suppression["location"]["physicalLocation"]["region"]["startLine"] == 11


def test_fingerprints_stay_when_lines_move() -> None:
    text = "service a {\n  slo x 99%\n}\n"
    moved = f"# new\n\n{text.replace('  slo', '      slo')}"
    assert _fingerprints(text, "99%") == _fingerprints(moved, "99%")


def test_fingerprints_change_with_the_line_the_file_and_the_code() -> None:
    text = "service a {\n  slo x 99%\n}\n"
    found = finding(Label(at(Source("a.nines", text), "99%")))
    prints = [
        *_fingerprints(text, "99%"),
        *_fingerprints(text.replace("slo x", "slo y"), "99%"),
        *_fingerprints(text, "x"),
        *_prints(replace(found, code=TIP)),
        *_prints(finding(Label(at(Source("b.nines", text), "99%")))),
    ]
    assert len(set(prints)) == 5


def test_fingerprints_tell_findings_of_equal_lines_apart() -> None:
    source = Source("a.nines", "slo x 99%\n" * 3)
    findings = [finding(Label(at(source, "99%", nth))) for nth in (1, 2, 3)]
    assert len(set(_prints(*findings))) == 3


def test_brackets_are_escaped_only_where_they_would_be_a_link() -> None:
    plain = finding(Label(at(SLA, "judge")), headline="`x[1h]` is too short")
    link = finding(Label(at(SLA, "judge")), headline="`[here](1)` is no link")
    texts = [result["message"]["text"] for result in run(plain, link)["results"]]
    assert texts == ["`x[1h]` is too short", r"`\[here\](1)` is no link"]


def test_any_text_is_ascii() -> None:
    odd = finding(Label(Source("\ud800.nines", "\ud800").span(0, 1), "\ud800"), headline="\ud800 \u202e")
    assert to_sarif([odd, note()], version="1").isascii()
    assert run(odd)["results"][0]["message"]["text"].startswith("<U+D800> <U+202E>")


def _fingerprints(text: str, marked: str) -> list[str]:
    return _prints(finding(Label(at(Source("a.nines", text), marked))))


def _prints(*findings: Diagnostic) -> list[str]:
    return [result["partialFingerprints"]["ninesFinding/v1"] for result in run(*findings)["results"]]


def _offsets(text: str, region: dict[str, int]) -> tuple[int, int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    start = starts[region["startLine"] - 1] + region["startColumn"] - 1
    end = starts[region["endLine"] - 1] + region["endColumn"] - 1
    assert 0 <= start <= end <= len(text)
    return start, end


def _enclosed(text: str, region: dict[str, int]) -> str:
    start, end = _offsets(text, region)
    return text[start:end]
