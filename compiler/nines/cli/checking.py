"""What `nines check` does. It loads no part of the compiler if the cache knows that there is nothing to say."""

from __future__ import annotations

from time import time_ns
from typing import TYPE_CHECKING

from nines.cli import console as consoles
from nines.cli.cache import Clean, recall, remember
from nines.cli.files import Selection, select
from nines.cli.today import day, today
from nines.record import dataclass

if TYPE_CHECKING:
    from nines.diagnostics.model import Diagnostic
    from nines.driver import Compiled

__all__ = ["Wish", "check", "plain"]

_ONLY_FINDINGS = ("text", "short", "github")
"""The forms that say nothing of what is allowed."""


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
    clean = recall(chosen, day()) if wish.cache else None
    if clean is None or (clean.allowed and wish.form not in _ONLY_FINDINGS):
        return _analysed(wish, chosen)
    if wish.form != "text":
        consoles.stdout(wish.color).findings((), wish.form)
    _say_all_is_well(wish, clean)
    return 0


def _analysed(wish: Wish, chosen: Selection) -> int:
    began = time_ns()
    compiled = _analyse(wish, chosen)
    if wish.fix and (mended := _mend(chosen, tuple(compiled.report))):
        began = time_ns()
        compiled = _analyse(wish, chosen)
        consoles.stderr(wish.color).line(f"{mended} mended")
    report = compiled.report.strict() if wish.strict else compiled.report
    consoles.stdout(wish.color).findings(report, wish.form, allowed=compiled.allowed, most=wish.most)
    if not len(report):
        clean = _counts(compiled)
        remember(chosen, day(), began, clean)
        _say_all_is_well(wish, clean)
    return 1 if report.has_errors else 0


def _analyse(wish: Wish, chosen: Selection) -> Compiled:
    from nines.driver import analyse

    chosen.disk.seen = {} if wish.cache else None
    return analyse(chosen.inputs, today())


def _counts(compiled: Compiled) -> Clean:
    contract = compiled.contract
    return Clean(
        files=len(compiled.program.files) - len(compiled.program.standard),
        services=len(contract.services),
        objectives=len(contract.objectives),
        customers=len(contract.customers),
        allowed=bool(compiled.allowed),
    )


def _say_all_is_well(wish: Wish, clean: Clean) -> None:
    if wish.form == "text":
        consoles.stdout(wish.color).line(
            f"No mistakes: {_count(clean.files, 'file')}, {_count(clean.services, 'service')}, "
            f"{_count(clean.objectives, 'objective')}, {_count(clean.customers, 'customer')}"
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
