"""The ways of reaching people that Alertmanager knows: what each takes, of what type, and since which release.

Settings are called as Alertmanager calls them. `since` are the releases in which Alertmanager's own change log
says that they came; without one, 0.25 has them, which is the oldest that is supported.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from nines.record import dataclass, field
from nines.values.model import Version

__all__ = ["KINDS", "OLDEST", "Form", "Kind", "Place", "Secret", "release"]


def release(text: str) -> Version:
    """A release of Alertmanager: `0.28`."""
    return Version(tuple(int(part) for part in text.split(".")), text)


OLDEST = release("0.25")


class Form(Enum):
    """What a setting's value is, with the word that messages use for it."""

    TEXT = "a text"
    WHOLE = "a whole number"
    YES_NO = "`true` or `false`"
    LENGTH = "a duration such as `1m`"
    ADDRESS = "an address that begins with `http://` or `https://`"
    SERVER = "a server and its port, such as `mail.example.com:587`"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a setting goes: `sigv4.region` is `region` within `sigv4`."""

    key: str
    form: Form = Form.TEXT
    since: Version = OLDEST


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret that comes from a file. `literal` takes its place where it may be written out, as it is no secret."""

    key: str
    since: Version = OLDEST
    literal: Place | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One way. `word` is how a spec says it, `key` the list in a receiver that it goes to.

    `secrets` and `statements` go by the word that a spec uses (`url`, `channel`), `settings` by Alertmanager's own, for
    `option`. Of each group in `needs` one has to be there. `beyond` are settings that Alertmanager has and a spec has
    no form for: lists, mappings, and what belongs to another setting.
    """

    word: str
    title: str
    key: str
    since: Version = OLDEST
    secrets: Mapping[str, Secret] = field(default_factory=dict)
    statements: Mapping[str, Place] = field(default_factory=dict)
    settings: Mapping[str, Place] = field(default_factory=dict)
    needs: tuple[tuple[str, ...], ...] = ()
    beyond: tuple[str, ...] = ()


def _settings(*keys: str, form: Form = Form.TEXT, since: str = "0.25") -> dict[str, Place]:
    return {key: Place(key, form, release(since)) for key in keys}


_TIMEOUT_030 = _settings("timeout", form=Form.LENGTH, since="0.30")

_PAGERDUTY = Kind(
    "pagerduty",
    "PagerDuty",
    "pagerduty_configs",
    secrets={"key": Secret("routing_key_file")},
    statements={"details": Place("details.details")},
    settings={
        **_settings("client", "client_url", "description", "severity", "class", "component", "group", "source"),
        **_settings("url", form=Form.ADDRESS),
        **_TIMEOUT_030,
    },
    needs=(("key",),),
    beyond=("details", "images", "links"),
)

_OPSGENIE = Kind(
    "opsgenie",
    "Opsgenie",
    "opsgenie_configs",
    secrets={"key": Secret("api_key_file")},
    statements={"to": Place("responders.0.name"), "details": Place("note")},
    settings={
        **_settings("message", "description", "source", "entity", "actions", "tags", "note", "priority"),
        **_settings("api_url", form=Form.ADDRESS),
        **_settings("update_alerts", form=Form.YES_NO),
    },
    needs=(("key",),),
    beyond=("details", "responders"),
)

_SLACK = Kind(
    "slack",
    "Slack",
    "slack_configs",
    secrets={"url": Secret("api_url_file"), "token": Secret("http_config.authorization.credentials_file")},
    statements={"channel": Place("channel")},
    settings={
        **_settings("username", "color", "title", "title_link", "pretext", "text", "footer", "fallback"),
        **_settings("callback_id", "icon_emoji", "icon_url", "image_url", "thumb_url", "channel"),
        **_settings("short_fields", "link_names", form=Form.YES_NO),
        **_settings("message_text", since="0.31"),
        **_settings("update_message", form=Form.YES_NO, since="0.32"),
        **_TIMEOUT_030,
    },
    needs=(("url", "token"),),
    beyond=("actions", "fields", "mrkdwn_in"),
)

_TEAMS = Kind(
    "teams",
    "Microsoft Teams",
    "msteamsv2_configs",
    since=release("0.28"),
    secrets={"url": Secret("webhook_url_file", release("0.28"))},
    settings=_settings("title", "text", since="0.28"),
    needs=(("url",),),
)

_DISCORD = Kind(
    "discord",
    "Discord",
    "discord_configs",
    # 0.27 takes the file, but only 0.28 reads it rightly (change log of 0.28.0).
    secrets={"url": Secret("webhook_url_file", release("0.28"))},
    settings={
        **_settings("title", "message"),
        **_settings("content", "username", "avatar_url", since="0.28"),
    },
    needs=(("url",),),
)

_TELEGRAM = Kind(
    "telegram",
    "Telegram",
    "telegram_configs",
    secrets={"token": Secret("bot_token_file", release("0.26"))},
    statements={"chat": Place("chat_id", Form.WHOLE)},
    settings={
        **_settings("message", "parse_mode"),
        **_settings("api_url", form=Form.ADDRESS),
        **_settings("message_thread_id", form=Form.WHOLE, since="0.28"),
        **_settings("disable_notifications", form=Form.YES_NO),
    },
    needs=(("token",), ("chat",)),
)

_EMAIL = Kind(
    "email",
    "e-mail",
    "email_configs",
    secrets={"password": Secret("auth_password_file"), "key": Secret("auth_secret_file", release("0.31"))},
    statements={
        "to": Place("to"),
        "from": Place("from"),
        "smarthost": Place("smarthost", Form.SERVER),
        "user": Place("auth_username"),
    },
    settings={
        **_settings("hello", "auth_identity", "auth_username", "html", "text"),
        **_settings("require_tls", form=Form.YES_NO),
        **_settings("force_implicit_tls", form=Form.YES_NO, since="0.31"),
    },
    needs=(("to",),),
    beyond=("headers", "threading", "tls_config"),
)

_WEBHOOK = Kind(
    "webhook",
    "webhook",
    "webhook_configs",
    secrets={
        "url": Secret("url_file", release("0.26"), Place("url", Form.ADDRESS)),
        "token": Secret("http_config.authorization.credentials_file"),
        "password": Secret("http_config.basic_auth.password_file"),
    },
    statements={"user": Place("http_config.basic_auth.username")},
    settings={
        **_settings("max_alerts", form=Form.WHOLE),
        **_settings("timeout", form=Form.LENGTH, since="0.28"),
    },
    needs=(("url",),),
    beyond=("http_config",),
)

_SNS = Kind(
    "sns",
    "Amazon SNS",
    "sns_configs",
    statements={"topic": Place("topic_arn"), "region": Place("sigv4.region")},
    settings={
        **_settings("subject", "message", "target_arn", "phone_number"),
        **_settings("api_url", form=Form.ADDRESS),
        "profile": Place("sigv4.profile"),
        "role_arn": Place("sigv4.role_arn"),
    },
    needs=(("topic", "phone_number", "target_arn"),),
    beyond=("attributes",),
)

_PUSHOVER = Kind(
    "pushover",
    "Pushover",
    "pushover_configs",
    secrets={
        "key": Secret("user_key_file", release("0.26")),
        "token": Secret("token_file", release("0.26")),
    },
    settings={
        **_settings("title", "message", "url", "url_title", "sound", "priority"),
        **_settings("retry", "expire", form=Form.LENGTH),
        **_settings("html", form=Form.YES_NO),
        **_settings("device", since="0.26"),
        **_settings("ttl", form=Form.LENGTH, since="0.27"),
        **_settings("monospace", form=Form.YES_NO, since="0.29"),
    },
    needs=(("key",), ("token",)),
)

_VICTOROPS = Kind(
    "victorops",
    "VictorOps",
    "victorops_configs",
    secrets={"key": Secret("api_key_file")},
    settings={
        **_settings("message_type", "state_message", "entity_display_name", "monitoring_tool", "routing_key"),
        **_settings("api_url", form=Form.ADDRESS),
    },
    needs=(("key",), ("routing_key",)),
    beyond=("custom_fields",),
)

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.word: kind
        for kind in (
            _PAGERDUTY,
            _OPSGENIE,
            _SLACK,
            _TEAMS,
            _DISCORD,
            _TELEGRAM,
            _EMAIL,
            _WEBHOOK,
            _SNS,
            _PUSHOVER,
            _VICTOROPS,
        )
    }
)
"""By the word of the language."""
