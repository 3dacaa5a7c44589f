"""What the services that people are told by take, as their makers publish it: shapes, limits and words.

PagerDuty: Events API v2. Slack: Block Kit and attachments reference. Opsgenie: Alert API. Teams: Workflows and the
Adaptive Card schema. Discord: Execute Webhook. Telegram: sendMessage. Pushover: Message API. VictorOps: REST endpoint.
"""

from __future__ import annotations

from typing import Any

import jsonschema

__all__ = ["SERVICES", "accepts", "texts_of"]


def _text(most: int, least: int = 1) -> dict[str, Any]:
    return {"type": "string", "minLength": least, "maxLength": most}


_ADDRESS = {"type": "string", "pattern": r"^https?://[^\s<>]+$", "maxLength": 3000}
_NUMBER = {"type": "integer"}


def _object(required: list[str], **properties: object) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


_PAGERDUTY = _object(
    ["routing_key", "event_action", "dedup_key", "payload"],
    routing_key={"type": "string", "minLength": 32, "maxLength": 32},
    event_action={"enum": ["trigger", "acknowledge", "resolve"]},
    dedup_key=_text(255),
    client=_text(1024),
    client_url=_ADDRESS,
    links={"type": "array", "items": _object(["href"], href=_ADDRESS, text=_text(1024))},
    images={"type": "array"},
    payload=_object(
        ["summary", "source", "severity"],
        summary=_text(1024),
        source=_text(1024),
        severity={"enum": ["critical", "error", "warning", "info"]},
        timestamp=_text(64),
        component=_text(1024, 0),
        group=_text(1024, 0),
        **{"class": _text(1024)},
        custom_details={
            "type": "object",
            "propertyNames": {"pattern": "^[a-z_]+$"},
            "properties": {"num_firing": _NUMBER, "num_resolved": _NUMBER},
            "additionalProperties": _text(10_000),
        },
    ),
)
_SLACK = _object(
    ["attachments"],
    channel=_text(80),
    username=_text(80),
    icon_emoji=_text(80),
    icon_url=_ADDRESS,
    link_names={"type": "boolean"},
    text=_text(40_000, 0),
    attachments={
        "type": "array",
        "minItems": 1,
        "maxItems": 20,
        "items": _object(
            ["color", "fallback", "title", "text", "mrkdwn_in"],
            color={"enum": ["#D4235A", "#C48700", "#2E93E6"]},
            fallback=_text(3000),
            title=_text(3000),
            title_link=_ADDRESS,
            text=_text(38_000),
            mrkdwn_in={
                "type": "array",
                "items": {"enum": ["fallback", "pretext", "text", "title", "fields", "footer"]},
            },
            pretext=_text(3000, 0),
            footer=_text(300, 0),
            ts=_NUMBER,
            actions={"type": "array", "maxItems": 5},
            fields={"type": "array", "maxItems": 10},
            callback_id=_text(255, 0),
        ),
    },
)
_OPSGENIE = _object(
    ["alias", "message"],
    alias=_text(512),
    message=_text(130),
    description=_text(15_000),
    source=_text(100),
    entity=_text(512, 0),
    priority={"enum": ["P1", "P2", "P3", "P4", "P5"]},
    tags={"type": "array", "maxItems": 20, "items": _text(50)},
    responders={"type": "array", "maxItems": 50},
    details={"type": "object", "additionalProperties": {"type": "string", "maxLength": 8000}},
    note=_text(25_000),
)
_TEAMS = _object(
    ["type", "attachments"],
    type={"const": "message"},
    attachments={
        "type": "array",
        "minItems": 1,
        "maxItems": 1,
        "items": {
            "type": "object",
            "required": ["contentType", "content"],
            "properties": {
                "contentType": {"const": "application/vnd.microsoft.card.adaptive"},
                "content": {
                    "type": "object",
                    "required": ["type", "version", "body"],
                    "properties": {
                        "type": {"const": "AdaptiveCard"},
                        "version": {"pattern": r"^1\.[0-6]$"},
                        "body": {
                            "type": "array",
                            "minItems": 1,
                            "items": {
                                "type": "object",
                                "required": ["type", "text"],
                                "properties": {"type": {"const": "TextBlock"}, "text": {"type": "string"}},
                            },
                        },
                    },
                },
            },
        },
    },
)
_DISCORD = {
    "type": "object",
    "required": ["embeds"],
    "properties": {
        "content": _text(2000, 0),
        "username": _text(80, 0),
        "embeds": {
            "type": "array",
            "minItems": 1,
            "maxItems": 10,
            "items": {
                "type": "object",
                "properties": {"title": _text(256), "description": _text(4096), "color": _NUMBER},
            },
        },
    },
}
_TELEGRAM = {
    "type": "object",
    "required": ["chat_id", "text"],
    "properties": {"chat_id": {"type": ["string", "integer"]}, "text": _text(4096), "parse_mode": {"const": ""}},
}
_VICTOROPS = {
    "type": "object",
    "required": ["message_type", "entity_id"],
    "properties": {
        "message_type": {"enum": ["CRITICAL", "WARNING", "ACKNOWLEDGEMENT", "INFO", "RECOVERY"]},
        "entity_display_name": _text(1024),
        "state_message": _text(20_480),
    },
}

SERVICES: dict[str, tuple[dict[str, Any], int]] = {
    "pagerduty": (_PAGERDUTY, 512_000),
    "slack": (_SLACK, 100_000),
    "opsgenie": (_OPSGENIE, 64_000),
    "teams": (_TEAMS, 28_000),
    "discord": (_DISCORD, 30_000),
    "telegram": (_TELEGRAM, 20_000),
    "victorops": (_VICTOROPS, 20_480),
}
"""By kind: the schema of a message, and how many bytes one may have."""


def accepts(kind: str, body: Any, size: int) -> list[str]:
    """What a service would not take of a message; nothing, if it takes it."""
    schema, most = SERVICES[kind]
    found = [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"
        for error in jsonschema.Draft202012Validator(schema).iter_errors(body)
    ]
    return found + ([f"{size} bytes, and {most} are taken"] if size > most else [])


def texts_of(value: object) -> list[str]:
    """All texts of a message."""
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts_of(each)]
    if isinstance(value, list):
        return [text for each in value for text in texts_of(each)]
    return [value] if isinstance(value, str) else []
