"""Findings of the routing plan: who would not be told, and what Alertmanager could not be told, with their pages."""

from __future__ import annotations

from nines.diagnostics.model import Code, Severity
from nines.diagnostics.pages import Page

__all__ = [
    "BAD_SETTING",
    "CLOCK_CHANGE",
    "HELD_PAGES",
    "LACKS_SETTING",
    "NEEDS_NEWER",
    "NO_HEARTBEAT",
    "NO_HOURS",
    "NO_MAIL_SERVER",
    "NO_OWNER",
    "NO_SUCH_SETTING",
    "PAGES",
    "SAME_SEVERITY",
    "SECRET_IN_SPEC",
    "UNHEARD",
    "ZONES_APART",
]

NEEDS_NEWER = Code("N0801", "needs-newer-alertmanager", Severity.NOTE, "a receiver needs a newer Alertmanager")
SECRET_IN_SPEC = Code("N0802", "secret-in-spec", Severity.ERROR, "a secret stands in a spec")
LACKS_SETTING = Code("N0803", "receiver-lacks-setting", Severity.ERROR, "a receiver lacks what its kind needs")
NO_SUCH_SETTING = Code("N0804", "no-such-receiver-setting", Severity.ERROR, "a receiver's kind has no such setting")
BAD_SETTING = Code("N0805", "bad-receiver-setting", Severity.ERROR, "a receiver's setting has a value it cannot have")
UNHEARD = Code("N0806", "unheard-alerts", Severity.WARNING, "a team does not say who gets a class of its alerts")
HELD_PAGES = Code("N0807", "held-pages", Severity.WARNING, "pages are held until a schedule begins")
NO_OWNER = Code("N0808", "no-owner", Severity.WARNING, "nobody owns what alerts")
ZONES_APART = Code("N0809", "hours-of-two-zones", Severity.ERROR, "hours are taken out of hours of another zone")
CLOCK_CHANGE = Code("N0810", "clock-change-in-hours", Severity.WARNING, "hours begin or end as the clock is set back")
SAME_SEVERITY = Code("N0811", "same-severity", Severity.ERROR, "pages and tickets have the same severity")
NO_MAIL_SERVER = Code("N0812", "no-mail-server", Severity.WARNING, "no receiver says which server takes mails")
NO_HOURS = Code("N0813", "no-hours", Severity.ERROR, "a schedule never holds")
NO_HEARTBEAT = Code("N0814", "no-heartbeat", Severity.WARNING, "nobody notices when no alert can be sent at all")

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
        SECRET_IN_SPEC,
        why="Specs are read by many and kept for ever. A secret is named by the file in which Alertmanager finds "
        "it. If it was ever committed, replace it: the history keeps it.",
        bad=_receiver('  key "0123456789abcdef0123456789abcdef"\n', "pagerduty"),
        good=_receiver('  key file "/etc/alertmanager/pagerduty"\n', "pagerduty"),
    ),
    Page(
        LACKS_SETTING,
        why="Without it Alertmanager could not reach anybody, or would not start.",
        bad=_receiver('  channel "#shop"\n'),
        good=_receiver('  url file "/etc/alertmanager/slack"\n  channel "#shop"\n'),
    ),
    Page(
        NO_SUCH_SETTING,
        why="Alertmanager does not start with a key that it does not know.",
        bad=_receiver('  url file "/etc/alertmanager/slack"\n  option user_name "Nines"\n'),
        good=_receiver('  url file "/etc/alertmanager/slack"\n  option username "Nines"\n'),
    ),
    Page(
        BAD_SETTING,
        why="Alertmanager reads some settings as numbers, durations or `true` and `false`.",
        bad=_receiver('  url file "/etc/alertmanager/slack"\n  option link_names "often"\n'),
        good=_receiver('  url file "/etc/alertmanager/slack"\n  option link_names "true"\n'),
    ),
    Page(
        UNHEARD,
        why="An alert that nobody gets is none. Until it is said who gets them, those alerts go where the team's "
        "others go.",
        bad=_PAGER + "team shop {\n  page to pager\n}\n" + _SHOP + _BEAT,
        good=_PAGER + _TEAM + _SHOP + _BEAT,
    ),
    Page(
        HELD_PAGES,
        why="Outside the schedule Alertmanager holds messages back. What still fires when it begins is told then; what "
        "came and went is never told. That suits tickets. A second line without `during` gets the other hours.",
        bad=_PAGER
        + "schedule office {\n  every mon..fri from 09:00 to 17:00 in UTC\n}\n"
        + "team shop {\n  page to pager during office\n  ticket to pager\n}\n"
        + _SHOP
        + _BEAT,
        good=_PAGER
        + 'receiver night pagerduty {\n  key file "/etc/alertmanager/night"\n}\n'
        + "schedule office {\n  every mon..fri from 09:00 to 17:00 in UTC\n}\n"
        + "team shop {\n  page to pager during office\n  page to night\n  ticket to pager\n}\n"
        + _SHOP
        + _BEAT,
    ),
    Page(
        NO_OWNER,
        why="Alerts go to the team that owns the service. Without an owner they go to the first team of the project.",
        bad=_PAGER + _TEAM + _SHOP.replace("  owner shop\n", "") + _BEAT,
        good=_PAGER + _TEAM + _SHOP + _BEAT,
    ),
    Page(
        ZONES_APART,
        why="Alertmanager adds up hours of several zones, but cannot take hours of one zone out of hours of another. "
        "Write both in the same zone.",
        bad=_PAGER
        + "schedule lunch {\n  every day from 11:00 to 12:00 in UTC\n}\n"
        + "schedule office {\n  every mon..fri from 09:00 to 17:00 in Europe/Berlin\n  except lunch\n}\n"
        + "team shop {\n  page to pager\n  ticket to pager during office\n}\n"
        + _SHOP
        + _BEAT,
        good=_PAGER
        + "schedule lunch {\n  every day from 12:00 to 13:00 in Europe/Berlin\n}\n"
        + "schedule office {\n  every mon..fri from 09:00 to 17:00 in Europe/Berlin\n  except lunch\n}\n"
        + "team shop {\n  page to pager\n  ticket to pager during office\n}\n"
        + _SHOP
        + _BEAT,
    ),
    Page(
        CLOCK_CHANGE,
        why="When the clock is set back it shows an hour twice. A schedule that begins in that hour begins at its "
        "first showing and one that ends in it ends at the second; Alertmanager goes by the clock alone, so that on "
        "such a day some minutes of the hour are wrong in its routes. Hours that begin and end outside it are exact.",
        bad=_PAGER
        + "schedule night {\n  every day from 02:30 to 06:00 in Europe/Berlin\n}\n"
        + "team shop {\n  page to pager\n  ticket to pager during night\n}\n"
        + _SHOP
        + _BEAT,
        good=_PAGER
        + "schedule night {\n  every day from 03:00 to 06:00 in Europe/Berlin\n}\n"
        + "team shop {\n  page to pager\n  ticket to pager during night\n}\n"
        + _SHOP
        + _BEAT,
    ),
    Page(
        SAME_SEVERITY,
        why="Routes tell pages from tickets by the label `severity`.",
        bad=_PAGER
        + _TEAM
        + _SHOP
        + _BEAT.replace("heartbeat", 'severity page is "high"\n  severity ticket is "high"\n  heartbeat'),
        good=_PAGER
        + _TEAM
        + _SHOP
        + _BEAT.replace("heartbeat", 'severity page is "high"\n  severity ticket is "low"\n  heartbeat'),
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
        bad=_PAGER
        + "schedule office {\n  from 2026-11-27 00:00 to 2026-11-28 00:00 in UTC\n  except 2026-11-27\n}\n"
        + "team shop {\n  page to pager\n  ticket to pager during office\n}\n"
        + _SHOP
        + _BEAT,
        good=_PAGER
        + "schedule office {\n  from 2026-11-27 00:00 to 2026-11-29 00:00 in UTC\n  except 2026-11-27\n}\n"
        + "team shop {\n  page to pager\n  ticket to pager during office\n}\n"
        + _SHOP
        + _BEAT,
    ),
    Page(
        NO_HEARTBEAT,
        why="When Prometheus or Alertmanager stand still, no alert can say so. The heartbeat is an alert that always "
        "fires, for a service outside that calls when it stops hearing it.",
        bad=_PAGER + _TEAM + _SHOP,
        good=_PAGER + _TEAM + _SHOP + _BEAT,
    ),
)
