"""The kinds of receivers: which secrets and settings each takes, as Alertmanager's configuration has them."""

from __future__ import annotations

from nines.record import dataclass

__all__ = ["KINDS", "Kind"]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a receiver of a kind takes.

    `needs` are groups of settings of each of which one has to be there; `secrets` what may stand in a
    file; `words` the settings with a keyword of their own; `options` what `option NAME` may set.
    """

    needs: tuple[tuple[str, ...], ...]
    secrets: tuple[str, ...]
    words: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


KINDS: dict[str, Kind] = {
    "pagerduty": Kind(
        needs=(("key",),),
        secrets=("key",),
        words=("details",),
        options=(
            *("client", "client_url", "description", "severity", "source", "class", "component", "group", "url"),
            *("details", "images", "links", "timeout"),
        ),
    ),
    "opsgenie": Kind(
        needs=(("key",),),
        secrets=("key",),
        words=("details",),
        options=(
            *("api_url", "message", "description", "source", "details", "responders", "tags", "note", "priority"),
            *("update_alerts", "entity", "actions"),
        ),
    ),
    "slack": Kind(
        needs=(("url", "token"),),
        secrets=("url", "token"),
        words=("channel",),
        options=(
            *("username", "color", "fallback", "callback_id", "pretext", "title", "title_link", "text", "footer"),
            *("icon_emoji", "icon_url", "image_url", "thumb_url", "link_names", "short_fields", "mrkdwn_in"),
            *("fields", "actions", "update_message", "message_text", "timeout"),
        ),
    ),
    "teams": Kind(needs=(("url",),), secrets=("url",), options=("title", "summary", "text")),
    "discord": Kind(
        needs=(("url",),), secrets=("url",), options=("title", "message", "content", "username", "avatar_url")
    ),
    "telegram": Kind(
        needs=(("token",), ("chat",)),
        secrets=("token",),
        words=("chat",),
        options=("api_url", "message", "message_thread_id", "disable_notifications", "parse_mode"),
    ),
    "email": Kind(
        needs=(("to",),),
        secrets=("password",),
        words=("to", "from", "smarthost", "user"),
        options=("hello", "auth_username", "auth_identity", "require_tls", "headers", "html", "text", "threading"),
    ),
    "webhook": Kind(
        needs=(("url",),),
        secrets=("url", "token", "password"),
        words=("user",),
        options=("max_alerts", "timeout"),
    ),
    "sns": Kind(
        needs=(("topic",),),
        secrets=("key",),
        words=("topic", "region"),
        options=("api_url", "subject", "message", "phone_number", "target_arn", "attributes", "role_arn", "profile"),
    ),
    "pushover": Kind(
        needs=(("key",), ("token",)),
        secrets=("key", "token"),
        options=(
            *("title", "message", "url", "url_title", "device", "sound", "priority", "retry", "expire", "ttl"),
            *("html", "monospace"),
        ),
    ),
    "victorops": Kind(
        needs=(("key",), ("routing_key",)),
        secrets=("key",),
        options=(
            *("api_url", "routing_key", "message_type", "entity_display_name", "state_message", "monitoring_tool"),
            "custom_fields",
        ),
    ),
}
