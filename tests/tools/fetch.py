"""Fetches the real tools into `.tools/`: `python3 -m tests.tools.fetch [prometheus] [alertmanager] [chromium]`.

What is there already and answers `--version` rightly is left alone, whoever put it there; so a machine without apt can
be served by hand. Each fetched program is run once before it counts. Standard library only.
"""

from __future__ import annotations

import fcntl
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.support.tools import CHROMIUM, RELEASES, ROOT, TOOLS, Release
from tests.tools.apt import Apt, AptError

KINDS = ("prometheus", "alertmanager", "chromium")

_INSTALLED_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Paths are relative to the script, so that the folder may be moved with the checkout. Where the machine has no
# configuration of fonts, ours finds those that were fetched.
_BROWSER_SCRIPT = """\
#!/bin/sh
root=$(CDPATH= cd -- "$(dirname -- "$0")/../root" && pwd)
for folder in {libraries}; do
  LD_LIBRARY_PATH="$root/$folder${{LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}}"
done
export LD_LIBRARY_PATH
if [ ! -e /etc/fonts/fonts.conf ]; then
  FONTCONFIG_FILE="$root/../fonts.conf"
  export FONTCONFIG_FILE
fi
exec "$root/usr/lib/chromium/chromium" "$@"
"""

_FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir prefix="relative">root/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""


def main(arguments: Sequence[str]) -> int:
    kinds = arguments or KINDS
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        print(f"`{unknown[0]}` is not a tool; there are {', '.join(KINDS)}", file=sys.stderr)
        return 2
    TOOLS.mkdir(exist_ok=True)
    with _alone():
        try:
            _fetch_releases([release for release in RELEASES if release.name in kinds])
            if "chromium" in kinds:
                _fetch_chromium()
        except AptError as error:
            print(f"The tools could not be fetched: {error}.\n{_by_hand(kinds)}", file=sys.stderr)
            return 1
        finally:
            shutil.rmtree(TOOLS / "apt", ignore_errors=True)
    return 0


def _fetch_releases(releases: Sequence[Release]) -> None:
    missing = [release for release in releases if _complaint(release, release.folder)]
    if not missing:
        return
    suites = sorted({release.suite for release in missing})
    print(f"Reading Debian's package lists: {', '.join(suites)}", flush=True)
    apt = Apt(TOOLS / "apt" / "suites", suites)
    for release in missing:
        print(f"Fetching {release.name} {release.generation} from Debian {release.suite}", flush=True)
        with _new_folder(release.folder) as folder:
            apt.unpack(apt.download(release.packages, release.suite), folder / "root")
            (folder / "bin").mkdir()
            for program, path in release.programs:
                (folder / "bin" / program).symlink_to(Path("..", "root", path))
            if complaint := _complaint(release, folder):
                raise AptError(f"what Debian {release.suite} gives does not serve, {complaint}")


def _fetch_chromium() -> None:
    if _runs(CHROMIUM):
        return
    for name in _INSTALLED_BROWSERS:
        if (path := shutil.which(name)) and _runs(Path(path)):
            print(f"Using the browser installed here, {path}", flush=True)
            with _new_folder(CHROMIUM.parents[1]) as folder:
                _write_script(folder, f'#!/bin/sh\nexec {path} "$@"\n')
            return
    print("Fetching Chromium and the libraries that it misses here", flush=True)
    apt = Apt(TOOLS / "apt" / "machine")
    with _new_folder(CHROMIUM.parents[1]) as folder:
        root = folder / "root"
        apt.unpack(apt.download_with_dependencies(["chromium", "fonts-dejavu-core"]), root)
        libraries = {path.parent.relative_to(root) for path in root.rglob("*.so*")}
        private = sorted(str(path) for path in libraries if path.parts[:3] != ("usr", "lib", "chromium"))
        (folder / "fonts.conf").write_text(_FONTS, encoding="utf-8")
        script = _write_script(folder, _BROWSER_SCRIPT.format(libraries=" ".join(private)))
        if not _runs(script):
            raise AptError("the Chromium of this machine's Debian does not run here")


def _write_script(folder: Path, text: str) -> Path:
    script = folder / "bin" / "chromium"
    script.parent.mkdir()
    script.write_text(text, encoding="utf-8")
    script.chmod(0o755)
    return script


def _complaint(release: Release, folder: Path) -> str | None:
    """Why a folder is not this release, or None if each of its programs runs and has a fitting version."""
    for program, _ in release.programs:
        match = re.search(r"version (\d+)\.(\d+)", _version_text(folder / "bin" / program))
        if match is None:
            return f"`{program} --version` does not run"
        if not release.at_least <= (int(match[1]), int(match[2])) < release.below:
            return f"`{program}` is {match[1]}.{match[2]}, and it should be {_versions(release)}"
    return None


def _versions(release: Release) -> str:
    low, high = (".".join(map(str, bound)) for bound in (release.at_least, release.below))
    return f"{low} or newer, below {high}"


def _runs(browser: Path) -> bool:
    return re.search(r"(Chromium|Chrome) \d+", _version_text(browser)) is not None


def _version_text(program: Path) -> str:
    """What it says of its version: some releases print it on the error output."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout + done.stderr if done.returncode == 0 else ""


@contextmanager
def _new_folder(target: Path) -> Iterator[Path]:
    """A folder that takes the target's place only when all went well."""
    folder = target.with_name(f".{target.name}.new")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
        shutil.rmtree(target, ignore_errors=True)
        folder.replace(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _alone() -> Iterator[None]:
    """Two runs at once would unpack into the same folders: the second waits, and then finds all there."""
    with (TOOLS / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _by_hand(kinds: Sequence[str]) -> str:
    wanted = [
        f"    {release.path(program).relative_to(ROOT)}    {_versions(release)}"
        for release in RELEASES
        if release.name in kinds and _complaint(release, release.folder)
        for program, _ in release.programs
    ]
    if "chromium" in kinds and not _runs(CHROMIUM):
        wanted.append(f"    {CHROMIUM.relative_to(ROOT)}    or an installed Chromium or Chrome on the PATH")
    return "Or put the programs here yourself, and run it again:\n" + "\n".join(wanted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
