"""Remembers what was said of specs, so that to check or build them again only needs a look at the files.

What a command says depends on the compiler, the day, the wishes of the user, the names of the files that
were meant, and the content of those that were read and written. An entry is named by the hash of all but
the content, and tells the files: it holds if each of them is as it was. Where something else was looked
at, such as whether a file exists, nothing is remembered.

A file is as it was if its size, its times and its inode are; one that changed so shortly before it
was remembered that its times need not show a later change, or whose times differ, is read, its
content compared and its times remembered anew. Entries are written aside and renamed, so that a crash
or a second run never leaves half of one, and begin with the hash of their text, so that whatever a file
system makes of that is noticed. A cache that cannot be read or written is done without.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from time import time, time_ns

from nines.cli.digest import digest
from nines.cli.files import STDIN, Seen, Selection
from nines.record import dataclass

__all__ = ["Said", "recall", "remember"]

FOLDER = ".nines-cache"
MOST_ENTRIES = 128
MOST_BYTES = 32 * 1024 * 1024
"""The oldest entries go when there are more of them, or when they are larger: one of 1,000 files has 150 kB."""

LARGEST_READ = 256 * 1024 * 1024
"""Bytes: what is larger is not read to find out whether it changed."""

_SUFFIX = ".check"
_ASIDE = ".check-new"
_ABANDONED = 3600
"""Seconds after which what was written aside has been left behind by a crash."""
_SETTLED = 2_000_000_000
"""Nanoseconds within which a second change of a file need not show in its times: FAT counts in steps of two seconds."""
_FORMAT = "1"


@dataclass(frozen=True, slots=True)
class Said:
    """What a command printed on standard output and standard error, and its exit code."""

    text: str
    code: int
    aside: str = ""


def recall(selection: Selection, asked: tuple[object, ...]) -> Said | None:
    """What was said of these files when the same was asked, if they are as they were.

    `asked` is all that counts beside the files and the compiler.
    """
    entry = _entry(selection, asked)
    if entry is None:
        return None
    began = time_ns()
    try:
        mark, _, whole = entry.read_bytes().decode("utf-8", "surrogateescape").partition("\0")
        if mark != _hash(whole):
            return None
        code, text, aside, *parts = whole.split("\0")
        files = list(zip(*[iter(parts)] * 3, strict=True))
        times = [_times_if_as_it_was(selection.root, began, *file) for file in files]
        said = Said(text, int(code), aside)
    except (OSError, ValueError, _ChangedError):
        return None
    if times != [known for _, _, known in files]:
        _keep(entry, said, [(name, content, seen) for (name, content, _), seen in zip(files, times, strict=True)])
    return said


def remember(
    selection: Selection, asked: tuple[object, ...], began: int, said: Said, outputs: Mapping[str, Seen] | None = None
) -> None:
    """Keep what a command said that began at that time (nanoseconds since 1970) and left its trace on the disk.

    `outputs` are files that it wrote or found written, by their absolute paths.
    """
    entry, trace = _entry(selection, asked), selection.disk.trace
    if entry is None or trace is None or not trace.complete or "\0" in said.text + said.aside:
        return
    seen = {**trace.files, **(outputs or {})}
    _keep(entry, said, [(name, was.hash, _times(was, began)) for name, was in seen.items()])


class _ChangedError(Exception):
    """A file is no more what an entry says of it."""


def _keep(entry: Path, said: Said, files: list[tuple[str, str, str]]) -> None:
    whole = "\0".join([str(said.code), said.text, said.aside, *(part for file in files for part in file)])
    raw = f"{_hash(whole)}\0{whole}".encode("utf-8", "surrogateescape")
    if len(raw) > MOST_BYTES:
        return
    try:
        _prepare(entry.parent)
        _write(entry, raw)
        _prune(entry.parent)
    except OSError:
        return


def _entry(selection: Selection, asked: tuple[object, ...]) -> Path | None:
    """The file that knows the answer, if these specs can be known again."""
    folder = _folder(selection)
    if folder is None or STDIN in selection.names:
        return None
    try:
        compiler = _compiler()
    except OSError:
        return None
    files = (selection.root, selection.project, selection.whole, selection.names)
    return folder / f"{_hash(repr((_FORMAT, compiler, *map(str, files), *asked)))}{_SUFFIX}"


def _folder(selection: Selection) -> Path | None:
    """`NINES_CACHE_DIR`, else beside the project's settings; files without a project are remembered at their user's."""
    named = os.environ.get("NINES_CACHE_DIR")
    if named:
        return selection.disk.here / named
    if selection.project is not None:
        return selection.root / FOLDER
    users = Path(os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or _home()) / "nines"
    return users if users.is_absolute() else None


def _home() -> str:
    home = os.environ.get("HOME")
    return f"{home}/.cache" if home else ""


def _compiler() -> str:
    """What tells this compiler from any other: its files, the rules of time zones, and the Python that runs it.

    A version would not do: in a checkout the code changes without one. Raises OSError if the
    compiler is not made of files.
    """
    package = Path(__file__).parents[1]
    version = [path.name for path in package.parent.glob("nines_lang-*")]
    beside = [package.parents[1] / name for name in ("grammar", "templates")]  # where an editable install has them
    stamps = [_stamps(str(folder)) for folder in (package, *beside) if folder.is_dir()]
    return _hash(repr((stamps, version, _zones(), sys.version)))


def _stamps(folder: str) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir():
                if entry.name != "__pycache__":
                    found += _stamps(entry.path)
            else:
                stat = entry.stat()
                found.append((entry.path, stat.st_size, stat.st_mtime_ns))
    return found


def _zones() -> str:
    """The package of time zones, which is released apart from the compiler: its text tells its version."""
    for folder in sys.path:
        try:
            return Path(folder, "tzdata", "__init__.py").read_text("utf-8")
        except OSError:
            continue
    return ""


def _times_if_as_it_was(root: Path, began: int, name: str, content: str, times: str) -> str:
    """What tells that a file did not change. Raises _ChangedError if it did, OSError if it is no more there."""
    path = os.path.join(root, name)  # noqa: PTH118 - to make a Path takes longer than to look at the file
    stat = os.stat(path)  # noqa: PTH116
    if times == _stamp(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino):
        return times
    seen = Seen.of(stat, Path(path).read_bytes()) if stat.st_size <= LARGEST_READ else None
    if seen is None or seen.hash != content:
        raise _ChangedError
    return _times(seen, began)


def _times(seen: Seen, began: int) -> str:
    """What shows that a file changed after it was seen; empty where that might not show."""
    settled = max(seen.modified, seen.changed) + _SETTLED < began
    return _stamp(seen.size, seen.modified, seen.changed, seen.inode) if settled else ""


def _stamp(size: int, modified: int, changed: int, inode: int) -> str:
    return f"{size} {modified} {changed} {inode}"


def _hash(text: str) -> str:
    return digest(text.encode("utf-8", "surrogateescape"))


def _prepare(folder: Path) -> None:
    """Make the folder, which no version control is to keep. One that is there already is left as it is."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("*\n", "utf-8")


def _write(entry: Path, raw: bytes) -> None:
    aside = entry.with_name(f"{entry.stem}-{os.getpid()}{_ASIDE}")
    try:
        with open(aside, "xb", opener=_for_its_user) as stream:
            stream.write(raw)
        aside.replace(entry)
    except OSError:
        aside.unlink(missing_ok=True)
        raise


def _for_its_user(path: str, flags: int) -> int:
    """Opens a file that nobody else may read: findings quote specs, and the folder may be everybody's."""
    return os.open(path, flags, 0o600)


def _prune(folder: Path) -> None:
    """Remove the oldest of too many entries, and what a crash left behind."""
    kept: list[tuple[int, int, str]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(_SUFFIX):
                kept.append((entry.stat().st_mtime_ns, entry.stat().st_size, entry.path))
            elif entry.name.endswith(_ASIDE) and entry.stat().st_mtime < time() - _ABANDONED:
                Path(entry.path).unlink(missing_ok=True)
    size = sum(bytes_ for _, bytes_, _ in kept)
    number = len(kept)
    for _, bytes_, path in sorted(kept):
        if number <= MOST_ENTRIES and size <= MOST_BYTES:
            return
        Path(path).unlink(missing_ok=True)
        number -= 1
        size -= bytes_
