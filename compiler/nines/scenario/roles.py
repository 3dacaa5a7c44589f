"""Which series an indicator of events needs: disjoint ones for what is fine and what is bad.

Each series counts a share of the fine events and one of the bad; the queries are then tried on what was found, so that
good, bad and all come out as they should.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nines.contract.model import Events, Part
from nines.promql.transform import walk
from nines.promql.tree import Binary, BinaryOp, Expression, Selector
from nines.record import dataclass
from nines.scenario.labels import labels_for, matches

__all__ = ["Role", "roles_of", "selectors_of"]

_Signed = tuple[tuple[int, Selector], ...]


@dataclass(frozen=True, slots=True)
class Role:
    """A series that counts fine events (`fine`), bad ones (`bad`), or both."""

    metric: str
    labels: dict[str, str]
    fine: bool
    bad: bool


def selectors_of(expression: Expression) -> tuple[Selector, ...]:
    return tuple(node for node in walk(expression) if isinstance(node, Selector))


def roles_of(events: Events, given: Mapping[str, str]) -> tuple[Role, ...] | None:
    """The series for an indicator; None if there are none that its queries would read as they should."""
    good, bad, total = (_signed(parts) for parts in (events.good, events.bad, events.total))
    if good is None or bad is None or total is None:
        return None
    wanted = [(signed, counts) for signed, counts in ((good, (1, 0)), (bad, (0, 1)), (total, (1, 1))) if signed]
    for ways in _ways(_plus(good), _plus(bad), _plus(total), given):
        roles = tuple(role for role in ways if role is not None)
        if len(roles) == len(ways) and all(_read(signed, roles) == counts for signed, counts in wanted):
            return roles
    return None


def _ways(
    good: list[Selector], bad: list[Selector], total: list[Selector], given: Mapping[str, str]
) -> Iterator[tuple[Role | None, ...]]:
    """Pairs of series to try."""
    if total and bad:
        yield from _part_of_all(bad, total, given, is_bad=True)
    elif total and good:
        yield from _part_of_all(good, total, given, is_bad=False)
    elif good and bad:
        fine, failed = good[0], bad[0]
        yield (
            _role([fine], given, [one for one in bad if one.metric == fine.metric], fine=True, bad=False),
            _role([failed], given, [one for one in good if one.metric == failed.metric], fine=False, bad=True),
        )


def _part_of_all(
    parts: list[Selector], total: list[Selector], given: Mapping[str, str], *, is_bad: bool
) -> Iterator[tuple[Role | None, ...]]:
    """A series for the part and one for the rest, both among all; or one for the part and one for all."""
    part = parts[0]
    for every in total:
        if every.metric == part.metric:
            for rest in total:
                same = [one for one in parts if one.metric == rest.metric]
                yield (
                    _role([part, every], given, [], fine=not is_bad, bad=is_bad),
                    _role([rest], given, same, fine=is_bad, bad=not is_bad),
                )
    for every in total:
        yield (
            _role([part], given, [], fine=not is_bad, bad=is_bad),
            _role([every], given, [], fine=True, bad=True),
        )


def _role(
    selectors: list[Selector], given: Mapping[str, str], unlike: list[Selector], *, fine: bool, bad: bool
) -> Role | None:
    labels = labels_for(selectors, given, unlike)
    metric = selectors[0].metric
    return None if labels is None or metric is None else Role(metric, labels, fine, bad)


def _read(signed: _Signed, roles: tuple[Role, ...]) -> tuple[int, int]:
    """How often fine and bad events would be counted."""
    fine = bad = 0
    for sign, selector in signed:
        for role in roles:
            if matches(selector, role.metric, role.labels):
                fine += sign * role.fine
                bad += sign * role.bad
    return fine, bad


def _plus(signed: _Signed) -> list[Selector]:
    return [selector for sign, selector in signed if sign > 0]


def _signed(parts: tuple[Part, ...]) -> _Signed | None:
    """The selectors of counters that are added and subtracted, those added first; None for any other query."""
    found: list[tuple[int, Selector]] = []
    for part in parts:
        terms = _terms(part.query.expression, 1) if part.query.expression is not None else None
        if terms is None:
            return None
        found += terms
    return tuple(sorted(found, key=lambda term: -term[0]))


def _terms(expression: Expression, sign: int) -> list[tuple[int, Selector]] | None:
    if isinstance(expression, Binary) and expression.op in (BinaryOp.ADD, BinaryOp.SUB):
        left = _terms(expression.left, sign)
        right = _terms(expression.right, sign if expression.op is BinaryOp.ADD else -sign)
        return None if left is None or right is None else left + right
    inside = selectors_of(expression)
    has_arithmetic = any(isinstance(node, Binary) for node in walk(expression))
    return [(sign, inside[0])] if len(inside) == 1 and not has_arithmetic else None
