"""Somebody says which server mails go through."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.routing import spec, used_receivers
from nines.check.rule import found
from nines.contract.mail import is_complete, mail_of
from nines.contract.recorded import Recorded, promises_of
from nines.contract.settings import heading
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.source import Span

_MAIL = 'to "shop@example.com"\n'
_THROUGH = 'project {\n  heartbeat    to beat\n  mail through "mail.example.com:587" from "nines@example.com"\n'

PAGE = Page(
    Code("N0804", "no-mail-server", Severity.WARNING, "nothing says which server takes mails"),
    why="""\
Alertmanager sends mails through a server that somebody has to name: `mail through "mail.example.com:587" from
"nines@example.com"` in `project` does so for all of them, and `smarthost` and `from` of an e-mail receiver for its own
(the first one that names a server speaks for the others, where the project does not). Without one they go to
`localhost:25`, the machine's own.""",
    bad=spec("email", _MAIL),
    good=spec("email", _MAIL).replace("project {\n  heartbeat to beat\n", _THROUGH),
)


def check(context: Context) -> Iterator[Diagnostic]:
    place = next(_needing(context), None)
    if place is None or context.contract.project.output("alertmanager").base is not None:
        return  # what the file says that ours is merged into is judged with it
    mail = mail_of(context.contract)
    lacking = [*([] if mail.host else ["`smarthost`"]), *([] if mail.sender else ["`from`"])]
    server, sender = "the server `localhost:25`", "the sender `nines@localhost`"
    taken = [*([] if mail.host else [server]), *([] if mail.sender else [sender])]
    if lacking:
        own = context.contract.project.output("alertmanager").form == "file"
        whole = f"{' and '.join(taken)} will be used" if own else "those of Alertmanager's own settings will be used"
        yield found(
            PAGE,
            f"no e-mail receiver says {' and '.join(lacking)}, and the project says no `mail through`",
            place,
            "this mail needs it",
            notes=[whole],
            helps=['write `mail through "mail.example.com:587" from "..."` in `project`: it holds for all mails'],
        )


def _needing(context: Context) -> Iterator[Span]:
    """The places of mails that do not say both themselves."""
    for receiver in used_receivers(context):
        if receiver.kind == "email" and not is_complete(receiver):
            yield heading(receiver.origin)
    contract = context.contract
    told = {
        found.customer.name
        for sla in contract.slas
        for found in promises_of(contract, sla)
        if isinstance(found, Recorded) and found.customer is not None
    }
    for customer in contract.customers:
        if customer.name in told:
            yield from (contact.origin for contact in customer.contacts if _MAILED.intersection(contact.topics))


_MAILED = frozenset({"promise-at-risk", "promise-broken"})
"""What customers are told by an alert."""
