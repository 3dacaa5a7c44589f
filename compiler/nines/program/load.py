"""Reads files and what they import, each once, and finds circles and files that are not there.

It does not touch the disk: it asks a `Library` for texts by name, so that a test, an editor
and the command line load in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from posixpath import dirname, join, normpath
from typing import Protocol

from nines.diagnostics.model import Edit, Fix, Label, Report
from nines.diagnostics.suggest import closest
from nines.language.nodes import At, Node, Statement
from nines.language.read import File, read
from nines.language.statements.common import Import
from nines.language.statements.contract import Customer, Notes, OwnClauses
from nines.language.statements.people import Logo
from nines.language.statements.project import Project, Write
from nines.program.codes import CYCLE, NOT_FOUND, OUTSIDE, UNREADABLE
from nines.program.declare import declare
from nines.program.model import Imported, Program
from nines.record import dataclass
from nines.resources import packaged
from nines.source import Source, Span
from nines.syntax import parse

__all__ = ["Library", "Unreadable", "load"]

STANDARD = "std/"
POLICIES = "std/policies"
"""Known to every file without an import."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a file gave no text: `missing`, or a sentence about it, with what to do."""

    reason: str
    help: str = ""


class Library(Protocol):
    """Where texts come from. Names are paths with forward slashes, relative to the project's folder."""

    def read(self, name: str) -> str | Unreadable:
        """The text of a file, or why there is none."""
        ...

    def path(self, name: str) -> str:
        """The file as messages call it."""
        ...

    def names(self) -> Iterable[str]:
        """Names of files that could be meant, for suggestions."""
        ...

    def is_missing(self, name: str) -> bool:
        """Whether there is surely no such file: what specs name need not be specs."""
        ...


def load(names: Iterable[str], library: Library, report: Report, *, project: str | None, whole: bool) -> Program:
    """Read the named files, the project's settings, and everything that they import.

    Findings in files go to `report`. A file is parsed once, however often it is imported.
    """
    return _Loader(library, report, {}, {}, set()).run(tuple(names), project, whole=whole)


