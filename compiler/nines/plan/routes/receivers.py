"""From a receiver of the specs to what Alertmanager is told of it. The checker has refused what does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nines.contract.model import Receiver
from nines.contract.receivers import KINDS
from nines.contract.settings import placed, value_of
from nines.plan.routes.model import Audience, Setting, Way

__all__ = ["way_of"]

_SLACK_API = "https://slack.com/api/chat.postMessage"
"""Where an app posts; only with just this address Alertmanager edits messages (tried: 0.33)."""


def way_of(receiver: Receiver, audience: Audience) -> Way:
    """The one way of a receiver."""
    kind = KINDS[receiver.kind]
    settings = {setting.key: setting for setting in (*_secrets(receiver), *_values(receiver))}
    settings |= {setting.key: setting for setting in _implied(receiver, settings)}
    return Way(kind.key, tuple(settings.values()), receiver.send_resolved, audience)


def _implied(receiver: Receiver, settings: Mapping[str, Setting]) -> Iterator[Setting]:
    """What a kind needs beside what is written."""
    if receiver.kind == "opsgenie" and "responders.0.name" in settings:
        yield Setting("responders.0.type", "team")
    if receiver.kind == "slack" and any(file.name == "token" for file in receiver.files):
        yield Setting("api_url", _SLACK_API)


def _secrets(receiver: Receiver) -> Iterator[Setting]:
    kind = KINDS[receiver.kind]
    for file in receiver.files:
        secret = kind.secrets.get(file.name)
        if secret is not None:
            yield Setting(secret.key, file.value, file.origin)


def _values(receiver: Receiver) -> Iterator[Setting]:
    for written, place in placed(receiver):
        value = value_of(place, written.value) if place is not None else None
        if place is not None and value is not None:
            yield Setting(place.key, value, written.origin)
