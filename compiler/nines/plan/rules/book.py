"""A holder of objectives with all that its rules need: its ledger, and which of its objectives are alike."""

from __future__ import annotations

from collections.abc import Iterable

from nines.contract.model import Automation, Composite, Objective
from nines.contract.tiles import base_range, slice_lengths, tile_of
from nines.plan import names
from nines.plan.model import Labels, Member
from nines.plan.rules.context import IDENTITY, Context, Holder, window_label
from nines.plan.rules.windows import OF_OBJECTIVES, Ledger
from nines.promql import build as q
from nines.promql.tree import Matcher, Selector
from nines.record import dataclass
from nines.source import Span

__all__ = ["Book", "book_of", "distinct", "identity"]


@dataclass(frozen=True, slots=True)
class Book:
    """A service or a journey, and the sums of what counts for its objectives."""

    holder: Holder
    ledger: Ledger

    @property
    def context(self) -> Context:
        return self.ledger.context

    @property
    def keys(self) -> tuple[str, ...]:
        """The labels that tell apart what is judged."""
        return (*IDENTITY, *self.holder.groups)

    @property
    def origins(self) -> tuple[Span, ...]:
        return tuple(objective.origin for objective in self.holder.objectives)

    @property
    def is_weighted(self) -> bool:
        """Whether it is a journey whose steps are weighed against each other."""
        return _is_weighted(self.holder)

    @property
    def members(self) -> tuple[Member, ...]:
        return self.members_of(self.holder.objectives)

    @property
    def automations(self) -> tuple[Automation, ...]:
        """What answers when one of its objectives burns."""
        return tuple(one for one in self.context.contract.automations if one.objective in self.holder.objectives)

    def members_of(self, objectives: Iterable[Objective], *labels: tuple[str, str]) -> tuple[Member, ...]:
        """The objectives as those whose series a rule records, each with more labels."""
        return tuple(
            Member((*identity(self.context, one), *labels), one.each, one.id, one.origin) for one in objectives
        )

    def aims_of(self, objectives: Iterable[Objective], *labels: tuple[str, str]) -> tuple[Member, ...]:
        """The same for series that are alike for all groups."""
        return tuple(Member((*identity(self.context, one), *labels), (), one.id, one.origin) for one in objectives)

    def select(self, series: names.Series, *matchers: Matcher) -> Selector:
        return self.ledger.select(series, *matchers)

    def among(self, objectives: Iterable[Objective]) -> tuple[Matcher, ...]:
        """The matcher that picks some of its objectives; none where it is all of them."""
        chosen = [objective.name for objective in objectives]
        if len(chosen) == len(self.holder.objectives):
            return ()
        if len(chosen) == 1:
            return (q.equal(names.OBJECTIVE_LABEL, chosen[0]),)
        return (q.matches(names.OBJECTIVE_LABEL, "|".join(chosen)),)

    def by_window(self) -> dict[str, tuple[Objective, ...]]:
        """The objectives by the label of their window, in the order of the specs."""
        found: dict[str, list[Objective]] = {}
        for objective in self.holder.objectives:
            found.setdefault(window_label(objective.window), []).append(objective)
        return {label: tuple(objectives) for label, objectives in found.items()}


def distinct(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Each span once, in their order, told apart by numbers: spans themselves are slow to compare."""
    found: dict[tuple[int, int, int], Span] = {}
    for span in spans:
        found.setdefault((id(span.source), span.start, span.end), span)
    return tuple(found.values())


def identity(context: Context, objective: Objective) -> Labels:
    """What an objective is known by, as labels. They are asked for over and over."""
    known = context.identities.get(id(objective))
    if known is None:
        known = context.identities[id(objective)] = _identity(context, objective)
    return known


def _identity(context: Context, objective: Objective) -> Labels:
    return (
        (names.BUNDLE, context.bundle),
        (names.SERVICE, objective.service),
        (names.INDICATOR, objective.indicator.name),
        (names.OBJECTIVE_LABEL, objective.name),
    )


def book_of(context: Context, holder: Holder, base: int | None = None) -> Book:
    """`base` is given for a journey, whose steps have base ranges of their own."""
    tile = tile_of(objective.window for objective in holder.objectives)
    if base is None:
        base = base_range(context.evaluate, holder.scrape, tile, slice_lengths(holder.indicators))
        assert base is not None, "the checker refuses a service without one (N0701)"
    groups = (*holder.groups, names.PART) if _is_weighted(holder) else holder.groups
    return Book(holder, Ledger(context, (holder.matcher,), IDENTITY, groups, OF_OBJECTIVES, base, tile))


def _is_weighted(holder: Holder) -> bool:
    measurement = holder.indicators[0].measurement if holder.journey else None
    return isinstance(measurement, Composite) and measurement.slice is None
