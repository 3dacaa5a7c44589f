"""Writing to disk: everything or nothing, and nothing over what somebody else wrote.

A build leaves a manifest beside its outputs: each file it wrote, and the hash of its content.
What is not in it, or was changed since, is not ours to overwrite.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from nines.record import dataclass

__all__ = ["MANIFEST", "Change", "Foreign", "UnwritableError", "changes", "foreign", "replace_text", "write_all"]

MANIFEST = ".nines-manifest.json"
_STAGE = ".nines-stage-"


class UnwritableError(Exception):
    """The outputs could not be written; nothing was changed. Its text says why."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A file in the way that a build did not write (`edited` False), or wrote and somebody changed since."""

    path: str
    edited: bool


@dataclass(frozen=True, slots=True)
class Change:
    """How a file on disk differs from what a build makes: None where there is none."""

    path: str
    before: bytes | None
    after: bytes | None


def changes(folder: Path, files: Mapping[str, bytes]) -> tuple[Change, ...]:
    """What a build would change, sorted by path: new, changed, and files of an earlier build that are no more made."""
    found: list[Change] = []
    for path, content in files.items():
        before = _content(folder / path)
        if before != content:
            found.append(Change(path, before, content))
    for path in _manifest(folder):
        if path not in files:
            before = _content(folder / path)
            if before is not None:
                found.append(Change(path, before, None))
    return tuple(sorted(found, key=lambda change: change.path))


def foreign(folder: Path, changed: Iterable[Change]) -> tuple[Foreign, ...]:
    """Those of the changes that would destroy what somebody else wrote."""
    known = _manifest(folder)
    found: list[Foreign] = []
    for change in changed:
        if change.before is None or change.path == MANIFEST:
            continue
        ours = known.get(change.path)
        if ours is None or ours != _hash(change.before):
            found.append(Foreign(change.path, ours is not None))
    return tuple(found)


def write_all(folder: Path, files: Mapping[str, bytes]) -> tuple[Change, ...]:
    """Make a folder hold these files, and remove those of an earlier build that are no more made.

    All new content is on disk before the first file is replaced; if anything fails, what was
    replaced is put back. Two builds of one folder write one after the other. Raises UnwritableError.
    """
    whole = {**files, MANIFEST: _manifest_text(files)}
    if not changes(folder, whole):
        return ()
    created = _missing_folders(folder)
    for path in (folder, *folder.parents):
        if path.is_symlink() and not path.exists():
            raise UnwritableError(f"`{_shown(path)}` is a link that leads nowhere")
        if path.exists() and not path.is_dir():
            raise UnwritableError(f"`{_shown(path)}` is a file, and the outputs need a folder: see `--out`")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            changed = changes(folder, whole)  # of what another build has left
            with tempfile.TemporaryDirectory(prefix=_STAGE, dir=folder, ignore_cleanup_errors=True) as stage:
                _write_staged(folder, Path(stage), changed)
    except BaseException as error:  # also when the user interrupts it
        _remove_folders(created)
        if isinstance(error, OSError):
            raise UnwritableError(f"`{_shown(folder)}` cannot be written: {error.strerror or error}") from error
        raise
    return tuple(change for change in changed if change.path != MANIFEST)


def replace_text(path: Path, text: str) -> None:
    """Replace a file's text whole or not at all; its permissions stay. Raises UnwritableError."""
    try:
        handle, name = tempfile.mkstemp(prefix=".nines-", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8", "surrogateescape"))
        shutil.copymode(path, name)
        Path(name).replace(path)
    except OSError as error:
        raise UnwritableError(f"`{_shown(path)}` cannot be written: {error.strerror or error}") from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other build writes the folder, and hold it; what killed builds left aside is removed then.

    The lock ends with the process, however that ends. Where the system has no such locks, nobody waits
    and nothing is removed.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    held = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX)
        except OSError:  # a file system that has none
            pass
        else:
            for abandoned in folder.glob(f"{_STAGE}*"):
                shutil.rmtree(abandoned, ignore_errors=True)
        yield
    finally:
        os.close(held)


def _write_staged(folder: Path, stage: Path, changed: tuple[Change, ...]) -> None:
    """Write new content aside, then exchange file by file, ready to go back."""
    for number, change in enumerate(changed):
        if change.after is not None:
            (stage / f"new{number}").write_bytes(change.after)
    made: list[Path] = []
    try:
        for number, change in enumerate(changed):
            path = folder / change.path
            made += _missing_folders(path.parent)
            path.parent.mkdir(parents=True, exist_ok=True)
            if change.before is not None:
                path.replace(stage / f"old{number}")
            if change.after is not None:
                (stage / f"new{number}").replace(path)
    except BaseException:
        _put_back(folder, stage, changed)
        _remove_folders(made)
        raise
    _remove_empty(folder, changed)


def _put_back(folder: Path, stage: Path, changed: tuple[Change, ...]) -> None:
    """What lies aside says how far the exchange came, wherever it was broken off."""
    for number, change in enumerate(changed):
        path, old = folder / change.path, stage / f"old{number}"
        if old.exists():
            old.replace(path)
        elif change.before is None and not (stage / f"new{number}").exists():
            path.unlink(missing_ok=True)


def _remove_empty(folder: Path, changed: tuple[Change, ...]) -> None:
    """Folders that held only what is no more made go too."""
    for change in changed:
        if change.after is None:
            for parent in (folder / change.path).parents:
                if parent == folder or (parent.exists() and any(parent.iterdir())):
                    break
                if parent.exists():
                    parent.rmdir()


def _missing_folders(folder: Path) -> list[Path]:
    return [path for path in (folder, *folder.parents) if not path.exists()]


def _remove_folders(folders: list[Path]) -> None:
    for path in folders:
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except IsADirectoryError as error:
        raise UnwritableError(f"`{_shown(path)}` is a folder, and a file has to be there: move it away") from error
    except OSError as error:
        raise UnwritableError(f"`{_shown(path)}` cannot be read: {error.strerror or error}") from error


def _manifest(folder: Path) -> dict[str, str]:
    raw = _content(folder / MANIFEST)
    try:
        read = json.loads(raw or b"{}")
        return {str(path): str(mark) for path, mark in read["files"].items()}
    except (ValueError, KeyError, AttributeError, TypeError):
        return {}


def _manifest_text(files: Mapping[str, bytes]) -> bytes:
    marks = {path: _hash(content) for path, content in sorted(files.items())}
    text = {"note": "Written by `nines build`: do not edit. It tells what a build may overwrite.", "files": marks}
    return (json.dumps(text, indent=1, ensure_ascii=False) + "\n").encode()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _shown(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix() or "."
    except ValueError:
        return str(path)
