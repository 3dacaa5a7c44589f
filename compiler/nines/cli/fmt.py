"""`nines fmt`: lay specs out in the one style."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from nines.cli import console as consoles
from nines.cli.console import Console
from nines.cli.disk import replace_text
from nines.cli.files import STDIN, Disk, select
from nines.cli.options import color_option
from nines.diagnostics.model import Report
from nines.program.load import Unreadable
from nines.source import Source

__all__ = ["command"]


@click.command("fmt")
@click.argument("paths", nargs=-1)
@click.option("--check", "only_check", is_flag=True, help="Change nothing; fail if a file is not laid out.")
@click.option("--diff", "only_diff", is_flag=True, help="Change nothing; show what would change.")
@color_option
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], only_check: bool, only_diff: bool, color: str) -> None:
    """Lay specs out in the one style.

    PATHS are files, folders or patterns; `-` reads standard input and writes to standard output.
    A file with a mistake in its form is left as it is.
    """
    chosen = select(paths)
    report = Report()
    changed: list[tuple[Source, str]] = []
    for name in chosen.names:
        source = _read(chosen.disk, name, report)
        after = None if source is None else _formatted(source, report)
        if source is not None and name == STDIN and not (only_check or only_diff):
            sys.stdout.write(source.text if after is None else after)
        elif source is not None and after is not None and after != source.text:
            changed.append((source, after))
    err = consoles.stderr(color)
    err.findings(report, "text")
    if only_check or only_diff:
        ctx.exit(_tell(consoles.stdout(color), changed, len(chosen.names), diff=only_diff) or int(report.has_errors))
    for source, after in changed:
        replace_text(Path(chosen.root / source.name), after)
    if paths != ("-",):
        err.line(f"{len(changed)} of {len(chosen.names)} files laid out")
    ctx.exit(1 if report.has_errors else 0)


def _read(disk: Disk, name: str, report: Report) -> Source | None:
    from nines.program.codes import UNREADABLE

    text = disk.read(name)
    path = disk.path(name)
    if not isinstance(text, Unreadable):
        return Source(name, text, path)
    report.say(
        UNREADABLE, f"`{path}` {text.reason}", Source(name, "", path).span(0, 0), helps=[text.help] if text.help else []
    )
    return None


def _formatted(source: Source, report: Report) -> str | None:
    from nines.format import format_text

    return format_text(source, report)


def _tell(out: Console, changed: list[tuple[Source, str]], files: int, *, diff: bool) -> int:
    from nines.format import diff as difference

    for source, after in changed:
        if diff:
            for line in difference(source.text, after, source.path).splitlines():
                out.line(line, fg={"+": "green", "-": "red", "@": "cyan"}.get(line[:1]))
        else:
            out.line(f"{source.path} is not laid out")
    if changed:
        out.line(f"{len(changed)} of {files} files would change: run `nines fmt`", bold=True)
    return 1 if changed else 0
