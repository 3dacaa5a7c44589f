"""What `nines build` does. It loads no part of the compiler if the cache knows that all is built already."""

from __future__ import annotations

import os
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING

from nines.cli import console as consoles
from nines.cli.cache import Said, recall, remember
from nines.cli.console import Console
from nines.cli.files import Seen, Selection, Trace, WrongCall, select
from nines.cli.today import day, today
from nines.record import dataclass, replace

if TYPE_CHECKING:
    from nines.cli.disk import Change, Foreign
    from nines.driver import Built, Compiled

__all__ = ["DEFAULT_FOLDER", "Wish", "build", "plain"]

DEFAULT_FOLDER = "out"
_MOST_DIFF_LINES = 60


@dataclass(frozen=True, slots=True)
class Wish:
    """What to build from which paths, as the options of the command say."""

    paths: tuple[str, ...]
    out: Path | None = None
    only_check: bool = False
    force: bool = False
    strict: bool = False
    templates: Path | None = None
    form: str = "text"
    color: str = "auto"
    cache: bool = True


def plain(arguments: list[str]) -> Wish | None:
    """What the arguments of `build` wish for, if they hold at most its plainest options; else click must read them."""
    options = {argument for argument in arguments if argument.startswith("-")}
    if not options <= {"--check", "--strict", "--no-cache"}:
        return None
    paths = tuple(argument for argument in arguments if argument not in options)
    return Wish(paths, only_check="--check" in options, strict="--strict" in options, cache="--no-cache" not in options)


def build(wish: Wish) -> int:
    """Build, and say what was written; the exit code. What is said where all is up to date is remembered."""
    chosen = select(wish.paths)
    folder = (wish.out if wish.out is not None else chosen.root / DEFAULT_FOLDER).absolute()
    _not_in_part(chosen, folder)
    site = _Site(wish, chosen, folder, consoles.stdout(wish.color), consoles.stderr(wish.color))
    said = recall(chosen, site.asked) if site.may_be_known else None
    if said is None:
        return _built(site)
    site.err.stream.write(said.aside)
    site.out.stream.write(said.text)
    return said.code


@dataclass(frozen=True, slots=True)
class _Site:
    """What is built, from what, to where."""

    wish: Wish
    chosen: Selection
    folder: Path
    out: Console
    err: Console

    @property
    def may_be_known(self) -> bool:
        return self.wish.cache and self.wish.templates is None

    @property
    def asked(self) -> tuple[object, ...]:
        """All that decides what is said, beside specs, outputs and compiler."""
        wish, out, err = self.wish, self.out, self.err
        shown = (out.color, err.color, err.width, str(self.chosen.disk.here))
        return ("build", day(), str(self.folder), wish.only_check, wish.strict, wish.form, *shown)


def _built(site: _Site) -> int:
    from nines.cli.disk import UnwritableError
    from nines.cli.extras import require_extras
    from nines.driver import analyse, produce

    began = time_ns()
    site.chosen.disk.trace = Trace() if site.may_be_known else None
    with site.err.working("Reading and checking"):
        compiled = analyse(site.chosen.inputs, today())
    report = compiled.report.strict() if site.wish.strict else compiled.report
    if report.has_errors:
        site.err.findings(report, site.wish.form, allowed=compiled.allowed)
        site.err.line("Nothing was written.")
        return 1
    require_extras(compiled.contract)
    with site.err.working(f"Building {len(compiled.contract.objectives):,} objectives"):
        built = produce(compiled, site.wish.templates)
    aside, failed = _told(site, compiled, built)
    site.err.stream.write(aside)
    if failed:
        return failed
    try:
        said = _checked(site, built) if site.wish.only_check else _written(site, built)
    except UnwritableError as error:
        site.err.line(f"nines: {error}. Nothing was changed.")
        return 1
    if said is None:
        return 1
    if site.may_be_known and (outputs := _outputs(site.folder, built)) is not None:
        remember(site.chosen, site.asked, began, replace(said, aside=aside), outputs)
    return said.code


def _told(site: _Site, compiled: Compiled, built: Built) -> tuple[str, int]:
    """What is to be said of the specs and their outputs, and the exit code if nothing may be written."""
    from nines.diagnostics.model import Severity

    text = StringIO()
    page = replace(site.err, stream=text)
    report = compiled.report.strict() if site.wish.strict else compiled.report
    told = (finding for finding in report if finding.severity is not Severity.NOTE)
    page.findings((*told, *built.faults), site.wish.form, allowed=compiled.allowed)
    if not built.faults:
        return text.getvalue(), 0
    if built.is_yours:
        page.line("Nothing was written.")
        return text.getvalue(), 1
    page.line("Nothing was written: this is a bug in Nines, not in your files. Please report it with what is above.")
    return text.getvalue(), 3


