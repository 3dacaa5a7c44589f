"""What indicators measure, as rules read it: both halves of each pair, whole.

Recorded is what was measured. Bad events that there are none of yet have no series; here they are 0.
"""

from __future__ import annotations

from collections.abc import Sequence

from nines.contract.model import Indicator
from nines.plan import names
from nines.plan.rules.context import Context
from nines.plan.rules.measure import is_born_with_bad
from nines.promql import build as q
from nines.promql.tree import Aggregation, Expression, Matcher
from nines.record import dataclass

__all__ = ["Measured", "one_of"]


@dataclass(frozen=True, slots=True)
class Measured:
    """The pairs of some indicators, summed to some labels. `found_by` are the matchers that find just these."""

    context: Context
    indicators: Sequence[Indicator]
    found_by: tuple[Matcher, ...]
    kept: tuple[str, ...]

    @property
    def pair(self) -> Expression:
        """Both halves, apart by `half`."""
        both = self._read(q.not_equal(names.HALF, "good"))
        pair = q.sum_(both, q.by(*self.kept, names.HALF))
        zeros = self._zeros
        return pair if zeros is None else q.or_(pair, q.label_replace(zeros, names.HALF, "bad", "", ""))

    def half(self, half: str) -> Expression:
        """One half, without a label for it."""
        found = self._sum(half)
        zeros = self._zeros if half == "bad" else None
        return found if zeros is None else q.or_(found, zeros)

    @property
    def _zeros(self) -> Expression | None:
        """A 0 for whatever may have no bad series yet."""
        born = [one for one in self.indicators if is_born_with_bad(one)]
        if not born:
            return None
        chosen = (one_of(names.INDICATOR, born),) if len(born) < len(self.indicators) else ()
        return 0 * self._sum("total", *chosen)

    def _sum(self, half: str, *chosen: Matcher) -> Aggregation:
        return q.sum_(self._read(*chosen, q.equal(names.HALF, half)), q.by(*self.kept))

    def _read(self, *matchers: Matcher) -> Expression:
        return self.context.select(names.MEASURED_RATE, *self.found_by, *matchers)


def one_of(label: str, indicators: Sequence[Indicator]) -> Matcher:
    """The matcher that picks some indicators by name."""
    if len(indicators) == 1:
        return q.equal(label, indicators[0].name)
    return q.matches(label, "|".join(one.name for one in indicators))
