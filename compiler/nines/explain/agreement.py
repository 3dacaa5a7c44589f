"""Slas, plans, customers and their promises: what holds, who said so, and what a miss would cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nines.contract.model import Agreement, Customer, Plan, Promise, Sla
from nines.contract.recorded import Recorded, promises_of
from nines.contract.versions import in_order, since
from nines.contract.windows import nominal, period_window
from nines.explain.exposed import exposed
from nines.explain.inherited import Level, PlanOf, PromiseTo, Value, levels_of, source_of, stated, terms
from nines.explain.known import Known
from nines.explain.model import Block, Column, Explanation, Fact, Facts, Prose, Row, Section, Table
from nines.explain.words import aim, flat, listed
from nines.plan.documents.inline import plain
from nines.plan.documents.model import Table as WrittenTable
from nines.plan.documents.sections.example import example
from nines.plan.documents.settled import worth_words
from nines.plan.documents.texts import ENGLISH
from nines.plan.documents.words.numbers import date
from nines.plan.documents.words.terms import Terms
from nines.plan.documents.worth import reckoned
from nines.plan.rules.inventory import KINDS
from nines.settle.owing import owing
from nines.settle.standing import standing
from nines.values.calendar import allowed
from nines.values.model import Percentage
from nines.values.text import duration

__all__ = ["explain_agreement"]

Party = Sla | Customer | PlanOf | PromiseTo


def explain_agreement(party: Party, known: Known) -> Explanation:
    match party:
        case Sla():
            sections = tuple(_sla(party, known))
            return Explanation("sla", party.name, party.title, party.origin, sections)
        case Customer():
            return Explanation("customer", party.name, party.title, party.origin, tuple(_customer(party, known)))
        case PlanOf(sla, plan):
            sections = tuple(_resolved(levels_of(sla, plan, None), _terms(known, sla, None, plan.agreement)))
            buyers = tuple(each for each in known.contract.customers if each.plan == plan and each.sla == sla)
            return Explanation(
                "plan", f"{sla.name}.{plan.name}", plan.title, plan.origin, (*_bought(buyers, known), *sections)
            )
        case PromiseTo(customer, promise):
            name = f"{customer.name}.{promise.name}"
            return Explanation("promise", name, promise.title, promise.origin, tuple(_one(customer, promise, known)))


def _terms(known: Known, sla: Sla, customer: Customer | None, agreement: Agreement) -> Terms:
    return Terms(known.contract, sla, customer, agreement, ENGLISH)


# --- parties ----------------------------------------------------------------------


def _sla(sla: Sla, known: Known) -> Iterator[Section]:
    if sla.description:
        yield Section("", (Prose(flat(sla.description)),))
    if sla.plans:
        facts = (Fact(each.name, f"{each.title}{_extends(each)}", each.origin) for each in sla.plans)
        more = Prose(f"`nines explain {sla.name}.{sla.plans[-1].name}` tells what holds for a plan.")
        yield Section("Plans", (Facts(tuple(facts)), more))
    if sla.others:
        facts = (Fact(_version(each), _since(each), each.origin) for each in in_order((sla, *sla.others)))
        more = Prose(f"Explained here is {_version(sla)}; `nines explain {_named(sla.others[-1])}` tells of another.")
        yield Section("Versions", (Facts(tuple(facts)), more))
    yield from _bought(tuple(each for each in known.contract.customers if each.sla == sla), known)
    yield from _resolved(levels_of(sla, None, None), _terms(known, sla, None, sla.agreement))


def _version(party: Sla | Customer) -> str:
    return f"version {party.agreement.version}"


def _named(sla: Sla) -> str:
    """How a version that does not hold today is asked for."""
    return f"{sla.name}@{sla.agreement.version}"


def _since(party: Sla | Customer) -> str:
    first = party.agreement.effective
    return f"from {date(first, ENGLISH).text}" if first is not None else "always"


def _extends(plan: Plan) -> str:
    return f", all of {plan.extends} but for what it says anew" if plan.extends else ""


def _bought(customers: tuple[Customer, ...], known: Known) -> Iterator[Section]:
    if customers:
        facts = tuple(Fact(each.name, each.title, each.origin) for each in customers)
        yield Section("Who has it", (Facts((*facts, *exposed(customers, known))),))


def _customer(customer: Customer, known: Known) -> Iterator[Section]:
    yield Section("", (Facts(tuple(_who(customer, known))),))
    levels = levels_of(customer.sla, customer.plan, customer)
    yield from _resolved(levels, _terms(known, customer.sla, customer, customer.agreement))


def _who(customer: Customer, known: Known) -> Iterator[Fact]:
    if customer.description:
        yield Fact("says", flat(customer.description))
    yield Fact("sla", f"{customer.sla.title} ({customer.sla.name})", customer.sla.origin)
    for other in customer.others:
        if since(other) > since(customer):
            yield Fact("then", f"{_version(other)} {_since(other)}: {_named(other.sla)}", other.sla.origin)
    plan = customer.plan
    if plan is not None:
        yield Fact("plan", f"{plan.title} ({plan.name}){_extends(plan)}", plan.origin)
    if customer.tenant is not None:
        yield Fact("tenant", f"“{customer.tenant}”: what is kept apart by tenant is measured of this one alone")
    yield from exposed((customer,), known)
    for contact in customer.contacts:
        yield Fact("tells", f"{contact.address} of {listed(contact.topics)}", contact.origin)


def _resolved(levels: Sequence[Level], worded: Terms) -> Iterator[Section]:
    """Each promise, a worked example, and the other terms."""
    for promise in levels[-1].agreement.promises:
        yield Section(f"Promise {promise.name}: {promise.title}", (Facts(tuple(_promise(promise, levels, worded))),))
    worked = example(worded, ())
    if worked is not None:
        yield Section("What a miss would come to", _written(worked.clauses[0].blocks))
    yield Section("The other terms", (Facts(tuple(terms(levels))),))


def _written(blocks: Sequence[object]) -> tuple[Block, ...]:
    """The worked example of the contract's document, as a table."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, WrittenTable):
            rows = tuple(Row(tuple(plain(cell) for cell in row.cells[:2])) for row in block.rows)
            found += [Prose(plain(block.caption) + ":"), Table((Column(""), Column("", right=True)), rows)]
    return tuple(found)


