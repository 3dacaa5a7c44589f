"""What the Prometheus operator's objects call things, and what of Alertmanager's they have no place for.

Names are those of `AlertmanagerConfig`, `monitoring.coreos.com/v1alpha1`: the version that the operator's own resource
definitions serve without a webhook that converts it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from nines.late import late_pattern
from nines.record import dataclass

__all__ = ["DROPPED_BY", "NAMESPACE", "SecretKey", "is_name", "is_value", "key_of", "list_of", "secret_of"]

NAMESPACE = "namespace"
"""The label by which the operator tells whose alerts an object is about."""

DROPPED_BY: Mapping[str, str] = MappingProxyType({"teams": "0.81", "discord": "0.66"})
"""Kinds of receivers, and the newest release of the operator that was tried and knows none of them."""

_NAME = late_pattern(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*")
_KEY = late_pattern(r"[A-Za-z0-9._-]+")
_VALUE = late_pattern(r"(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)?")

_SECRETS: Mapping[str, str] = MappingProxyType(
    {
        "routing_key_file": "routingKey",
        "api_key_file": "apiKey",
        "api_url_file": "apiURL",
        "webhook_url_file": "webhookURL",
        "bot_token_file": "botToken",
        "auth_password_file": "authPassword",
        "auth_secret_file": "authSecret",
        "url_file": "urlSecret",
        "user_key_file": "userKey",
        "token_file": "token",
        "http_config.authorization.credentials_file": "httpConfig.authorization.credentials",
        "http_config.basic_auth.password_file": "httpConfig.basicAuth.password",
    }
)
_SPELT = {
    "api_url": "apiURL",
    "avatar_url": "avatarURL",
    "client_url": "clientURL",
    "icon_url": "iconURL",
    "image_url": "imageURL",
    "thumb_url": "thumbURL",
    "chat_id": "chatID",
    "message_thread_id": "messageThreadID",
    "topic_arn": "topicARN",
    "target_arn": "targetARN",
    "require_tls": "requireTLS",
    "force_implicit_tls": "forceImplicitTLS",
}
"""What is not simply written in humps."""
_OF_KIND = {
    ("discord_configs", "webhook_url_file"): "apiURL",
    ("victorops_configs", "api_url"): "apiUrl",
    ("pagerduty_configs", "links"): "pagerDutyLinkConfigs",
}
_NOWHERE = frozenset(
    {
        ("slack_configs", "api_url"),  # the object takes it from a secret only
        ("webhook_configs", "http_config.basic_auth.username"),  # the same
    }
)


@dataclass(frozen=True, slots=True)
class SecretKey:
    """A key of a Secret, from which the operator takes a value."""

    name: str
    key: str


def secret_of(path: str) -> SecretKey | None:
    """The key that a path means: its folder is the Secret, as the operator mounts them. None if that is no name."""
    parts = [part for part in path.split("/") if part]
    if len(parts) < 2 or not is_name(parts[-2]) or _KEY.fullmatch(parts[-1]) is None:
        return None
    return SecretKey(parts[-2], parts[-1])


def key_of(kind: str, setting: str) -> str | None:
    """What the object calls a setting of a list of receivers (`slack_configs`, `title_link`); None if it has none."""
    if (kind, setting) in _NOWHERE:
        return None
    own = _OF_KIND.get((kind, setting)) or _SECRETS.get(setting)
    return own if own is not None else ".".join(_SPELT.get(part) or _humps(part) for part in setting.split("."))


def list_of(kind: str) -> str:
    """What the object calls a list of receivers: `slackConfigs` for `slack_configs`."""
    return _humps(kind)


def is_name(text: str) -> bool:
    """Whether Kubernetes takes a text for the name of an object."""
    return len(text) <= 253 and _NAME.fullmatch(text) is not None


def is_value(text: str) -> bool:
    """Whether Kubernetes takes a text for the value of a label of an object."""
    return len(text) <= 63 and _VALUE.fullmatch(text) is not None


def _humps(text: str) -> str:
    return re.sub(r"_([a-z0-9])", lambda found: found[1].upper(), text)
