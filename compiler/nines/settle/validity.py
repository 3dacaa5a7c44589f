"""What counts at all: `valid slice clients at least 50`, by a column of that name in the rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from nines.contract.model import Promise
from nines.diagnostics.model import Report
from nines.language.statements.promise import Valid
from nines.settle.codes import BAD_VALUE, MISSING_NUMBERS
from nines.settle.rows import Row
from nines.settle.seen import in_range
from nines.values.literals import parse
from nines.values.model import Quantity
from nines.values.units import base_value, comparable

__all__ = ["valid_rows", "validity"]

R = TypeVar("R", bound=Row)


def validity(promise: Promise, report: Report) -> Callable[[Row], bool | None]:
    """Whether the slice of a row counts; None after a finding. What is said in words only is taken as sorted out."""
    rules = [item for item in promise.valid if item.unit is not None and item.subject is not None]
    return lambda row: _all(rules, row, report)


def valid_rows(promise: Promise, rows: Sequence[R], report: Report) -> tuple[R, ...] | None:
    """The tickets or records that count; None after a finding."""
    rules = [item for item in promise.valid if item.unit is None and item.subject is not None]
    found: list[R] = []
    for row in rows:
        counts = _all(rules, row, report)
        if counts is None:
            return None
        found += [row] if counts else []
    return tuple(found)


def _all(rules: Sequence[Valid], row: Row, report: Report) -> bool | None:
    for rule in rules:
        fulfilled = _fulfilled(rule, row, report)
        if not fulfilled:
            return fulfilled
    return True


def _fulfilled(rule: Valid, row: Row, report: Report) -> bool | None:
    assert rule.subject is not None
    assert rule.range is not None
    name = rule.subject.value
    text = row.label(name)
    if text is None:
        said = f"whether this counts goes by `{name}`, and the row does not say it"
        report.say(MISSING_NUMBERS, said, row.span, f"needs a column `{name}`")
        return None
    value, wanted = parse(text), rule.range.first.value.value
    if not isinstance(value, Quantity) or not comparable(value, wanted):
        said = f"`{text}` cannot be compared with `{rule.range.first.value.span.text}`"
        report.say(BAD_VALUE, said, row.place(name))
        return None
    return in_range(rule.range, base_value(value))
