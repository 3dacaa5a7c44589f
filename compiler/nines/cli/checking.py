"""What `nines check` does. It loads no part of the compiler if the cache knows what to say."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING

from nines.cli import console as consoles
from nines.cli.cache import Said, recall, remember
from nines.cli.files import Selection, Trace, select
from nines.cli.today import day, today
from nines.record import dataclass, replace

if TYPE_CHECKING:
    from nines.diagnostics.model import Diagnostic
    from nines.driver import Compiled

__all__ = ["Wish", "check", "plain"]


@dataclass(frozen=True, slots=True)
class Wish:
    """How to check which paths, as the options of the command say."""

    paths: tuple[str, ...]
    strict: bool = False
    fix: bool = False
    form: str = "text"
    most: int | None = None
    color: str = "auto"
    cache: bool = True
    secrets: Path | None = None


def plain(arguments: list[str]) -> Wish | None:
    """What the arguments of `check` wish for, if they hold at most its plainest options; else click must read them.

    So a hook need not load click, which takes as long as to check a file.
    """
    options = {argument for argument in arguments if argument.startswith("-")}
    if not options <= {"--strict", "--no-cache"}:
        return None
    paths = tuple(argument for argument in arguments if argument not in options)
    return Wish(paths, strict="--strict" in options, cache="--no-cache" not in options)


def check(wish: Wish) -> int:
    """Check, and write what is found; the exit code."""
    chosen = select(wish.paths)
    out = consoles.stdout(wish.color)
    asked = (day(), wish.strict, wish.fix, wish.form, wish.most, out.color, out.width, str(chosen.disk.here))
    said = recall(chosen, asked) if wish.cache and wish.secrets is None else None
    if said is None:
        began = time_ns()
        said, mended = _say(wish, chosen, out)
        if not mended and wish.secrets is None:
            remember(chosen, asked, began, said)
    out.stream.write(said.text)
    return said.code


def _say(wish: Wish, chosen: Selection, out: consoles.Console) -> tuple[Said, bool]:
    """What is to be said, and whether something was mended before."""
    compiled = _analyse(wish, chosen)
    mended = _mend(chosen, tuple(compiled.report)) if wish.fix else 0
    if mended:
        compiled = _analyse(wish, chosen)
        consoles.stderr(wish.color).line(f"{mended} mended")
    looked = 0
    if wish.secrets is not None:
        from nines.cli.secrets import look_for_secrets

        looked = look_for_secrets(compiled.contract, wish.secrets, compiled.report)
    report = compiled.report.strict() if wish.strict else compiled.report
    text = StringIO()
    page = replace(out, stream=text)
    page.findings(report, wish.form, allowed=compiled.allowed, most=wish.most)
    if wish.form == "text" and not len(report):
        page.line(_all_is_well(compiled) + (f", {_count(looked, 'secret')} in place" if looked else ""))
    return Said(text.getvalue(), 1 if report.has_errors else 0), mended > 0


def _analyse(wish: Wish, chosen: Selection) -> Compiled:
    from nines.driver import analyse

    chosen.disk.trace = Trace() if wish.cache else None
    return analyse(chosen.inputs, today())


def _all_is_well(compiled: Compiled) -> str:
    contract = compiled.contract
    files = len(compiled.program.files) - len(compiled.program.standard)
    return (
        f"No mistakes: {_count(files, 'file')}, {_count(len(contract.services), 'service')}, "
        f"{_count(len(contract.objectives), 'objective')}, {_count(len(contract.customers), 'customer')}"
    )


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


def _mend(chosen: Selection, findings: tuple[Diagnostic, ...]) -> int:
    """Apply certain fixes to the files; how many were applied. Each file is replaced whole or not at all."""
    from nines.cli.disk import replace_text
    from nines.diagnostics.fixes import apply

    mending = apply(findings)
    for mended in mending.texts:
        if mended.source.name in chosen.disk.names():
            replace_text(chosen.root / mended.source.name, mended.text)
    return len(mending.applied)
