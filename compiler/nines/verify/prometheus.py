"""Reads rule files back and compares them with the plan: every group, every rule, every word of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from nines.diagnostics.model import Diagnostic, Label, Report
from nines.emit.artifact import Artifact
from nines.emit.prometheus import KIND, rule_path
from nines.plan.model import AlertRule, Group, Plan, RecordingRule, Rule, RuleFile
from nines.plan.rules.messages import escaped
from nines.promql.guest import parse_guest
from nines.promql.text import RULE_WIDTH, pretty
from nines.promql.tree import Expression
from nines.source import Source, Span
from nines.values.text import prometheus_duration
from nines.verify.codes import NOT_AS_PLANNED

__all__ = ["verify_rules"]


def verify_rules(plan: Plan, artifacts: Iterable[Artifact], folder: str) -> tuple[Diagnostic, ...]:
    """All that is wrong; nothing, if the compiler and its templates are right."""
    written = {artifact.path: artifact for artifact in artifacts if artifact.kind == KIND}
    found: list[Diagnostic] = []
    for file in plan.files:
        artifact = written.pop(rule_path(folder, file), None)
        if artifact is None:
            found.append(_finding(Source(rule_path(folder, file), ""), "", "the file is missing"))
        else:
            source = Source(artifact.path, artifact.text)
            found += (_finding(source, place, text) for place, text in _file(file, artifact.text))
    for path, artifact in written.items():
        found.append(_finding(Source(path, artifact.text), "", "the file was not planned"))
    found += _doubles(plan, folder)
    return tuple(found)


def _finding(source: Source, place: str, text: str) -> Diagnostic:
    """A finding at the first line that has a text."""
    start = max(0, source.text.find(place)) if place else 0
    end = source.text.find("\n", start)
    span = source.span(start, len(source.text) if end < 0 else end)
    return Diagnostic(NOT_AS_PLANNED, f"in `{source.name}`, {text}", Label(span))


_Found = Iterator[tuple[str, str]]
"""A text that stands where something is wrong, and what that is."""


def _file(file: RuleFile, text: str) -> _Found:
    import yaml

    try:
        read = _read(text)
    except yaml.YAMLError as error:
        yield "", f"the YAML cannot be read: {' '.join(str(error).split())}"
        return
    groups = read.get("groups") if isinstance(read, dict) else None
    if not isinstance(groups, list) or set(read) != {"groups"}:
        yield "", "there must be `groups`, and nothing else"
        return
    if [group.get("name") if isinstance(group, dict) else None for group in groups] != [
        group.name for group in file.groups
    ]:
        yield "groups", f"the groups are not {', '.join(f'`{group.name}`' for group in file.groups)}"
        return
    for group, found in zip(file.groups, groups, strict=True):
        yield from _group(group, found)


def _read(text: str) -> Any:
    """What a YAML text says. Where all is texts, as in our own, it is taken from the nodes: twice as fast."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _texts(yaml.compose(text, Loader=loader))
    except _OtherError:
        return yaml.load(text, Loader=loader)


class _OtherError(Exception):
    """A value that is no text."""


def _texts(node: Any) -> Any:
    match node.id if node is not None else "":
        case "scalar" if node.tag == "tag:yaml.org,2002:str":
            return node.value
        case "mapping":
            return {_texts(key): _texts(value) for key, value in node.value}
        case "sequence":
            return [_texts(one) for one in node.value]
        case _:
            raise _OtherError


def _group(group: Group, found: dict[str, Any]) -> _Found:
    if found.get("interval") != prometheus_duration(group.interval):
        yield group.name, f"the group `{group.name}` is not evaluated every {prometheus_duration(group.interval)}"
    rules = found.get("rules") or []
    if len(rules) != len(group.rules):
        yield group.name, f"the group `{group.name}` has {len(rules)} rules, not {len(group.rules)}"
        return
    for rule, one in zip(group.rules, rules, strict=True):
        expected = _expected(rule)
        expression = one.pop("expr", None)
        if one != expected:
            yield _name(rule), f"the rule `{_name(rule)}` says {one}, not {expected}"
        elif not isinstance(expression, str) or not _means(expression, rule.expression):
            yield _name(rule), f"the expression of `{_name(rule)}` is not the planned one"


def _name(rule: Rule) -> str:
    return rule.record if isinstance(rule, RecordingRule) else rule.name


def _expected(rule: Rule) -> dict[str, Any]:
    """A rule as YAML has it, its expression apart."""
    if isinstance(rule, RecordingRule):
        said: dict[str, Any] = {"record": rule.record}
    else:
        said = {"alert": rule.name}
        if rule.hold:
            said["for"] = prometheus_duration(rule.hold)
    if rule.labels:
        plain = isinstance(rule, RecordingRule)  # the labels of alerts are templates
        said["labels"] = {name: value if plain else escaped(value) for name, value in rule.labels}
    if isinstance(rule, AlertRule) and rule.annotations:
        said["annotations"] = dict(rule.annotations)
    return said


def _means(text: str, planned: Expression) -> bool:
    """Whether a text is an expression; a template may lay it out in its own way."""
    if " ".join(text.split()) == " ".join(pretty(planned, width=RULE_WIDTH).split()):
        return True
    span = Span(Source("rule", text), 0, len(text))
    read = parse_guest(text, span, Report())
    return read is not None and read.expression == planned


def _doubles(plan: Plan, folder: str) -> Iterator[Diagnostic]:
    """Rules of one file with one name and the same labels: one would write over what the other wrote."""
    for file in plan.files:
        counts = Counter((_name(rule), frozenset(rule.labels)) for group in file.groups for rule in group.rules)
        for (name, _), count in counts.items():
            if count > 1:
                path = rule_path(folder, file)
                yield _finding(Source(path, ""), "", f"{count} rules `{name}` have the same labels")
