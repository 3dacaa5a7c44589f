"""Builds slas, plans and customers: the terms that hold for each, resolved.

What a block says replaces what stands further out, statement by statement: what `use`
brought, the sla, the plan (after the one it extends), the customer.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from nines.contract.context import Builder, description, title
from nines.contract.model import (
    Contact,
    Customer,
    Note,
    Plan,
    Service,
    Sla,
)
from nines.contract.notes import notes_file, read_notes
from nines.contract.people import phones
from nines.contract.terms import agreement
from nines.contract.versions import holding, since
from nines.diagnostics.model import Edit, Fix
from nines.diagnostics.suggest import closest, listing
from nines.language.nodes import At
from nines.language.statements import contract as said
from nines.language.statements import people as people_said
from nines.program.blueprints import Layers, layers_of
from nines.program.codes import UNRESOLVED
from nines.record import dataclass, replace

__all__ = ["Terms", "Versions", "customer", "sla", "versions"]


class Terms:
    """The layers of an sla, for its plans and customers to stand on."""

    __slots__ = ("layers", "node", "plans", "sla")

    def __init__(self, node: said.Sla, layers: Layers, plans: dict[str, Layers], built: Sla) -> None:
        self.node = node
        self.layers = layers
        self.plans = plans
        self.sla = built


@dataclass(frozen=True, slots=True)
class Versions:
    """The terms of all versions of an sla; `today` is the one that holds today."""

    today: Terms
    others: tuple[Terms, ...]


def sla(builder: Builder, node: said.Sla, services: dict[str, Service]) -> Terms:
    """An sla with its plans."""
    layers = layers_of(node.body, "sla", builder.scope)
    plan_layers: dict[str, Layers] = {}
    plans: list[Plan] = []
    for plan in layers.every(said.Plan):
        over = _extended(builder, plan, plan_layers)
        plan_layers[plan.name.value] = over
        bought = agreement(builder, over.over(layers), services)
        parent = plan.parent.value if plan.parent else None
        name = title(plan.title, plan.name.value)
        plans.append(Plan(plan.name.value, name, parent, bought, plan.head, description(over)))
    built = Sla(
        name=node.name.value,
        title=title(node.title, node.name.value),
        description=description(layers),
        agreement=agreement(builder, layers, services),
        plans=tuple(plans),
        origin=node.head,
    )
    return Terms(node, layers, plan_layers, built)


def versions(every: Sequence[Terms], today: datetime.date) -> Versions:
    """The versions of one sla: today's is the last that holds by then, or the first that ever will."""
    holds = holding([terms.sla for terms in every], today)
    chosen = next(terms for terms in every if terms.sla is holds)
    others = tuple(sorted((terms for terms in every if terms is not chosen), key=lambda terms: since(terms.sla)))
    chosen.sla = replace(holds, others=tuple(terms.sla for terms in others))
    return Versions(chosen, others)


def _extended(builder: Builder, plan: said.Plan, known: dict[str, Layers]) -> Layers:
    own = layers_of(plan.body, "plan", builder.scope)
    if plan.parent is None:
        return own
    outer = known.get(plan.parent.value)
    if outer is None:
        _unknown_plan(builder, plan.parent, list(known), "before it")
        return own
    return own.over(outer)


def _unknown_plan(builder: Builder, name: At[str], known: list[str], where: str) -> None:
    better = closest(name.value, known)
    builder.report.say(
        UNRESOLVED,
        f"there is no plan `{name.value}` {where}" + (f": did you mean `{better}`?" if better else ""),
        name.span,
        helps=[f"there is {listing(known, joint='and')}"] if known else ["the sla declares no plan"],
        fixes=[Fix(f"write `{better}`", (Edit(name.span, better),), certain=True)] if better else [],
    )


def customer(
    builder: Builder, node: said.Customer, slas: dict[str, Versions], services: dict[str, Service]
) -> Customer | None:
    """A customer with the terms that hold for it; None if its sla cannot be made out.

    One that names a version stays with it; any other goes along from version to version.
    """
    own = layers_of(node.body, "customer", builder.scope)
    chosen = own.last(said.CustomerSla)
    if chosen is None:
        return None
    found = builder.scope.find("sla", chosen.name)
    versions = slas.get(chosen.name.value)
    if found is None or versions is None:
        return None
    if chosen.version is not None:
        pinned = _pinned(builder, chosen.name, chosen.version, versions)
        return _under(builder, node, own, pinned, services) if pinned is not None else None
    others = tuple(_under(builder, node, own, terms, services) for terms in versions.others)
    return replace(_under(builder, node, own, versions.today, services), others=others)


def _pinned(builder: Builder, name: At[str], version: At[str], versions: Versions) -> Terms | None:
    known = {terms.sla.agreement.version: terms for terms in (versions.today, *versions.others)}
    found = known.get(version.value)
    if found is None:
        names = [known_name for known_name in known if known_name is not None]
        better = closest(version.value, names)
        builder.report.say(
            UNRESOLVED,
            f"there is no version `{version.value}` of `{name.value}`"
            + (f": did you mean `{better}`?" if better else ""),
            version.span,
            helps=[f"there is {listing(names, joint='and')}" if names else f"`{name.value}` says no version"],
            fixes=[Fix(f"write `{better}`", (Edit(version.span, f'"{better}"'),), certain=True)] if better else [],
        )
    return found


def _under(builder: Builder, node: said.Customer, own: Layers, terms: Terms, services: dict[str, Service]) -> Customer:
    """The customer under one version."""
    plan = _plan(builder, own, terms)
    outer = terms.plans[plan.name].over(terms.layers) if plan is not None else terms.layers
    tenant = own.last(said.Tenant)
    return Customer(
        name=node.name.value,
        title=title(node.title, node.name.value),
        description=description(own),
        sla=terms.sla,
        plan=plan,
        tenant=tenant.value.value if tenant else None,
        contacts=tuple(
            Contact(contact.address.value, tuple(topic.value for topic in contact.topics), contact.span)
            for contact in own.every(said.Contact)
        ),
        agreement=agreement(builder, own.over(outer), services),
        origin=node.head,
        phones=phones(own.every(people_said.Phone)),
        notes=_notes(builder, own),
    )


def _notes(builder: Builder, own: Layers) -> tuple[Note, ...]:
    """What its notes file says; what is wrong with that, the checker says."""
    named = own.last(said.Notes)
    source = builder.program.guests.get(notes_file(named)) if named is not None else None
    return read_notes(source).notes if source is not None else ()


def _plan(builder: Builder, own: Layers, terms: Terms) -> Plan | None:
    chosen = own.last(said.CustomerPlan)
    if chosen is None:
        return None
    for plan in terms.sla.plans:
        if plan.name == chosen.name.value:
            return plan
    _unknown_plan(builder, chosen.name, [plan.name for plan in terms.sla.plans], f"in `{terms.sla.name}`")
    return None
