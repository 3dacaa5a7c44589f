"""Services, journeys, indicators without an objective, and automations."""

from __future__ import annotations

from collections.abc import Iterator

from nines.contract.burning import worst_ratio
from nines.contract.model import Automation, Indicator, Journey, Objective, Service
from nines.explain.known import Known, steps_of
from nines.explain.measured import masked, measured
from nines.explain.model import Column, Explanation, Fact, Facts, Prose, Row, Section, Table
from nines.explain.objective import explain_objective
from nines.explain.words import aim, flat, listed, told_words, window_words
from nines.values.text import literal, percent

__all__ = ["explain_holder"]


def explain_holder(item: Service | Journey | Indicator | Automation, known: Known) -> Explanation:
    match item:
        case Service():
            sections = tuple(_service(item, known))
            return Explanation("service", item.name, item.title, item.origin, sections)
        case Journey():
            return Explanation("journey", item.name, item.title, item.origin, tuple(_journey(item, known)))
        case Indicator():
            return Explanation("sli", item.id, item.title, item.origin, tuple(_indicator(item)))
        case Automation():
            facts = Facts(tuple(_automation(item)))
            return Explanation("automation", item.name, item.title, item.origin, (Section("", (facts,)),))


# --- services -----------------------------------------------------------------------


def _service(service: Service, known: Known) -> Iterator[Section]:
    facts = tuple(_service_facts(service, known))
    prose = (Prose(flat(service.description)),) if service.description else ()
    if facts or prose:
        yield Section("", (*prose, *((Facts(facts),) if facts else ())))
    if service.objectives:
        yield _objectives(service.objectives)
    aimed = {objective.indicator.id for objective in service.objectives}
    rest = [indicator for indicator in service.indicators if indicator.id not in aimed]
    if rest:
        said = tuple(Fact(indicator.name, indicator.title, indicator.origin) for indicator in rest)
        yield Section("Measured, without an objective", (Facts(said),))
    promised = tuple(_promises(service, known))
    if promised:
        yield Section("What is promised of it", (Facts(promised),))
    if service.scenarios:
        said = tuple(Fact("test", scenario.title, scenario.origin) for scenario in service.scenarios)
        yield Section("How it is tested", (Facts(said),))


def _service_facts(service: Service, known: Known) -> Iterator[Fact]:
    if service.owner is not None:
        yield Fact("owner", f"{service.owner.title or service.owner.name} ({service.owner.name})", service.owner.origin)
    if service.tier is not None:
        yield Fact("tier", str(service.tier))
    if service.external is not None:
        promised = f"promises {percent(service.external.share.value)} in {window_words(service.external.window)}"
        yield Fact("run by", f"{service.external.company}, which {promised}", service.external.origin)
    if service.depends_on:
        yield Fact("depends on", listed(service.depends_on))
    above = [other.name for other in known.contract.services if service.name in other.depends_on]
    if above:
        yield Fact("carries", listed(above))
    journeys = [
        journey.name
        for journey in known.contract.journeys
        if any(part.service == service.name for part, _ in steps_of(journey))
    ]
    if journeys:
        yield Fact("journeys", listed(journeys))
    yield Fact("scraped", f"every {literal(service.scrape)}")
    if service.first:
        yield Fact("first", service.first)
    for link in service.links:
        yield Fact(link.kind, link.address, link.origin)


def _objectives(objectives: tuple[Objective, ...]) -> Section:
    rows = tuple(Row((each.id, aim(each), each.title), None) for each in objectives)
    columns = (Column("slo"), Column("aims for"), Column("of"))
    example = objectives[0].id
    more = Prose(
        f"`nines explain {example}` tells when its alerts fire; `nines explain alert {example}` whom they reach."
    )
    return Section("What is aimed for", (Table(columns, rows), more))


def _promises(service: Service, known: Known) -> Iterator[Fact]:
    for customer in known.contract.customers:
        for promise in customer.agreement.promises:
            if promise.indicator is not None and promise.indicator.service == service.name:
                said = f"{promise.of} {flat(promise.comparison.span.text)}"
                yield Fact(customer.name, said, promise.changed_by or promise.origin)


# --- journeys, indicators, automations --------------------------------------------------


def _journey(journey: Journey, known: Known) -> Iterator[Section]:
    if journey.description:
        yield Section("", (Prose(flat(journey.description)),))
    if not journey.objectives:
        yield from _indicator(journey.indicator)
        return
    first, *others = journey.objectives
    yield from explain_objective(first, known).sections
    if others:
        yield _objectives(tuple(others))


def _indicator(indicator: Indicator) -> Iterator[Section]:
    if indicator.description:
        yield Section("", (Prose(flat(indicator.description)),))
    yield Section("What is measured", (Facts((*measured(indicator), *masked(indicator.masks))),))
    yield Section("What is aimed for", (Prose("Nothing: no slo is on it."),))


def _automation(automation: Automation) -> Iterator[Fact]:
    if automation.description:
        yield Fact("says", flat(automation.description))
    yield Fact("when", f"{automation.objective.id} burns {'fast' if automation.fast else 'slowly'}", automation.origin)
    for burn in automation.answers:
        over = percent(worst_ratio(automation.objective, burn))
        yield Fact("", f"{told_words(burn)}: more than {over} are bad", burn.origin)
    given = [f"{argument.name} {argument.value}" for argument in automation.action.arguments]
    with_these = f" with {listed(given)}" if given else ""
    action = automation.action
    yield Fact("runs", f"{action.kind} {action.target}{with_these}", action.origin)
    if automation.at_most_once_per is not None:
        yield Fact("at most", f"once per {literal(automation.at_most_once_per)}")
    for schedule in automation.during:
        yield Fact("only during", schedule.title or schedule.name, schedule.origin)
    yield Fact("armed", "yes: it acts" if automation.armed else "no: it says what it would do, and does nothing")
