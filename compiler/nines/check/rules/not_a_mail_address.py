"""Mail goes to an address."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.nodes import At
from nines.language.statements.contract import Contact
from nines.language.statements.people import Mail, Receiver, ReceiverOption
from nines.late import late_pattern

PAGE = Page(
    Code("N0514", "not-a-mail-address", Severity.ERROR, "a mail address is none"),
    why="""\
Notices, claims and warnings of promises at risk are sent to these addresses. One that is none fails when the first mail
is due. Several stand in one text, with commas between.""",
    bad='provider "Example Commerce GmbH" {\n  mail "reliability.commerce.example"\n}\n',
    good='provider "Example Commerce GmbH" {\n  mail "reliability@commerce.example"\n}\n',
)

_ADDRESS = late_pattern(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\".]+|[^\s@,;<>\"]+@localhost")
_NAMED = late_pattern(r"[^<>@]*<([^<>]+)>")


def check(context: Context) -> Iterator[Diagnostic]:
    for mail in context.every(Mail):
        yield from _judged(context, mail.node.address)
    for contact in context.every(Contact):
        yield from _judged(context, contact.node.address)
    for option in context.every(ReceiverOption):
        receiver = option.inside(Receiver)
        if receiver is not None and receiver.kind.value == "email" and option.node.name.value in ("to", "from"):
            yield from _judged(context, option.node.value)


def _judged(context: Context, address: At[str]) -> Iterator[Diagnostic]:
    if context.is_broken(address.span) or "{{" in address.value:
        return
    for one in address.value.split(","):
        named = _NAMED.fullmatch(one.strip())
        if not _ADDRESS.fullmatch(named[1].strip() if named else one.strip()):
            yield found(
                PAGE,
                f"`{one.strip()}` is no mail address",
                address.span,
                "a name, `@` and a domain",
                helps=["write it as `team@shop.example`"],
            )
