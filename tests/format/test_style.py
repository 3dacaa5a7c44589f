"""The style, told by the texts of style.md."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from nines.diagnostics.model import Report
from nines.format import diff, format_text
from nines.source import Source
from tests.format.laws import assert_lawful, formatted


class Case(NamedTuple):
    title: str
    before: str
    after: str


def cases() -> list[Case]:
    found: list[Case] = []
    for section in Path(__file__).with_name("style.md").read_text(encoding="utf-8").split("\n## ")[1:]:
        texts = re.findall(r"^~~~nines\n(.*?)^~~~$", section, re.MULTILINE | re.DOTALL)
        found.append(Case(section.partition("\n")[0], texts[0], texts[-1]))
    return found


CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_a_text_is_laid_out_as_it_says(case: Case) -> None:
    assert formatted(case.before) == case.after


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_the_texts_keep_all_laws(case: Case) -> None:
    assert assert_lawful(case.before) is not None


def test_windows_line_ends_and_a_byte_order_mark_go() -> None:
    assert formatted('\ufeffservice a {\r\n  """\r\n  b\r\n  """\r\n}\r\n') == 'service a {\n  """\n  b\n  """\n}\n'


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t\r\n"])
def test_a_text_without_anything_has_no_line(text: str) -> None:
    assert formatted(text) == ""


def test_a_change_of_one_line_moves_only_lines_of_its_table() -> None:
    text = 'service a {\n  tier 1\n  owner b\n\n  first "c"\n  runbook "d"\n}\n'
    before, after = formatted(text), formatted(text.replace("owner b", 'repository "b"'))
    assert before is not None
    assert after is not None
    changed = [line for line in diff(before, after, "a.nines").splitlines()[2:] if line[:1] in "+-"]
    assert changed == ["-  tier  1", "-  owner b", "+  tier       1", '+  repository "b"']


def test_a_finding_is_told_in_the_place_that_the_author_sees() -> None:
    report = Report()
    assert format_text(Source("shop.nines", "\ufeffa\r\nb = 1\r\n", "dir/shop.nines"), report) is None
    (finding,) = report
    assert finding.primary.span.address == "dir/shop.nines:2:3"


def test_a_difference_is_one_that_patch_takes() -> None:
    assert diff("a\nb \nc", "a\nb\nc\n", "shop.nines") == (
        "--- shop.nines\n+++ shop.nines\n@@ -1,3 +1,3 @@\n a\n-b \n-c\n\\ No newline at end of file\n+b\n+c\n"
    )
    assert diff("a\n", "a\n", "shop.nines") == ""
    assert diff("a\x0cb \n", "a\x0cb\n", "x").splitlines()[2:] != []
