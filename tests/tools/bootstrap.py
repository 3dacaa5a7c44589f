"""Makes the Python environment `.venv`: `python3 -m tests.tools.bootstrap`.

Exact versions with their hashes come from tests/requirements.txt, and the project itself is installed editable.
Debian keeps pip out of its Python: where that is so, pip is borrowed from wherever it can be had, without root.
Standard library only.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

from tests.support.tools import ROOT, TOOLS
from tests.tools.apt import Apt, AptError

ENVIRONMENT = ROOT / ".venv"
REQUIREMENTS = ROOT / "tests" / "requirements.txt"

_WITHOUT_PIP = """\
Python {version} here has no `pip` and no `venv` to bring it, and it could not be fetched either: {why}.
Install them once, on Debian and Ubuntu with
    sudo apt-get install python3-venv
and run it again."""


def main() -> int:
    python = ENVIRONMENT / "bin" / "python"
    if not _runs(python, "import sys"):
        print(f"Making .venv with Python {_version()}", flush=True)
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        venv.create(ENVIRONMENT, symlinks=True, with_pip=False)
    try:
        pip = _pip(python)
    except AptError as error:
        print(_WITHOUT_PIP.format(version=_version(), why=error), file=sys.stderr)
        return 1
    print("Installing the exact versions of tests/requirements.txt into .venv", flush=True)
    requirements = ["--require-hashes", "--no-deps", "--requirement", str(REQUIREMENTS)]
    if _install(pip, requirements):
        return 1
    print("Installing Nines itself, editable", flush=True)
    return _install(pip, ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)])


def _pip(python: Path) -> list[str]:
    """A command that is pip for the environment. Raises AptError if there is none to be had."""
    own = [str(python), "-m", "pip"]
    if _runs(python, "import pip"):
        return own
    if _runs(python, "import ensurepip, sys; sys.exit(not ensurepip.version())"):
        subprocess.run([python, "-m", "ensurepip", "--default-pip"], check=False, capture_output=True)
        if _runs(python, "import pip"):
            return own
    print("Fetching pip, which this Python lacks", flush=True)
    apt = Apt(TOOLS / "apt" / "pip")
    wheels = TOOLS / "pip"
    apt.unpack(apt.download_with_dependencies(["python3-pip-whl"]), wheels)
    shutil.rmtree(TOOLS / "apt")
    for wheel in wheels.glob("usr/share/python-wheels/pip-*.whl"):
        return [str(python), str(wheel / "pip")]
    raise AptError("Debian's package python3-pip-whl holds no pip")


def _install(pip: list[str], arguments: list[str]) -> int:
    command = [*pip, "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-warn-script-location"]
    done = subprocess.run([*command, *arguments], check=False, stdin=subprocess.DEVNULL)
    return done.returncode


def _runs(python: Path, code: str) -> bool:
    try:
        return subprocess.run([python, "-c", code], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def _version() -> str:
    return ".".join(map(str, sys.version_info[:3]))


if __name__ == "__main__":
    sys.exit(main())
