"""Which files a command is about: arguments, folders, globs, standard input, and the project they belong to.

It loads no part of the compiler: what it finds may be known from the cache.
"""

from __future__ import annotations

import os
import sys
from os.path import commonpath, realpath, relpath
from pathlib import Path
from typing import TYPE_CHECKING

from nines.cli.digest import digest
from nines.record import dataclass, field

if TYPE_CHECKING:
    from nines.driver import Inputs
    from nines.program.load import Unreadable

__all__ = ["Disk", "Selection", "WrongCall", "select"]

SETTINGS = "project.nines"
SUFFIX = ".nines"
STDIN = "<stdin>"
LARGEST = 20 * 1024 * 1024
"""Bytes from which on a file is surely no spec."""

_HIDDEN = ("node_modules", "__pycache__")
"""Folders that hold no specs, beside those that start with a dot."""


class WrongCall(Exception):  # noqa: N818 - the user's error, which ends a command
    """The command was called in a way that means nothing; its text says what to do instead."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was when it was read: its size, its times in nanoseconds, its inode, and the hash of its content."""

    size: int
    modified: int
    changed: int
    inode: int
    hash: str

    @staticmethod
    def of(stat: os.stat_result, content: bytes) -> Seen:
        """What is known of a file that was opened, looked at and read, in this order."""
        return Seen(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino, digest(content))


@dataclass(slots=True)
class Trace:
    """The files that were read, by name; `complete` if nothing else was asked for, such as a file that is not there."""

    files: dict[str, Seen] = field(default_factory=dict)
    complete: bool = True


@dataclass(slots=True)
class Disk:
    """Texts from the folder of a project, and from standard input. `here` is where the user stands.

    `trace`, if there is one, learns what is asked for.
    """

    root: Path
    here: Path
    stdin: str | None = None
    trace: Trace | None = None
    _known: list[str] | None = field(default=None)
    _start: str | None = field(default=None)

    def read(self, name: str) -> str | Unreadable:
        """The text of a file, or why there is none."""
        if name == STDIN and self.stdin is not None:
            return self.stdin
        text = self._read(name)
        if self.trace is not None and not isinstance(text, str):
            self.trace.complete = False
        return text

    def _read(self, name: str) -> str | Unreadable:
        path = os.path.join(self.root, name)  # noqa: PTH118 - to make a Path takes as long as to open the file
        try:
            with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - the same
                stat = os.fstat(stream.fileno())
                if stat.st_size > LARGEST:
                    much = f"is larger than {LARGEST // 1024 // 1024} MB"
                    return _unreadable(much, "a spec is a text that people read")
                raw = stream.read()
        except (FileNotFoundError, NotADirectoryError, ValueError):  # the last for names with null characters
            return _unreadable("missing")
        except IsADirectoryError:
            return _unreadable("is a folder", "name a file, or import each file that is meant")
        except PermissionError:
            if Path(path).is_dir():  # as Windows says it
                return _unreadable("is a folder", "name a file, or import each file that is meant")
            return _unreadable("may not be read", "give yourself the right to read it")
        except OSError as error:
            return _unreadable(f"cannot be read: {error.strerror or error}")
        if self.trace is not None:
            self.trace.files[name] = Seen.of(stat, raw)
        return decode(raw)

    def path(self, name: str) -> str:
        """The file as seen from where the user stands."""
        if name == STDIN:
            return name
        if self._start is None:
            self._start = relpath(self.root, self.here).replace("\\", "/")
        if self._start == ".":
            return name
        if self._start.endswith(".."):  # the user stands deeper, perhaps beside the file
            return relpath(self.root / name, self.here).replace("\\", "/")
        return f"{self._start}/{name}"

    def names(self) -> list[str]:
        if self.trace is not None:
            self.trace.complete = False
        if self._known is None:
            self._known = _names_in(self.root)
        return self._known

    def is_missing(self, name: str) -> bool:
        """Whether there is no such file. One that is there is traced: what is said holds only as long as it is."""
        text = self.read(name)
        return not isinstance(text, str) and text.reason == "missing"


@dataclass(frozen=True, slots=True)
class Selection:
    """What a command works on: the files `names`, relative to `root`, the folder of their project.

    `project` is the file with the project's settings, if there is one; `whole` says that `names`
    are all specs there are.
    """

    root: Path
    disk: Disk
    names: tuple[str, ...]
    project: str | None
    whole: bool

    @property
    def inputs(self) -> Inputs:
        """The same for the compiler."""
        from nines.driver import Inputs

        return Inputs(self.names, self.disk, self.project, self.root.name, self.whole)


def select(arguments: tuple[str, ...], *, here: Path | None = None) -> Selection:
    """The files that arguments mean; without any, the project that the user stands in, or all files from there down.

    Raises WrongCall if there are none.
    """
    here = (here or Path.cwd()).resolve()
    if arguments == ("-",):
        return _from_stdin(here)
    if "-" in arguments:
        raise WrongCall("standard input (`-`) cannot be read together with files")
    if not arguments:
        return _everything(here)
    files = _meant(arguments, here)
    root = _project_of(files[0])
    if root is None:
        return _without_project(files, arguments, here)
    outside = next((path for path in files if not path.is_relative_to(root)), None)
    if outside is not None:
        raise WrongCall(f"`{relpath(outside, here)}` belongs to another project than `{relpath(files[0], here)}`")
    names = tuple(_name(path, root) for path in files)
    return _selection(root, here, names, whole=set(names) >= set(_names_in(root)))


