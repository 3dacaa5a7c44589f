"""Secrets that stand in a company's file: what is built from it holds them too. They are never shown."""

from __future__ import annotations

from collections.abc import Iterator

from nines.emit.alertmanager.merge.nodes import Kind, Node
from nines.late import late_pattern

__all__ = ["masked", "secrets_in"]

_ANYWHERE = (
    *("smtp_auth_password", "smtp_auth_secret", "slack_api_url", "slack_app_token", "opsgenie_api_key"),
    *("victorops_api_key", "wechat_api_secret", "telegram_bot_token", "auth_password", "auth_secret", "api_key"),
    *("api_secret", "service_key", "bot_token", "user_key", "token", "token_id", "password", "credentials"),
    *("bearer_token", "client_secret", "secret_key", "access_key"),
)
"""Keys of Alertmanager's whose value is a secret, wherever they stand."""

_OF_KIND = {
    "routing_key": ("pagerduty_configs",),
    "api_url": ("slack_configs",),
    "webhook_url": ("discord_configs", "msteams_configs", "msteamsv2_configs"),
}
"""Those that are one in some lists of receivers."""

_LINE = late_pattern(
    rf"(?m)^([ \t]*(?:- *)*['\"]?(?:{'|'.join((*_ANYWHERE, *_OF_KIND))})['\"]?[ \t]*:[ \t]*)([^\s#|>].*?)(\r?)$"
)
_IN_BRACKETS = late_pattern(rf"([{{,]\s*['\"]?(?:{'|'.join((*_ANYWHERE, *_OF_KIND))})['\"]?\s*:\s*)([^,}}\n]+)")
_FOR_LATER = ("$", "<", "{{", "%", "@")
"""What begins so is filled in before Alertmanager reads it."""


def masked(text: str) -> str:
    """A text of the same length without its secrets, for messages."""
    for pattern in (_LINE, _IN_BRACKETS):
        text = pattern.sub(
            lambda found: found[1] + "█" * len(found[2]) + (found[3] if found.re.groups > 2 else ""), text
        )
    return text


def secrets_in(root: Node) -> Iterator[Node]:
    """The keys whose values are secrets that are written out."""
    waiting = [(root, "")]
    while waiting:
        node, kind = waiting.pop()
        waiting += [(item, kind) for item in reversed(node.elements)]
        for key, value in node.pairs:
            name = key.text
            if value.kind is not Kind.SCALAR:
                waiting.append((value, name if name.endswith("_configs") else kind))
            elif _is_secret(name, kind) and value.text and not value.text.startswith(_FOR_LATER):
                yield key


def _is_secret(name: str, kind: str) -> bool:
    return name in _ANYWHERE or kind in _OF_KIND.get(name, ())
