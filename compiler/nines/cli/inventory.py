"""`nines inventory`: what a build writes, without writing it."""

from __future__ import annotations

import click

from nines.cli import console as consoles
from nines.cli.files import WrongCall, select
from nines.cli.options import color_option

__all__ = ["command"]


@click.command("inventory")
@click.argument("paths", nargs=-1)
@click.option("--kind", help="Only items of a kind, such as `series`, `alert`, `dashboard`, `route`, `clause`.")
@click.option("--of", "of", help="Only what belongs to something, such as `checkout.availability`.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@color_option
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[str, ...], kind: str | None, of: str | None, form: str, color: str
) -> None:
    """List what a build writes: every series, alert, dashboard, route and clause, and the spec line it comes from."""
    from nines.cli.today import today
    from nines.driver import analyse, produce
    from nines.emit.inventory import inventory_json

    chosen = select(paths)
    compiled = analyse(chosen.inputs, today())
    if compiled.report.has_errors:
        consoles.stderr(color).findings(compiled.report, "text")
        ctx.exit(1)
    everything = produce(compiled, None).inventory
    _known("kind", kind, [item.kind for item in everything])
    _known("of", of, [item.of for item in everything])
    items = [item for item in everything if kind in (None, item.kind) and of in (None, item.of)]
    out = consoles.stdout(color)
    if form == "json":
        out.stream.write(inventory_json(items))
        return
    rows = [(item.kind, item.name, item.of or "", item.window or "", str(item.origin or "")) for item in items]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(4)]
    for row in rows:
        out.line("  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]).rstrip())
    out.line(f"{len(rows):,} items")


def _known(option: str, wanted: str | None, values: list[str]) -> None:
    """A value that nothing has is a slip: an empty list would say that nothing is built for it."""
    from nines.diagnostics.suggest import closest, listing

    known = sorted({value for value in values if value})
    if wanted is None or wanted in known or not known:
        return
    better = closest(wanted, known)
    hint = f"did you mean `{better}`?" if better else f"there is {listing(known, joint='and')}"
    raise WrongCall(f"nothing is built with `--{option} {wanted}`: {hint}")
