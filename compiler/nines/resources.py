"""Finds the files that are part of the compiler: grammar, schemas, templates, and what lies beside the code.

In an installed package grammar and templates lie inside it, under `_data/`. In a checkout, and so in an editable
install, they are the folders of those names two steps above the package.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

__all__ = ["Folder", "packaged", "resource"]

Folder = Path
"""A folder of files that are read as part of the compiler, such as a user's own templates."""

_PACKAGE = Path(__file__).parent
_INSTALLED = _PACKAGE / "_data"
_ROOT = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parents[1]


def resource(kind: Literal["grammar", "templates"], *parts: str) -> Path:
    """The path of a file or folder of the compiler: `resource("grammar", "nines.lark")`.

    Raises FileNotFoundError if it does not exist, which only an incomplete installation brings about.
    """
    return _existing(_ROOT, kind, *parts)


def packaged(*parts: str) -> Path:
    """The path of a file or folder that lies beside the code: `packaged("std", "http.nines")`.

    Raises FileNotFoundError as `resource` does.
    """
    return _existing(_PACKAGE, *parts)


def _existing(root: Path, *parts: str) -> Path:
    path = root.joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"`{'/'.join(parts)}` is missing from this installation of Nines")
    return path
