"""The short window of an alert is shorter than the long one."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.alerts import BurnAlert
from nines.values.text import literal

PAGE = Page(
    Code("N0506", "short-not-shorter", Severity.ERROR, "the short window of an alert is not shorter than the long one"),
    why="""\
The long window says that trouble matters, the short one that it still goes on, so that an alert ends soon after the
trouble does. A short window as long as the long one does nothing; a longer one keeps the alert firing for hours.""",
    bad=examples.slo("slo requests 99.9% over 30d {\n  page 2% in 1h short 6h\n}\n"),
    good=examples.slo("slo requests 99.9% over 30d {\n  page 2% in 1h short 5m\n}\n"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for placed in context.every(BurnAlert):
        node = placed.node
        if node.short is None or node.short.value.milliseconds < node.window.value.milliseconds:
            continue
        swapped = (Edit(node.window.span, node.short.span.text), Edit(node.short.span, node.window.span.text))
        same = node.short.value.milliseconds == node.window.value.milliseconds
        yield found(
            PAGE,
            f"the short window of {literal(node.short.value)} is not shorter than the long one",
            node.short.span,
            "not shorter",
            others=[Label(node.window.span, "the long window")],
            helps=["leave `short` out for a twelfth of the long one, or write `alone` for one window only"],
            fixes=[] if same else [Fix("exchange the two", swapped)],
        )
