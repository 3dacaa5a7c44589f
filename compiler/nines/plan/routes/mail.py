"""What mails are sent with, where the receiver of a mail says nothing of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from nines.contract.model import Contract, Receiver
from nines.diagnostics.model import Report
from nines.plan.routes.addresses import Told
from nines.plan.routes.codes import NO_MAIL_SERVER
from nines.plan.routes.receivers import heading
from nines.record import dataclass
from nines.source import Span

__all__ = ["Mail", "mail_of"]

_HERE = "localhost:25"
_NOBODY = "nines@localhost"


@dataclass(frozen=True, slots=True)
class Mail:
    """Server and sender of mails; both None where no mail needs them."""

    host: str | None
    sender: str | None


def mail_of(contract: Contract, receivers: Sequence[Receiver], told: Iterable[Told], report: Report) -> Mail:
    """The first receiver that names a server speaks for all others, and for the mails to customers.

    Without one it is the server of Alertmanager's own machine, after a finding.
    """
    needing = tuple(_needing(receivers, told))
    if not needing:
        return Mail(None, None)
    mails = [receiver for receiver in contract.receivers if receiver.kind == "email"]
    first = next((receiver for receiver in mails if _option(receiver, "smarthost")), None)
    host = _option(first, "smarthost") if first is not None else None
    senders = [_option(receiver, "from") for receiver in ([first] if first is not None else []) + mails]
    own = contract.provider.mail if contract.provider is not None else None
    sender = next((sender for sender in [*senders, own] if sender), None)
    if host is None or sender is None:
        _say_what_lacks(needing[0], host, sender, report)
    return Mail(host or _HERE, sender or _NOBODY)


def _needing(receivers: Iterable[Receiver], told: Iterable[Told]) -> Iterator[Span]:
    """The places of mails that do not say both themselves."""
    for receiver in receivers:
        if receiver.kind == "email" and not (_option(receiver, "smarthost") and _option(receiver, "from")):
            yield heading(receiver.origin)
    for item in told:
        yield from (contact.origin for contact in item.contacts)


def _option(receiver: Receiver, name: str) -> str | None:
    return next((option.value for option in reversed(receiver.options) if option.name == name), None)


def _say_what_lacks(place: Span, host: str | None, sender: str | None, report: Report) -> None:
    lacking = [*([] if host else ["`smarthost`"]), *([] if sender else ["`from`"])]
    taken = [*([] if host else [f"the server `{_HERE}`"]), *([] if sender else [f"the sender `{_NOBODY}`"])]
    report.say(
        NO_MAIL_SERVER,
        f"no e-mail receiver says {' and '.join(lacking)}",
        place,
        "this mail needs it",
        notes=[f"{' and '.join(taken)} will be used"],
        helps=[
            'write `smarthost "mail.example.com:587"` and `from "..."` in an e-mail receiver: it holds for all mails'
        ],
    )
