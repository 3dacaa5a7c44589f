"""The windows of an alert hold a few scrapes."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.burns import Alert, alerts
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.source import Span
from nines.values.model import Duration
from nines.values.spelling import spell_duration
from nines.values.text import literal

PAGE = Page(
    Code("N0503", "alert-range-too-short", Severity.ERROR, "a window of an alert is too short for how often data come"),
    why="""\
A rate needs two samples, and four so that one lost scrape does not look like an outage. The short window of an alert is
a twelfth of the long one if nothing else is said: `page 2% in 10m` looks at 50 seconds, in which a service that is
scraped every 15 seconds has three samples.""",
    bad=examples.slo("slo requests 99.9% over 30d {\n  page 1% in 10m\n}\n"),
    good=examples.slo("slo requests 99.9% over 30d {\n  page 1% in 10m short 1m\n}\n"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for alert in alerts(context):
        burn, statement = alert.burn, alert.statement
        if not burn.window.milliseconds:
            continue
        if burn.window.milliseconds < 2 * alert.scrape.milliseconds:
            where = statement.window.span if statement is not None and not alert.in_library else alert.place
            yield _finding(alert, "the window", burn.window, 2, where)
        elif burn.short is not None and burn.short.milliseconds < 4 * alert.scrape.milliseconds:
            short = statement.short if statement is not None else None
            where = short.span if short is not None and not alert.in_library else alert.place
            yield _finding(alert, "the short window", burn.short, 4, where)


def _finding(alert: Alert, what: str, length: Duration, scrapes: int, where: Span) -> Diagnostic:
    least = scrapes * alert.scrape.milliseconds
    twelfth = scrapes == 4 and length.milliseconds == alert.burn.window.milliseconds // 12
    longer = f"`in {spell_duration(12 * least)}`" if twelfth else f"{spell_duration(least)} or more"
    instead = f"write `short {spell_duration(least)}`, or {longer}" if twelfth else f"take {longer}"
    return found(
        PAGE,
        f"{what} of `{alert.words}` is {literal(length)}: less than {scrapes} scrapes",
        where,
        f"scraped every {literal(alert.scrape)}",
        notes=["it is a twelfth of the long window, as nothing else is said"] if twelfth else [],
        helps=[instead if not alert.in_library else "write alerts with longer windows, or scrape more often"],
    )
