"""What the rules record, each series with its meaning: for the inventory, and for boards that list what there is."""

from __future__ import annotations

from collections.abc import Iterator

from nines.plan import names
from nines.plan.model import Labels, RecordingRule, RuleFile, SeriesInfo

__all__ = ["KINDS", "series_of"]

KINDS = {value.name: value for value in vars(names).values() if isinstance(value, names.Series)}
"""Every kind of series by its name."""
_ALIAS = names.Series("", "alias", "", "a series of ours under another tool's name")


def series_of(files: tuple[RuleFile, ...]) -> tuple[SeriesInfo, ...]:
    """Each series of each objective, promise and indicator, and each family of pieces, in the order of the files."""
    return tuple(info for file in files for info in _of_file(file))


def _of_file(file: RuleFile) -> Iterator[SeriesInfo]:
    for group in file.groups:
        for rule in group.rules:
            if isinstance(rule, RecordingRule):
                yield from _of_rule(rule, file)


def _of_rule(rule: RecordingRule, file: RuleFile) -> Iterator[SeriesInfo]:
    kind = KINDS.get(rule.record, _ALIAS)
    own = () if rule.record in _TELLING else rule.labels
    for member in rule.members:
        for labels in _halves(rule, _over(member.labels, own)):
            half, window = _said(labels)
            yield SeriesInfo(
                rule.record,
                half or kind.means if rule.record in _MEANT_BY_HALF else kind.means,
                member.of,
                window,
                kind.unit,
                labels,
                member.groups,
                member.origin,
                file.name,
            )
    if not rule.members:
        place = next(iter(rule.origins), None)
        window = dict(rule.labels).get(names.WINDOW, "")
        holder = _holder(dict(rule.labels), file)
        yield SeriesInfo(rule.record, kind.means, holder, window, kind.unit, rule.labels, (), place, file.name)


def _over(labels: Labels, own: Labels) -> Labels:
    """The labels of a member with those of the rule over them."""
    return tuple({**dict(labels), **dict(own)}.items()) if own else labels


def _said(labels: Labels) -> tuple[str, str]:
    """The half and the window that labels name."""
    half = window = ""
    for name, value in labels:
        if name == names.HALF:
            half = value
        elif name == names.WINDOW:
            window = value
    return half, window


def _halves(rule: RecordingRule, labels: Labels) -> tuple[Labels, ...]:
    """The labels of both halves of a family that has them; of other series, the labels themselves."""
    if rule.record not in _OF_PAIRS or any(name == names.HALF for name, _ in labels):
        return (labels,)
    return tuple((*labels, (names.HALF, half)) for half in ("bad", "total"))


_TELLING = frozenset({names.OBJECTIVE_INFO.name, names.PROMISE_INFO.name})
"""Series whose labels are what they tell: they are found by those of what they are about."""
_MEANT_BY_HALF = frozenset({names.MEASURED_RATE.name, names.COUNTED.name, names.PROMISE_COUNTED.name})
_OF_PAIRS = _MEANT_BY_HALF | {names.COUNTED_RATE.name, names.PROMISE_RATE.name}


def _holder(labels: dict[str, str], file: RuleFile) -> str:
    """The service or agreement that a family belongs to; the bundle's own series belong to nothing."""
    return labels.get(names.SERVICE) or labels.get(names.SLA) or ("" if file.name.startswith("bundle.") else file.name)
