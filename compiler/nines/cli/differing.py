"""Compares two versions of specs: from files, or as they were in a commit."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path

from nines.change.declared import declared_changes
from nines.cli import console as consoles
from nines.cli.commits import Repository, snapshot
from nines.cli.files import SETTINGS, WrongCall, select
from nines.cli.today import today
from nines.contract.model import Contract
from nines.diagnostics.model import Diagnostic, Severity
from nines.diagnostics.suggest import closest
from nines.driver import Compiled, Inputs, analyse
from nines.emit.redline import redlines_html, redlines_json, redlines_markdown, redlines_text
from nines.plan.redline.build import redlines, version_redlines
from nines.plan.redline.model import Compared
from nines.record import dataclass
from nines.values.text import count

__all__ = ["Wish", "diff"]

_COLORS = (
    (re.compile(r"\[-.*?-\]|^ +- .*?$|^   error: .*?$", re.DOTALL | re.MULTILINE), "red"),
    (re.compile(r"\{\+.*?\+\}|^ +\+ .*?$", re.DOTALL | re.MULTILINE), "green"),
    (re.compile(r"^ \? .*?$", re.DOTALL | re.MULTILINE), "yellow"),
)

_CHECKS = "N0300"
"""Codes from here on are of checks; those before say that something could not be read."""

_FORMS = {
    "text": redlines_text,
    "markdown": redlines_markdown,
    "html": redlines_html,
    "json": redlines_json,
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    sides: tuple[str, ...]
    versions: bool
    announced: datetime.date | None
    only: tuple[str, ...]
    form: str
    color: str


def diff(wish: Wish) -> int:
    """Compare, and write what is found; the exit code."""
    day = today()
    announced = wish.announced or day
    if wish.versions:
        new = _compiled(_newer(wish.sides), day, wish, old=False)
        found = Compared(version_redlines(new.contract, announced), ()) if new is not None else None
    else:
        before, after = _sides(wish.sides)
        old, new = _compiled(before, day, wish, old=True), _compiled(after, day, wish, old=False)
        found = _compared(old, new, announced) if old is not None and new is not None else None
    if found is None or new is None:
        return 1
    shown = _chosen(found, wish, new.contract)
    out, text = consoles.stdout(wish.color), _FORMS[wish.form](shown)
    out.stream.write(_colored(text) if wish.form == "text" and out.color else text)
    return 1 if any(item.faults for item in shown.contracts) else 0


def _colored(text: str) -> str:
    """What went in red, what came in green, and the marks of changes likewise; words that wrap over lines too."""
    for pattern, color in _COLORS:
        text = pattern.sub(_in(color), text)
    return text


def _in(color: str) -> Callable[[re.Match[str]], str]:
    from click import style

    return lambda found: style(found.group(), fg=color)


def _compared(old: Compiled, new: Compiled, announced: datetime.date) -> Compared:
    contracts = redlines(old.contract, new.contract, announced)
    return Compared(contracts, declared_changes(old.program, new.program))


def _newer(sides: tuple[str, ...]) -> Inputs:
    if len(sides) > 1:
        raise WrongCall("`--versions` compares the versions within one project: name one folder or file")
    return _side(sides[0] if sides else None, None)


def _chosen(found: Compared, wish: Wish, contract: Contract) -> Compared:
    if not wish.only:
        return found
    names = [*(sla.name for sla in contract.slas), *(customer.name for customer in contract.customers)]
    for name in wish.only:
        if name not in names:
            better = closest(name, names)
            hint = f"did you mean `{better}`?" if better else f"there is {', '.join(names) or 'none'}"
            raise WrongCall(f"there is no customer or sla `{name}`: {hint}")
    return Compared(tuple(item for item in found.contracts if item.party_name in wish.only), ())


# Which two.


def _sides(given: tuple[str, ...]) -> tuple[Inputs, Inputs]:
    """Old and new, from what was named: nothing, one of them, or both."""
    if len(given) > 2:
        raise WrongCall(f"two sides are compared, and these are {len(given)}: name OLD and NEW")
    if len(given) == 2:
        return _side(given[0], given[1]), _side(given[1], given[0])
    only = given[0] if given else None
    if only is None or _exists(only):
        return _of_commit("HEAD", only), _side(only, None)
    return _of_commit(only, None), _side(None, None)


def _exists(name: str) -> bool:
    return name == "-" or Path(name).exists()


def _side(name: str | None, other: str | None) -> Inputs:
    """Files where there are such, else a commit of the repository that the other side lies in."""
    if name is None:
        return select(()).inputs
    if _exists(name):
        return select((name,)).inputs
    return _of_commit(name, other if other is not None and _exists(other) else None)


def _of_commit(revision: str, place: str | None) -> Inputs:
    """The project that a place belongs to, as it was in a commit."""
    chosen = select((place,)) if place is not None else select(())
    root = chosen.root.resolve()
    repository = Repository.around(root)
    files = snapshot(repository, revision, root)
    names = tuple(sorted(name for name in files.texts if name.endswith(".nines")))
    if not chosen.whole:
        names = tuple(name for name in names if name in chosen.names)
    if not names:
        raise WrongCall(f"in `{revision}` there is no `.nines` file where `{place or '.'}` is now")
    return Inputs(names, files, SETTINGS if SETTINGS in files.texts else None, root.name, chosen.whole)


# What they mean.


def _compiled(inputs: Inputs, day: datetime.date, wish: Wish, *, old: bool) -> Compiled | None:
    """What specs mean; None, after its findings, if the new ones cannot be read. Other mistakes are only counted."""
    compiled = analyse(inputs, day)
    unread = [finding for finding in compiled.report if _is_error(finding) and finding.code.id < _CHECKS]
    if unread and not old:
        consoles.stderr(wish.color).findings(unread, "text")
        return None
    _say_errors(compiled, wish, old=old)
    return compiled


def _is_error(finding: Diagnostic) -> bool:
    return finding.severity is Severity.ERROR


def _say_errors(compiled: Compiled, wish: Wish, *, old: bool) -> None:
    number = sum(1 for finding in compiled.report if _is_error(finding))
    if number:
        side = "old" if old else "new"
        said = f"nines: the {side} specs have {count(number, 'error')}: they are compared as far as they go"
        consoles.stderr(wish.color).line(said)
