"""Routes can tell pages from tickets."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.routing import PAGER, SHOP, TEAM, is_routed
from nines.check.rule import found
from nines.contract.labels import SEVERITY
from nines.contract.model import AlertClass
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.project import SeverityWord
from nines.source import Span

_PROJECT = """\
receiver beat webhook {{
  url "https://beat.shop.example/nines"
}}
project {{
  heartbeat to beat
  severity  page   is "high"
  severity  ticket is "{ticket}"
}}
"""

PAGE = Page(
    Code("N0805", "same-severity", Severity.ERROR, "pages and tickets have the same severity"),
    why="Routes tell pages from tickets by the label `severity`.",
    bad=PAGER + TEAM + SHOP + _PROJECT.format(ticket="high"),
    good=PAGER + TEAM + SHOP + _PROJECT.format(ticket="low"),
    can_be_allowed=False,
)


def check(context: Context) -> Iterator[Diagnostic]:
    if not is_routed(context):
        return
    pages, tickets = _words(context, AlertClass.PAGE), _words(context, AlertClass.TICKET)
    for word, (what, span) in pages.items():
        if word in tickets and (span or tickets[word][1]) is not None:
            other, second = tickets[word]
            place = span or second
            assert place is not None
            yield found(
                PAGE,
                f"{what} and {other} both have the severity `{word}`",
                place,
                "no route can tell them apart",
                others=[Label(second, "and so here")] if second is not None and second != place else [],
                helps=["give each a word of its own: `severity page is ...`, or `label severity ...` in a block"],
            )
            return


def _words(context: Context, alert_class: AlertClass) -> dict[str, tuple[str, Span | None]]:
    """Each word that alerts of a class have as their severity, what has it, and where that is said."""
    project = context.contract.project
    lines = [placed.node for placed in context.every(SeverityWord) if placed.node.class_.value == alert_class]
    word = project.severity(alert_class)
    found: dict[str, tuple[str, Span | None]] = {word: (f"{alert_class}s", lines[-1].value.span if lines else None)}
    for objective in context.contract.objectives:
        for alert in (*objective.alerts.burns, *objective.alerts.others):
            for label in alert.style.labels if alert.alert_class is alert_class else ():
                if label.name == SEVERITY:
                    found.setdefault(label.value, (f"{alert_class}s of `{objective.id}`", label.origin))
    return found
