"""A company's own clauses as rules ask for them: each file once, and which of them make one document."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.agreements import held
from nines.check.context import Context
from nines.contract.model import Agreement
from nines.contract.model.wording import OwnLine, OwnTerm, OwnTo, OwnUse, Wording
from nines.contract.wording import Slip, read_wording, uses_in, wording_file
from nines.language.statements.contract import OwnClauses
from nines.record import dataclass

__all__ = ["BUILT_IN", "SECTIONS", "Together", "documents_of", "references", "slips", "terms_used", "together"]

BUILT_IN = frozenset(
    (
        *("base", "business-day", "commitment", "customer", "downtime", "excess", "late", "measured", "missed"),
        *("outage", "overrun", "period", "points", "pro-rata", "provider", "service-days", "shortfall", "slice"),
        *("ticket", "unavailability"),
    )
)
"""Terms that documents define themselves, in any language: `[base fee][base]`."""

SECTIONS = frozenset(
    (
        *("parties", "covered", "commitments", "definitions", "measuring", "maintenance", "exclusions", "support"),
        *("credits", "example", "rewards", "claims", "termination", "reporting", "liability", "changes", "allowed"),
        *("particulars", "indicators", "signatures", "sources", "period", "base", "law"),
    )
)
"""Clauses that documents have, or may have, whatever they are about."""


@dataclass(frozen=True, slots=True)
class Together:
    """The own clauses of one document, and the terms that hold beside them."""

    wordings: tuple[Wording, ...]
    agreement: Agreement

    @property
    def terms(self) -> dict[str, OwnTerm]:
        """Own terms by their keys; of two that are one, the first."""
        found: dict[str, OwnTerm] = {}
        for wording in self.wordings:
            for term in wording.terms:
                found.setdefault(term.key, term)
        return found

    @property
    def lines(self) -> Iterator[OwnLine]:
        for wording in self.wordings:
            yield from wording.lines

    @property
    def clauses(self) -> frozenset[str]:
        """The names by which own clauses and those of the document can be referred to."""
        own = {clause.anchor for wording in self.wordings for section in wording.sections for clause in section.walk()}
        agreement = self.agreement
        named = {
            f"{kind}-{promise.name}" for promise in agreement.promises for kind in ("credits", "measure", "rewards")
        }
        named |= {f"exclusion-{item.name}" for item in agreement.exclusions}
        named |= {f"maintenance-{item.name}" for item in agreement.exclusions}
        return frozenset((*SECTIONS, *own, *(name.removeprefix("own-") for name in own), *named))


def together(context: Context) -> tuple[Together, ...]:
    """For each document that has own clauses, all of them; the same ones once."""
    return context.once(_together)


def _together(context: Context) -> tuple[Together, ...]:
    found: dict[tuple[Wording, ...], Together] = {}
    for item in held(context):
        if item.agreement.wordings:
            found.setdefault(item.agreement.wordings, Together(item.agreement.wordings, item.agreement))
    return tuple(found.values())


def documents_of(context: Context, term: OwnTerm) -> Iterator[Together]:
    """The documents that a term is defined in."""
    return (item for item in together(context) if any(term in wording.terms for wording in item.wordings))


def terms_used(lines: Iterator[OwnLine]) -> Iterator[OwnUse]:
    return (use for line in lines for use in uses_in(line) if isinstance(use, OwnUse))


def references(lines: Iterator[OwnLine]) -> Iterator[OwnTo]:
    return (use for line in lines for use in uses_in(line) if isinstance(use, OwnTo))


def slips(context: Context) -> Iterator[Slip]:
    """What of the files cannot stand in a contract, each file once."""
    seen: set[str] = set()
    for placed in context.every(OwnClauses):
        source = context.program.guests.get(wording_file(placed.node))
        if source is not None and source.name not in seen:
            seen.add(source.name)
            yield from read_wording(source, is_annex=False)[1]
