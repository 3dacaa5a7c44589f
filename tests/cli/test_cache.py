"""The cache of `nines check` and `nines build`: it knows when there is nothing to do, and is never wrong about it."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, chdir, contextmanager, redirect_stderr, redirect_stdout
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from nines import driver
from nines.cli import building, cache, checking
from nines.cli.main import run
from tests.cli.conftest import Nines
from tests.support.specs import ROOT

PROJECT = "project {\n  bundle shop\n}\n"
SLO = "  slo ok 99% over 30d\n"
SERVICE = """\
service {name} "A" {{
  sli ok {{
    bad errors_total{{job="a"}}
    of  requests_total{{job="a"}}
  }}
{slos}}}
"""
FINE = SERVICE.format(name="a", slos=SLO)
MORE = FINE + SERVICE.format(name="b", slos=SLO)
BAD = FINE.replace("99%", "9X%")
"""As long as FINE, so that its size does not tell."""
BLUEPRINT = "blueprint common {\n  tier 1\n}\n"
USER = 'import "lib.nines"\n' + FINE.replace("  sli ok", "  use common\n  sli ok")


@contextmanager
def analyses() -> Iterator[list[object]]:
    """How often the compiler is asked."""
    asked: list[object] = []
    real = driver.analyse

    def counting(*arguments: object) -> object:
        asked.append(arguments)
        return real(*arguments)  # type: ignore[arg-type]  # whatever it was called with

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(driver, "analyse", counting)
        yield asked


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, "utf-8")


def entries(folder: str = cache.FOLDER) -> list[Path]:
    return sorted(Path(folder).glob("*.check"))


@pytest.fixture
def shop(nines: Nines) -> Nines:
    """A project of two files, one of which imports the other, that was checked."""
    write("project.nines", PROJECT)
    write("lib.nines", BLUEPRINT)
    write("a.nines", USER)
    assert nines("check").code == 0
    return nines


def test_what_was_checked_is_not_analysed_again(shop: Nines) -> None:
    first = shop("check", "--no-cache")
    with analyses() as asked:
        assert shop("check") == first
        assert shop("check", ".") == first
    assert asked == []


CHANGES: dict[str, Callable[[], Any]] = {
    "a file": lambda: write("a.nines", USER + "\n"),
    "a file, with its size and time kept": lambda: changed_in_place("a.nines", USER.replace("99%", "98%")),
    "an import": lambda: write("lib.nines", BLUEPRINT.replace("1", "2")),
    "the project": lambda: write("project.nines", PROJECT.replace("shop", "mall")),
    "a new file": lambda: write("deep/b.nines", FINE.replace("service a", "service b")),
    "a new project around it": lambda: Path("project.nines").rename("other.nines"),
    "a file less": lambda: Path("lib.nines").unlink(),
    "a file's name": lambda: Path("a.nines").rename("b.nines"),
    "a file in place of another": lambda: (Path("b.txt").write_text(MORE), Path("b.txt").replace("a.nines")),
    "the day": lambda: os.environ.update(SOURCE_DATE_EPOCH="1768521600"),
}


def changed_in_place(path: str, text: str) -> None:
    before = Path(path).stat()
    assert len(text.encode()) == before.st_size
    write(path, text)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_checked_again(shop: Nines, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768435200")
    CHANGES[change]()
    with analyses() as asked:
        cached = shop("check")
    assert len(asked) == 1
    assert cached == shop("check", "--no-cache")


def test_a_file_that_looks_as_it_did_long_ago_is_not_read(shop: Nines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_SETTLED", 0)
    time.sleep(0.02)
    for entry in entries():
        entry.unlink()
    told = shop("check")
    read = Path.read_bytes

    def read_entries(path: Path) -> bytes:
        assert path.suffix == ".check"
        return read(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "read_bytes", read_entries)
        assert shop("check") == told
    changed_in_place("a.nines", USER.replace("99%", "9X%"))
    assert shop("check").code == 1


def test_files_that_were_touched_or_written_anew_with_the_same_content_are_known(shop: Nines) -> None:
    Path("a.nines").touch()
    write("lib.nines", BLUEPRINT)
    with analyses() as asked:
        assert shop("check").code == 0
    assert asked == []


def test_other_files_are_other_questions(shop: Nines) -> None:
    with analyses() as asked:
        assert shop("check", "a.nines").code == 0
        assert shop("check", "a.nines").code == 0
        assert shop("check", "lib.nines").code == 0
    assert len(asked) == 2


WISHES = [
    [],
    ["--strict"],
    ["--max", "1"],
    ["--color", "always"],
    *(["--format", form] for form in ("short", "json", "sarif", "github")),
]


@pytest.mark.parametrize("text", [USER, BAD, FINE + 'team idle "Idle"\n'], ids=["fine", "bad", "odd"])
def test_each_wish_is_remembered_for_itself(shop: Nines, text: str) -> None:
    write("a.nines", text)
    told = [shop("check", *wish, "--no-cache") for wish in WISHES]
    assert [shop("check", *wish) for wish in WISHES] == told
    with analyses() as asked:
        assert [shop("check", *wish) for wish in WISHES] == told
    assert asked == []


def test_mistakes_are_told_from_where_the_user_stands(shop: Nines, monkeypatch: pytest.MonkeyPatch) -> None:
    write("deep/a.nines", BAD)
    assert "--> deep/a.nines:" in shop("check").out
    monkeypatch.chdir("deep")
    assert "--> a.nines:" in shop("check").out


def test_what_was_mended_is_no_answer_for_the_next_time(shop: Nines) -> None:
    write("a.nines", FINE.replace("slo ok", "slo okk"))
    assert shop("check", "--fix").err == "1 mended\n"
    write("a.nines", FINE.replace("slo ok", "slo okk"))
    assert shop("check", "--fix").err == "1 mended\n"
    assert "slo ok " in Path("a.nines").read_text()


def test_a_file_that_was_missing_may_come(shop: Nines) -> None:
    write("a.nines", 'import "new.nines"\n' + FINE)
    assert "there is no file `new.nines`" in shop("check").out
    write("nef.nines", BLUEPRINT.replace("common", "nef"))
    assert "did you mean `nef.nines`?" in shop("check", "a.nines").out
    write("new.nines", BLUEPRINT.replace("common", "new"))
    assert "there is no file" not in shop("check", "a.nines").out


def test_standard_input_is_not_remembered(nines: Nines, process: Callable[..., object], tmp_path: Path) -> None:
    write("project.nines", PROJECT)
    process("check", "-", stdin=FINE.encode())
    assert not (tmp_path / cache.FOLDER).exists()


def test_without_a_cache_nothing_is_left_behind(nines: Nines) -> None:
    write("project.nines", PROJECT)
    write("a.nines", FINE)
    assert nines("check", "--no-cache").code == 0
    assert not Path(cache.FOLDER).exists()


def test_nobody_else_may_read_what_is_quoted(shop: Nines) -> None:
    assert [oct(entry.stat().st_mode & 0o777) for entry in entries()] == ["0o600"]


def test_the_cache_is_not_for_version_control_nor_for_specs(shop: Nines) -> None:
    assert Path(cache.FOLDER, ".gitignore").read_text() == "*\n"
    write(f"{cache.FOLDER}/x.nines", BAD)
    assert shop("check").code == 0


def test_files_without_a_project_are_remembered_at_their_user(
    nines: Nines, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    write("specs/a.nines", FINE)
    assert nines("check", "specs").code == 0
    assert not Path("specs", cache.FOLDER).exists()
    assert len(entries("home/nines")) == 1
    with analyses() as asked:
        assert nines("check", "specs").code == 0
    assert asked == []


def test_a_folder_that_is_named_is_used_and_left_as_it_is(shop: Nines, monkeypatch: pytest.MonkeyPatch) -> None:
    write("mine/notes.txt", "mine")
    monkeypatch.setenv("NINES_CACHE_DIR", "mine")
    assert shop("check").code == 0
    assert len(entries("mine")) == 1
    assert sorted(path.name for path in Path("mine").iterdir() if path.suffix != ".check") == ["notes.txt"]
    with analyses() as asked:
        assert shop("check").code == 0
    assert asked == []


def test_a_cache_that_cannot_be_written_is_done_without(shop: Nines, monkeypatch: pytest.MonkeyPatch) -> None:
    first = shop("check")
    write("file", "in the way")
    for place in ("file", "file/within", "/proc/nines"):
        monkeypatch.setenv("NINES_CACHE_DIR", place)
        assert shop("check") == first
        assert shop("check") == first


def test_an_entry_that_was_damaged_is_not_believed(shop: Nines) -> None:
    (entry,) = entries()
    whole, told = entry.read_bytes(), shop("check")
    damaged = [whole[:size] for size in range(0, len(whole), 7)]
    damaged += [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(0, len(whole), 5)]
    damaged += [whole + b"x", b"\0" * len(whole), b"\xff" * 40, whole[::-1]]
    for raw in damaged:
        entry.write_bytes(raw)
        with analyses() as asked:
            assert shop("check") == told
        assert len(asked) == 1
    entry.write_bytes(whole)
    with analyses() as asked:
        assert shop("check") == told
    assert asked == []


def test_the_oldest_entries_go(shop: Nines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_ENTRIES", 3)
    (first,) = entries()
    for number in range(5):
        write(f"s{number}.nines", FINE.replace("service a", f"service s{number}"))
        assert shop("check", f"s{number}.nines").code == 0
    assert len(entries()) == 3
    assert first not in entries()
    monkeypatch.setattr(cache, "MOST_BYTES", max(entry.stat().st_size for entry in entries()) + 10)
    write("s5.nines", FINE.replace("service a", "service s5"))
    assert shop("check", "s5.nines").code == 0
    assert len(entries()) == 1
    monkeypatch.setattr(cache, "MOST_BYTES", 100)
    write("s6.nines", FINE.replace("service a", "service s6"))
    assert shop("check", "s6.nines").code == 0
    assert len(entries()) == 1


def test_what_a_crash_left_behind_goes(shop: Nines) -> None:
    old, new = Path(cache.FOLDER, "x-1.check-new"), Path(cache.FOLDER, "y-2.check-new")
    for path in (old, new):
        path.write_text("half an ent")
    os.utime(old, (time.time() - 7200, time.time() - 7200))
    write("a.nines", MORE)
    assert shop("check").code == 0
    assert not old.exists()
    assert new.exists()


def test_two_runs_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    (tmp_path / "project.nines").write_text(PROJECT)
    (tmp_path / "a.nines").write_text(FINE)
    command = [sys.executable, "-m", "nines", "check"]
    runs = [subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) for _ in range(6)]
    said = {run.communicate()[0] for run in runs}
    assert len(said) == 1
    assert "1 warning in 1 file" in said.pop()
    assert [run.returncode for run in runs] == [0] * 6
    assert sorted(path.suffix for path in (tmp_path / cache.FOLDER).iterdir()) == ["", ".check"]


def test_another_compiler_does_not_believe_what_this_one_said(tmp_path: Path) -> None:
    """A copy of the compiler whose standard library, code, version or zones change checks again."""
    house = tmp_path / "house"
    shutil.copytree(ROOT / "compiler", house, ignore=shutil.ignore_patterns("__pycache__"))
    specs = tmp_path / "specs"
    specs.mkdir()
    (specs / "project.nines").write_text(PROJECT)
    (specs / "a.nines").write_text(FINE)

    def entries_after_a_check() -> int:
        environment = {**os.environ, "PYTHONPATH": str(house), "SOURCE_DATE_EPOCH": "1768435200"}
        command = [sys.executable, "-m", "nines", "check"]
        subprocess.run(command, cwd=specs, env=environment, check=True, stdout=subprocess.DEVNULL)
        return len(entries(str(specs / cache.FOLDER)))

    assert entries_after_a_check() == 1
    assert entries_after_a_check() == 1
    policies = house / "nines" / "std" / "policies.nines"
    policies.write_text(policies.read_text() + "\n# changed\n")
    assert entries_after_a_check() == 2
    with (house / "nines" / "driver.py").open("a") as code:
        code.write("\n# changed\n")
    assert entries_after_a_check() == 3
    (house / "nines_lang-9.9.9.dist-info").mkdir()
    assert entries_after_a_check() == 4
    shutil.copytree(str(package_files("tzdata")), house / "tzdata")
    (house / "tzdata" / "__init__.py").write_text('IANA_VERSION = "2199z"\n__version__ = "2199.26"\n')
    assert entries_after_a_check() == 5


def test_a_hit_loads_no_part_of_the_compiler(shop: Nines, tmp_path: Path) -> None:
    script = (
        "import sys; from nines.cli.main import run; code = run(['check']);"
        "print(code, *sorted(name for name in sys.modules), file=sys.stderr)"
    )
    same = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=same, capture_output=True, text=True, check=True
    )
    code, *loaded = done.stderr.split()
    assert code == "0"
    assert [name for name in loaded if name.startswith("nines")] == [
        "nines",
        "nines.cli",
        "nines.cli.cache",
        "nines.cli.checking",
        "nines.cli.console",
        "nines.cli.digest",
        "nines.cli.files",
        "nines.cli.main",
        "nines.cli.today",
        "nines.record",
    ]
    assert not {"click", "dataclasses", "inspect", "json", "datetime", "shutil"} & set(loaded)


@pytest.mark.parametrize(
    "arguments",
    [[], ["a.nines"], ["a.nines", "--strict"], ["--no-cache", "a.nines", "--no-cache"], ["--strict", "lib.nines", "."]],
)
def test_what_is_read_without_click_is_read_alike(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    wishes: list[object] = []

    def note(wish: object) -> int:
        wishes.append(wish)
        return 0

    monkeypatch.setattr(checking, "check", note)
    monkeypatch.setattr(building, "build", note)
    also = [["build", *arguments], ["build", *(word.replace("--strict", "--check") for word in arguments)]]
    commands = [["check", *arguments], *also]
    for command in commands:
        run(command)
    monkeypatch.setattr(checking, "plain", lambda _: None)
    monkeypatch.setattr(building, "plain", lambda _: None)
    for command in commands:
        run(command)
    assert len(wishes) == 6
    assert wishes[:3] == wishes[3:]


@pytest.mark.parametrize(
    "arguments", [["-"], ["--strikt"], ["--help"], ["--format=json"], ["--", "a.nines"], ["--max"]]
)
def test_all_else_is_left_to_click(arguments: list[str]) -> None:
    assert checking.plain(arguments) is None
    assert building.plain(arguments) is None


@pytest.fixture
def built(shop: Nines) -> Nines:
    """The same project, built."""
    assert shop("build").code == 0
    return shop


def test_what_was_built_is_not_built_again(built: Nines) -> None:
    plain = built("build", "--no-cache")
    checked = built("build", "--check", "--no-cache")
    assert plain.out.endswith("files in out, nothing changed\n")
    assert "warning[N0511]" in plain.err
    assert built("build", "--check") == checked
    with analyses() as asked:
        assert built("build") == plain
        assert built("build", "--check") == checked
        assert built("build", "--check", ".") == checked
    assert asked == []


OUTPUT_CHANGES: dict[str, Callable[[], Any]] = {
    "a spec": lambda: write("a.nines", USER + "\n"),
    "an output": lambda: Path("out/inventory.json").write_text("{}"),
    "an output less": lambda: Path("out/inventory.json").unlink(),
    "the manifest": lambda: Path("out/.nines-manifest.json").unlink(),
    "all outputs": lambda: shutil.rmtree("out"),
}


@pytest.mark.parametrize("change", OUTPUT_CHANGES)
def test_what_changes_is_built_again(built: Nines, change: str) -> None:
    built("build", "--check")
    OUTPUT_CHANGES[change]()
    with analyses() as asked:
        check = built("build", "--check")
        assert len(asked) == 1
        assert check == built("build", "--check", "--no-cache")
        built("build", "--force")
        assert len(asked) == 3
    assert built("build", "--check", "--no-cache").code == 0


def test_another_folder_or_other_templates_are_other_questions(built: Nines) -> None:
    with analyses() as asked:
        assert built("build", "--out", "elsewhere").code == 0
        assert len(asked) == 1
        Path("own").mkdir()
        for _ in range(2):
            assert built("build", "--templates", "own").code == 0
        assert len(asked) == 3
        assert built("build", "--out", "elsewhere").code == 0
        assert built("build").code == 0
    assert len(asked) == 3


def test_a_build_that_refuses_is_not_remembered(built: Nines) -> None:
    Path("out/inventory.json").write_text("mine")
    first = built("build")
    assert (first.code, first.out) == (1, "")
    with analyses() as asked:
        assert built("build") == first
    assert len(asked) == 1


def test_files_that_settled_are_not_read_the_next_time(built: Nines, monkeypatch: pytest.MonkeyPatch) -> None:
    told = built("build")
    monkeypatch.setattr(cache, "_SETTLED", 0)
    time.sleep(0.02)
    assert built("build") == told
    read = Path.read_bytes

    def read_entries(path: Path) -> bytes:
        assert path.suffix == ".check"
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", read_entries)
    assert built("build") == told


def said(*arguments: str) -> tuple[int, str]:
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        return run(["check", *arguments]), out.getvalue()


NAMES = ("a.nines", "b.nines", "lib.nines", "deep/c.nines", "project.nines", "deep/project.nines")
TEXTS = (FINE, MORE, BAD, USER, BLUEPRINT, PROJECT, FINE.replace("service a", "service c"), "")


class Work(RuleBasedStateMachine):
    """Somebody works on specs and checks them now and then: with the cache it must look as without."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.stack.enter_context(chdir(folder))
        patch = self.stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("NINES_CACHE_DIR", f"{folder}/.nines-cache")
        patch.setattr(cache, "_SETTLED", 8_000_000)
        self.patch = patch

    @rule(name=st.sampled_from(NAMES), text=st.sampled_from(TEXTS), keeps_time=st.booleans())
    def write(self, name: str, text: str, keeps_time: bool) -> None:
        before = Path(name).stat() if Path(name).exists() else None
        write(name, text)
        if keeps_time and before is not None:
            os.utime(name, ns=(before.st_atime_ns, before.st_mtime_ns))

    @rule(name=st.sampled_from(NAMES), other=st.sampled_from(NAMES))
    def move(self, name: str, other: str) -> None:
        if Path(name).exists():
            Path(other).parent.mkdir(exist_ok=True)
            Path(name).replace(other)

    @rule(name=st.sampled_from(NAMES))
    def remove(self, name: str) -> None:
        Path(name).unlink(missing_ok=True)

    @rule(day=st.integers(20_000, 20_002))
    def sleep_until(self, day: int) -> None:
        self.patch.setenv("SOURCE_DATE_EPOCH", str(day * 86_400))

    @rule(arguments=st.sampled_from([(), ("a.nines",), ("b.nines", "a.nines"), ("deep",), ("--strict",)]))
    def check(self, arguments: tuple[str, ...]) -> None:
        time.sleep(0.012)
        told = said(*arguments, "--no-cache")
        assert said(*arguments) == told
        assert said(*arguments) == told

    def teardown(self) -> None:
        self.stack.close()


def test_with_the_cache_it_looks_as_without() -> None:
    run_state_machine_as_test(Work, settings=settings(max_examples=40, stateful_step_count=15))
