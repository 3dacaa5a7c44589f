"""Every mistake of specs/mistakes is found, each at its own line, in one run, and nothing else is."""

from __future__ import annotations

import re

import pytest

from tests.check.literate import check_texts
from tests.support.tools import ROOT

TEXT = (ROOT / "specs" / "mistakes" / "mistakes.nines").read_text("utf-8")
MARKED = {number for number, line in enumerate(TEXT.split("\n"), 1) if re.search(r"# error: \S", line)}
FOUND = check_texts({"mistakes.nines": TEXT}).report


def test_the_file_marks_its_mistakes() -> None:
    assert len(MARKED) == TEXT.count("# error: ") > 40


@pytest.mark.parametrize("line", sorted(MARKED))
def test_what_is_marked_is_found(line: int) -> None:
    assert line in {finding.primary.span.line for finding in FOUND}, TEXT.split("\n")[line - 1]


def test_nothing_else_is_found() -> None:
    elsewhere = [finding for finding in FOUND if finding.primary.span.line not in MARKED]
    assert [f"{finding.primary.span} {finding.code.id} {finding.headline}" for finding in elsewhere] == []


def test_each_mistake_is_told_once() -> None:
    lines = [finding.primary.span.line for finding in FOUND]
    assert sorted(lines) == sorted(set(lines))
