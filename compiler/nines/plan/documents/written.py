"""A document with what it was made of: whose it is, and the terms that it words."""

from __future__ import annotations

from nines.contract.model import Agreement, Customer, Sla
from nines.plan.documents.model import Document
from nines.plan.documents.sections.commitments import Variant
from nines.record import dataclass

__all__ = ["Written"]


@dataclass(frozen=True, slots=True)
class Written:
    """A document with the party that it is of, an sla or a customer, and the terms of each of its plans."""

    document: Document
    party: Sla | Customer
    variants: tuple[Variant, ...]

    @property
    def terms(self) -> tuple[tuple[str | None, Agreement], ...]:
        """By the name of the plan, which is None without one. A customer has the terms of one, whichever plan it is."""
        if isinstance(self.party, Customer):
            return ((None, self.party.agreement),)
        return tuple((variant.plan, variant.terms.agreement) for variant in self.variants)
