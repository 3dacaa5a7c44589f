"""`nines check`: find mistakes, and mend those that can only mean one thing."""

from __future__ import annotations

from pathlib import Path

import click

from nines.cli import checking
from nines.cli.console import FORMATS
from nines.cli.options import color_option

__all__ = ["command"]


@click.command("check")
@click.argument("paths", nargs=-1)
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--fix", is_flag=True, help="Mend what can only mean one thing, in the files.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to write.")
@click.option("--max", "most", type=click.IntRange(min=1), help="Show at most so many findings.")
@click.option(
    "--secrets",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Look for the files of secrets in this folder too.",
)
@click.option("--cache/--no-cache", default=True, help="Remember what was said of specs, or not.  [default: cache]")
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    strict: bool,
    fix: bool,
    form: str,
    most: int | None,
    secrets: Path | None,
    cache: bool,
    color: str,
) -> None:
    """Find mistakes in specs.

    PATHS are files, folders or patterns; `-` reads standard input. Without any, the project is
    checked that the current folder belongs to.

    What was said is remembered in `.nines-cache`, or in the folder that NINES_CACHE_DIR names, until a
    file changes.
    """
    ctx.exit(checking.check(checking.Wish(paths, strict, fix, form, most, color, cache, secrets)))
