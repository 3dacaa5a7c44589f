"""`nines diff`: what changes in contracts between two versions of specs, and how it is for the customer."""

from __future__ import annotations

import datetime

import click

from nines.cli.options import color_option

__all__ = ["command"]


@click.command("diff")
@click.argument("sides", nargs=-1)
@click.option("--versions", is_flag=True, help="Compare the versions of each agreement that stand in the specs.")
@click.option(
    "--announced",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day on which customers are told, for versions that do not say so; today without it.",
)
@click.option("--only", multiple=True, metavar="NAME", help="Only this customer or sla. Again for more.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html", "json"]),
    default="text",
    show_default=True,
)
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    sides: tuple[str, ...],
    versions: bool,
    announced: datetime.datetime | None,
    only: tuple[str, ...],
    form: str,
    color: str,
) -> None:
    """Compare two versions of contracts: OLD NEW, each a file, a folder, or a commit of git (`main`, `v2.0`, `HEAD~1`).

    NEW alone, or nothing for the project that the current folder belongs to, is compared with the last commit; OLD
    alone can be a commit too. What changes in words is shown clause by clause; whether it is better or worse for the
    customer is computed from both sides' terms.

    Exit code 1 if a change that is worse for a customer, or may be, does not keep its notice, or has no version.
    """
    from nines.cli import differing

    wish = differing.Wish(sides, versions, announced.date() if announced is not None else None, only, form, color)
    ctx.exit(differing.diff(wish))
