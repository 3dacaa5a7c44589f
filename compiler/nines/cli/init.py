"""`nines init`: a first project that builds at once."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

from nines.cli import console as consoles
from nines.cli.disk import replace_text
from nines.resources import packaged
from nines.values.zone import zone

__all__ = ["command"]

FILES = ("project.nines", "teams.nines", "shop.nines")


@click.command("init")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path())
@click.pass_context
def command(ctx: click.Context, folder: Path) -> None:
    """Make a first project in FOLDER (here, if not said) that checks and builds at once.

    It asks nothing: the name comes from the folder, the time zone from the machine. Files that
    are there already are left alone.
    """
    out = consoles.stdout()
    there = [name for name in FILES if (folder / name).exists()]
    if there:
        consoles.stderr().line(f"nines: `{folder / there[0]}` is there already; nothing was changed")
        ctx.exit(1)
    folder.mkdir(parents=True, exist_ok=True)
    values = {"bundle": _kebab(folder.resolve().name), "zone": _zone()}
    for name in FILES:
        text = packaged("first", name).read_text("utf-8")
        for key, value in values.items():
            text = text.replace(f"@{key}@", value)
        replace_new(folder / name, text)
        out.line(f"{folder / name}")
    place = "" if folder == Path() else f"cd {folder} && "
    out.line()
    out.line(f"Next: {place}nines check && nines build")


def replace_new(path: Path, text: str) -> None:
    path.touch(exist_ok=False)
    replace_text(path, text)


def _kebab(name: str) -> str:
    kebab = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return kebab if kebab[:1].isalpha() else "nines"


def _zone() -> str:
    """The machine's zone, where it says one that exists; else UTC."""
    named = os.environ.get("TZ", "")
    link = os.path.realpath("/etc/localtime").partition("/zoneinfo/")[2]
    for candidate in (named, link):
        if candidate and zone(candidate) is not None:
            return candidate
    return "UTC"
