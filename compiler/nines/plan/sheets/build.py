"""What the specs say of a customer, for its call sheet: promises, people, the support matrix, what was agreed last."""

from __future__ import annotations

from collections.abc import Iterator

from nines.contract.model import AlertClass, Contract, Customer, Journey, Promise, Provider, RouteTo, Service, Team
from nines.language.phrases import Share
from nines.language.statements.support import Call
from nines.plan.documents.inline import join, link, plain, prose, say
from nines.plan.documents.model import Block, Bullets, Fact, Line, Link, Pointer, Said, Text
from nines.plan.documents.sections.commitments import Variant
from nines.plan.documents.sections.short import short_version
from nines.plan.documents.sections.support import severities_named, support_matrix
from nines.plan.documents.settled import money_words
from nines.plan.documents.texts import catalogue
from nines.plan.documents.words.amounts import amount
from nines.plan.documents.words.comparisons import comparison
from nines.plan.documents.words.numbers import count, date, share
from nines.plan.documents.words.terms import Terms, level_credits
from nines.plan.documents.worth import reckoned
from nines.plan.sheets.model import Noted, Promised, Sheet
from nines.record import replace
from nines.values.model import Date

__all__ = ["sheet"]

_NOTES = 5
"""Entries that a page has room for."""
_ITEM = ("- ", "* ")


def sheet(customer: Customer, contract: Contract, language: str | None = None) -> Sheet:
    """The sheet, in the language of the contract unless another one is asked for."""
    if language is not None:
        customer = replace(customer, agreement=replace(customer.agreement, language=language))
    t = catalogue(customer.agreement.language)
    terms = Terms(contract, customer.sla, customer, customer.agreement, t)
    return Sheet(
        customer=customer.name,
        language=t.LANGUAGE,
        t=t,
        title=(Said(customer.title),),
        subtitle=join(list(_agreed(customer, terms)), ", "),
        promises=tuple(_promises(customer, terms)),
        short=tuple(_short(terms)),
        ours=tuple(_ours(customer, contract, terms)),
        theirs=tuple(_theirs(customer, terms)),
        support=support_matrix(terms) if terms.severities else None,
        notes=tuple(
            Noted(
                (date(Date(note.day), t, note.origin),), (Said(note.title),) if note.title else (), _blocks(note.text)
            )
            for note in customer.notes[:_NOTES]
        ),
        older=_older(customer, terms),
        zone=customer.agreement.period_zone or "UTC",
        origin=customer.origin,
    )


def _agreed(customer: Customer, terms: Terms) -> Iterator[Line]:
    t = terms.t
    yield (Said(customer.sla.title),)
    if customer.plan is not None:
        yield say(t.CALL_PLAN, plan=Said(customer.plan.title))
    if customer.agreement.version is not None:
        yield say(t.CALL_VERSION, version=Said(customer.agreement.version))
    if customer.agreement.effective is not None:
        yield say(t.CALL_SINCE_DAY, day=date(customer.agreement.effective, t))


def _short(terms: Terms) -> Iterator[Fact]:
    """Of the contract's short version what no other part of the sheet says, without the numbers of clauses."""
    t = terms.t
    told = {plain(say(label)) for label in (t.SHORT_ALLOWS, t.SHORT_CREDITS, t.SHORT_CLAIM)}
    for fact in short_version([Variant((), terms)]):
        if plain(fact.label) in told:
            value = tuple(part for part in fact.value if not isinstance(part, Pointer))
            yield Fact(fact.label, value, fact.origins)


def _promises(customer: Customer, terms: Terms) -> Iterator[Promised]:
    for promise in customer.agreement.promises:
        title = (Said(promise.title),)
        value, missed = comparison(promise.comparison, terms.t), _missed(promise, terms)
        yield Promised(promise.name, title, value, missed, promise.origin)


def _missed(promise: Promise, terms: Terms) -> Line:
    """The first credit, in money where it is a share of known fees; of several that a miss can bring, the first."""
    credit = next(iter((*promise.credits, *level_credits(promise))), None)
    if credit is None:
        return ()
    found = reckoned(credit.amount, promise, terms)
    if not isinstance(credit.amount, Share) or found is None or found.worth.kind != "money":
        return amount(credit.amount, terms)
    part = share(credit.amount.share.value.value, terms.t)
    return (money_words(found.worth, terms.t), Text(" ("), part, Text(")"))