# --- a promise ------------------------------------------------------------------------


def _one(customer: Customer, promise: Promise, known: Known) -> Iterator[Section]:
    levels = levels_of(customer.sla, customer.plan, customer)
    worded = _terms(known, customer.sla, customer, customer.agreement)
    facts = (Fact("promised to", customer.title, customer.origin), *_promise(promise, levels, worded))
    yield Section("", (Facts(facts),))
    name = f"{customer.name}.{promise.name}"
    series = dict.fromkeys(info.name for info in known.planned.rules.series if info.of == name)
    if series:
        rows = tuple(Row((each, KINDS[each].text)) for each in series)
        yield Section("What is recorded", (Table((Column("series"), Column("is")), rows),))
    else:
        said = "No series tells of it: `nines settle` computes it from what was observed."
        yield Section("What is recorded", (Prose(said),))
    yield from _unpriced(customer, promise, known)
    if any(member.of == name for rule in known.planned.rules.alerts for member in rule.fires):
        yield Section("Who is told", (Prose(f"See `nines explain alert {name}`."),))


def _unpriced(customer: Customer, promise: Promise, known: Known) -> Iterator[Section]:
    """Why no series tells what a miss would cost, or what the customer is owed in all."""
    recorded = [each for each in promises_of(known.contract, customer.sla) if isinstance(each, Recorded)]
    mine = [each for each in recorded if each.customer is not None and each.customer.name == customer.name]
    own = next((each for each in mine if each.promise.name == promise.name), None)
    if own is None or not promise.credits:
        return
    why = standing(own.agreement, own.promise, own.indicator)
    if isinstance(why, str):
        yield Section("", (Prose(f"What a miss costs is computed by `nines settle` only: {why}."),))
        return
    in_all = owing(mine)
    if isinstance(in_all, str):
        yield Section("", (Prose(f"What the customer is owed in all is computed by `nines settle` only: {in_all}."),))


def _promise(promise: Promise, levels: Sequence[Level], worded: Terms) -> Iterator[Fact]:
    yield from _part(f"{promise.of}", "promises", promise, "comparison", levels)
    value, window = promise.comparison.value.value, period_window(levels[-1].agreement)
    if isinstance(value, Percentage) and window is not None and promise.indicator is not None:
        period = nominal(window)
        yield Fact("allows", f"{duration(allowed(value.value, period.milliseconds))} of total failure in {period.text}")
    for name, label in _PARTS.items():
        yield from _part("", label, promise, name, levels)
    yield from _money(promise, worded)
    if promise.guard is not None:
        guard = promise.guard
        yield Fact("guarded by", f"{guard.id}, which aims for {aim(guard)}", guard.origin)
    elif promise.indicator is not None:
        yield Fact("guarded by", "no objective")


_PARTS = {
    "measure": "measure",
    "judge": "judge",
    "target": "target",
    "credits": "credit",
    "rewards": "reward",
    "levels": "level",
    "duties": "duty",
    "remedy_none": "remedy",
    "trigger": "trigger",
    "valid": "valid",
    "weigh": "weigh",
    "crossing": "crossing",
    "round_measured": "round measured",
    "base": "base",
    "caps": "cap",
}


def _part(before: str, label: str, promise: Promise, name: str, levels: Sequence[Level]) -> Iterator[Fact]:
    """A part of a promise, where it comes from and what it replaced."""

    def pick(agreement: Agreement) -> Value:
        found = agreement.promise(promise.name)
        return getattr(found, name) if found is not None else None

    value = getattr(promise, name)
    if value is None or value == ():
        return
    for fact in stated(label, value, source_of(pick, levels)):
        yield Fact(fact.label, f"{before} {fact.text}".strip(), fact.place or promise.origin)


def _money(promise: Promise, worded: Terms) -> Iterator[Fact]:
    """What each step of the credits is worth at present."""
    for credit in promise.credits:
        found = reckoned(credit.amount, promise, worded)
        if found is not None and found.worth.kind == "money":
            said = flat(credit.span.text).removeprefix("credit ")
            yield Fact("is worth", f"{said}: {plain(worth_words(found.worth, worded))}")
