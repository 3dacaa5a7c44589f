"""What is promised is about what the agreement covers."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.agreements import Held, promises
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Promise
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.diagnostics.suggest import listing
from nines.language.statements.contract import Covers

_OTHER = 'service search "Search" {\n  tier 2\n}\n'

PAGE = Page(
    Code("N0404", "uncovered-promise", Severity.ERROR, "a promise is of a service that the agreement does not cover"),
    why="""\
`covers` says what an agreement is about. A promise of another service would stand in a contract whose scope leaves it
out, and both sides could point to one of the two.""",
    bad=examples.agreement(without="covers", also="covers         search\n") + _OTHER,
    good=examples.agreement() + _OTHER,
)


def check(context: Context) -> Iterator[Diagnostic]:
    for one, promise in promises(context):
        covered = [service.name for service in one.agreement.covers]
        if promise.indicator is None or not covered or promise.indicator.service in covered:
            continue
        yield _finding(context, one, promise, promise.indicator.service, covered)


def _finding(context: Context, one: Held, promise: Promise, service: str, covered: list[str]) -> Diagnostic:
    sla = context.statement(one.sla.origin)
    lines = context.within(sla, Covers) if sla is not None else ()
    return found(
        PAGE,
        f"the promise `{promise.name}` is of `{service}`, which the sla `{one.sla.name}` does not cover",
        promise.origin,
        f"of `{service}`",
        others=[Label(line.span, f"covers {listing(covered, joint='and')}") for line in lines[:1]],
        helps=[f"add it: `covers {', '.join([*covered, service])}`"],
    )
