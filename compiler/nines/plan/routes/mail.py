"""What mails are sent with, where the receiver of a mail says nothing of its own."""

from __future__ import annotations

from collections.abc import Sequence

from nines.contract.mail import Mail, is_complete, mail_of
from nines.contract.model import Contract, Receiver
from nines.plan.routes.addresses import Told
from nines.record import replace

__all__ = ["planned_mail"]

_HERE = "localhost:25"
_NOBODY = "nines@localhost"


def planned_mail(contract: Contract, receivers: Sequence[Receiver], told: Sequence[Told]) -> Mail:
    """What is said, or Alertmanager's own machine (the checker has said so); empty where no mail needs it."""
    needed = bool(told) or any(receiver.kind == "email" and not is_complete(receiver) for receiver in receivers)
    if not needed:
        return Mail(None, None)
    said = mail_of(contract)
    return replace(said, host=said.host or _HERE, sender=said.sender or _NOBODY)
