"""`nines call`: the call sheet of a customer who is on the phone."""

from __future__ import annotations

from pathlib import Path

import click

from nines.cli.options import color_option, header_file_option

__all__ = ["command"]


@click.command("call")
@click.argument("customer")
@click.argument("paths", nargs=-1)
@click.option(
    "--from-prometheus",
    "address",
    envvar="NINES_PROMETHEUS",
    metavar="URL",
    help="The server that knows how the promises stand. [env var: NINES_PROMETHEUS]",
)
@header_file_option
@click.option("--at", metavar="TIME", help="How it stood then, as `2026-11-24T17:00+01:00`. [default: now]")
@click.option("--html", "page", type=click.Path(path_type=Path), metavar="FILE", help="Write it as a page instead.")
@click.option("--templates", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Your own templates.")
@click.option("--language", type=click.Choice(["en", "de"]), help="[default: the language of the contract]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    customer: str,
    paths: tuple[str, ...],
    address: str | None,
    header_file: Path | None,
    at: str | None,
    page: Path | None,
    templates: Path | None,
    language: str | None,
    form: str,
    color: str,
) -> None:
    """Show the call sheet of CUSTOMER: open incidents, credit as of now, promises, people, what was agreed last.

    CUSTOMER is a name, a title or a tenant, or how one of these begins. PATHS are specs; without any, the project is
    taken that the current folder belongs to. Without a server the sheet says what is not known. The page needs nothing
    else: it can be sent, printed, and read on a telephone.
    """
    from nines.cli import calling

    wish = calling.Wish(customer, paths, address, header_file, page, language, form, color, templates, at)
    ctx.exit(calling.call(wish))
