"""`nines build`: everything or nothing, nothing over what others wrote, the same bytes everywhere."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Nines
from tests.support.specs import ROOT

CONTRACT = ROOT / "specs" / "examples" / "contract.nines"


@pytest.fixture
def spec(nines: Nines) -> Path:
    """A spec with a contract, in the current folder."""
    assert callable(nines)
    return Path(shutil.copy(CONTRACT, "a.nines"))


def contents(folder: str = "out") -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()
    }


def test_a_single_file_builds_without_a_project(nines: Nines, spec: Path) -> None:
    outcome = nines("build", str(spec))
    assert outcome.code == 0
    assert outcome.out.splitlines()[-1].endswith("files in out, " + f"{len(contents()) - 1} files changed")
    assert Path("out/inventory.json").is_file()


def test_a_second_build_changes_nothing_on_disk(nines: Nines, spec: Path) -> None:
    nines("build", str(spec))
    before = {path: path.stat().st_mtime_ns for path in Path("out").rglob("*")}
    assert nines("build", str(spec)).out.endswith("nothing changed\n")
    assert {path: path.stat().st_mtime_ns for path in Path("out").rglob("*")} == before


def test_a_spec_with_a_mistake_writes_nothing(nines: Nines, spec: Path) -> None:
    spec.write_text(spec.read_text() + "wrong\n")
    outcome = nines("build", str(spec))
    assert outcome.code == 1
    assert "N0101" in outcome.err
    assert outcome.err.endswith("Nothing was written.\n")
    assert not Path("out").exists()


def test_check_tells_stale_outputs_with_a_diff(nines: Nines, spec: Path) -> None:
    nines("build", str(spec))
    assert nines("build", "--check", str(spec)).code == 0
    spec.write_text(spec.read_text().replace("99.9%", "99.95%").replace("99.8%", "99.9%"))
    before = contents()
    outcome = nines("build", "--check", str(spec))
    assert outcome.code == 1
    assert any(line.startswith("-") and "99.9%" in line for line in outcome.out.splitlines())
    assert "files are stale: run `nines build`" in outcome.out
    assert contents() == before


def test_what_was_edited_by_hand_is_not_overwritten(nines: Nines, spec: Path) -> None:
    nines("build", str(spec))
    edited = next(path for path in Path("out").rglob("*.md"))
    edited.write_text(edited.read_text() + "by hand\n")
    outcome = nines("build", str(spec))
    assert outcome.code == 1
    assert f"{edited.relative_to('out').as_posix()} was edited since it was built" in outcome.err
    assert "`--force`" in outcome.err
    assert edited.read_text().endswith("by hand\n")
    assert nines("build", "--force", str(spec)).code == 0
    assert "by hand" not in edited.read_text()


def test_what_a_build_did_not_write_is_not_overwritten(nines: Nines, spec: Path) -> None:
    Path("out").mkdir()
    Path("out/inventory.json").write_text("mine")
    outcome = nines("build", str(spec))
    assert outcome.code == 1
    assert "inventory.json was not written by a build" in outcome.err
    assert contents() == {"inventory.json": b"mine"}


def test_files_that_are_no_more_made_go_and_others_stay(nines: Nines, spec: Path) -> None:
    nines("build", str(spec))
    Path("out/mine.txt").write_text("mine")
    kept = spec.read_text()
    spec.write_text(kept[: kept.index("customer ")])
    assert nines("build", str(spec)).code == 0
    assert not [path for path in contents() if "customers/" in path]
    assert not list(Path("out").rglob("customers"))
    assert Path("out/mine.txt").read_text() == "mine"


def test_a_full_disk_leaves_everything_as_it_was(nines: Nines, spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nines("build", str(spec))
    before = contents()
    spec.write_text(spec.read_text().replace("99.9%", "99.95%").replace("99.8%", "99.9%"))
    written = 0
    true = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        nonlocal written
        written += 1
        if written > 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        return true(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    outcome = nines("build", str(spec))
    assert outcome.code == 1
    assert "cannot be written: No space left on device. Nothing was changed." in outcome.err
    assert contents() == before
    assert not list(Path("out").glob(".nines-*/"))


@pytest.mark.skipif(os.name != "posix", reason="only there a killed process can be told from one that runs")
def test_a_build_waits_for_another_and_removes_what_a_killed_one_left(tmp_path: Path) -> None:
    """One writes and stops half-way, a second waits for it; when the first is killed, the second goes on."""
    script = (
        "import pathlib, sys, time\n"
        "from nines.cli.disk import write_all\n"
        "def stop(path, content):\n"
        "    print('there', flush=True)\n"
        "    time.sleep(600)\n"
        "if sys.argv[2] == 'stops':\n"
        "    pathlib.Path.write_bytes = stop\n"
        "print('begins', flush=True)\n"
        "write_all(pathlib.Path(sys.argv[1]), {'a': sys.argv[2].encode()})\n"
    )

    def build(what: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", script, str(tmp_path), what], stdout=subprocess.PIPE)

    first = build("stops")
    assert first.stdout is not None
    assert [first.stdout.readline(), first.stdout.readline()] == [b"begins\n", b"there\n"]
    second = build("goes on")
    try:
        assert second.stdout is not None
        assert second.stdout.readline() == b"begins\n"
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(0.3)
        assert len(list(tmp_path.glob(".nines-stage-*"))) == 1
        assert not (tmp_path / "a").exists()
    finally:
        first.kill()
        first.communicate()
    assert second.wait(30) == 0
    second.communicate()
    assert (tmp_path / "a").read_bytes() == b"goes on"
    assert not list(tmp_path.glob(".nines-stage-*"))


def test_a_failure_half_way_through_the_exchange_is_undone(
    nines: Nines, spec: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nines("build", str(spec))
    before = contents()
    spec.write_text(spec.read_text().replace("99.9%", "99.95%").replace("99.8%", "99.9%"))
    calls = 0
    true = Path.replace

    def failing(source: Path, target: str | Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise OSError(errno.EIO, "Input/output error")
        return true(source, target)

    monkeypatch.setattr(Path, "replace", failing)
    assert nines("build", str(spec)).code == 1
    assert contents() == before


def test_a_folder_that_cannot_be_written(nines: Nines, spec: Path) -> None:
    Path("out").write_text("a file in the way")
    outcome = nines("build", str(spec))
    assert outcome.code == 1
    assert "`out` is a file" in outcome.err
    assert Path("out").read_text() == "a file in the way"


def test_the_inventory_is_listed_and_filtered(nines: Nines, spec: Path) -> None:
    outcome = nines("inventory", str(spec), "--kind", "clause", "--format", "json")
    items = json.loads(outcome.out)["items"]
    assert items
    assert {item["kind"] for item in items} == {"clause"}
    assert all(item["origin"]["file"] == "a.nines" for item in items if "origin" in item)
    assert not Path("out").exists()


def test_the_same_bytes_under_another_hash_seed_and_from_another_folder(tmp_path: Path) -> None:
    made = []
    for seed, cwd in (("1", ROOT), ("2", ROOT / "specs"), ("3", ROOT / "specs" / "shop")):
        out = tmp_path / seed
        command = [sys.executable, "-m", "nines", "build", str(ROOT / "specs" / "shop"), "--out", str(out)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=True)
        made.append({path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()})
    assert made[0]
    assert made[0] == made[1] == made[2]


def test_a_template_of_ones_own_takes_the_place_of_ours(nines: Nines, spec: Path) -> None:
    Path("own/documents").mkdir(parents=True)
    Path("own/documents/document.md").write_text("My company's terms\n")
    assert nines("build", str(spec), "--templates", "own").code == 0
    assert {text for path, text in contents().items() if path.endswith(".md")} == {b"My company's terms\n"}
