"""Explains things of the web shop: as a user types it, and from one plan for all tests."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from nines.cli.main import run
from nines.explain.alert import alert_names, explain_alerts, explain_named
from nines.explain.find import Thing, find
from nines.explain.known import Assumption, Known
from nines.explain.show import shown
from nines.explain.tell import tell
from tests.support.specs import ROOT, compile_folder


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
Say = Callable[..., Outcome]


@pytest.fixture(scope="session")
def known() -> Known:
    """The shop on 24 November 2026."""
    compiled = compile_folder(ROOT / "specs" / "shop")
    return Known(compiled.contract, compiled.program, Assumption(datetime.date(2026, 11, 24)))


@pytest.fixture
def say(known: Known) -> Say:
    """`say("acme")`, `say("alert", "acme.availability")`: what the command says of it."""

    def call(*words: str) -> Outcome:
        *kind, name = words
        if kind == ["alert"] and name in alert_names(known):
            told = explain_named(name, known)
        elif kind == ["alert"]:
            told = explain_alerts(name, "", known)
        else:
            found = find(name, kind[0] if kind else None, known)
            assert isinstance(found, Thing), found
            told = tell(found, known)
        return Outcome(0, shown(told, width=100, color=False), "")

    return call


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
