"""Annexes: the customer's particulars, indicators with their queries, signatures, sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nines.contract.model import (
    Composite,
    Customer,
    Events,
    Fee,
    Freshness,
    Gauge,
    Indicator,
    Latency,
    Probe,
    Promise,
    RatioOf,
    Samples,
    SliceRule,
)
from nines.language.nodes import Query
from nines.plan.documents.inline import clause, join, link, paragraph, prose, say
from nines.plan.documents.model import (
    Block,
    Clause,
    Code,
    Column,
    Fact,
    Facts,
    Line,
    Listing,
    Reference,
    Row,
    Said,
    Signature,
    Signatures,
    Strong,
    Table,
    Text,
)
from nines.plan.documents.words.numbers import money
from nines.plan.documents.words.terms import Terms, readable
from nines.promql.text import pretty
from nines.source import Span

__all__ = ["indicators", "particulars", "signatures", "sources"]


# The customer's particulars.


def particulars(terms: Terms) -> Clause | None:
    """Plan, tenant, fees and contacts; None for an sla for all."""
    t, customer = terms.t, terms.customer
    if customer is None:
        return None
    facts = [
        *_bought(customer, terms),
        *(_fee(fee, terms) for fee in terms.agreement.fees),
        *_contacts(customer, terms),
    ]
    if not facts:
        return None
    origins = [customer.origin, *(fee.origin for fee in terms.agreement.fees)]
    inner = clause("particulars-list", *prose(customer.description), Facts(tuple(facts)), origins=origins)
    title = say(t.ANNEX_PARTICULARS, customer=Said(customer.title))
    return clause("particulars", title=title, clauses=[inner], origins=[customer.origin])


def _bought(customer: Customer, terms: Terms) -> list[Fact]:
    t = terms.t
    facts = []
    if customer.plan is not None:
        facts.append(Fact(say(t.PARTICULARS_PLAN), (Said(customer.plan.title),), (customer.plan.origin,)))
    if customer.tenant is not None:
        facts.append(Fact(say(t.PARTICULARS_TENANT), (Said(customer.tenant),), (customer.origin,)))
    return facts


def _fee(fee: Fee, terms: Terms) -> Fact:
    t = terms.t
    label = say(t.PARTICULARS_FEE, fee=Said(readable(fee.name)))
    amount = money(fee.amount, t, fee.origin)
    return Fact(label, say(t.PARTICULARS_FEE_VALUE, amount=amount, per=Text(t.PER_NOUNS[fee.per])), (fee.origin,))


def _contacts(customer: Customer, terms: Terms) -> list[Fact]:
    t = terms.t
    facts = []
    for contact in customer.contacts:
        topics = join([say(t.TOPICS[topic]) for topic in contact.topics], t.COMMA, t.LAST_AND)
        value = say(t.PARTICULARS_CONTACT_VALUE, address=link(contact.address), topics=topics)
        facts.append(Fact(say(t.PARTICULARS_CONTACT), value, (contact.origin,)))
    return facts


# Indicators.


def indicators(several: Sequence[Terms]) -> Clause | None:
    """Each indicator that a commitment is of, with what it consists of, and its queries."""
    first = several[0]
    promises = [promise for terms in several for promise in terms.agreement.promises]
    found: dict[str, Indicator] = {}
    for indicator in _indicators(promises):
        found.setdefault(indicator.id, indicator)
    if not found:
        return None
    intro = clause("indicators-intro", paragraph(say(first.t.INDICATORS_INTRO)), origins=[first.sla.origin])
    each = [_indicator(indicator, first) for indicator in found.values()]
    title = say(first.t.ANNEX_INDICATORS)
    return clause("indicators", title=title, clauses=[intro, *each], origins=[first.sla.origin])


def _indicators(promises: Iterable[Promise]) -> Iterable[Indicator]:
    for promise in promises:
        if promise.indicator is not None:
            yield from _with_parts(promise.indicator)


def _with_parts(indicator: Indicator) -> Iterable[Indicator]:
    yield indicator
    if isinstance(indicator.measurement, Composite):
        for part, _ in indicator.measurement.parts:
            yield from _with_parts(part)


def _indicator(indicator: Indicator, terms: Terms) -> Clause | None:
    t, service = terms.t, terms.contract.service(indicator.service)
    name = Said(indicator.title)
    title = say(t.INDICATOR_OF, indicator=name, service=Said(service.title)) if service is not None else (name,)
    blocks = [*prose(indicator.description), *_queries(indicator, terms)]
    anchor = f"indicator-{indicator.id}"
    return clause(anchor, *blocks, title=title, origins=[indicator.origin])


def _queries(indicator: Indicator, terms: Terms) -> list[Block]:
    t, value = terms.t, indicator.measurement
    blocks: list[Block] = []
    match value:
        case Events():
            parts = {"good": value.good, "bad": value.bad, "total": value.total}
            for word, found in parts.items():
                blocks += _labelled(t.PARTS[word], [part.query for part in found])
        case Latency():
            blocks += _labelled(t.QUERY, [value.histogram])
        case Probe() | Samples() | Gauge() | Freshness():
            blocks += _labelled(t.QUERY, [value.query])
        case RatioOf():
            blocks += _labelled(t.QUERY, [value.query])
            blocks += _labelled(t.WEIGHT, [value.weight] if value.weight is not None else [])
        case Composite():
            blocks.append(paragraph(say(t.COMPOSITE)))
    return [*blocks, *_slice_queries(indicator.slices, terms)]


def _slice_queries(rule: SliceRule | None, terms: Terms) -> list[Block]:
    conditions = (*rule.good, *rule.valid) if rule is not None else ()
    return _labelled(terms.t.SLICE_CONDITION, [item.query for item in conditions if item.query is not None])


def _labelled(label: str, queries: Sequence[Query]) -> list[Block]:
    return [Listing(say(label), _query(query)) for query in queries]


def _query(query: Query) -> str:
    """As it is sent: with the matchers of its service; what stood between backticks as it is written."""
    if query.fenced or query.expression is None:
        return query.text.strip()
    return pretty(query.expression)


# Signatures and sources.


def signatures(terms: Terms) -> Clause | None:
    """Lines for both parties to fill in; None for an sla for all."""
    t, customer, provider = terms.t, terms.customer, terms.contract.provider
    if customer is None or provider is None:
        return None
    lines = tuple(say(line) for line in t.SIGNATURE_LINES)
    parties = tuple(
        Signature(say(t.SIGNATURE_FOR, party=Strong((Said(name),))), lines) for name in (provider.title, customer.title)
    )
    inner = clause("signature-lines", Signatures(parties), origins=[provider.origin, customer.origin])
    return clause("signatures", title=say(t.ANNEX_SIGNATURES), clauses=[inner], origins=[customer.origin])


def sources(terms: Terms, clauses: Iterable[Clause]) -> Clause | None:
    """For each clause of the second level the lines of the specs that it follows from."""
    t = terms.t
    rows = [_source(inner) for outer in clauses for inner in outer.clauses]
    found = tuple(row for row in rows if row is not None)
    if not found:
        return None
    table = Table(say(t.SOURCES_CAPTION), (Column(say(t.SOURCES_CLAUSE)), Column(say(t.SOURCES_LINES))), found)
    inner = clause("source-lines", paragraph(say(t.SOURCES_INTRO)), table, origins=[terms.sla.origin])
    return clause("sources", title=say(t.ANNEX_SOURCES), clauses=[inner], origins=[terms.sla.origin])


def _source(inner: Clause) -> Row | None:
    spans = [origin for part in inner.walk() for origin in part.origins]
    lines = _lines(spans)
    if not lines:
        return None
    places: Line = tuple(part for name in lines for part in (Text(", "), Code(name)))[1:]
    return Row(((Reference(inner.anchor),), places), tuple(dict.fromkeys(spans)))


def _lines(spans: Iterable[Span]) -> list[str]:
    """`agreement.nines:27`, each line once, in the order of the files and lines."""
    places = sorted({(span.source.name, span.line) for span in spans})
    return [f"{name}:{line}" for name, line in places]