@dataclass(slots=True)
class _Loader:
    library: Library
    report: Report
    files: dict[str, File]
    imports: dict[str, tuple[Imported, ...]]
    broken: set[str]
    """Files with an import that gave nothing."""

    def run(self, names: tuple[str, ...], project: str | None, *, whole: bool) -> Program:
        waiting = list(reversed([*([project] if project else []), *names]))
        self._standard(POLICIES)
        failed: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name in self.files or name in failed:
                continue
            text = self.library.read(name)
            if isinstance(text, Unreadable):
                failed.add(name)
                self._unreadable(name, text, None)
                continue
            self._add(Source(name, text, self.library.path(name)))
            waiting.extend(reversed([imported.target for imported in self.imports[name]]))
        standard = frozenset(name for name in self.files if name.startswith(STANDARD))
        self._cycles()
        visible = {name: self._reach(name) | {POLICIES} for name in self.files}
        blind = frozenset(name for name, reached in visible.items() if not reached.isdisjoint(self.broken))
        declarations = declare(self.files, self.report)
        is_missing = self.library.is_missing
        guests = dict(self._guests())
        return Program(
            self.files, self.imports, visible, declarations, project, whole, standard, blind, is_missing, guests
        )

    def _guests(self) -> Iterator[tuple[str, Source]]:
        """The files of Alertmanager's that projects merge into, by the name that the project gives them; and notes."""
        for name, file in self.files.items():
            projects = [node for node in file.statements if isinstance(node, Project)]
            for base in (write.base for node in projects for write in node.body.all(Write)):
                if base is None:
                    continue
                path = normpath(join(dirname(name), base.value))
                text = self.library.read(path)
                if isinstance(text, Unreadable):
                    self._unreadable(path, text, base.span)
                else:
                    yield base.value, Source(path, text, self.library.path(path))
            yield from self._notes(name, file)
            yield from self._papers(name, file)

    def _papers(self, name: str, file: File) -> Iterator[tuple[str, Source]]:
        """Own clauses and the logo of documents, by their names from the folder of the project."""
        for path_said in _papers_of(file):
            path = normpath(join(dirname(name), path_said.value))
            if path.startswith(("../", "/")) or "\\" in path_said.value:
                said = f"the file `{path_said.value}` lies outside of the project's folder"
                self.report.say(OUTSIDE, said, path_said.span, helps=["copy it into the project"])
                continue
            text = self.library.read(path)
            if isinstance(text, Unreadable):
                self._unreadable(path, text, path_said.span)
            else:
                yield path, Source(path, text.replace("\r\n", "\n"), self.library.path(path))

    def _notes(self, name: str, file: File) -> Iterator[tuple[str, Source]]:
        """The notes on customers, by their names from the folder of the project. One that is not there has a check."""
        for node in file.statements:
            noted = node.body.last(Notes) if isinstance(node, Customer) else None
            path = normpath(join(dirname(name), noted.path.value)) if noted is not None else ""
            if noted is None or path.startswith(("../", "/")):
                continue
            text = self.library.read(path)
            if not isinstance(text, Unreadable):
                yield path, Source(path, text.replace("\r\n", "\n"), self.library.path(path))
            elif text.reason != "missing":
                self._unreadable(path, text, noted.path.span)

    def _add(self, source: Source) -> None:
        file = read(parse(source, self.report), self.report)
        self.files[source.name] = file
        found: list[Imported] = []
        for node in file.statements:
            if isinstance(node, Import):
                target = self._target(source.name, node)
                if target is not None:
                    found.append(Imported(target, node.target.span))
                elif normpath(join(dirname(source.name), node.target.value)) != source.name:
                    self.broken.add(source.name)
        self.imports[source.name] = tuple(found)

    def _target(self, importer: str, node: Import) -> str | None:
        """The name of the file that an import means, if there is such a file; the library's are read at once."""
        wanted, span = node.target.value, node.target.span
        if wanted.startswith(STANDARD) and not span.text.startswith('"'):
            if self._standard(wanted):
                return wanted
            known = _standard_names()
            self._not_found(span, f"there is no `{wanted}` in the standard library", wanted, known)
            return None
        name = normpath(join(dirname(importer), wanted))
        if name.startswith(("../", "/")) or name == ".." or wanted.startswith("/") or "\\" in wanted:
            self.report.say(
                OUTSIDE,
                f"the import `{wanted}` leads out of the project's folder",
                span,
                helps=["copy the file into the project, or put `project.nines` into a folder that holds both"],
            )
            return None
        if name == importer:
            self.report.say(CYCLE, f"`{importer}` imports itself", span, "this very file", helps=["remove the line"])
            return None
        if name in self.files:
            return name
        text = self.library.read(name)
        if isinstance(text, Unreadable):
            self._unreadable(name, text, span)
            return None
        return name

    def _standard(self, name: str) -> bool:
        if name in self.files:
            return True
        text = _standard_text(name)
        if text is not None:
            self._add(Source(name, text))
        return text is not None

    def _unreadable(self, name: str, why: Unreadable, span: Span | None) -> None:
        if why.reason == "missing" and span is not None:
            candidates = [self._seen_from(span, other) for other in self.library.names()]
            self._not_found(span, f"there is no file `{name}`", span.text.strip('"'), candidates)
            return
        place = span if span is not None else Span(Source(name, "", self.library.path(name)), 0, 0)
        headline = f"there is no file `{name}`" if why.reason == "missing" else f"`{name}` {why.reason}"
        code = NOT_FOUND if why.reason == "missing" else UNREADABLE
        self.report.say(code, headline, place, helps=[why.help] if why.help else [])

    def _seen_from(self, span: Span, other: str) -> str:
        from posixpath import relpath

        return relpath(other, dirname(span.source.name) or ".")

    def _not_found(self, span: Span, headline: str, wanted: str, candidates: list[str]) -> None:
        better = closest(wanted, candidates)
        if better is None:
            self.report.say(NOT_FOUND, headline, span)
            return
        text = f'"{better}"' if span.text.startswith('"') else better
        fix = Fix(f"write `{text}`", (Edit(span, text),), certain=False)
        self.report.say(
            NOT_FOUND, f"{headline}: did you mean `{better}`?", span, f"did you mean `{better}`?", fixes=[fix]
        )

    def _reach(self, name: str) -> frozenset[str]:
        reached: set[str] = set()
        waiting = [name]
        while waiting:
            here = waiting.pop()
            if here not in reached:
                reached.add(here)
                waiting.extend(imported.target for imported in self.imports.get(here, ()))
        return frozenset(reached)

    def _cycles(self) -> None:
        """Report each circle once, at the import that closes it. Walks without recursion."""
        done: set[str] = set()
        for start in self.files:
            path: dict[str, None] = {}
            stack: list[tuple[str, int]] = [(start, 0)]
            while stack:
                name, index = stack.pop()
                targets = self.imports.get(name, ())
                if index == 0:
                    path[name] = None
                if index < len(targets):
                    stack.append((name, index + 1))
                    target = targets[index]
                    if target.target in path:
                        self._cycle(list(path), target)
                    elif target.target not in done:
                        stack.append((target.target, 0))
                else:
                    path.pop(name, None)
                    done.add(name)

    def _cycle(self, path: list[str], closing: Imported) -> None:
        circle = path[path.index(closing.target) :]
        others = []
        for name, after in pairwise(circle):
            found = next((imported for imported in self.imports[name] if imported.target == after), None)
            if found is not None:
                others.append(Label(found.span, f"`{name}` imports `{after}`"))
        self.report.say(
            CYCLE,
            f"these files import each other in a circle: {' -> '.join([*circle, closing.target])}",
            closing.span,
            "closes the circle",
            others=others,
            helps=["move what they share into a file of its own, which both import"],
        )


def _papers_of(file: File) -> Iterator[At[str]]:
    """Every file of own clauses, and every logo, that statements name; most files have none, and are not walked."""
    if "clauses" not in file.source.text and "logo" not in file.source.text:
        return
    waiting: list[Node] = list(file.statements)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, OwnClauses | Logo):
            yield node.path
        if isinstance(node, Statement):
            waiting.extend(node.body)


def _standard_names() -> list[str]:
    folder = packaged("std")
    return sorted(f"{STANDARD}{entry.name.removesuffix('.nines')}" for entry in folder.iterdir())


def _standard_text(name: str) -> str | None:
    bare = name.removeprefix(STANDARD)
    if not bare.replace("-", "").isalnum():
        return None
    entry = packaged("std") / f"{bare}.nines"
    return entry.read_text("utf-8") if entry.is_file() else None
