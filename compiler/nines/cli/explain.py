"""`nines explain`: what a code means, or what holds for something that the specs name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nines.cli import console as consoles
from nines.cli.console import Console
from nines.cli.files import WrongCall, select
from nines.cli.options import color_option
from nines.record import dataclass

if TYPE_CHECKING:
    from nines.explain.find import Several
    from nines.explain.known import Known
    from nines.explain.model import Explanation
    from nines.values.model import Rate

__all__ = ["command"]

_CODE = re.compile(r"[Nn]\d{4}")


@click.command("explain")
@click.argument("what", nargs=-1)
@click.option("--rate", help="The traffic for which budgets are told in events, such as `200/s`.")
@click.option(
    "--series",
    type=click.IntRange(1, 100_000),
    default=20,
    show_default=True,
    help="How many raw series a selector of the specs finds, for what the rules cost.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@color_option
def command(what: tuple[str, ...], rate: str | None, series: int, form: str, color: str) -> None:
    """Explain WHAT: a code (N0401) or a name (`checkout.availability`, `acme`, `nines:state`). Alone it lists names.

    A name can have its kind before it: `team money`, `alert checkout.availability`, `alert ErrorBudgetBurn`.
    Files and folders may stand behind it; without any, the project is read that the current folder belongs to.
    """
    out = consoles.stdout(color)
    words = list(what)
    if words and _CODE.fullmatch(words[0]):
        _code(out, words[0].upper())
    else:
        _name(out, words, _Asked(rate, series, form, color))


def _code(out: Console, code: str) -> None:
    from nines.diagnostics.manual import explain_text
    from nines.diagnostics.suggest import several
    from nines.manual import all_pages

    pages = {page.code.id: page for page in all_pages()}
    if code not in pages:
        near = several(code, pages) or tuple(sorted(pages))[:3]
        raise WrongCall(f"there is no code `{code}`: there is {', '.join(near)}, and others in docs/rules")
    out.line(explain_text(pages[code], width=out.width, color=out.color))


# --- names ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Asked:
    """How somebody wants a name explained."""

    rate: str | None
    series: int
    form: str
    color: str


def _name(out: Console, words: list[str], asked: _Asked) -> None:
    from nines.explain.find import KINDS, Nothing, Several, find
    from nines.explain.tell import tell

    kind = KINDS.get(words[0]) if words else None
    qualified = kind is not None and len(words) > 1 and not Path(words[1]).exists()
    name, paths = (words[1], words[2:]) if qualified else (words[0] if words else "", words[1:])
    known = _known(tuple(paths), asked)
    if not name:
        _overview(out, known)
        return
    if (kind if qualified else KINDS.get(name)) == "alert":
        _write(out, _alert(name if qualified else "", known), asked)
        return
    found = find(name, kind if qualified else None, known)
    if isinstance(found, Several):
        raise WrongCall(_ambiguous(name, found))
    if isinstance(found, Nothing):
        _write_other(out, name, found.hint, known, asked)
    else:
        _write(out, tell(found, known), asked)


def _known(paths: tuple[str, ...], asked: _Asked) -> Known:
    from nines.cli.today import today
    from nines.driver import analyse
    from nines.explain.known import Assumption, Known

    compiled = analyse(select(paths).inputs, today())
    if compiled.report.has_errors:
        consoles.stderr(asked.color).findings(compiled.report, "text")
        raise click.exceptions.Exit(1)
    assumed = Assumption(today(), asked.series, _rate(asked.rate))
    return Known(compiled.contract, compiled.program, assumed)


def _rate(text: str | None) -> Rate | None:
    from nines.values.literals import parse
    from nines.values.model import Rate

    if text is None:
        return None
    found = parse(text)
    if not isinstance(found, Rate) or not found.per_second:
        raise WrongCall(f"`--rate {text}` is no rate: write `200/s`, `30/min` or `1_000/h`")
    return found


def _write(out: Console, explanation: Explanation, asked: _Asked) -> None:
    if asked.form == "json":
        from nines.explain.machine import to_json

        out.stream.write(to_json(explanation))
    else:
        from nines.explain.show import shown

        out.line(shown(explanation, width=out.width, color=out.color))


def _overview(out: Console, known: Known) -> None:
    """All that can be explained, a kind after the other."""
    from nines.diagnostics.glyphs import wrap
    from nines.explain.find import things

    by_kind: dict[str, list[str]] = {}
    for thing in things(known):
        by_kind.setdefault(thing.kind, []).append(thing.name)
    label = max(map(len, by_kind), default=0)
    for kind, names in by_kind.items():
        for at, line in enumerate(wrap("  ".join(names), out.width - label - 2)):
            out.line(f"{kind if at == 0 else '':<{label}}  {line}")
    out.line()
    out.line("nines explain NAME        what holds for one of them")
    out.line("nines explain alert NAME  when an alert fires, or those of an objective, and whom that reaches")
    out.line("nines explain N0401       what a code means")


def _alert(name: str, known: Known) -> Explanation:
    """The alerts of a name, or those of an objective or a promise."""
    from nines.diagnostics.suggest import closest, listing
    from nines.explain.alert import alert_names, explain_alerts, explain_named
    from nines.explain.find import Several, Thing, find

    names = alert_names(known)
    if name in names:
        return explain_named(name, known)
    for kind in ("slo", "promise"):
        found = find(name, kind, known)
        if isinstance(found, Thing):
            return explain_alerts(found.name, found.title, known)
        if isinstance(found, Several) and name:
            raise WrongCall(_ambiguous(name, found))
    better = closest(name, [*names, *(each.id for each in known.contract.objectives)]) if name else None
    hint = f"did you mean `{better}`?" if better else f"there is {listing(list(names), most=20, joint='and')}"
    raise WrongCall(f"no alert is called `{name}`: {hint}" if name else f"say of which alert: {hint}")


def _ambiguous(name: str, several: Several) -> str:
    from nines.diagnostics.suggest import listing

    told = [thing.name if thing.name != name else f"{thing.kind} {name}" for thing in several.things]
    return f"`{name}` can be {listing(told, most=8)}: say which"


def _write_other(out: Console, name: str, hint: str, known: Known, asked: _Asked) -> None:
    """What has no name of its own in the specs: an alert, or a statement of the language."""
    from nines.cli.help import statement_help
    from nines.explain.alert import alert_names, explain_named

    if name in alert_names(known):
        _write(out, explain_named(name, known), asked)
        return
    text = statement_help(name)
    if text is None:
        raise WrongCall(f"nothing here is called `{name}`: {hint}")
    out.line(text)