def found_in(folder: Path) -> list[Path]:
    """Every spec below a folder, sorted, without what is hidden or another project's."""
    return [folder / name for name in _names_in(folder)]


def _names_in(folder: Path) -> list[str]:
    """The same as names relative to the folder, with forward slashes."""
    found: list[str] = []
    waiting = [(str(folder), "")]
    while waiting:
        at, start = waiting.pop()
        entries = _entries(at)
        if start and any(entry.name == SETTINGS for entry in entries):
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(".") and entry.name not in _HIDDEN:
                    waiting.append((entry.path, f"{start}{entry.name}/"))
            elif entry.name.endswith(SUFFIX) and _is_file(entry):
                found.append(f"{start}{entry.name}")
    return sorted(found, key=lambda name: name.split("/"))


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is a file, or a link to one. To look at a link that leads in a circle raises."""
    return entry.is_file(follow_symlinks=False) or Path(entry.path).is_file()


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """What is in a folder; nothing, if nobody may look."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def decode(raw: bytes) -> str | Unreadable:
    """The text of a file's bytes: UTF-8, with or without a byte order mark, any line ends."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _unreadable("is in UTF-16", "save it as UTF-8")
    if b"\0" in raw[:8000]:
        return _unreadable("is no text: it holds null bytes", "specs are texts in UTF-8")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return _unreadable(f"is not in UTF-8: line {line} has the byte 0x{raw[error.start]:02x}", "save it as UTF-8")


def _unreadable(reason: str, help: str = "") -> Unreadable:  # noqa: A002 - the name of the field
    from nines.program.load import Unreadable

    return Unreadable(reason, help)


def _spelt(name: str) -> str:
    """A name in backticks, with what cannot be printed by its number."""
    return "`" + "".join(char if char.isprintable() else f"<U+{ord(char):04X}>" for char in name) + "`"


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _from_stdin(here: Path) -> Selection:
    text = decode(sys.stdin.buffer.read())
    if not isinstance(text, str):
        raise WrongCall(f"standard input {text.reason}")
    root = _project_of(here / SETTINGS) or here
    disk = Disk(root, here, text)
    project = SETTINGS if (root / SETTINGS).is_file() else None
    return Selection(root, disk, (STDIN,), project, whole=False)


def _everything(here: Path) -> Selection:
    root = _project_of(here / SETTINGS) or here
    names = tuple(_names_in(root))
    if not names:
        raise WrongCall("there is no `.nines` file here: name one, or make a first project with `nines init`")
    return _selection(root, here, names, whole=True)


def _meant(arguments: tuple[str, ...], here: Path) -> tuple[Path, ...]:
    found: dict[Path, None] = {}
    for argument in arguments:
        path = _resolved(here / argument)
        if path.is_dir():
            inside = found_in(path)
            if not inside:
                raise WrongCall(f"there is no `.nines` file in `{argument}`")
            found.update(dict.fromkeys(inside))
        elif path.exists():
            found.setdefault(path)
        elif any(sign in argument for sign in "*?["):
            found.update(dict.fromkeys(_matching(argument, here)))
        else:
            raise WrongCall(_missing(argument, here))
    return tuple(found)


def _matching(pattern: str, here: Path) -> list[Path]:
    base = Path(pattern).anchor
    start = Path(base) if base else here
    matches = sorted(_resolved(path) for path in start.glob(pattern.removeprefix(base)) if path.suffix == SUFFIX)
    if not matches:
        raise WrongCall(f"no `.nines` file matches `{pattern}`")
    return matches


def _resolved(path: Path) -> Path:
    """Where a path leads. `Path.resolve` raises on links in a circle, which lead nowhere."""
    return Path(realpath(path))


def _missing(argument: str, here: Path) -> str:
    from nines.diagnostics.suggest import closest

    if (here / argument).is_symlink():
        return f"`{argument}` is a link that leads nowhere"
    folder = (here / argument).parent
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    better = closest(Path(argument).name, names)
    hint = f": did you mean `{Path(argument).with_name(better)}`?" if better else ""
    return f"there is no file `{argument}`{hint}"


def _project_of(path: Path) -> Path | None:
    """The folder of the project that a file belongs to, found by walking up."""
    return next((folder for folder in path.parents if (folder / SETTINGS).is_file()), None)


def _without_project(files: tuple[Path, ...], arguments: tuple[str, ...], here: Path) -> Selection:
    """Without settings the project is the folder that holds what was named."""
    folders = [Path(commonpath([path.parent for path in files]))]
    folders += [_resolved(here / argument) for argument in arguments if (here / argument).is_dir()]
    root = Path(commonpath(folders))
    return _selection(root, here, tuple(_name(path, root) for path in files), whole=True)


def _selection(root: Path, here: Path, names: tuple[str, ...], *, whole: bool) -> Selection:
    disk = Disk(root, here)
    project = SETTINGS if (root / SETTINGS).is_file() else None
    for name in (root.name, *names):
        if not name.isprintable():
            kind = "folder" if name is root.name else "file"
            raise WrongCall(f"the name of the {kind} {_spelt(name)} cannot be printed, and outputs name it: rename it")
    return Selection(root, disk, names, project, whole)
