"""Without the packages that set documents on paper a caller is told, and nothing else breaks."""

from __future__ import annotations

from importlib.machinery import ModuleSpec

import pytest

import nines
from nines.cli import extras
from tests.support.specs import ROOT, TODAY

SHOP = ROOT / "specs" / "shop"


def test_the_library_says_what_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def not_there(module: str) -> ModuleSpec | None:
        return None

    monkeypatch.setattr(extras, "find_spec", not_there)
    with pytest.raises(nines.MissingPackageError) as caught:
        nines.compile(SHOP, today=TODAY)
    assert "typst and python-docx are not installed" in str(caught.value)
    assert "nines-lang[documents]" in str(caught.value)


def test_specs_that_ask_for_no_paper_need_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda module: None)
    result = nines.compile(ROOT / "specs" / "examples" / "contract.nines", today=TODAY)
    assert result.ok
    assert any(artifact.path.endswith(".html") for artifact in result.artifacts)
