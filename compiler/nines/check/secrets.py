"""Texts that look like secrets, and a way to point at them without showing them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nines.check.context import Context
from nines.language.statements.people import Receiver, SecretLiteral
from nines.late import late_pattern
from nines.source import Source, Span

__all__ = ["Hidden", "is_secret_address", "literal_secrets", "tokens"]

_USERINFO = late_pattern(r"[a-z][a-z0-9+.-]*://[^\s/@:\"]+:[^\s/@\"]+@")
_IN_QUERY = late_pattern(r"[?&](?:token|key|api_?key|secret|sig|signature|password|auth)=[^&\s\"]+", re.IGNORECASE)
_LONG = late_pattern(r"[A-Za-z0-9_-]{20,}")
_TOKENS = late_pattern(
    "|".join(
        (
            r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}",  # Slack
            r"https://hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9/_-]+",
            r"https://(?:canary\.|ptb\.)?discord(?:app)?\.com/api/webhooks/[0-9]+/[A-Za-z0-9_-]+",
            r"\bgh[opsu]_[A-Za-z0-9]{20,}|\bgithub_pat_[A-Za-z0-9_]{20,}",
            r"\bglpat-[A-Za-z0-9_-]{20,}",
            r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b",
            r"\bAIza[A-Za-z0-9_-]{35}\b",
            r"\bsk_(?:live|test)_[A-Za-z0-9]{16,}",
            r"\bglsa_[A-Za-z0-9_]{32,}",  # Grafana
            r"\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+",  # a JSON web token
            r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----",
            r"[a-z][a-z0-9+.-]*://[^\s/@:\"]+:[^\s/@\"]+@",  # a name and a password in an address
        )
    )
)
_MARKS = (
    *("xox", "hooks.slack.com", "/api/webhooks/", "gho_", "ghp_", "ghs_", "ghu_", "github_pat_", "glpat-", "AKIA"),
    *("ASIA", "AIza", "sk_live_", "sk_test_", "glsa_", "eyJ", "PRIVATE KEY"),
)
"""Each token has one of these in it, save those of `_PASSWORD`: few texts have one, and to look for them is fast."""
_PASSWORD = late_pattern(r"://[^\s/@:\"]+:[^\s/@\"]+@")
_HOOKS = frozenset({"slack", "teams", "discord"})
"""Kinds whose address alone lets anybody post."""


def is_secret_address(kind: str, address: str) -> bool:
    """Whether knowing an address is enough to use it."""
    _, _, rest = address.partition("://")
    path = rest.partition("/")[2]
    if kind in _HOOKS:
        return bool(path)
    random = any(re.search(r"[0-9]", part) and re.search(r"[A-Za-z]", part) for part in _LONG.findall(path))
    return bool(_USERINFO.match(address) or _IN_QUERY.search(address) or random)


def literal_secrets(context: Context) -> Iterator[tuple[Receiver, SecretLiteral]]:
    """Secrets that stand in a receiver instead of in a file."""
    for placed in context.every(SecretLiteral):
        receiver, node = placed.inside(Receiver), placed.node
        if receiver is None:
            continue
        address = node.what.value == "url"
        if not address or is_secret_address(receiver.kind.value, node.value.value):
            yield receiver, node


def tokens(context: Context) -> tuple[Span, ...]:
    """Whatever in the text of a file, comments included, is a token or a password by its form."""
    return context.once(_tokens)


def _tokens(context: Context) -> tuple[Span, ...]:
    return tuple(_each_token(context))


def _each_token(context: Context) -> Iterator[Span]:
    for name, file in context.program.files.items():
        text = file.source.text
        if name not in context.program.standard and _may_hold_tokens(text):
            for found in _TOKENS.finditer(text):
                yield Span(file.source, *found.span())


def _may_hold_tokens(text: str) -> bool:
    return any(mark in text for mark in _MARKS) or ("://" in text and _PASSWORD.search(text) is not None)


class Hidden:
    """Shows a file with its secrets blacked out: findings point into such a copy, and so print none of them."""

    def __init__(self, context: Context) -> None:
        secrets: dict[Source, list[Span]] = {}
        for _, node in literal_secrets(context):
            secrets.setdefault(node.value.span.source, []).append(node.value.span)
        for span in tokens(context):
            secrets.setdefault(span.source, []).append(span)
        self._copies = {source: _blacked(source, spans) for source, spans in secrets.items()}

    def span(self, span: Span) -> Span:
        """The same place in the copy."""
        return Span(self._copies.get(span.source, span.source), span.start, span.end)


def _blacked(source: Source, spans: list[Span]) -> Source:
    text = source.text
    for span in spans:
        inner = "".join("*" if char not in '"\n' else char for char in span.text)
        text = text[: span.start] + inner + text[span.end :]
    return Source(source.name, text, source.path)
