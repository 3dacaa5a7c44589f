"""What mails are sent with, where the receiver of a mail says nothing of its own."""

from __future__ import annotations

from collections.abc import Sequence

from nines.contract.mail import Mail, is_complete, mail_of
from nines.contract.model import Contract, Receiver
from nines.plan.routes.addresses import Told
from nines.plan.routes.model import ReceiverPlan, Setting, Way
from nines.record import replace

__all__ = ["planned_mail", "with_mail"]

_HERE = "localhost:25"
_NOBODY = "nines@localhost"


def planned_mail(contract: Contract, receivers: Sequence[Receiver], told: Sequence[Told]) -> Mail:
    """What is said, or Alertmanager's own machine (the checker has said so); empty where no mail needs it."""
    needed = bool(told) or any(receiver.kind == "email" and not is_complete(receiver) for receiver in receivers)
    if not needed:
        return Mail(None, None)
    said = mail_of(contract)
    return replace(said, host=said.host or _HERE, sender=said.sender or _NOBODY)


def with_mail(receiver: ReceiverPlan, mail: Mail) -> ReceiverPlan:
    """A receiver whose mails say themselves what they are sent with: the configuration is not ours alone."""
    ways = tuple(_with_mail(way, mail) if way.kind == "email_configs" else way for way in receiver.ways)
    return replace(receiver, ways=ways)


def _with_mail(way: Way, mail: Mail) -> Way:
    """With what it does not say of its own. A server of its own has its own users."""
    own = {setting.key for setting in way.settings}
    added = [Setting("from", mail.sender)] if mail.sender is not None else []
    if mail.host is not None:
        added.append(Setting("smarthost", mail.host))
        if mail.user is not None and mail.password is not None and "smarthost" not in own:
            added += [Setting("auth_username", mail.user), Setting("auth_password_file", mail.password)]
        if mail.host.startswith("localhost:") and "smarthost" not in own:
            added.append(Setting("require_tls", False))
    return replace(way, settings=(*way.settings, *(setting for setting in added if setting.key not in own)))
