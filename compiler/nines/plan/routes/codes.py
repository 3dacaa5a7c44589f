"""Findings of the routing plan: who would not be told, and what Alertmanager could not be told, with their pages."""

from __future__ import annotations

from nines.diagnostics.model import Code, Severity
from nines.diagnostics.pages import Page

__all__ = [
    "BAD_SETTING",
    "CLOCK_CHANGE",
    "NEEDS_NEWER",
    "NO_HOURS",
    "NO_MAIL_SERVER",
    "NO_SUCH_SETTING",
    "PAGES",
    "SAME_SEVERITY",
    "ZONES_APART",
]

NEEDS_NEWER = Code("N0801", "needs-newer-alertmanager", Severity.NOTE, "a receiver needs a newer Alertmanager")
NO_SUCH_SETTING = Code("N0802", "no-such-setting", Severity.ERROR, "a receiver's setting cannot be set in a spec")
BAD_SETTING = Code("N0803", "bad-setting", Severity.ERROR, "a receiver's setting has a value it cannot have")
NO_MAIL_SERVER = Code("N0804", "no-mail-server", Severity.WARNING, "no receiver says which server takes mails")
SAME_SEVERITY = Code("N0805", "same-severity", Severity.ERROR, "pages and tickets have the same severity")
ZONES_APART = Code("N0806", "hours-of-two-zones", Severity.ERROR, "hours are taken out of hours of another zone")
NO_HOURS = Code("N0807", "no-hours", Severity.ERROR, "alerts are told only during a schedule that never holds")
CLOCK_CHANGE = Code("N0808", "clock-change-in-hours", Severity.WARNING, "hours begin or end as the clock is set back")

_SHOP = """service checkout {
  owner shop
  sli ok {
    bad errors_total{}
    of requests_total{}
  }
  slo ok 99% over 30d
}
"""
_PAGER = """receiver pager pagerduty {
  key file "/etc/alertmanager/pagerduty"
}
"""
_TEAM = """team shop {
  page to pager
  ticket to pager
}
"""
_BEAT = """receiver beat webhook {
  url "https://beat.example/shop"
}
project {
  heartbeat to beat
}
"""


def _during(lines: str, more: str = "") -> str:
    """Tickets during a schedule of some lines."""
    schedule = f"schedule office {{\n{lines}}}\n"
    team = "team shop {\n  page to pager\n  ticket to pager during office\n}\n"
    return _PAGER + more + schedule + team + _SHOP + _BEAT


def _lunch(span: str) -> str:
    return f"schedule lunch {{\n  every day from {span}\n}}\n"


def _severities(page: str, ticket: str) -> str:
    words = f'  severity page is "{page}"\n  severity ticket is "{ticket}"\n'
    return _PAGER + _TEAM + _SHOP + _BEAT.replace("project {\n", "project {\n" + words)


_OFFICE = "  every mon..fri from 09:00 to 17:00 in Europe/Berlin\n"
_SALE = "  from 2026-11-27 00:00 to {end} 00:00 in UTC\n  except 2026-11-27\n"


def _receiver(lines: str, kind: str = "slack") -> str:
    return f"receiver pager {kind} {{\n{lines}}}\n" + _TEAM + _SHOP + _BEAT


PAGES: tuple[Page, ...] = (
    Page(
        NEEDS_NEWER,
        why="A key that a release does not know keeps Alertmanager from starting. What is written here runs from the "
        "release that the note names; 0.25 is the oldest that anything is written for.",
        bad=_receiver('  url file "/etc/alertmanager/teams"\n', "teams"),
        good=_receiver('  url file "/etc/alertmanager/slack"\n'),
    ),
    Page(
        NO_SUCH_SETTING,
        why="A spec sets what Alertmanager reads as a text, a number or a switch. Lists such as `fields` and `images` "
        "cannot be written in one.",
        bad=_receiver('  url file "/etc/alertmanager/slack"\n  option fields "tier"\n'),
        good=_receiver('  url file "/etc/alertmanager/slack"\n  option footer "tier"\n'),
    ),
    Page(
        BAD_SETTING,
        why="Alertmanager reads some settings as numbers, durations or `true` and `false`. A text may hold templates "
        "of Alertmanager's, which must end; one that does not would be found out when the first alert is to be told.",
        bad=_receiver('  url file "/etc/alertmanager/slack"\n  option link_names "often"\n'),
        good=_receiver('  url file "/etc/alertmanager/slack"\n  option link_names "true"\n'),
    ),
    Page(
        ZONES_APART,
        why="Alertmanager adds up hours of several zones, but cannot take hours of one zone out of hours of another. "
        "Write both in the same zone.",
        bad=_during(_OFFICE + "  except lunch\n", _lunch("11:00 to 12:00 in UTC")),
        good=_during(_OFFICE + "  except lunch\n", _lunch("12:00 to 13:00 in Europe/Berlin")),
    ),
    Page(
        CLOCK_CHANGE,
        why="When the clock is set back it shows an hour twice. A schedule that begins in that hour begins at its "
        "first showing and one that ends in it ends at the second; Alertmanager goes by the clock alone, so that on "
        "such a day some minutes of the hour are wrong in its routes. Hours that begin and end outside it are exact.",
        bad=_during("  every day from 02:30 to 06:00 in Europe/Berlin\n"),
        good=_during("  every day from 03:00 to 06:00 in Europe/Berlin\n"),
    ),
    Page(
        SAME_SEVERITY,
        why="Routes tell pages from tickets by the label `severity`.",
        bad=_severities("high", "high"),
        good=_severities("high", "low"),
    ),
    Page(
        NO_MAIL_SERVER,
        why="Alertmanager sends mails through a server that somebody has to name. The first receiver that says "
        "`smarthost` and `from` says so for all; without one they go to `localhost:25`, the machine's own.",
        bad=_receiver('  to "shop@example.com"\n', "email"),
        good=_receiver(
            '  to "shop@example.com"\n  from "nines@example.com"\n  smarthost "mail.example.com:587"\n', "email"
        ),
    ),
    Page(
        NO_HOURS,
        why="A route that is only open during hours that never come tells nobody anything.",
        bad=_during(_SALE.format(end="2026-11-28")),
        good=_during(_SALE.format(end="2026-11-29")),
    ),
)
