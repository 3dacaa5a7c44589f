"""`nines check`: find mistakes, and mend those that can only mean one thing."""

from __future__ import annotations

import click

from nines.cli import console as consoles
from nines.cli.console import FORMATS, color_option
from nines.cli.files import Selection, select

__all__ = ["command"]


@click.command("check")
@click.argument("paths", nargs=-1)
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--fix", is_flag=True, help="Mend what can only mean one thing, in the files.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to write.")
@click.option("--max", "most", type=click.IntRange(min=1), help="Show at most so many findings.")
@color_option
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[str, ...], strict: bool, fix: bool, form: str, most: int | None, color: str
) -> None:
    """Find mistakes in specs.

    PATHS are files, folders or patterns; `-` reads standard input. Without any, the project is
    checked that the current folder belongs to.
    """
    from nines.cli.today import today  # noqa: PLC0415
    from nines.driver import analyse  # noqa: PLC0415

    chosen = select(paths)
    compiled = analyse(chosen.inputs, today())
    if fix:
        mended = _mend(chosen, tuple(compiled.report))
        if mended:
            compiled = analyse(chosen.inputs, today())
            consoles.stderr(color).line(f"{mended} mended")
    report = compiled.report.strict() if strict else compiled.report
    out = consoles.stdout(color)
    out.findings(report, form, allowed=compiled.allowed, most=most)
    if form == "text" and not len(report):
        _all_is_well(out, compiled)
    ctx.exit(1 if report.has_errors else 0)


def _all_is_well(out: consoles.Console, compiled: object) -> None:
    from nines.driver import Compiled  # noqa: PLC0415

    assert isinstance(compiled, Compiled)
    contract = compiled.contract
    files = len(compiled.program.files) - len(compiled.program.standard)
    out.line(
        f"No mistakes: {_count(files, 'file')}, {_count(len(contract.services), 'service')}, "
        f"{_count(len(contract.objectives), 'objective')}, {_count(len(contract.customers), 'customer')}"
    )


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


def _mend(chosen: Selection, findings: tuple) -> int:  # type: ignore[type-arg]  # of Diagnostic
    """Apply certain fixes to the files; how many were applied. Each file is replaced whole or not at all."""
    from nines.cli.disk import replace_text  # noqa: PLC0415
    from nines.diagnostics.fixes import apply  # noqa: PLC0415

    mending = apply(findings)
    for mended in mending.texts:
        if mended.source.name in chosen.disk.names():
            replace_text(chosen.root / mended.source.name, mended.text)
    return len(mending.applied)
