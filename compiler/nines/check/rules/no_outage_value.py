"""An agreement says what time without data counts as."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.terms import missing_term
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page

PAGE = Page(
    Code(
        "N0423",
        "no-outage-value",
        Severity.ERROR,
        "an agreement does not say what time without data counts as",
    ),
    why="""\
When monitoring itself is down nobody knows how things were. A provider that counts such time as good could switch it
off; one that counts it as bad pays for what did not happen. Whichever it is, it is written.""",
    bad=examples.agreement(without="monitor outage"),
    good=examples.agreement(),
)

_CHOICES = (
    "`monitor outage left out`: what nobody has seen is neither good nor bad",
    "`monitor outage counts as good`: silence is taken for health",
    "`monitor outage counts as bad`: silence is taken for an outage",
)


def check(context: Context) -> Iterator[Diagnostic]:
    return missing_term(
        context,
        PAGE,
        "monitor outage",
        lambda agreement: any(promise.indicator and not promise.monitor_outage for promise in agreement.promises),
        "{who} does not say what time without data counts as",
        "when monitoring itself is down",
        _CHOICES,
    )
