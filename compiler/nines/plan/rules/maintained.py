"""The alert that a maintenance runs: it tells nobody, and others are held back while it fires."""

from __future__ import annotations

from collections.abc import Iterator

from nines.contract.model import AlertClass, Maintenance, Objective
from nines.plan import names
from nines.plan.model import AlertRule, Labels, Member
from nines.plan.rules.book import Book, identity
from nines.plan.rules.messages import escaped
from nines.plan.rules.windows import side_by_side
from nines.promql import build as q
from nines.promql.tree import Expression

__all__ = ["maintenance_rules"]


def maintenance_rules(book: Book) -> Iterator[AlertRule]:
    """One rule for all objectives that leave a maintenance out, which fires for each while that lasts."""
    alike: dict[tuple[str, ...], list[Objective]] = {}
    for objective in book.holder.objectives:
        left_out = [mask.hours for mask in objective.masks if mask.kind == "except"]
        kept = tuple(hours.name for hours in left_out if isinstance(hours, Maintenance) and hours.hours is not None)
        if kept:
            alike.setdefault(kept, []).append(objective)
    if not alike:
        return
    served = [objective for objectives in alike.values() for objective in objectives]
    running = [_while_running(book, kept, objectives) for kept, objectives in alike.items()]
    yield AlertRule(
        name=names.MAINTENANCE_RUNNING,
        expression=side_by_side(running),
        alert_class=AlertClass.NOTE,
        labels=_labels(book),
        annotations=(("summary", f"{escaped(book.holder.title)} {{{{ $labels.objective }}}}: maintenance"),),
        hold=0,
        fires=tuple(Member(identity(book.context, one), (), one.id, one.origin) for one in served),
        about="while a maintenance runs, nobody is told of what it leaves out",
        origins=tuple(dict.fromkeys(mask.origin for one in served for mask in one.masks if mask.kind == "except")),
    )


def _while_running(book: Book, kept: tuple[str, ...], objectives: list[Objective]) -> Expression:
    which = q.equal("mask", kept[0]) if len(kept) == 1 else q.matches("mask", "|".join(kept))
    mask = book.context.select(names.MASK, which, q.equal("kind", "maintenance"))
    return q.and_(book.select(names.OBJECTIVE, *book.among(objectives)), q.eq(mask, 1), q.on(names.BUNDLE))


def _labels(book: Book) -> Labels:
    holder = book.holder
    found = [(names.SEVERITY, book.context.contract.project.severity(AlertClass.NOTE))]
    if holder.owner is not None:
        found.append((names.TEAM, holder.owner.name))
    if holder.tier is not None:
        found.append((names.TIER, str(holder.tier)))
    return tuple(found)
