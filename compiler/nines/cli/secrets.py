"""Looks for the files that Alertmanager reads its secrets from. Never shows what is in them."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from nines.contract.model import Contract
from nines.contract.secrets import NOT_THERE, SecretFile, secret_files
from nines.diagnostics.model import Report

__all__ = ["look_for_secrets"]


def look_for_secrets(contract: Contract, folder: Path, report: Report) -> int:
    """Report each file that is not in a folder, or holds no secret; how many there are to be."""
    found = list(secret_files(contract))
    for file in found:
        why = _missing(file, folder)
        if why is not None:
            report.say(
                NOT_THERE,
                f"the {file.what} of `{file.of}` {why}",
                file.origin,
                notes=["Alertmanager would start all the same, and fail to tell anybody by it"],
            )
    return len(found)


def _missing(file: SecretFile, folder: Path) -> str | None:
    """What is wrong with a file; None if it holds something."""
    path = _place(file, folder)
    if path is None:
        return f"is not there: no file in `{folder}` ends as `{file.path}` does"
    try:
        content = path.read_bytes()
    except OSError as error:
        return f"cannot be read in `{path}`: {error.strerror or error}"
    if not content.strip():
        return f"is empty: `{path}` holds nothing"
    if b"\n" in content.strip():
        return f"has several lines in `{path}`, and Alertmanager takes a file as one text"
    return None


def _place(file: SecretFile, folder: Path) -> Path | None:
    """The file whose path in the folder has the most in common with the one that the specs name."""
    parts = [part for part in PurePosixPath(file.path).parts if part not in ("/", "..")]
    places = (folder.joinpath(*parts[at:]) for at in range(len(parts)))
    return next((place for place in places if place.is_file()), None)
