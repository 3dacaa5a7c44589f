"""Rule files for Prometheus: YAML that people can read, with the spec lines that each rule comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from nines.emit.artifact import Artifact, Item
from nines.emit.environment import Raw, environment, yaml_text
from nines.plan.model import AlertRule, Group, Labels, Plan, RecordingRule, Rule, RuleFile
from nines.plan.rules.messages import escaped
from nines.promql.text import RULE_WIDTH, pretty
from nines.resources import Folder
from nines.source import Span
from nines.values.text import prometheus_duration

__all__ = ["KIND", "items", "rule_files", "rule_path"]

KIND = "rules"

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_:]*")
_SHORT = re.compile(r"[a-z_]+\([0-9.]*\)")
"""Expressions such as `vector(0.999)`, which YAML takes bare."""
_PRINTED = re.compile(r"[\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*")
"""What a YAML block may hold as it is."""
_SHOWN = 6
"""Lines of a file that a comment names before it counts the rest."""


_Rows = tuple[tuple[Raw, Raw], ...]
_Rule = tuple[Raw, Raw, Raw, Raw, Raw, _Rows, _Rows]
"""What it is about, `record` or `alert`, name, expression, hold, labels, annotations: all of it YAML already."""


def rule_path(folder: str, file: RuleFile | str) -> str:
    """Where a rule file lies, by the file or its name."""
    return f"{folder}/{file if isinstance(file, str) else file.name}.yaml"


def rule_files(plan: Plan, folder: str, own: Folder | None) -> tuple[Artifact, ...]:
    """A file for each service, journey and agreement, and one for the bundle."""
    template = environment("yaml", own).get_template("prometheus/rules.yaml")
    made = []
    for file in plan.files:
        sources = sorted({span.source.name for group in file.groups for rule in group.rules for span in rule.origins})
        text = template.render(
            about=Raw(f"Rules of {file.about}"),
            sources=Raw(", ".join(sources) or "the project"),
            groups=[_group(group) for group in file.groups],
        )
        origins = (file.origin,) if file.origin is not None else ()
        made.append(Artifact(rule_path(folder, file), text, KIND, origins))
    return tuple(made)


def items(plan: Plan, folder: str) -> tuple[Item, ...]:
    """Every series that is recorded and every alert that can fire."""
    return (*_series(plan, folder), *_alerts(plan, folder))


def _series(plan: Plan, folder: str) -> Iterable[Item]:
    for series in plan.series:
        yield Item(
            kind="series",
            name=series.name,
            file=rule_path(folder, series.file),
            of=series.of,
            means=series.means,
            window=series.window,
            unit=series.unit,
            labels=series.labels,
            origin=series.origin,
        )


def _alerts(plan: Plan, folder: str) -> Iterable[Item]:
    for file in plan.files:
        for group in file.groups:
            for rule in group.rules:
                if isinstance(rule, AlertRule):
                    for fired in rule.fires:
                        yield Item(
                            kind="alert",
                            name=rule.name,
                            file=rule_path(folder, file),
                            of=fired.of,
                            window=dict(fired.labels).get("window", ""),
                            labels=tuple({**dict(rule.labels), **dict(fired.labels)}.items()),
                            origin=fired.origin,
                        )


# --- the parts of a file ----------------------------------------------------


def _group(group: Group) -> tuple[Raw, Raw, Raw, list[_Rule]]:
    about = Raw(f"{group.about[:1].upper()}{group.about[1:]}.")
    return about, _quoted(group.name), Raw(_duration(group.interval)), [_rule(rule) for rule in group.rules]


def _rule(rule: Rule) -> _Rule:
    about = Raw(_comment(rule))
    expression = _block(pretty(rule.expression, width=RULE_WIDTH))
    if isinstance(rule, RecordingRule):
        return about, _RECORD, _key(rule.record), expression, _NOTHING, _rows(rule.labels), ()
    hold = Raw(_duration(rule.hold)) if rule.hold else _NOTHING
    return about, _ALERT, _key(rule.name), expression, hold, _rows(_plain(rule.labels)), _rows(rule.annotations)


def _plain(labels: Labels) -> Labels:
    """Prometheus takes the labels of alerts for templates: what looks like one is printed as it is."""
    return tuple((name, escaped(value)) for name, value in labels)


def _rows(pairs: Labels) -> _Rows:
    return tuple((_key(name), _quoted(value)) for name, value in pairs)


def _comment(rule: Rule) -> str:
    """What a rule is, and the lines that it comes from: `the objective (checkout.nines:32, 36)`."""
    places = _places(rule.origins)
    about = " ".join(rule.about.split())
    return f"{about} ({places})" if places else about


@lru_cache(maxsize=16_384)
def _places(origins: tuple[Span, ...]) -> str:
    lines: dict[str, list[int]] = {}
    for span in origins:
        known = lines.setdefault(span.source.name, [])
        if span.line not in known:
            known.append(span.line)
    return "; ".join(f"{name}:{_lines(numbers)}" for name, numbers in lines.items())


def _lines(numbers: list[int]) -> str:
    if len(numbers) <= _SHOWN + 1:
        return ", ".join(map(str, numbers))
    return f"{', '.join(map(str, numbers[:_SHOWN]))} and {len(numbers) - _SHOWN} more"


@lru_cache(maxsize=65_536)
def _quoted(text: str) -> Raw:
    """In double quotes; in single ones where those would need escapes, so that templates can be read."""
    if ('"' in text or "\\" in text) and "\n" not in text and _PRINTED.fullmatch(text):
        return Raw(f"'{text.replace(chr(39), chr(39) * 2)}'")
    return Raw(yaml_text(text))


@lru_cache(maxsize=4_096)
def _key(name: str) -> Raw:
    """A name that YAML takes bare is left bare."""
    return Raw(name if _PLAIN.fullmatch(name) and name.lower() not in _WORDS else yaml_text(name))


_RECORD, _ALERT, _NOTHING = Raw("record"), Raw("alert"), Raw("")
_duration = lru_cache(maxsize=1_024)(prometheus_duration)
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def _block(text: str) -> Raw:
    """An expression as a block of lines; in quotes where YAML could not keep it."""
    if not _PRINTED.fullmatch(text):
        return Raw(yaml_text(text))
    if "\n" not in text and _SHORT.fullmatch(text):
        return Raw(text)
    head = "|2-" if text.startswith(" ") else "|-"
    return Raw(head + "\n          " + text.replace("\n", "\n          "))
