"""A promise without a consequence says so."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.agreements import leaves
from nines.check.context import Context
from nines.check.rule import found
from nines.check.terms import pays
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page

PAGE = Page(
    Code("N0447", "no-remedy", Severity.WARNING, "a miss of a promise has no consequence"),
    why="""\
A promise without a credit, a duty or a reward costs nothing to break. That may be meant, for what is only reported:
`remedy none` says so, in the contract too.""",
    bad=examples.agreement("measure share of good events\n"),
    good=examples.agreement("measure share of good events\nremedy  none\n"),
)


_LEVELS = " where none of its levels holds"


def check(context: Context) -> Iterator[Diagnostic]:
    for one in leaves(context):
        for promise in one.agreement.promises:
            consequence = promise.credits or promise.duties or promise.rewards or promise.remedy_none
            where = promise.changed_by or promise.origin
            if consequence or context.is_broken(promise.origin) or context.is_broken(where):
                continue
            statement = context.statement(where)
            if statement is not None and context.is_broken(statement.span):
                continue
            yield found(
                PAGE,
                f"the promise `{promise.name}` costs nothing to break" + (_LEVELS if pays(promise) else ""),
                where,
                "no credit, no duty, no reward",
                others=[Label(promise.origin, "what is promised")] if promise.changed_by is not None else [],
                helps=["add `credit ... when missed`, or `remedy none` if it is only reported"],
            )