# --- people -------------------------------------------------------------------


def _ours(customer: Customer, contract: Contract, terms: Terms) -> Iterator[Fact]:
    """Whoever owns what was promised, the numbers of support, and the provider's own."""
    t = terms.t
    for team, services in _owners(customer, contract):
        titles = join([(Said(title),) for title in services], t.COMMA, t.LAST_AND)
        owns = say(t.CALL_OWNS, team=Said(team.title or team.name), services=titles)
        pages = [_receiver(route.receiver.title or route.receiver.name) for route in team.routes if _pages(route)]
        numbers = [_dialled(phone.number, phone.who) for phone in team.phones]
        paged = [say(t.CALL_PAGED, receivers=join(pages, t.COMMA, t.LAST_AND))] if pages else []
        yield Fact(owns, join([*numbers, *paged], t.SEMICOLON), (team.origin,))
    support = customer.agreement.support
    for call in support.body.all(Call) if support is not None else ():
        which = severities_named(tuple(item.value for item in call.severities), terms)
        yield Fact(say(t.CALL_SEVERITIES, severities=which), _dialled(call.number.value, ""), (call.span,))
    if contract.provider is not None:
        yield from _provider(contract.provider, terms)


def _pages(route: RouteTo) -> bool:
    return route.alert_class is AlertClass.PAGE


def _receiver(name: str) -> Line:
    return (Said(name),)


def _owners(customer: Customer, contract: Contract) -> list[tuple[Team, list[str]]]:
    """The teams of the services that promises are of, each with the titles of these."""
    names = [promise.indicator.service for promise in customer.agreement.promises if promise.indicator is not None]
    found: dict[str, tuple[Team, list[str]]] = {}
    holders: tuple[Service | Journey, ...] = (*contract.services, *contract.journeys)
    for holder in holders:
        if holder.name in names and holder.owner is not None:
            found.setdefault(holder.owner.name, (holder.owner, []))[1].append(holder.title)
    return list(found.values())


def _provider(provider: Provider, terms: Terms) -> Iterator[Fact]:
    t = terms.t
    for phone in provider.phones:
        yield Fact((Said(phone.who or provider.title),), _dialled(phone.number, ""), (phone.origin,))
    if provider.mail is not None:
        yield Fact(say(t.CALL_NOTICES), (link(provider.mail),), (provider.origin,))
    if provider.status_page is not None:
        yield Fact(say(t.CALL_STATUS), (link(provider.status_page),), (provider.origin,))


def _theirs(customer: Customer, terms: Terms) -> Iterator[Fact]:
    t = terms.t
    for phone in customer.phones:
        yield Fact((Said(phone.who or customer.title),), _dialled(phone.number, ""), (phone.origin,))
    for contact in customer.contacts:
        topics = [say(t.CALL_TOPICS[topic]) for topic in contact.topics]
        yield Fact(join(topics, t.COMMA, t.LAST_AND), (link(contact.address),), (contact.origin,))


def _dialled(number: str, who: str) -> Line:
    """A number that a touch dials, and who answers."""
    digits = "".join(char for char in number.partition("ext")[0] if char.isdecimal() and char.isascii())
    dial = f"tel:{'+' if number.lstrip().startswith('+') else ''}{digits}"
    shown: Line = (Link(number, dial),) if digits else (Said(number),)
    return (*shown, Text(" ("), Said(who), Text(")")) if who else shown


# --- notes --------------------------------------------------------------------


def _blocks(text: str) -> tuple[Block, ...]:
    """Paragraphs, and lists of what begins with `-` or `*`. All other Markdown is shown as it is written."""
    found: list[Block] = []
    for part in text.split("\n\n"):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if not lines or not lines[0].startswith(_ITEM):
            found += prose("\n".join(lines))
            continue
        items: list[str] = []
        for line in lines:
            if line.startswith(_ITEM):
                items.append(line[2:])
            else:
                items[-1] += f" {line}"
        found.append(Bullets(tuple(_line(item) for item in items)))
    return tuple(found)


def _line(text: str) -> Line:
    return next((sentence for paragraph in prose(text) for sentence in paragraph.sentences), ())


def _older(customer: Customer, terms: Terms) -> Line:
    more = len(customer.notes) - _NOTES
    if more <= 0:
        return ()
    file = Said(customer.notes[0].origin.source.name)
    return count(terms.t.CALL_MORE_NOTES, more, terms.t, file=file)
