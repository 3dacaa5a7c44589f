"""Files, folders and names that nobody should have, and that somebody has."""

from __future__ import annotations

from pathlib import Path

import pytest

from nines.cli.disk import write_all
from tests.cli.conftest import Nines

SPEC = 'service a {\n  sli b {\n    bad x_total{job="a"}\n    of  y_total{job="a"}\n  }\n  slo b 99% over 30d\n}\n'


@pytest.mark.parametrize(
    ("name", "shown"),
    [("a\nb: c.nines", "a<U+000A>b: c.nines"), ("a\u202eb.nines", "a<U+202E>b.nines"), ("\x1b[31m.nines", "<U+001B>")],
)
def test_a_name_that_cannot_be_printed_is_refused(nines: Nines, name: str, shown: str) -> None:
    Path(name).write_text(SPEC)
    for command in ("check", "build"):
        outcome = nines(command)
        assert outcome.code == 2
        assert shown in outcome.err
        assert "rename it" in outcome.err


def test_a_name_with_signs_of_yaml_and_of_shells_builds(nines: Nines) -> None:
    Path("a b'\"$(id){{x}}#: é.nines").write_text(SPEC)
    assert nines("build").code == 0


def test_a_folder_in_the_place_of_an_output_is_kept(nines: Nines) -> None:
    """Also with `--force`, which is about files."""
    Path("a.nines").write_text(SPEC)
    kept = Path("out/rules/a.yaml/kept.txt")
    kept.parent.mkdir(parents=True)
    kept.write_text("mine")
    outcome = nines("build", "a.nines", "--force")
    assert outcome.code == 1
    assert "is a folder" in outcome.err
    assert kept.read_text() == "mine"
    assert not Path("out/inventory.json").exists()


def test_a_link_that_leads_nowhere_is_no_folder(nines: Nines) -> None:
    Path("a.nines").write_text(SPEC)
    Path("out").symlink_to("nowhere")
    outcome = nines("build", "a.nines")
    assert (outcome.code, Path("nowhere").exists()) == (1, False)
    assert "`out` is a link that leads nowhere" in outcome.err


def test_some_files_of_a_project_do_not_take_the_place_of_all_outputs(nines: Nines) -> None:
    Path("project.nines").write_text("project {\n  bundle shop\n}\n")
    Path("a.nines").write_text(SPEC)
    Path("z.nines").write_text(SPEC.replace("service a", "service z"))
    assert nines("build").code == 0
    outcome = nines("build", "a.nines")
    assert outcome.code == 2
    assert "`--out`" in outcome.err
    assert Path("out/rules/z.yaml").exists()
    assert nines("build", "a.nines", "--out", "part").code == 0
    assert not Path("part/rules/z.yaml").exists()


def test_a_settings_file_that_cannot_be_read_is_told_of_once(nines: Nines) -> None:
    Path("project.nines").write_bytes(b"\0")
    Path("a.nines").write_text(SPEC)
    assert nines("check").out.count("N0207]") + nines("check").err.count("N0207]") == 1


def test_line_ends_of_carriage_returns_are_told_of_once(nines: Nines) -> None:
    Path("a.nines").write_bytes(SPEC.replace("\n", "\r").encode())
    outcome = nines("check")
    assert outcome.code == 1
    assert (outcome.out + outcome.err).count("N0024]") == 1
    assert "7 of them" in outcome.out + outcome.err


@pytest.mark.parametrize("char", ["\ufffe", "\uffff"])
def test_a_character_that_no_output_can_hold_is_an_error(nines: Nines, char: str) -> None:
    Path("a.nines").write_text(SPEC.replace("service a", f'service a "x{char}"'), "utf-8")
    outcome = nines("build", "a.nines")
    assert outcome.code == 1
    assert "N0024" in outcome.err


@pytest.mark.parametrize("step", range(1, 12))
def test_an_interrupted_build_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Wherever between two moves of files the user interrupts it."""
    write_all(tmp_path, {"a": b"old", "b/c": b"old", "gone": b"old"})
    steps = iter(range(1, 100))
    move = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        if next(steps) == step:
            raise KeyboardInterrupt
        return move(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    try:
        write_all(tmp_path, {"a": b"new", "b/c": b"new", "d/e": b"new"})
    except KeyboardInterrupt:
        assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
        assert sorted(path.name for path in tmp_path.iterdir()) == [".nines-manifest.json", "a", "b", "gone"]
    else:
        assert step > 8
        assert (tmp_path / "d" / "e").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("circle.nines", "error[N0207]: `circle.nines` cannot be read"),
        ("nowhere.nines", "error[N0205]: there is no file `nowhere.nines`"),
    ],
)
def test_a_link_that_leads_nowhere_is_said(nines: Nines, target: str, found: str) -> None:
    Path("circle.nines").symlink_to(target)
    named = nines("check", "circle.nines")
    assert (named.code, named.err) == (2, "nines: `circle.nines` is a link that leads nowhere\n")
    assert found in nines("check", "*.nines").out
    assert "there is no `.nines` file here" in nines("check").err
