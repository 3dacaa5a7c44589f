"""`nines explain`: what a code means, or what holds for something that the specs name."""

from __future__ import annotations

import re

import click

from nines.cli import console as consoles
from nines.cli.console import Console
from nines.cli.files import WrongCall, select
from nines.cli.options import color_option

__all__ = ["command"]

_CODE = re.compile(r"[Nn]\d{4}")


@click.command("explain")
@click.argument("what")
@click.argument("paths", nargs=-1)
@color_option
def command(what: str, paths: tuple[str, ...], color: str) -> None:
    """Explain WHAT: a code such as N0401, or a name such as `checkout.availability` or `acme`.

    For a name the project is read that the current folder belongs to, or PATHS.
    """
    out = consoles.stdout(color)
    if _CODE.fullmatch(what):
        _code(out, what.upper())
    else:
        _name(out, what, paths, color)


def _code(out: Console, code: str) -> None:
    from nines.diagnostics.manual import explain_text
    from nines.diagnostics.suggest import several
    from nines.manual import all_pages

    pages = {page.code.id: page for page in all_pages()}
    if code not in pages:
        near = several(code, pages) or tuple(sorted(pages))[:3]
        raise WrongCall(f"there is no code `{code}`: there is {', '.join(near)}, and others in docs/rules")
    out.line(explain_text(pages[code], width=out.width, color=out.color))


def _name(out: Console, what: str, paths: tuple[str, ...], color: str) -> None:
    from nines.cli.today import today
    from nines.diagnostics.suggest import closest, listing
    from nines.driver import analyse
    from nines.explain import explanations

    compiled = analyse(select(paths).inputs, today())
    known = explanations(compiled.contract)
    if what not in known:
        if compiled.report.has_errors:
            consoles.stderr(color).findings(compiled.report, "text")
        better = closest(what, known)
        hint = f"did you mean `{better}`?" if better else f"there is {listing(list(known), joint='and')}"
        raise WrongCall(f"nothing here is called `{what}`" + (f": {hint}" if known else ""))
    for line in known[what]():
        out.line(line)
