"""Texts as they were in a commit, read from git without touching the work tree."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

from nines.cli.files import LARGEST, WrongCall, decode
from nines.record import dataclass, field

if TYPE_CHECKING:
    from nines.program.load import Unreadable

__all__ = ["Repository", "Snapshot", "snapshot"]


@dataclass(frozen=True, slots=True)
class Repository:
    """A work tree of git."""

    folder: Path

    @staticmethod
    def around(place: Path) -> Repository:
        """The repository that a folder lies in. Raises WrongCall if there is none, or no git."""
        if shutil.which("git") is None:
            raise WrongCall("to compare with a commit takes `git`, which is not on the PATH; name two folders instead")
        found = _git(place, "rev-parse", "--show-toplevel")
        if found is None:
            raise WrongCall(f"`{place}` lies in no git repository: name what to compare with, `nines diff OLD NEW`")
        return Repository(Path(found.decode("utf-8", "surrogateescape").rstrip("\n")))


@dataclass(slots=True)
class Snapshot:
    """The files of a folder in a commit, by their names relative to it. `label` names the commit in messages."""

    label: str
    texts: dict[str, bytes] = field(default_factory=dict)

    def read(self, name: str) -> str | Unreadable:
        from nines.program.load import Unreadable

        raw = self.texts.get(name)
        if raw is None:
            return Unreadable("missing")
        return decode(raw) if len(raw) <= LARGEST else Unreadable("is too large to be a spec")

    def path(self, name: str) -> str:
        return f"{self.label}:{name}"

    def names(self) -> list[str]:
        return sorted(self.texts)

    def is_missing(self, name: str) -> bool:
        return name not in self.texts


def snapshot(repository: Repository, revision: str, folder: Path) -> Snapshot:
    """The files below a folder as they were in a commit. Raises WrongCall if there is no such commit or folder."""
    if (
        revision.startswith("-")
        or _git(repository.folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}") is None
    ):
        raise WrongCall(
            f"`{revision}` is neither a file or folder nor a commit of the repository `{repository.folder.name}`"
        )
    below = folder.relative_to(repository.folder.resolve()).as_posix()
    tree = f"{revision}:{'' if below == '.' else below}"
    content = _git(repository.folder, "archive", "--format=tar", tree)
    if content is None:
        raise WrongCall(f"in `{revision}` there is no folder `{below}`")
    found = Snapshot(revision)
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.isfile() else None
            if stream is not None:
                found.texts[member.name] = stream.read()
    return found


def _git(place: Path, *arguments: str) -> bytes | None:
    """What git says; None if it fails."""
    done = subprocess.run(["git", "-C", str(place), *arguments], capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None
