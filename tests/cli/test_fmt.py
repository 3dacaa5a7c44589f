"""`nines fmt`: files in place, what would change, standard input."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Nines

UGLY = 'service   a "A"{\n      tier 1\n}\n'
NEAT = 'service a "A" {\n  tier 1\n}\n'
Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


def test_files_are_laid_out_in_place(nines: Nines) -> None:
    Path("a.nines").write_text(UGLY)
    Path("b.nines").write_text(NEAT)
    outcome = nines("fmt")
    assert (outcome.code, outcome.err) == (0, "1 of 2 files laid out\n")
    assert Path("a.nines").read_text() == NEAT


def test_check_changes_nothing_and_fails(nines: Nines) -> None:
    Path("a.nines").write_text(UGLY)
    outcome = nines("fmt", "--check")
    assert outcome.code == 1
    assert outcome.out.startswith("a.nines is not laid out\n")
    assert Path("a.nines").read_text() == UGLY
    Path("a.nines").write_text(NEAT)
    assert nines("fmt", "--check").code == 0


def test_diff_shows_what_would_change(nines: Nines) -> None:
    Path("a.nines").write_text(UGLY)
    outcome = nines("fmt", "--diff")
    assert outcome.code == 1
    assert '-service   a "A"{' in outcome.out
    assert '+service a "A" {' in outcome.out
    assert Path("a.nines").read_text() == UGLY


def test_standard_input_comes_out_laid_out(process: Process) -> None:
    result = process("fmt", "-", stdin=UGLY.encode())
    assert (result.returncode, result.stdout) == (0, NEAT.encode())


def test_standard_input_with_a_mistake_comes_out_as_it_is(process: Process) -> None:
    broken = b'service a "A {\n'
    result = process("fmt", "-", stdin=broken)
    assert (result.returncode, result.stdout) == (1, broken)
    assert b"N0001" in result.stderr


def test_a_file_with_a_mistake_of_form_is_left_alone_and_others_are_not(nines: Nines) -> None:
    Path("broken.nines").write_text('service a "A {\n')
    Path("ugly.nines").write_text(UGLY)
    outcome = nines("fmt")
    assert outcome.code == 1
    assert "N0001" in outcome.err
    assert Path("broken.nines").read_text() == 'service a "A {\n'
    assert Path("ugly.nines").read_text() == NEAT


def test_the_permissions_of_a_file_stay(nines: Nines) -> None:
    file = Path("a.nines")
    file.write_text(UGLY)
    file.chmod(0o640)
    nines("fmt")
    assert file.stat().st_mode & 0o777 == 0o640
