"""Runs `nines explain` on a copy of the web shop, as a user types it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from nines.cli.main import run
from tests.support.specs import ROOT


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def flat(self) -> str:
        """What was printed, without line ends and columns: for sentences that may break anywhere."""
        return " ".join(self.out.split())


Explain = Callable[..., Outcome]


@pytest.fixture
def explain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Explain:
    """`explain("acme")` in the shop's folder, on 24 November 2026."""
    folder = tmp_path / "shop"
    shutil.copytree(ROOT / "specs" / "shop", folder, ignore=shutil.ignore_patterns("out"))
    monkeypatch.chdir(folder)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")

    def call(*arguments: str) -> Outcome:
        capsys.readouterr()
        code = run(["explain", *arguments])
        printed = capsys.readouterr()
        return Outcome(code, printed.out, printed.err)

    return call
