"""Builds scenarios and automations, which speak of objectives that are built by then."""

from __future__ import annotations

from nines.contract.context import Builder, description, title
from nines.contract.model import (
    Action,
    AlertClass,
    AlertExpectation,
    Automation,
    BudgetExpectation,
    Journey,
    Objective,
    Scenario,
    Schedule,
    Service,
    Setting,
    Step,
    StepKind,
    Traffic,
)
from nines.contract.people import hours
from nines.contract.services import missing
from nines.language.nodes import At
from nines.language.statements import scenario as said
from nines.language.statements import service as service_said
from nines.language.statements.objective import Slo
from nines.program.blueprints import Layers, layers_of

__all__ = ["automation", "scenarios"]

Holder = Service | Journey


def scenarios(
    builder: Builder, node: service_said.Service | service_said.Journey, holder: Holder
) -> tuple[Scenario, ...]:
    """The tests of a service or journey."""
    context = "journey" if isinstance(holder, Journey) else "service"
    layers = layers_of(node.body, context, builder.scope)
    known = {objective.name: objective for objective in holder.objectives}
    broken = {named.value for slo in layers.every(Slo) if (named := slo.alias or slo.indicator) is not None}
    return tuple(_scenario(builder, test, known, broken) for test in layers.every(said.Scenario))


def _scenario(builder: Builder, node: said.Scenario, known: dict[str, Objective], broken: set[str]) -> Scenario:
    def objective(name: At[str] | None) -> Objective | None:
        if name is None:
            return None
        if name.value not in known and name.value not in broken:
            missing(builder.report, name, f"there is no slo `{name.value}` here", list(known))
        return known.get(name.value)

    expected: list[AlertExpectation | BudgetExpectation] = []
    for item in node.body.statements:
        if isinstance(item, said.ExpectAlert):
            of = objective(item.objective)
            if item.objective is None or of is not None:
                within = item.delay.value if item.delay else None
                expected.append(
                    AlertExpectation(AlertClass(item.class_.value), of, within, item.none is not None, item.span)
                )
        elif isinstance(item, said.ExpectBudget):
            of = objective(item.objective)
            if of is not None:
                expected.append(BudgetExpectation(of, item.what.value, item.range, item.span))
    return Scenario(
        title=node.title.value,
        traffic=tuple(
            Traffic(t.rate.value, t.label.value if t.label else None, t.value.value if t.value else None, t.span)
            for t in node.body.all(said.Traffic)
        ),
        steps=tuple(_step(event) for event in node.body.all(said.Event)),
        expected=tuple(expected),
        origin=node.head,
    )


def _step(event: said.Event) -> Step:
    return Step(
        at=event.at.value,
        kind=StepKind(event.kind.value),
        share=event.share.value if event.share else None,
        level=event.level.value if event.level else None,
        length=event.length.value if event.length else None,
        origin=event.span,
    )


def automation(builder: Builder, node: service_said.Automation, holders: dict[str, Holder]) -> Automation | None:
    """An automation; None if what starts it or what it runs cannot be made out, which is reported."""
    layers = Layers((node.body.statements,))
    when, run = layers.last(service_said.When), layers.last(service_said.Run)
    if when is None or run is None:
        return None
    found = _objective(builder, when.objective, holders)
    if found is None:
        return None
    limit, during = layers.last(service_said.AtMostOnce), layers.last(service_said.AutomationDuring)
    schedules = [hours(builder, name) for name in during.schedules] if during else []
    return Automation(
        name=node.name.value,
        title=title(node.title, node.name.value),
        description=description(layers),
        objective=found,
        fast=when.speed.value == "fast",
        action=Action(
            run.kind.value,
            run.target.value,
            tuple(Setting(argument.name.value, argument.text, argument.span) for argument in run.arguments),
            run.span,
        ),
        at_most_once_per=limit.interval.value if limit else None,
        during=tuple(item for item in schedules if isinstance(item, Schedule)),
        armed=layers.last(service_said.Armed) is not None,
        origin=node.head,
    )


def _objective(builder: Builder, name: At[str], holders: dict[str, Holder]) -> Objective | None:
    """The objective of `checkout.speed`, or of a journey by its bare name."""
    holder_name, dot, wanted = name.value.partition(".")
    found = builder.scope.find("service", At(holder_name, name.span.part(0, len(holder_name))))
    holder = holders.get(holder_name)
    if found is None or holder is None:
        return None
    if not dot and isinstance(holder, Journey):
        return holder.objectives[0] if holder.objectives else None
    for objective in holder.objectives:
        if objective.name == wanted:
            return objective
    written = found.statement.body.all(Slo) if found.statement is not None else ()
    if not any(
        wanted in (slo.alias.value if slo.alias else "", slo.indicator.value if slo.indicator else "")
        for slo in written
    ):
        known = [objective.name for objective in holder.objectives]
        missing(builder.report, name, f"`{holder_name}` has no slo `{wanted}`", known, f"{holder_name}.")
    return None
