"""`nines build`: write everything, or nothing."""

from __future__ import annotations

from pathlib import Path

import click

from nines.cli import building
from nines.cli.console import FORMATS
from nines.cli.options import color_option

__all__ = ["command"]


@click.command("build")
@click.argument("paths", nargs=-1)
@click.option("--out", type=click.Path(path_type=Path), help="The folder to write to.  [default: out, in the project]")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail if the outputs are stale, and show how.")
@click.option("--force", is_flag=True, help="Overwrite files that a build did not write, or that were edited since.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--templates", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Your own templates.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="Of findings.")
@click.option("--cache/--no-cache", default=True, help="Remember what was built, or not.  [default: cache]")
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
    cache: bool,
    color: str,
) -> None:
    """Write rules, dashboards, routes and contracts.

    PATHS are files, folders or patterns; without any, the project is built that the current folder
    belongs to. If a spec has a mistake nothing is written.

    That all is up to date is remembered in `.nines-cache`, or in the folder that NINES_CACHE_DIR names,
    until a spec or an output changes.
    """
    ctx.exit(building.build(building.Wish(paths, out, only_check, force, strict, templates, form, color, cache)))
