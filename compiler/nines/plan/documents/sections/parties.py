"""Who the parties are, and what is covered."""

from __future__ import annotations

from nines.contract.model import Customer, Provider, Service
from nines.plan.documents.inline import clause, join, link, paragraph, prose, say
from nines.plan.documents.model import Bullets, Clause, Fact, Facts, Line, Said, Strong
from nines.plan.documents.words.numbers import date
from nines.plan.documents.words.terms import Terms
from nines.record import replace

__all__ = ["covered", "parties"]


def parties(terms: Terms) -> Clause | None:
    t = terms.t
    return clause(
        "parties",
        title=say(t.PARTIES),
        clauses=(_provider(terms), _customer(terms), _order(terms), _effective(terms)),
        origins=[terms.sla.origin],
    )


def _provider(terms: Terms) -> Clause | None:
    provider = terms.contract.provider
    if provider is None:
        return clause("provider", paragraph(say(terms.t.PROVIDER_IS_ANY)), origins=[terms.sla.origin])
    said = paragraph(say(terms.t.PROVIDER_IS, provider=Said(provider.title)))
    facts = _addresses(provider, terms)
    return clause("provider", said, *([facts] if facts.facts else []), origins=[provider.origin])


def _addresses(provider: Provider, terms: Terms) -> Facts:
    t = terms.t
    known = (
        (t.FACT_WEBSITE, provider.website),
        (t.FACT_STATUS, provider.status_page),
        (t.FACT_MAIL, provider.mail),
    )
    return Facts(tuple(Fact(say(label), (link(address),), (provider.origin,)) for label, address in known if address))


def _customer(terms: Terms) -> Clause | None:
    t, customer = terms.t, terms.customer
    if customer is None:
        return clause("customer", paragraph(say(t.CUSTOMER_IS_ANY)), origins=[terms.sla.origin])
    return clause("customer", paragraph(say(t.CUSTOMER_IS, customer=Said(customer.title))), origins=[customer.origin])


def _order(terms: Terms) -> Clause | None:
    """What stands above what: each term was resolved in this order already."""
    t, customer = terms.t, terms.customer
    if customer is not None:
        return _order_of(customer, terms)
    if not terms.sla.plans:
        return None
    plans = join([(Said(plan.title),) for plan in terms.sla.plans], t.COMMA, t.LAST_OR)
    words = t.PLANS_ARE if len(terms.sla.plans) > 1 else t.PLAN_IS
    if all(plan.agreement != terms.sla.agreement for plan in terms.sla.plans):
        words = t.PLANS_OR_NONE
    return clause(
        "plans",
        paragraph(say(words, plans=plans), say(t.PLANS_DIFFER)),
        *_described(terms),
        origins=[plan.origin for plan in terms.sla.plans],
    )


def _described(terms: Terms) -> list[Bullets]:
    """The plans that have a description."""
    t = terms.t
    found = [(plan, prose(plan.description)) for plan in terms.sla.plans]
    items = [
        say(t.SERVICE_DESCRIBED, service=Strong((Said(plan.title),)), description=said[0].sentences[0])
        for plan, said in found
        if said
    ]
    return [Bullets(tuple(items))] if items else []


def _order_of(customer: Customer, terms: Terms) -> Clause | None:
    t, bought = terms.t, customer.plan
    name = Said(customer.title)
    plan = say(t.ORDER_OF_PLAN, plan=Said(bought.title)) if bought is not None else ()
    general = bought.agreement if bought is not None else customer.sla.agreement
    terms_alone = replace(customer.agreement, fees=general.fees, language=general.language)
    own = say(t.ORDER_OF_OWN, customer=name) if terms_alone != general else ()
    line = say(t.ORDER_OF_TERMS, customer=name, sla=Said(terms.sla.title), plan=plan, own=own)
    return clause("precedence", paragraph(line), origins=[customer.origin, bought.origin if bought else None])


def _effective(terms: Terms) -> Clause | None:
    agreement, t = terms.agreement, terms.t
    if agreement.version is None or agreement.effective is None:
        return None
    line = say(t.EFFECTIVE, version=Said(agreement.version), date=date(agreement.effective, t))
    return clause("effective", paragraph(line), origins=[terms.sla.origin])


def covered(terms: Terms) -> Clause | None:
    """The services, with what is said of each."""
    services = terms.agreement.covers
    if not services:
        return None
    bullets = Bullets(tuple(_service(service, terms) for service in services))
    return clause(
        "covered",
        title=say(terms.t.COVERED),
        clauses=[
            clause("services", paragraph(say(terms.t.COVERS)), bullets, origins=[item.origin for item in services])
        ],
        origins=[terms.sla.origin],
    )


def _service(service: Service, terms: Terms) -> Line:
    t, name = terms.t, Strong((Said(service.title),))
    described = prose(service.description)
    if not described:
        return say(t.SERVICE, service=name)
    return say(t.SERVICE_DESCRIBED, service=name, description=described[0].sentences[0])
