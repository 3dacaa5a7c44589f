"""Where secrets are keys of Secrets, the path of a file names both."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.routing import PAGER, SHOP, TEAM, used_receivers
from nines.check.rule import found
from nines.contract.operator import secret_of
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.source import Span

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

PAGE = Page(
    Code("N0623", "not-a-secret-key", Severity.ERROR, "the path of a secret names no key of a Secret"),
    why="""\
In an `AlertmanagerConfig` a secret is a key of a Secret in its namespace. Which one the path says, as the Prometheus
operator mounts Secrets: of `/etc/alertmanager/secrets/pagerduty/key` it is the key `key` of the Secret `pagerduty`, the
last folder and the file. So the same spec works with files and with objects.""",
    bad=PAGER.replace("/etc/alertmanager/secrets/pager", "/Pager") + _REST,
    good=PAGER.replace("secrets/pager", "secrets/pagerduty/key") + _REST,
    can_be_allowed=False,
)


def check(context: Context) -> Iterator[Diagnostic]:
    if context.contract.project.output("alertmanager").form != "alertmanager-config":
        return
    for path, span in _paths(context):
        if secret_of(path) is None:
            yield found(
                PAGE,
                f"`{path}` names no key of a Secret",
                span,
                "its last folder is to be the name of a Secret, and the file a key of it",
                helps=["write a path such as `/etc/alertmanager/secrets/pagerduty/key`"],
            )


def _paths(context: Context) -> Iterator[tuple[str, Span]]:
    for receiver in used_receivers(context):
        yield from ((file.value, file.origin) for file in receiver.files)
    mail = context.contract.project.mail
    if mail is not None and mail.password is not None:
        yield mail.password, mail.origin
