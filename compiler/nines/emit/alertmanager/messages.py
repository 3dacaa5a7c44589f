"""What each way of reaching people says, unless a spec says it otherwise: settings that call the message templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nines.emit.environment import yaml_text
from nines.plan.routes.model import Audience, Setting, Way

__all__ = ["NOTES", "TEMPLATES", "said", "template_file", "template_prefix", "templates_of"]

NOTES = ("impact", "hurting", "budget", "exhausts", "promises", "first", "suspects", "why", "clause")
"""Annotations that pagers get as fields of their own; the tenth field is how long it has been."""

TEMPLATES = ("message", "chat", "pager", "mail", "customer")
"""The files of message templates."""

_FILES = {
    "slack_configs": "chat",
    "msteamsv2_configs": "chat",
    "discord_configs": "chat",
    "pagerduty_configs": "pager",
    "opsgenie_configs": "pager",
    "victorops_configs": "pager",
    "pushover_configs": "pager",
    "sns_configs": "pager",
    "email_configs": "mail",
}

_DETAILS = (
    *((f"details.{note}", f"note.{note}") for note in NOTES),
    ("details.since", "note.since"),
)

_SAID: dict[str, tuple[tuple[str, str], ...]] = {
    "slack_configs": (
        ("color", "colour"),
        ("title", "slack.title"),
        ("title_link", "link"),
        ("text", "slack.text"),
        ("fallback", "title"),
    ),
    "msteamsv2_configs": (("title", "title"), ("text", "teams.text")),
    "discord_configs": (("title", "title"), ("message", "text")),
    "telegram_configs": (("message", "text"),),
    "pagerduty_configs": (
        ("description", "title"),
        ("severity", "pagerduty.severity"),
        ("class", "class"),
        ("component", "component"),
        ("source", "source"),
        *_DETAILS,
        ("details.firing", "firing"),
        ("details.resolved", "resolved"),
        ("links.0.href", "link"),
        ("links.0.text", "link.text"),
        ("links.1.href", "runbook"),
        ("links.2.href", "silence"),
    ),
    "opsgenie_configs": (
        ("message", "title"),
        ("description", "text"),
        ("priority", "opsgenie.priority"),
        ("entity", "component"),
        ("source", "source"),
        *_DETAILS,
    ),
    "victorops_configs": (
        ("message_type", "victorops.type"),
        ("entity_display_name", "title"),
        ("state_message", "text"),
    ),
    "pushover_configs": (
        ("title", "title"),
        ("message", "short"),
        ("url", "link"),
        ("url_title", "link.text"),
        ("priority", "pushover.priority"),
    ),
    "sns_configs": (("subject", "sns.subject"), ("message", "text")),
    "email_configs": (("headers.Subject", "title"), ("html", "mail.html"), ("text", "text")),
}

_FIXED: dict[str, tuple[tuple[str, str], ...]] = {
    # Without a mode Telegram takes the text as it is: one that is cut short in the middle of a tag would be refused.
    "telegram_configs": (("parse_mode", ""),),
    "pagerduty_configs": (
        ("client", "Nines"),
        ("client_url", "{{ .ExternalURL }}"),
        ("details.num_firing", "{{ len .Alerts.Firing }}"),
        ("details.num_resolved", "{{ len .Alerts.Resolved }}"),
        ("links.1.text", "Runbook"),
        ("links.2.text", "Silence"),
    ),
}


def said(way: Way, prefix: str) -> tuple[Setting, ...]:
    """All settings of a way: what the spec says, over what is said otherwise. `prefix` is that of the templates."""
    settings = {setting.key: setting for setting in _default(way, prefix)}
    settings.update({setting.key: setting for setting in way.settings})
    # A way's own settings come first: they are what a reader looks for.
    own = [setting.key for setting in way.settings]
    return tuple(settings[key] for key in dict.fromkeys([*own, *settings]))


def templates_of(ways: Iterable[Way]) -> tuple[str, ...]:
    """The files of templates that some ways use."""
    used = set()
    for way in ways:
        if way.audience is Audience.CUSTOMER:
            used.add("customer")
        elif way.kind in _SAID:
            used |= {"message", _FILES.get(way.kind, "message")}
    return tuple(name for name in TEMPLATES if name in used)


def template_prefix(bundle: str) -> str:
    """What the names of all templates begin with, as it stands within quotes."""
    return yaml_text(f"nines.{bundle}")[1:-1]


def template_file(bundle: str, name: str) -> str:
    """The name of a file of templates; several bundles' files can lie in one folder."""
    return f"nines-{bundle}-{name}.tmpl"


def _default(way: Way, prefix: str) -> Iterator[Setting]:
    yield Setting("send_resolved", way.send_resolved)
    if way.audience is Audience.CUSTOMER:
        yield Setting("headers.Subject", _call(prefix, "customer.subject"))
        yield Setting("html", "")
        yield Setting("text", _call(prefix, "customer.text"))
        return
    for key, name in _SAID.get(way.kind, ()):
        yield Setting(key, _call(prefix, name))
    for key, text in _FIXED.get(way.kind, ()):
        yield Setting(key, text)


def _call(prefix: str, name: str) -> str:
    return f'{{{{ template "{prefix}.{name}" . }}}}'
