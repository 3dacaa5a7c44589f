"""What the rules record, each series with its meaning: for the inventory, and for boards that list what there is."""

from __future__ import annotations

from collections.abc import Iterator

from nines.plan import names
from nines.plan.model import RecordingRule, RuleFile, SeriesInfo

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
    own = dict(rule.labels)
    window = own.get(names.WINDOW, "")
    for member in rule.members:
        for labels in _halves(rule, {**dict(member.labels), **own}):
            yield SeriesInfo(
                name=rule.record,
                means=labels.get(names.HALF, kind.means) if rule.record in _MEANT_BY_HALF else kind.means,
                of=member.of,
                window=labels.get(names.WINDOW, ""),
                unit=kind.unit,
                labels=tuple(labels.items()),
                groups=member.groups,
                origin=member.origin,
                file=file.name,
            )
    if not rule.members:
        place = next(iter(rule.origins), None)
        yield SeriesInfo(
            rule.record, kind.means, _holder(own, file), window, kind.unit, rule.labels, (), place, file.name
        )


def _halves(rule: RecordingRule, labels: dict[str, str]) -> tuple[dict[str, str], ...]:
    """The labels of both halves of a family that has them; of other series, the labels themselves."""
    if rule.record not in _OF_PAIRS or names.HALF in labels:
        return (labels,)
    return tuple({**labels, names.HALF: half} for half in ("bad", "total"))


_MEANT_BY_HALF = frozenset({names.MEASURED_RATE.name, names.COUNTED.name, names.PROMISE_COUNTED.name})
_OF_PAIRS = _MEANT_BY_HALF | {names.COUNTED_RATE.name, names.PROMISE_RATE.name}


def _holder(labels: dict[str, str], file: RuleFile) -> str:
    """The service or agreement that a family belongs to; the bundle's own series belong to nothing."""
    return labels.get(names.SERVICE) or labels.get(names.SLA) or ("" if file.name.startswith("bundle.") else file.name)
