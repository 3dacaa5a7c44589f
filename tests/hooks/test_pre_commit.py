"""The hooks of `.pre-commit-hooks.yaml`, run by the real pre-commit in a git repository of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.specs import ROOT

GOOD = """service a "A" {
  sli ok {
    bad errors_total{job="a"}
    of  requests_total{job="a"}
  }
  slo ok 99% over 30d
}
"""
CONFIG = """
repos:
  - repo: {hooks}
    rev: hooks
    hooks:
      - id: nines-check
      - id: nines-fmt
      - id: nines-build-check
        args: [specs]
"""


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]
    found = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return found.stdout


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkout as it is now, as a repository that pre-commit can clone."""
    folder = tmp_path_factory.mktemp("hooks") / "nines"
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        source = ROOT / name
        if source.is_file() and not name.startswith("tests/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "hooks")
    git(folder, "tag", "hooks")
    return folder


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """pre-commit installs the hooks once, for all tests of this module."""
    return {**os.environ, "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit"))}


@pytest.fixture
def project(tmp_path: Path, hooks: Path) -> Path:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "the shop.nines").write_text(GOOD)
    (tmp_path / ".pre-commit-config.yaml").write_text(CONFIG.format(hooks=hooks))
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    return tmp_path


def pre_commit(project: Path, environment: dict[str, str], hook: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pre_commit", "run", hook, "--all-files"]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)


def test_check_passes_and_fails_on_a_file_with_blanks_below_the_root(
    project: Path, environment: dict[str, str]
) -> None:
    result = pre_commit(project, environment, "nines-check")
    assert result.returncode == 0, result.stdout + result.stderr
    (project / "specs" / "the shop.nines").write_text(GOOD.replace("slo ok", "slo okk"))
    git(project, "add", "-A")
    result = pre_commit(project, environment, "nines-check")
    assert result.returncode == 1
    assert "--> specs/the shop.nines:6:7" in result.stdout


def test_fmt_lays_out_and_so_fails_once(project: Path, environment: dict[str, str]) -> None:
    (project / "specs" / "the shop.nines").write_text(GOOD.replace("  sli", "     sli"))
    git(project, "add", "-A")
    assert pre_commit(project, environment, "nines-fmt").returncode == 1
    assert (project / "specs" / "the shop.nines").read_text() == GOOD
    git(project, "add", "-A")
    assert pre_commit(project, environment, "nines-fmt").returncode == 0


def test_stale_outputs_fail_until_they_are_built(project: Path, environment: dict[str, str]) -> None:
    result = pre_commit(project, environment, "nines-build-check")
    assert result.returncode == 1
    assert "files are stale: run `nines build`" in result.stdout
    subprocess.run([sys.executable, "-m", "nines", "build", "specs"], cwd=project, capture_output=True, check=True)
    git(project, "add", "-A")
    assert pre_commit(project, environment, "nines-build-check").returncode == 0
