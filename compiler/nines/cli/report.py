"""`nines report`: what was promised and reached in a period, what happened and what is due, for each customer."""

from __future__ import annotations

from pathlib import Path

import click

from nines.cli.options import color_option, customers_option, header_file_option, ledger_option, save_option

__all__ = ["command"]


@click.command("report")
@click.argument("period")
@click.argument("paths", nargs=-1)
@click.option(
    "--from-prometheus",
    "address",
    envvar="NINES_PROMETHEUS",
    metavar="URL",
    required=True,
    help="The server that evaluates the bundle's rules. [env var: NINES_PROMETHEUS]",
)
@header_file_option
@save_option
@click.option(
    "--measured",
    "-m",
    multiple=True,
    metavar="FILE",
    help="What the server does not know: tickets, cases with evidence, what was charged.",
)
@customers_option
@ledger_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("reports"),
    show_default=True,
    metavar="DIR",
    help="Where reports go: a folder for the period, in it a page and a paper for each customer.",
)
@click.option("--no-pdf", is_flag=True, help="Pages only, no paper.")
@click.option("--templates", type=click.Path(path_type=Path), metavar="DIR", help="A house style of your own.")
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    period: str,
    paths: tuple[str, ...],
    address: str,
    header_file: Path | None,
    save: Path | None,
    measured: tuple[str, ...],
    customers: tuple[str, ...],
    ledger: Path | None,
    out: Path,
    no_pdf: bool,
    templates: Path | None,
    color: str,
) -> None:
    """Write the report of PERIOD to each customer, as HTML and PDF, from what the rules recorded.

    PERIOD is when it starts: `2026-09`, `2026-Q3`, `2026`. It is settled as `nines settle` does, and the report has
    its numbers, to the digit: reached and promised, days, budget, troubles, exclusions, credits, the last twelve
    periods, and what changes next.
    """
    from nines.cli import reporting, settling

    wish = settling.Wish(
        period,
        paths,
        measured,
        customers,
        ledger,
        color=color,
        address=address,
        header_file=header_file,
        save=save,
    )
    ctx.exit(reporting.report(wish, out, templates, on_paper=not no_pdf))
