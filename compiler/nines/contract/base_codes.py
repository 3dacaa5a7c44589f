"""Findings in a company's own Alertmanager file that ours is merged into, with their pages."""

from __future__ import annotations

from nines.diagnostics.model import Code, Severity
from nines.diagnostics.pages import Page

__all__ = [
    "BASE_INHIBITS",
    "BASE_MARKERS",
    "BASE_MISSING_NAME",
    "BASE_NAME_TAKEN",
    "BASE_NOT_A_BLOCK",
    "BASE_ROUTE_BEFORE",
    "BASE_SECRET",
    "BASE_UNREADABLE",
    "BASE_WITHOUT_MAIL",
    "BASE_WORDS",
    "PAGES",
]

BASE_UNREADABLE = Code("N0630", "base-not-alertmanagers", Severity.ERROR, "a base file is not Alertmanager's")
BASE_NOT_A_BLOCK = Code("N0631", "base-not-a-block", Severity.ERROR, "a part of a base file has no room for more")
BASE_MARKERS = Code("N0632", "base-markers", Severity.ERROR, "the markers in a base file do not pair")
BASE_NAME_TAKEN = Code("N0633", "base-name-taken", Severity.ERROR, "a base file defines a name twice, or one of ours")
BASE_MISSING_NAME = Code("N0634", "base-missing-name", Severity.ERROR, "a base file refers to what is not defined")
BASE_ROUTE_BEFORE = Code("N0635", "base-route-before", Severity.ERROR, "a route of a base file takes our alerts")
BASE_INHIBITS = Code("N0636", "base-inhibits", Severity.WARNING, "a rule of a base file can silence our alerts")
BASE_WITHOUT_MAIL = Code("N0637", "base-without-mail", Severity.WARNING, "no file names a mail server")
BASE_SECRET = Code("N0639", "base-secret", Severity.WARNING, "a secret stands in a base file")
BASE_WORDS = Code("N0638", "base-severity", Severity.WARNING, "a base file has other words for severity")

_WRITE = 'write alertmanager to "alertmanager" merged into "base.yml"'
_GOOD = """\
route:
  receiver: operations
  routes:
    - matchers: ['team="database"']
      receiver: database

receivers:
  - name: operations
  - name: database
"""


def _page(code: Code, why: str, bad: str, good: str = _GOOD) -> Page:
    return Page(code, why, bad, good, language="yaml")


PAGES: tuple[Page, ...] = (
    _page(
        BASE_UNREADABLE,
        f"""\
`{_WRITE}` puts the routes of the specs into a file that Alertmanager would start with alone: one YAML document with a
`route`, and no keys but Alertmanager's. Nothing is merged into another file, or into one that Alertmanager refuses.""",
        "rule_files:\n  - rules/*.yml\nscrape_configs: []\n",
    ),
    _page(
        BASE_NOT_A_BLOCK,
        """\
What is merged in is text between two lines of comment, so that all else in the file stays as it is, to the byte. That
needs lists that are written as blocks, an item a line. In a list in brackets there is no line for it, and a list behind
an alias stands elsewhere too.""",
        "route:\n  receiver: operations\n  routes: [{receiver: database, matchers: ['team=\"database\"']}]\n"
        "receivers: [{name: operations}, {name: database}]\n",
    ),
    _page(
        BASE_MARKERS,
        """\
What a build puts into a file stands between `# nines begin <bundle>` and `# nines end`, once in each list, and is
exchanged as a whole by the next build. Where a marker is missing nobody can tell what is whose.""",
        "route:\n  receiver: operations\n\nreceivers:\n  - name: operations\n  # nines begin shop\n"
        "  - name: nines-shop-nobody\n",
    ),
    _page(
        BASE_NAME_TAKEN,
        """\
Alertmanager refuses a file that defines a receiver or a time interval twice. Names that begin with `nines-` and the
bundle are those of the specs.""",
        _GOOD + "  - name: database\n",
    ),
    _page(
        BASE_MISSING_NAME,
        """\
Alertmanager does not start if a route names a receiver or a time interval that is not defined. What is defined between
the markers of this bundle goes when the specs no longer need it.""",
        "route:\n  receiver: operations\n\nreceivers:\n  - name: database\n",
    ),
    _page(
        BASE_ROUTE_BEFORE,
        """\
Our route is the first below the root, so that it gets all alerts of the bundle. If the markers were moved behind
another route that takes some of them, and does not say `continue: true`, these alerts never come to the people whom the
specs name.""",
        "route:\n  receiver: operations\n  routes:\n  - matchers: ['severity=\"page\"']\n    receiver: operations\n"
        "  # nines begin shop\n  # nines end\nreceivers:\n- name: operations\n",
    ),
    _page(
        BASE_INHIBITS,
        """\
An inhibition whose targets need no label that our alerts lack suppresses them too while its source fires. What a build
proves (that nobody is left in the dark) it can only prove of its own rules.""",
        "route:\n  receiver: operations\ninhibit_rules:\n- source_matchers: ['alertname=\"DatacentreDown\"']\n"
        "  target_matchers: ['alertname!=\"DatacentreDown\"']\n  equal: [datacentre]\nreceivers:\n- name: operations\n",
        "route:\n  receiver: operations\ninhibit_rules:\n- source_matchers: ['alertname=\"DatacentreDown\"']\n"
        "  target_matchers: ['alertname!=\"DatacentreDown\"', 'nines=\"\"']\n  equal: [datacentre]\n"
        "receivers:\n- name: operations\n",
    ),
    _page(
        BASE_WITHOUT_MAIL,
        """\
A mail needs a server and a sender. `mail through` in the project, or an e-mail receiver, names them; else those in
`global` of the base file are used (`smtp_smarthost`, `smtp_from`). Without any Alertmanager does not start.""",
        "global:\n  resolve_timeout: 5m\nroute:\n  receiver: operations\nreceivers:\n- name: operations\n",
        "global:\n  smtp_smarthost: mail.example.com:587\n  smtp_from: alerts@example.com\n"
        "route:\n  receiver: operations\nreceivers:\n- name: operations\n",
    ),
    _page(
        BASE_WORDS,
        """\
The base file goes by `severity`, and by no word that the alerts of the specs have. Nothing breaks by that, since ours
have their own route; but silences, boards and habits go by one word for one urgency. `severity page is "critical"` in
the project sets it.""",
        "route:\n  receiver: operations\n  routes:\n  - matchers: ['severity=\"critical\"']\n    receiver: operations\n"
        "receivers:\n- name: operations\n",
    ),
    _page(
        BASE_SECRET,
        """\
What is built from a file holds all that is in it. A secret that stands there comes into the outputs, and from there
into version control and wherever they are sent. Alertmanager reads each of them from a file too. Messages black them
out.""",
        "global:\n  slack_api_url: https://hooks.chat.example/in/0123456789\nroute:\n  receiver: operations\n"
        "receivers:\n- name: operations\n",
        "global:\n  slack_api_url_file: /etc/alertmanager/secrets/slack\nroute:\n  receiver: operations\n"
        "receivers:\n- name: operations\n",
    ),
)
