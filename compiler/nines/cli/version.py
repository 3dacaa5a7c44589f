"""`nines version`: what this is, and what it stands on."""

from __future__ import annotations

import platform
from importlib import metadata

import click

__all__ = ["VERSION", "command"]

try:
    VERSION = metadata.version("nines-lang")
except metadata.PackageNotFoundError:  # run from a checkout that is not installed
    VERSION = "0+checkout"


@click.command("version")
def command() -> None:
    """Print the version, and those of what matters for a bug report."""
    from nines.values.zone import database_version

    click.echo(f"nines {VERSION}")
    click.echo(f"python {platform.python_version()} on {platform.system()} {platform.machine()}")
    click.echo(f"time zones {database_version()}")
