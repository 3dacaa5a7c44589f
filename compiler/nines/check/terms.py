"""Terms that a contract has to state, since none of what they could mean is safe to assume."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nines.check.agreements import Held, is_misspelt, leaves
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Agreement, Promise
from nines.diagnostics.model import Diagnostic, Label
from nines.diagnostics.pages import Page
from nines.language.nodes import Poison, Statement
from nines.source import Span

__all__ = ["missing_in_promise", "missing_term", "pays"]


def pays(promise: Promise) -> bool:
    """Whether a miss costs anything, at any level."""
    return bool(promise.credits) or any(level.body.statements for level in promise.levels)


def missing_term(
    context: Context,
    page: Page,
    keyword: str,
    is_missing: Callable[[Agreement], bool],
    headline: str,
    label: str,
    choices: tuple[str, ...],
) -> Iterator[Diagnostic]:
    """A term that agreements lack: told of the sla if all that can be bought lack it, else of each that does.

    `headline` has `{who}` for what lacks it; `choices` say what each way to state it would mean.
    """
    by_sla: dict[str, list[Held]] = {}
    for one in leaves(context):
        if one.agreement.promises:
            by_sla.setdefault(one.sla.name, []).append(one)
    for ones in by_sla.values():
        lacking = [one for one in ones if is_missing(one.agreement) and not is_misspelt(context, one, keyword)]
        if not lacking:
            continue
        first = lacking[0]
        for where in [first.sla.origin] if len(lacking) == len(ones) else [one.origin for one in lacking]:
            who = next((one.words for one in lacking if one.origin == where), f"the sla `{first.sla.name}`")
            yield found(page, headline.format(who=who), _name(context, where), label, helps=choices)


def missing_in_promise(
    context: Context,
    page: Page,
    keyword: str,
    is_missing: Callable[[Promise, Agreement], bool],
    headline: str,
    label: str,
    choices: tuple[str, ...],
) -> Iterator[Diagnostic]:
    """A term that promises lack, told at each promise. `headline` has `{name}` for the promise's name."""
    told: set[Span] = set()
    for one in leaves(context):
        for promise in one.agreement.promises:
            if promise.origin in told or not is_missing(promise, one.agreement):
                continue
            if is_misspelt(context, one, keyword) or _is_misspelt_in(context, promise, keyword):
                continue
            told.add(promise.origin)
            where = promise.changed_by or promise.origin
            others = [] if promise.changed_by is None else [Label(promise.origin, "what is promised")]
            yield found(page, headline.format(name=promise.name), where, label, others=others, helps=choices)


def _is_misspelt_in(context: Context, promise: Promise, keyword: str) -> bool:
    statement = context.statement(promise.origin)
    if statement is None:
        return False
    return any(poison.word == keyword for poison in context.within(statement, Poison))


def _name(context: Context, origin: Span) -> Span:
    """The name of what a block declares, or its head."""
    statement = context.statement(origin)
    name = getattr(statement, "name", None) if isinstance(statement, Statement) else None
    return name.span if name is not None else origin