def _checked(site: _Site, built: Built) -> Said | None:
    """Say how the outputs on disk differ; what is said if they do not."""
    from nines.cli.disk import changes

    files = {artifact.path: artifact.content for artifact in built.artifacts}
    out, folder = site.out, site.folder
    stale = changes(folder, files)
    if not stale:
        text = f"{len(files)} files are up to date in {_shown(folder)}\n"
        out.stream.write(text)
        return Said(text, 0)
    for change in stale:
        _diff(out, folder, change)
    out.line()
    out.line(f"{len(stale)} of {len(files)} files are stale: run `nines build` and commit what it writes", bold=True)
    return None


def _written(site: _Site, built: Built) -> Said | None:
    """Write, and say what was written; what is to be said the next time, if all is as it is now."""
    from nines.cli.disk import changes, foreign, write_all

    files = {artifact.path: artifact.content for artifact in built.artifacts}
    blocked = foreign(site.folder, changes(site.folder, files))
    if blocked and not site.wish.force:
        _refuse(site.err, site.folder, blocked)
        return None
    written = write_all(site.folder, files)
    site.out.stream.write(_summary(site.folder, len(written), built))
    return Said(_summary(site.folder, 0, built), 0)


def _outputs(folder: Path, built: Built) -> Mapping[str, Seen] | None:
    """The outputs and their manifest as they are on the disk; None if they cannot be looked at."""
    from nines.cli.disk import MANIFEST

    contents = {str(folder / artifact.path): artifact.content for artifact in built.artifacts}
    try:
        contents[str(folder / MANIFEST)] = (folder / MANIFEST).read_bytes()
        return {path: Seen.of(os.stat(path), content) for path, content in contents.items()}  # noqa: PTH116
    except OSError:
        return None


def _not_in_part(chosen: Selection, folder: Path) -> None:
    """The outputs of some files would take the place of everybody's: what the others give would be deleted."""
    if not chosen.whole and chosen.project is not None and folder == (chosen.root / DEFAULT_FOLDER).absolute():
        raise WrongCall(
            f"`{_shown(folder)}` is for all specs of the project, and only some were named: name none, "
            "or give the outputs of these a folder of their own with `--out`"
        )


def _diff(out: Console, folder: Path, change: Change) -> None:
    import difflib

    name = f"{_shown(folder)}/{change.path}"
    if not (_is_text(change.before) and _is_text(change.after)):
        out.line(f"{name} differs: it is no text, of which lines could be shown")
        return
    before = [] if change.before is None else change.before.decode("utf-8", "replace").splitlines()
    after = [] if change.after is None else change.after.decode("utf-8", "replace").splitlines()
    old = "/dev/null" if change.before is None else name
    new = "/dev/null" if change.after is None else name
    lines = list(difflib.unified_diff(before, after, old, new, lineterm=""))
    for line in lines[:_MOST_DIFF_LINES]:
        out.line(line, fg={"+": "green", "-": "red", "@": "cyan"}.get(line[:1]))
    if len(lines) > _MOST_DIFF_LINES:
        out.line(f"... {len(lines) - _MOST_DIFF_LINES:,} more lines of {name}")


def _is_text(content: bytes | None) -> bool:
    return b"\0" not in (content or b"")


def _refuse(err: Console, folder: Path, blocked: tuple[Foreign, ...]) -> None:
    err.line(f"Nothing was written: {_shown(folder)} holds what a build must not overwrite.", bold=True)
    for item in blocked:
        why = "was edited since it was built" if item.edited else "was not written by a build"
        err.line(f"  {item.path} {why}")
    err.line("Move your changes into the specs or the templates (`--templates`), or move the files away;")
    err.line("to give them up, build with `--force`. `nines build --check` shows the differences.")


def _summary(folder: Path, written: int, built: Built) -> str:
    from nines.cli.summary import table

    count = len(built.artifacts)
    what = f"{_files(written)} changed" if written else "nothing changed"
    lines = [*table(built.artifacts, built.inventory), f"{_files(count)} in {_shown(folder)}, {what}"]
    if count == 1:
        lines.insert(0, "Nothing is aimed for or promised yet: rules and dashboards come with the first `slo`")
    return "".join(f"{line}\n" for line in lines)


def _files(count: int) -> str:
    return f"{count} file{'' if count == 1 else 's'}"


def _shown(folder: Path) -> str:
    try:
        return folder.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(folder)
