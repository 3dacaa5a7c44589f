"""YAML as people write it: single quotes, a comment above what it is about."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from nines.emit.environment import Raw, yaml_text
from nines.plan.routes.model import Matcher, Route, Setting
from nines.source import Span
from nines.values.text import prometheus_duration

__all__ = ["comment", "flow", "length", "mapping", "matcher", "origins_text", "plain", "scalar", "told"]

_WIDTH = 106
_MOST_ORIGINS = 3
_PLAIN = re.compile(r"[\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffd\U00010000-\U0010fffd]*")


def scalar(value: str | int) -> Raw:
    """A value, texts in single quotes; in double quotes where a text has signs that these need escapes for."""
    if isinstance(value, str) and _PLAIN.fullmatch(value):
        return Raw("'" + value.replace("'", "''") + "'")
    return Raw(yaml_text(value))


def flow(values: Iterable[str]) -> Raw:
    """A list on one line."""
    return Raw("[" + ", ".join(scalar(value) for value in values) + "]")


def length(seconds: int) -> Raw:
    """A duration as Alertmanager writes it: `4h`, `0s`."""
    return Raw(prometheus_duration(seconds * 1_000) if seconds else "0s")


def matcher(condition: Matcher) -> Raw:
    """A matcher that both of Alertmanager's parsers read alike, as a quoted text."""
    value = condition.value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return scalar(f'{condition.label}{condition.operator}"{value}"')


def told(route: Route) -> dict[str, Raw | None]:
    """What the templates of a route need whatever form it is written in: whom it reaches, when, and how often."""
    return {
        "receiver": scalar(route.receiver),
        "group_by": flow(route.group_by),
        "wait": length(route.timing.wait),
        "interval": length(route.timing.interval),
        "repeat": length(route.timing.repeat),
        "active": flow(route.active) if route.active else None,
        "muted": flow(route.muted) if route.muted else None,
        "continues": scalar(route.continues),
    }


def comment(text: str, origins: Iterable[Span] = ()) -> tuple[Raw, ...]:
    """Lines of a comment: what something does, and the places of the specs that say so."""
    places = origins_text(origins)
    words = plain(f"{text} ({places})" if places else text)
    return tuple(Raw(line) for line in textwrap.wrap(words, _WIDTH, break_long_words=False, break_on_hyphens=False))


def plain(text: str) -> str:
    """A text on one line, without signs that would end a comment."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def origins_text(origins: Iterable[Span]) -> str:
    """`teams.nines:36, checkout.nines:58 and 4 more`."""
    places = list(dict.fromkeys(f"{origin.source.name}:{origin.line}" for origin in origins))
    shown = ", ".join(places[:_MOST_ORIGINS])
    rest = len(places) - _MOST_ORIGINS
    return f"{shown} and {rest} more" if rest > 0 else shown


def mapping(settings: Iterable[Setting]) -> Raw:
    """Settings as a block. Of a dotted key each part is a level, and a number the place in a list."""
    tree: dict[str, object] = {}
    for setting in settings:
        level = tree
        *above, last = setting.key.split(".")
        for part in above:
            inner = level.setdefault(part, {})
            assert isinstance(inner, dict)
            level = inner
        level[last] = setting.value
    return Raw("\n".join(_block(tree)))


def _block(tree: dict[str, object]) -> list[str]:
    lines: list[str] = []
    for key, value in tree.items():
        if not isinstance(value, dict):
            assert isinstance(value, str | int)
            lines.append(f"{key}: {scalar(value)}")
            continue
        lines.append(f"{key}:")
        if all(part.isdecimal() for part in value):
            for item in value.values():
                assert isinstance(item, dict)
                first, *rest = _block(item)
                lines += [f"- {first}", *(f"  {line}" for line in rest)]
        else:
            lines += [f"  {line}" for line in _block(value)]
    return lines
