"""The program: all files of one run, and what their names stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from nines.language.nodes import Node, Statement
from nines.language.read import File
from nines.record import dataclass, field
from nines.source import Source, Span

__all__ = ["Declaration", "Family", "Imported", "Program"]

Family = str
"""Names of one family must differ: `service` (with journeys), `hours` (schedules, maintenance), `team`, and so on."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """A name, where it is declared, and the statement; None for one with a mistake, which was reported."""

    family: Family
    name: str
    statement: Statement | None
    span: Span
    file: str


@dataclass(frozen=True, slots=True)
class Imported:
    """An import of a file: the name of the file it leads to, and its place."""

    target: str
    span: Span


@dataclass(frozen=True, slots=True)
class Program:
    """Every file by its name, in the order in which they were reached, and their declarations.

    `imports` are a file's imports; `visible` the files whose names it may use: itself and all
    that it imports, directly or not. `whole` says that the files are all there are, so that
    something used nowhere is useless. `standard` are files of the standard library. `blind` files
    import, directly or not, one that could not be read: what it may declare, nobody knows. `is_missing` says whether
    there is surely no file of a name, such as a playbook. `guests` are files of other programs that specs speak of, by
    the name that the specs give them.
    """

    files: dict[str, File]
    imports: dict[str, tuple[Imported, ...]]
    visible: dict[str, frozenset[str]]
    declarations: dict[Family, dict[str, Declaration]]
    project: str | None
    whole: bool
    standard: frozenset[str] = field(default=frozenset())
    blind: frozenset[str] = field(default=frozenset())
    is_missing: Callable[[str], bool] = field(default=lambda _: False)
    guests: Mapping[str, Source] = field(default_factory=dict)

    def statements(self) -> tuple[tuple[File, Node], ...]:
        """Each statement at the top of each file that is the user's."""
        return tuple(
            (file, node) for name, file in self.files.items() if name not in self.standard for node in file.statements
        )

    def file_of(self, source: Source) -> str:
        """The file that a place is in, by its name."""
        return source.name
