"""Options that several commands have."""

from __future__ import annotations

import click

__all__ = ["color_option"]

color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours in what is written.",
)
