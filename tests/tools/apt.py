"""Packages from the Debian mirror that this machine already uses, unpacked into a folder.

Everything apt writes (lists, archives, configuration) goes into a folder of our own, so no root is needed, nothing is
installed, no service is started, and it works when the machine's own lists are empty. Standard library only.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

__all__ = ["Apt", "AptError"]

MIRROR_VARIABLE = "NINES_DEBIAN_MIRROR"

_KEYRINGS = tuple(Path("/usr/share/keyrings") / f"debian-archive-keyring.{form}" for form in ("gpg", "pgp", "asc"))

_HOOK = re.compile(r"^[\w:]*(Pre-Invoke|Post-Invoke|Post-Invoke-Success|Pre-Install-Pkgs)[\w:]*\s")


class AptError(RuntimeError):
    """Packages cannot be had here. The message says why and what to do, for a person."""


class Apt:
    """apt with all its state in `folder`. `suites` replace the machine's own sources if any are given."""

    def __init__(self, folder: Path, suites: Sequence[str] = ()) -> None:
        if shutil.which("apt-get") is None or shutil.which("dpkg") is None:
            raise AptError("there is no `apt-get` and `dpkg` on this machine")
        self._folder = folder
        self._environment = {**os.environ, "APT_CONFIG": str(folder / "apt.conf"), "LC_ALL": "C"}
        for part in ("state/lists/partial", "cache/archives/partial"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        self._configure(own_sources=False)
        if suites:
            self._write_sources(self._mirror(), suites)
            self._configure(own_sources=True)
        self._run("apt-get", "update")

    def download(self, packages: Iterable[str], suite: str) -> list[Path]:
        """Just these packages of a suite, without what they depend on."""
        self._clear_archives()
        self._run("apt-get", "download", *(f"{package}/{suite}" for package in packages), cwd=self._archives)
        return self._downloaded()

    def download_with_dependencies(self, packages: Iterable[str]) -> list[Path]:
        """These packages, and all they depend on that the machine does not have."""
        self._clear_archives()
        self._run("apt-get", "install", "--download-only", "--reinstall", "--no-install-recommends", "-y", *packages)
        return self._downloaded()

    def unpack(self, archives: Iterable[Path], target: Path) -> None:
        target.mkdir(parents=True, exist_ok=True)
        for archive in archives:
            self._run("dpkg-deb", "-x", str(archive), str(target))

    @property
    def _archives(self) -> Path:
        return self._folder / "cache" / "archives"

    def _clear_archives(self) -> None:
        for archive in self._downloaded():
            archive.unlink()

    def _downloaded(self) -> list[Path]:
        return sorted(self._archives.glob("*.deb"))

    def _configure(self, *, own_sources: bool) -> None:
        """The machine's configuration (a proxy, certificates) without its hooks, which would act on the machine."""
        machine = self._capture(["apt-config", "dump"], dict(os.environ))
        lines = [line for line in machine.splitlines() if not _HOOK.match(line)]
        lines += [
            'Dir::Etc::main "/dev/null";',
            'Dir::Etc::parts "/dev/null";',
            f'Dir::State "{self._folder}/state";',
            'Dir::State::status "/var/lib/dpkg/status";',
            f'Dir::Cache "{self._folder}/cache";',
            f'Dir::Cache::archives "{self._archives}";',
            'APT::Sandbox::User "root";',
            'Acquire::Retries "3";',
            'Acquire::Languages "none";',
            'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";',
            'Debug::NoLocking "true";',
        ]
        if own_sources:
            lines += [
                f'Dir::Etc::sourcelist "{self._folder}/sources.list";',
                'Dir::Etc::sourceparts "/dev/null";',
                'APT::Update::Error-Mode "any";',
            ]
        (self._folder / "apt.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _mirror(self) -> str:
        if given := os.environ.get(MIRROR_VARIABLE):
            return given
        if mirror := self._labelled_mirror(dict(os.environ)):
            return mirror
        self._run("apt-get", "update")
        if mirror := self._labelled_mirror(self._environment):
            return mirror
        raise AptError(
            "this machine's apt knows no Debian mirror, "
            f"so set {MIRROR_VARIABLE} to the address of one (`{MIRROR_VARIABLE}=http://... make tools`)"
        )

    def _labelled_mirror(self, environment: dict[str, str]) -> str | None:
        """The first archive labelled `Debian`; sources files have too many forms to be read by ourselves."""
        for line in self._capture(
            ["apt-get", "indextargets", "--format", "$(LABEL) $(SITE)"], environment
        ).splitlines():
            label, _, site = line.rpartition(" ")
            if label == "Debian" and not site.startswith("cdrom:"):
                return site
        return None

    def _write_sources(self, mirror: str, suites: Sequence[str]) -> None:
        keyring = next((path for path in _KEYRINGS if path.exists()), None)
        options = f"[signed-by={keyring}] " if keyring else ""
        lines = [f"deb {options}{mirror} {suite} main\n" for suite in suites]
        (self._folder / "sources.list").write_text("".join(lines), encoding="utf-8")

    def _run(self, *command: str, cwd: Path | None = None) -> None:
        self._capture(list(command), self._environment, cwd)

    def _capture(self, command: list[str], environment: dict[str, str], cwd: Path | None = None) -> str:
        done = subprocess.run(
            command, env=environment, cwd=cwd, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
        )
        if done.returncode != 0:
            said = [
                line for line in (done.stdout + done.stderr).splitlines() if line.startswith(("E:", "Err:", "dpkg"))
            ]
            raise AptError(f"`{' '.join(command[:2])}` failed:\n" + "\n".join(f"    {line}" for line in said[-6:]))
        return done.stdout
