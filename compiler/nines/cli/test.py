"""`nines test`: try the alerts on what might happen, in the real promtool."""

from __future__ import annotations

from pathlib import Path

import click

from nines.cli.options import color_option

__all__ = ["command"]


@click.command("test")
@click.argument("what", nargs=-1)
@click.option("-k", "--named", "words", metavar="TEXT", help="Only tests whose name has this in it.")
@click.option("--generated", is_flag=True, help="Try the tests that every objective and route has without a line.")
@click.option(
    "--promtool", type=click.Path(path_type=Path), help="The promtool to use.  [default: NINES_PROMTOOL, PATH]"
)
@click.option("--verbose", "-v", is_flag=True, help="Show the timelines of tests that pass too.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--junit", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write JUnit XML too.")
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    what: tuple[str, ...],
    words: str | None,
    generated: bool,
    promtool: Path | None,
    verbose: bool,
    form: str,
    junit: Path | None,
    color: str,
) -> None:
    """Try the tests of the specs on the rules that `nines build` writes.

    WHAT are files or folders of specs, or names of services, journeys and objectives; without any, all tests are run of
    the project that the current folder belongs to. A test that fails shows what was sent, what was expected and what
    happened, by the clock.
    """
    from nines.cli import testing

    wish = testing.Wish(what, words, generated, promtool, verbose, form, junit, color)
    ctx.exit(testing.test(wish))
