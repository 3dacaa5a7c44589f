"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["color_option", "customers_option", "header_file_option", "ledger_option", "save_option"]

color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours in what is written.",
)

header_file_option = click.option(
    "--header-file",
    type=click.Path(path_type=Path),
    envvar="NINES_HEADER_FILE",
    metavar="FILE",
    help="Headers for that server, a line each: `Authorization: Bearer ...`. [env var: NINES_HEADER_FILE]",
)
save_option = click.option(
    "--save",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where the numbers from the server are kept. [default: measured-PERIOD.json]",
)
customers_option = click.option(
    "--customer", "customers", multiple=True, metavar="NAME", help="Only this customer. Again for more."
)
ledger_option = click.option(
    "--ledger", type=click.Path(path_type=Path), metavar="FILE", help="Settled periods, to look back at."
)
