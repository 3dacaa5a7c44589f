"""What an objective judges alone, its indicator keeps apart."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.diagnostics.suggest import closest, listing
from nines.language.statements.objective import Slo

PAGE = Page(
    Code("N0326", "each-not-kept", Severity.ERROR, "an objective judges by a label that its indicator does not keep"),
    why="""\
`each handler` judges every handler alone. The indicator has to keep that label, which `per handler` says; without it
all handlers are one.""",
    bad=examples.slo("slo requests 99% over 30d each handler\n"),
    good=examples.sli("""\
        bad http_requests_total{job="checkout", code=~"5.."}
        of  http_requests_total{job="checkout"}
        per handler
        """).replace("over 30d", "over 30d each handler"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for objective in context.contract.objectives:
        statement = context.statement(objective.origin)
        if not isinstance(statement, Slo):
            continue
        kept = objective.indicator.per
        for label in statement.each:
            if label.value not in kept:
                better = closest(label.value, kept)
                yield found(
                    PAGE,
                    f"`{objective.indicator.id}` does not keep `{label.value}`"
                    + (f": did you mean `{better}`?" if better else ""),
                    label.span,
                    f"kept are {listing(kept, joint='and')}" if kept else "all values are one",
                    others=[Label(objective.indicator.origin, "measured without it")],
                    helps=[] if better else [f"add `per {label.value}` to the sli"],
                )
