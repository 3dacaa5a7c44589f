"""`nines build`: write everything, or nothing."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from nines.cli import console as consoles
from nines.cli.console import FORMATS, Console
from nines.cli.disk import Change, Foreign, UnwritableError, changes, foreign, write_all
from nines.cli.files import Selection, WrongCall, select
from nines.cli.options import color_option
from nines.diagnostics.model import Report, Severity

__all__ = ["command"]

DEFAULT_FOLDER = "out"
_MOST_DIFF_LINES = 60


@click.command("build")
@click.argument("paths", nargs=-1)
@click.option("--out", type=click.Path(path_type=Path), help="The folder to write to.  [default: out, in the project]")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail if the outputs are stale, and show how.")
@click.option("--force", is_flag=True, help="Overwrite files that a build did not write, or that were edited since.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--templates", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Your own templates.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="Of findings.")
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    out: Path | None,
    only_check: bool,
    force: bool,
    strict: bool,
    templates: Path | None,
    form: str,
    color: str,
) -> None:
    """Write rules, dashboards, routes and contracts.

    PATHS are files, folders or patterns; without any, the project is built that the current folder
    belongs to. If a spec has a mistake nothing is written.
    """
    from nines.cli.today import today
    from nines.driver import analyse, produce

    chosen = select(paths)
    folder = (out if out is not None else chosen.root / DEFAULT_FOLDER).absolute()
    _not_in_part(chosen, folder)
    err = consoles.stderr(color)
    with err.working("Reading and checking"):
        compiled = analyse(chosen.inputs, today())
    report = compiled.report.strict() if strict else compiled.report
    if report.has_errors:
        err.findings(report, form, allowed=compiled.allowed)
        err.line("Nothing was written.")
        ctx.exit(1)
    with err.working(f"Building {len(compiled.contract.objectives):,} objectives"):
        built = produce(compiled, templates)
    planned = Report(built.findings).strict() if strict else Report(built.findings)
    told = (finding for finding in (*report, *planned) if finding.severity is not Severity.NOTE)
    err.findings((*told, *built.bugs), form, allowed=compiled.allowed)
    if planned.has_errors:
        err.line("Nothing was written.")
        ctx.exit(1)
    if built.bugs:
        err.line("Nothing was written: this is a bug in Nines, not in your files. Please report it with what is above.")
        ctx.exit(3)
    files = {artifact.path: artifact.content for artifact in built.artifacts}
    try:
        if only_check:
            ctx.exit(_check(consoles.stdout(color), folder, files))
        changed = changes(folder, files)
        blocked = foreign(folder, changed)
        if blocked and not force:
            _refuse(err, folder, blocked)
            ctx.exit(1)
        written = write_all(folder, files)
    except UnwritableError as error:
        err.line(f"nines: {error}. Nothing was changed.")
        ctx.exit(1)
    _summary(consoles.stdout(color), folder, written, built)


def _not_in_part(chosen: Selection, folder: Path) -> None:
    """The outputs of some files would take the place of everybody's: what the others give would be deleted."""
    if not chosen.whole and chosen.project is not None and folder == (chosen.root / DEFAULT_FOLDER).absolute():
        raise WrongCall(
            f"`{_shown(folder)}` is for all specs of the project, and only some were named: name none, "
            "or give the outputs of these a folder of their own with `--out`"
        )


def _check(out: Console, folder: Path, files: dict[str, bytes]) -> int:
    """Say how the outputs on disk differ; 1 if they do."""
    stale = changes(folder, files)
    if not stale:
        out.line(f"{len(files)} files are up to date in {_shown(folder)}")
        return 0
    for change in stale:
        _diff(out, folder, change)
    out.line()
    out.line(f"{len(stale)} of {len(files)} files are stale: run `nines build` and commit what it writes", bold=True)
    return 1


def _diff(out: Console, folder: Path, change: Change) -> None:
    name = f"{_shown(folder)}/{change.path}"
    before = [] if change.before is None else change.before.decode("utf-8", "replace").splitlines()
    after = [] if change.after is None else change.after.decode("utf-8", "replace").splitlines()
    old = "/dev/null" if change.before is None else name
    new = "/dev/null" if change.after is None else name
    lines = list(difflib.unified_diff(before, after, old, new, lineterm=""))
    for line in lines[:_MOST_DIFF_LINES]:
        out.line(line, fg={"+": "green", "-": "red", "@": "cyan"}.get(line[:1]))
    if len(lines) > _MOST_DIFF_LINES:
        out.line(f"... {len(lines) - _MOST_DIFF_LINES:,} more lines of {name}")


def _refuse(err: Console, folder: Path, blocked: tuple[Foreign, ...]) -> None:
    err.line(f"Nothing was written: {_shown(folder)} holds what a build must not overwrite.", bold=True)
    for item in blocked:
        why = "was edited since it was built" if item.edited else "was not written by a build"
        err.line(f"  {item.path} {why}")
    err.line("Move your changes into the specs or the templates (`--templates`), or move the files away;")
    err.line("to give them up, build with `--force`. `nines build --check` shows the differences.")


def _summary(out: Console, folder: Path, written: tuple[Change, ...], built: object) -> None:
    from nines.cli.summary import table
    from nines.driver import Built

    assert isinstance(built, Built)
    for line in table(built.artifacts, built.inventory):
        out.line(line)
    what = f"{len(written)} files changed" if written else "nothing changed"
    out.line(f"{len(built.artifacts)} files in {_shown(folder)}, {what}")


def _shown(folder: Path) -> str:
    try:
        return folder.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(folder)
