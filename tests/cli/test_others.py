"""`nines init`, `explain`, `help`, `version`, `completion`; and what happens when we are at fault."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nines.cli import checking
from nines.cli.main import COMMANDS
from nines.language.table import entries
from tests.cli.conftest import Nines


def test_a_first_project_is_named_after_its_folder_and_has_no_mistakes(nines: Nines) -> None:
    outcome = nines("init", "My Web Shop")
    assert outcome.code == 0
    assert outcome.out.splitlines()[-1] == "Next: cd My Web Shop && nines check && nines build"
    assert "bundle    my-web-shop" in Path("My Web Shop/project.nines").read_text()
    assert nines("check", "--strict", "My Web Shop").out.startswith("No mistakes: 3 files")


def test_a_first_project_takes_the_time_zone_of_the_machine(nines: Nines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    nines("init", "a")
    assert "in Asia/Kolkata" in Path("a/shop.nines").read_text()
    monkeypatch.setenv("TZ", "Nowhere/Else")
    nines("init", "b")
    assert "Nowhere" not in Path("b/shop.nines").read_text()


def test_a_first_project_overwrites_nothing(nines: Nines) -> None:
    Path("project.nines").write_text("# mine\n")
    outcome = nines("init")
    assert outcome.code == 1
    assert "`project.nines` is there already" in outcome.err
    assert [path.name for path in Path().iterdir()] == ["project.nines"]


def test_a_code_is_explained_by_its_page(nines: Nines) -> None:
    outcome = nines("explain", "n0108")
    assert outcome.code == 0
    assert "N0108" in outcome.out
    assert "slo availability 0.999 over 30d" in outcome.out


def test_help_names_every_topic_and_each_topic_is_there(nines: Nines) -> None:
    out = nines("help").out
    topics = [line.split()[2] for line in out.splitlines() if line.startswith("  nines help ")]
    assert {"sli", "slo", "sla", "alerts", "ci", "project"} <= set(topics)
    for topic in topics:
        assert nines("help", topic).code == 0


def test_every_statement_has_help(nines: Nines) -> None:
    for word in sorted({head for entry in entries() for head in entry.heads}):
        assert nines("help", word).code == 0, word
    assert "did you mean `credit`?" in nines("help", "kredit").err


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_says_what_it_is_for(nines: Nines, command: str) -> None:
    outcome = nines(command, "--help")
    assert outcome.code == 0
    assert outcome.out.startswith(f"Usage: nines {command}")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_name_the_command(nines: Nines, shell: str) -> None:
    assert "_NINES_COMPLETE" in nines("completion", shell).out


def test_a_shell_completes_commands() -> None:
    environment = {"COMP_WORDS": "nines ch", "COMP_CWORD": "1", "_NINES_COMPLETE": "bash_complete"}
    result = subprocess.run(
        [sys.executable, "-c", "from nines.cli.commands import cli; cli.main(prog_name='nines')"],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )
    assert result.stdout.split() == [b"plain,check"]


def test_a_bug_of_ours_says_so_and_what_to_report(nines: Nines, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("seven is not eight")

    monkeypatch.setattr(checking, "check", broken)
    outcome = nines("check", "a.nines")
    assert outcome.code == 3
    assert "this is a bug in Nines, not in your files" in outcome.err
    assert "nines check a.nines" in outcome.err
    assert "RuntimeError: seven is not eight" in outcome.err
