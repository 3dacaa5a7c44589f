"""The oldest Python that is supported: what Debian 12 carries has an error in its regular expressions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.specs import ROOT

_POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)[*+?]\+")
MODULES = sorted((ROOT / "compiler").rglob("*.py"))


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) > 100


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT / "compiler").as_posix())
def test_no_group_is_repeated_possessively(module: Path) -> None:
    """Before 3.11.5, `(?:[0-9]|-(?=[0-9]))*+` leaves out its last repetition; `(?>(?:...)*)` says the same."""
    text = module.read_text("utf-8")
    found = [line for line in text.splitlines() if _POSSESSIVE_GROUP.search(line) and "*+`" not in line]
    assert found == []
