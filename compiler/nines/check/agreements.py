"""Agreements: what holds for whom, and the numbers that rules ask of promises."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.check.context import Context
from nines.contract.model import Agreement, Customer, Plan, Promise, Sla
from nines.contract.versions import every_version, living, since
from nines.language.nodes import Node, Poison
from nines.language.phrases import CalendarPeriod, Comparison, FixedPeriod, Period, RollingPeriod
from nines.record import dataclass
from nines.source import Span
from nines.values.model import Duration, Percentage
from nines.values.text import duration

__all__ = ["Held", "allowed_time", "floor_of", "held", "is_misspelt", "leaves", "period_length", "promises"]

_DAY = 86_400_000
_NOMINAL = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}


@dataclass(frozen=True, slots=True)
class Held:
    """The terms that hold for an sla, for a plan of it or for a customer."""

    sla: Sla
    plan: Plan | None
    customer: Customer | None
    agreement: Agreement

    @property
    def words(self) -> str:
        """`the sla `standard``, `the plan `gold``, `the customer `acme``."""
        if self.customer is not None:
            return f"the customer `{self.customer.name}`"
        return f"the sla `{self.sla.name}`" if self.plan is None else f"the plan `{self.plan.name}`"

    @property
    def origin(self) -> Span:
        if self.customer is not None:
            return self.customer.origin
        return self.sla.origin if self.plan is None else self.plan.origin


def held(context: Context) -> Iterator[Held]:
    """Every agreement that holds for somebody, or will: each sla, its plans, and its customers, version by version."""
    for sla in living(context.contract):
        yield Held(sla, None, None, sla.agreement)
        for plan in sla.plans:
            yield Held(sla, plan, None, plan.agreement)
    for customer in context.contract.customers:
        for version in every_version(customer):
            if since(version) >= since(customer):
                yield Held(version.sla, version.plan, version, version.agreement)


def leaves(context: Context) -> Iterator[Held]:
    """The agreements that somebody can have: not those of an sla that is bought by its plans only."""
    for one in held(context):
        if one.customer is not None or one.plan is not None or not one.sla.plans:
            yield one


def promises(context: Context) -> Iterator[tuple[Held, Promise]]:
    """Every promise of every agreement; one that a plan or customer takes over as it is comes again."""
    for one in held(context):
        for promise in one.agreement.promises:
            yield one, promise


def floor_of(comparison: Comparison) -> Fraction | None:
    """The least share that a promise of a share allows; None for one of anything else."""
    value = comparison.value.value
    least = comparison.operator.value in ("at least", "above")
    return value.value if least and isinstance(value, Percentage) else None


def period_length(period: Period | None) -> Duration | None:
    """How long a period is taken to be where one length is needed: a month has 30 days if nothing else is said."""
    match period:
        case CalendarPeriod(counted=counted, unit=unit):
            if counted is not None:
                return counted.value
            days = _NOMINAL[unit.value]
            return Duration(days * _DAY, f"{days}d")
        case RollingPeriod(length=length) | FixedPeriod(length=length):
            return length.value
        case None:
            return None
        case _:
            return Duration(3_600_000, "1h")


def allowed_time(share: Fraction, length: Duration) -> str:
    """`43m 12s in 30 days`: what a share leaves of a time."""
    days = length.milliseconds % _DAY == 0 and length.milliseconds >= 2 * _DAY
    words = f"{length.milliseconds // _DAY} days" if days else duration(length.milliseconds)
    return f"{duration((1 - share) * length.milliseconds)} in {words}"


def is_misspelt(context: Context, one: Held, word: str) -> bool:
    """Whether a statement of that keyword could not be read, in any block that the agreement is made of."""
    origins = [one.sla.origin]
    origins += [one.plan.origin] if one.plan is not None else []
    origins += [one.customer.origin] if one.customer is not None else []
    blocks = [statement for origin in origins if (statement := context.statement(origin)) is not None]
    return any(_is_poison(node, word) for block in blocks for node in context.within(block, Node))


def _is_poison(node: Node, word: str) -> bool:
    return isinstance(node, Poison) and node.word == word
