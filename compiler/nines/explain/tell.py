"""From a thing to what is said of it: each kind has a module of its own, loaded when it is asked for."""

from __future__ import annotations

from nines.contract.model import (
    Automation,
    Customer,
    Indicator,
    Journey,
    Maintenance,
    Objective,
    Receiver,
    Schedule,
    Service,
    Sla,
    Team,
)
from nines.explain.find import Thing
from nines.explain.inherited import Book, PlanOf, PromiseTo
from nines.explain.known import Known
from nines.explain.model import Explanation
from nines.program.model import Declaration

__all__ = ["tell"]


def tell(thing: Thing, known: Known) -> Explanation:
    match thing.subject:
        case Objective() as objective:
            from nines.explain.objective import explain_objective

            return explain_objective(objective, known)
        case Service() | Journey() | Indicator() | Automation() as holder:
            from nines.explain.holders import explain_holder

            return explain_holder(holder, known)
        case Team() | Receiver() as whom:
            from nines.explain.people import explain_people

            return explain_people(whom, known)
        case Schedule() | Maintenance() as hours:
            from nines.explain.hours import explain_hours

            return explain_hours(hours, known)
        case Declaration() as declaration:
            from nines.explain.declared import explain_declared

            return explain_declared(thing.kind, declaration, known)
        case str() as series:
            from nines.explain.series import explain_series

            return explain_series(series, known)
        case Book() as book:
            from nines.explain.exposed import explain_book

            return explain_book(book, known)
        case Sla() | Customer() | PlanOf() | PromiseTo() as party:
            from nines.explain.agreement import explain_agreement

            return explain_agreement(party, known)
