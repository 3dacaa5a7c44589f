"""The wheel and the source distribution hold all that the compiler needs, wherever they are installed."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.support.tools import ROOT

READ_BOTH = """
from nines.resources import packaged, resource
import nines
print(nines.__file__)
print(resource("grammar", "nines.lark").read_text(encoding="utf-8")[:40].splitlines()[0])
print(sorted(path.name for path in resource("templates").iterdir()))
print(packaged("py.typed"))
"""

READ_MISSING = """
from nines.resources import resource
try:
    resource("templates", "no.j2")
except FileNotFoundError as error:
    print(error)
"""


def run(*command: str | Path, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(kind: str, source: Path, into: Path) -> Path:
    run(sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", into, cwd=source)
    [made] = into.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a new environment that has Nines from the wheel, and what it depends on from ours."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        wheel,
        cwd=folder,
    )
    purelib = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    Path(purelib, "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def test_an_installed_compiler_finds_grammar_and_templates(installed: Path, tmp_path: Path) -> None:
    package, grammar, templates, marker = run(installed, "-c", READ_BOTH, cwd=tmp_path).splitlines()
    assert Path(package).is_relative_to(installed.parents[1])
    assert Path(marker).parent == Path(package).parent
    assert grammar == (ROOT / "grammar" / "nines.lark").read_text(encoding="utf-8")[:40].splitlines()[0]
    assert templates == str(sorted(path.name for path in (ROOT / "templates").iterdir()))


def test_a_checkout_finds_the_same(tmp_path: Path) -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT / 'compiler')!r})\n{READ_BOTH}"
    package, *_ = run(sys.executable, "-I", "-c", code, cwd=tmp_path).splitlines()
    assert Path(package) == ROOT / "compiler" / "nines" / "__init__.py"


def test_what_is_missing_is_named(installed: Path, tmp_path: Path) -> None:
    assert (
        run(installed, "-c", READ_MISSING, cwd=tmp_path)
        == "`templates/no.j2` is missing from this installation of Nines\n"
    )


def test_the_wheel_holds_every_committed_file_of_the_compiler(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    tracked = run("git", "ls-files", "compiler/nines", "grammar", "templates", cwd=ROOT).splitlines()
    for path in tracked:
        place = path.removeprefix("compiler/") if path.startswith("compiler/") else f"nines/_data/{path}"
        assert place in held


def test_a_wheel_made_from_the_source_distribution_is_the_same(wheel: Path, tmp_path: Path) -> None:
    archive = build("sdist", ROOT, tmp_path / "sdist")
    unpacked = tmp_path / "source"
    unpacked.mkdir()
    run("tar", "-xzf", archive, cwd=unpacked)
    [source] = unpacked.iterdir()
    again = build("wheel", source, tmp_path / "wheel")
    assert again.read_bytes() == wheel.read_bytes()


def test_an_installed_compiler_begins_checks_and_builds_a_project_from_another_folder(
    installed: Path, tmp_path: Path
) -> None:
    command = installed.with_name("nines")
    assert "Next: cd shop && nines check && nines build" in run(command, "init", "shop", cwd=tmp_path)
    assert run(command, "check", "--strict", "shop", cwd=tmp_path).startswith("No mistakes: 3 files")
    assert "files changed" in run(command, "build", "shop", "--out", "made", cwd=tmp_path)
    assert "nines:error_ratio" in (tmp_path / "made" / "rules" / "shop.yaml").read_text("utf-8")
    run(command, "fmt", "--check", "shop", cwd=tmp_path)


def test_an_installed_compiler_is_a_library(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "a.nines").write_text("wrong\n", "utf-8")
    script = "import nines; result = nines.compile('a.nines'); print(result.ok, [f.code.id for f in result.findings])"
    assert run(installed, "-c", script, cwd=tmp_path) == "False ['N0101']\n"
