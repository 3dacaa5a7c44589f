"""`nines settle`: what is owed for a period, from measured numbers, by the contract."""

from __future__ import annotations

from pathlib import Path

import click

from nines.cli.options import color_option, customers_option, header_file_option, ledger_option, save_option

__all__ = ["command"]


@click.command("settle")
@click.argument("period")
@click.argument("paths", nargs=-1)
@click.option(
    "--measured",
    "-m",
    multiple=True,
    metavar="FILE",
    help="Measured numbers: JSON, or CSV whose name says its table (`slices.csv`, `2026-09-outages.csv`); else "
    "TABLE=FILE. Again for more files.",
)
@click.option(
    "--from-prometheus",
    "address",
    metavar="URL",
    help="Measured numbers from what this server recorded; beside those of files.",
)
@header_file_option
@save_option
@customers_option
@ledger_option
@click.option("--as-of", "as_of", metavar="TIME", help="Until when tickets and claims were looked at, with its offset.")
@click.option("--record", is_flag=True, help="Add what is settled to the ledger.")
@click.option(
    "--what-if",
    "what_if",
    multiple=True,
    metavar="CHANGE",
    help="Show what it would cost: `outage 40m`, or a statement of the customer's such as `plan premium`.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    period: str,
    paths: tuple[str, ...],
    measured: tuple[str, ...],
    address: str | None,
    header_file: Path | None,
    save: Path | None,
    customers: tuple[str, ...],
    ledger: Path | None,
    as_of: str | None,
    record: bool,
    what_if: tuple[str, ...],
    form: str,
    color: str,
) -> None:
    """Settle PERIOD: credits, rewards and rights of each customer, exactly, with the clause behind each number.

    PERIOD is when it starts: `2026-09`, `2026-Q3`, `2026`, `2026-09-15`, `2026-09-15T10`. PATHS are specs; without any,
    the project is taken that the current folder belongs to. docs/contracts.md tells what the files of measured numbers
    hold. The same numbers give the same text, to the byte; those that came from a server are kept in a file, by which
    it can be settled again.
    """
    from nines.cli import settling

    wish = settling.Wish(
        period, paths, measured, customers, ledger, record, what_if, form, color, address, header_file, save, as_of
    )
    ctx.exit(settling.settle(wish))
