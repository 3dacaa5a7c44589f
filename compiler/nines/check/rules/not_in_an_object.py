"""What a receiver says has a place in the object that it is written to."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.routing import SHOP, TEAM, used_receivers
from nines.check.rule import found
from nines.contract.model import Setting
from nines.contract.operator import key_of
from nines.contract.receivers import KINDS
from nines.contract.settings import placed
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page

_HOOK = """\
receiver pager webhook {
  PART
}
"""
_REST = (
    TEAM
    + SHOP
    + """\
receiver beat webhook {
  url "https://beat.shop.example/nines"
}
project {
  heartbeat to beat
  write alertmanager to "alertmanager" as alertmanager-config {
    namespace "monitoring"
  }
}
"""
)
_PASSWORD = """\
url      "https://hook.shop.example/nines"
  user     "nines"
  password file "/etc/alertmanager/secrets/hook/password\"""".rstrip()
_TOKEN = 'url   "https://hook.shop.example/nines"\n  token file "/etc/alertmanager/secrets/hook/token"'

PAGE = Page(
    Code("N0624", "not-in-an-object", Severity.ERROR, "an `AlertmanagerConfig` has no place for a setting"),
    why="""\
Some of what Alertmanager's own file can say an `AlertmanagerConfig` cannot: it takes the user of a webhook, and the
address that a Slack app posts to, from a Secret only. A whole file, or one `merged into` the company's, can.""",
    bad=_HOOK.replace("PART", _PASSWORD) + _REST,
    good=_HOOK.replace("PART", _TOKEN) + _REST,
    can_be_allowed=False,
)


def check(context: Context) -> Iterator[Diagnostic]:
    if context.contract.project.output("alertmanager").form != "alertmanager-config":
        return
    for receiver in used_receivers(context):
        kind = KINDS[receiver.kind]
        for written, place in placed(receiver):
            if place is not None and key_of(kind.key, place.key) is None:
                yield _found(written.name, receiver.name, written)
        for file in receiver.files:
            if receiver.kind == "slack" and file.name == "token":
                yield _found(file.name, receiver.name, file)


def _found(setting: str, receiver: str, at: Setting) -> Diagnostic:
    return found(
        PAGE,
        f"an `AlertmanagerConfig` has no place for `{setting}` of `{receiver}`",
        at.origin,
        helps=["use another way to log in (`token file` for a webhook, `url file` for Slack), or write a file"],
    )
