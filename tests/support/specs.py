"""Compiles specs from texts and folders, as tests need them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent

from nines.driver import Compiled, Inputs, analyse
from nines.program.load import Unreadable

__all__ = ["ROOT", "TODAY", "Texts", "compile_folder", "compile_text", "findings"]

ROOT = Path(__file__).parents[2]
TODAY = datetime.date(2026, 1, 15)


@dataclass(frozen=True)
class Texts:
    """A library of texts by name."""

    texts: Mapping[str, str] = field(default_factory=dict)

    def read(self, name: str) -> str | Unreadable:
        return self.texts.get(name, Unreadable("missing"))

    def path(self, name: str) -> str:
        return name

    def names(self) -> list[str]:
        return list(self.texts)

    def is_missing(self, name: str) -> bool:
        """Nobody knows what else would lie beside the texts."""
        return False


def compile_text(text: str, today: datetime.date = TODAY, /, **others: str) -> Compiled:
    """Compile one text (as `main.nines`), with others beside it: `teams="..."` is `teams.nines`."""
    texts = {"main.nines": dedent(text), **{f"{name}.nines": dedent(other) for name, other in others.items()}}
    project = "project.nines" if "project.nines" in texts else None
    return analyse(Inputs(("main.nines",), Texts(texts), project), today)


def compile_folder(folder: Path, *, today: datetime.date = TODAY) -> Compiled:
    """Compile all specs of a folder as its project, with the texts that they name: notes, clauses, a logo."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.nines"))
    beside = [path.relative_to(folder).as_posix() for kind in ("*/*.md", "*/*.svg") for path in folder.glob(kind)]
    texts = {name: (folder / name).read_text("utf-8") for name in (*names, *beside)}
    project = "project.nines" if "project.nines" in texts else None
    return analyse(Inputs(tuple(names), Texts(texts), project, folder.name), today)


def findings(compiled: Compiled) -> list[str]:
    """Each finding as `main.nines:3:7 N0201 there is no ...`."""
    return [f"{finding.primary.span} {finding.code.id} {finding.headline}" for finding in compiled.report]
