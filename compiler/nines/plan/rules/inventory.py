"""What the rules record, each series with its meaning: for the inventory, and for boards that list what there is."""

from __future__ import annotations

from collections.abc import Iterator

from nines.plan import names
from nines.plan.model import RecordingRule, RuleFile, SeriesInfo

__all__ = ["KINDS", "series_of"]

KINDS = {value.name: value for value in vars(names).values() if isinstance(value, names.Series)}
"""Every kind of series by its name."""


def series_of(files: tuple[RuleFile, ...]) -> tuple[SeriesInfo, ...]:
    """A line for each recording rule, in the order of the files."""
    return tuple(info for file in files for info in _of_file(file))


def _of_file(file: RuleFile) -> Iterator[SeriesInfo]:
    for group in file.groups:
        for rule in group.rules:
            if isinstance(rule, RecordingRule):
                labels = dict(rule.labels)
                kind = KINDS[rule.record]
                yield SeriesInfo(
                    name=rule.record,
                    means=kind.means,
                    of=_of(labels, file),
                    window=labels.get(names.WINDOW, ""),
                    unit=kind.unit,
                    labels=rule.labels,
                    groups=(),
                    origin=next(iter(rule.origins), None),
                    file=file.name,
                )


def _of(labels: dict[str, str], file: RuleFile) -> str:
    """`checkout.availability`, `acme.availability`, or the name of what a family belongs to."""
    if names.CUSTOMER in labels:
        return f"{labels[names.CUSTOMER]}.{labels[names.PROMISE]}"
    service = labels.get(names.SERVICE)
    if service is None:
        return file.name
    part = labels.get(names.OBJECTIVE_LABEL) or labels.get(names.INDICATOR)
    return f"{service}.{part}" if part else service
