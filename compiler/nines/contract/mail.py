"""What mails are sent with, where the receiver of a mail says nothing of its own."""

from __future__ import annotations

from nines.contract.model import Contract, Receiver
from nines.record import dataclass

__all__ = ["Mail", "is_complete", "mail_of"]


@dataclass(frozen=True, slots=True)
class Mail:
    """Server and sender of mails, and how to log in; None for what nobody says."""

    host: str | None
    sender: str | None
    user: str | None = None
    password: str | None = None


def mail_of(contract: Contract) -> Mail:
    """What the project says; else the first receiver that names a server speaks for all, and for mails to customers."""
    server = contract.project.mail
    if server is not None:
        return Mail(server.server, server.sender, server.user, server.password)
    mails = [receiver for receiver in contract.receivers if receiver.kind == "email"]
    first = next((receiver for receiver in mails if _said(receiver, "smarthost")), None)
    host = _said(first, "smarthost") if first is not None else None
    own = contract.provider.mail if contract.provider is not None else None
    senders = [_said(receiver, "from") for receiver in ([first] if first is not None else []) + mails]
    return Mail(host, next((sender for sender in [*senders, own] if sender), None))


def is_complete(receiver: Receiver) -> bool:
    """Whether a receiver of mails says both itself."""
    return bool(_said(receiver, "smarthost") and _said(receiver, "from"))


def _said(receiver: Receiver, name: str) -> str | None:
    return next((literal.value for literal in reversed(receiver.literals) if literal.name == name), None)
