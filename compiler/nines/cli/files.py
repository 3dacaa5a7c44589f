"""Which files a command is about: arguments, folders, globs, standard input, and the project they belong to."""

from __future__ import annotations

import sys
from os.path import commonpath, relpath
from pathlib import Path

from nines.driver import Inputs
from nines.program.load import Unreadable
from nines.record import dataclass, field

__all__ = ["Disk", "Selection", "WrongCall", "select"]

SETTINGS = "project.nines"
SUFFIX = ".nines"
STDIN = "<stdin>"
LARGEST = 20 * 1024 * 1024
"""Bytes from which on a file is surely no spec."""

_HIDDEN = (".git", ".venv", "node_modules", "__pycache__")


class WrongCall(Exception):
    """The command was called in a way that means nothing; its text says what to do instead."""


@dataclass(slots=True)
class Disk:
    """Texts from the folder of a project, and from standard input. `here` is where the user stands."""

    root: Path
    here: Path
    stdin: str | None = None
    _known: list[str] | None = field(default=None)

    def read(self, name: str) -> str | Unreadable:
        if name == STDIN and self.stdin is not None:
            return self.stdin
        path = self.root / name
        try:
            if path.is_dir():
                return Unreadable("is a folder", "name a file, or import each file that is meant")
            if not path.exists():
                return Unreadable("missing")
            if path.stat().st_size > LARGEST:
                return Unreadable(f"is larger than {LARGEST // 1024 // 1024} MB", "a spec is a text that people read")
            return decode(path.read_bytes())
        except PermissionError:
            return Unreadable("may not be read", "give yourself the right to read it")
        except OSError as error:
            return Unreadable(f"cannot be read: {error.strerror or error}")

    def path(self, name: str) -> str:
        """The file as seen from where the user stands."""
        if name == STDIN:
            return name
        return relpath(self.root / name, self.here).replace("\\", "/")

    def names(self) -> list[str]:
        if self._known is None:
            self._known = [_name(path, self.root) for path in found_in(self.root)]
        return self._known


@dataclass(frozen=True, slots=True)
class Selection:
    """What a command works on. `files` are the paths that were meant, `root` the folder of their project."""

    root: Path
    disk: Disk
    files: tuple[Path, ...]
    inputs: Inputs


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
    return _selection(root, here, files, whole=set(files) >= set(found_in(root)))


def found_in(folder: Path) -> list[Path]:
    """Every spec below a folder, sorted, without what is hidden or another project's."""
    found: list[Path] = []
    for path in sorted(folder.rglob(f"*{SUFFIX}")):
        inner = path.relative_to(folder).parts
        if path.is_file() and not any(part in _HIDDEN or part.startswith(".") for part in inner[:-1]):
            found.append(path)
    nested = {path.parent for path in found if path.name == SETTINGS and path.parent != folder}
    return [path for path in found if not any(path.is_relative_to(other) for other in nested)]


def decode(raw: bytes) -> str | Unreadable:
    """The text of a file's bytes: UTF-8, with or without a byte order mark, any line ends."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Unreadable("is in UTF-16", "save it as UTF-8")
    if b"\0" in raw[:8000]:
        return Unreadable("is no text: it holds null bytes", "specs are texts in UTF-8")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Unreadable(f"is not in UTF-8: line {line} has the byte 0x{raw[error.start]:02x}", "save it as UTF-8")


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _from_stdin(here: Path) -> Selection:
    text = decode(sys.stdin.buffer.read())
    if isinstance(text, Unreadable):
        raise WrongCall(f"standard input {text.reason}")
    root = _project_of(here / SETTINGS) or here
    disk = Disk(root, here, text)
    project = SETTINGS if (root / SETTINGS).is_file() else None
    return Selection(root, disk, (), Inputs((STDIN,), disk, project, root.name, whole=False))


def _everything(here: Path) -> Selection:
    root = _project_of(here / SETTINGS) or here
    files = found_in(root)
    if not files:
        raise WrongCall("there is no `.nines` file here: name one, or make a first project with `nines init`")
    return _selection(root, here, tuple(files), whole=True)


def _meant(arguments: tuple[str, ...], here: Path) -> tuple[Path, ...]:
    found: dict[Path, None] = {}
    for argument in arguments:
        path = (here / argument).resolve()
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
    matches = sorted(path.resolve() for path in start.glob(pattern.removeprefix(base)) if path.suffix == SUFFIX)
    if not matches:
        raise WrongCall(f"no `.nines` file matches `{pattern}`")
    return matches


def _missing(argument: str, here: Path) -> str:
    from nines.diagnostics.suggest import closest  # noqa: PLC0415 - for a message only

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
    folders += [(here / argument).resolve() for argument in arguments if (here / argument).is_dir()]
    root = Path(commonpath(folders))
    return _selection(root, here, files, whole=True)


def _selection(root: Path, here: Path, files: tuple[Path, ...], *, whole: bool) -> Selection:
    disk = Disk(root, here)
    project = SETTINGS if (root / SETTINGS).is_file() else None
    names = tuple(_name(path, root) for path in files)
    return Selection(root, disk, files, Inputs(names, disk, project, root.name, whole))
