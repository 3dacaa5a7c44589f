"""Builds scenarios and automations, which speak of objectives that are built by then."""

from __future__ import annotations

from nines.contract.burning import can_fire
from nines.contract.context import Builder, description, title
from nines.contract.model import (
    Action,
    AlertClass,
    AlertExpectation,
    Automation,
    BudgetExpectation,
    Expectation,
    Journey,
    Objective,
    PromiseExpectation,
    Scenario,
    Schedule,
    Service,
    Setting,
    Step,
    StepKind,
    Traffic,
    Turn,
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
    def named(name: At[str] | None) -> tuple[Objective | None, bool]:
        """The objective, and whether that is what was meant: none was named, or it is there."""
        if name is None:
            return None, True
        if name.value not in known and name.value not in broken:
            missing(builder.report, name, f"there is no slo `{name.value}` here", list(known))
        return known.get(name.value), name.value in known

    expected: list[Expectation] = []
    steps: list[Step] = []
    for item in node.body.statements:
        if isinstance(item, said.ExpectPromise):
            expected += _promise(builder, item)
        elif isinstance(item, said.Event | said.ExpectAlert | said.ExpectNamed | said.ExpectBudget):
            of, meant = named(item.objective)
            if not meant:
                continue
            if isinstance(item, said.Event):
                steps.append(_step(item, of))
            elif isinstance(item, said.ExpectBudget):
                assert of is not None
                expected.append(BudgetExpectation(of, item.what.value, item.range, item.span))
            else:
                expected.append(_alert(item, of))
    return Scenario(
        title=node.title.value,
        traffic=tuple(
            Traffic(t.rate.value, t.label.value if t.label else None, t.value.value if t.value else None, t.span)
            for t in node.body.all(said.Traffic)
        ),
        steps=tuple(steps),
        expected=tuple(expected),
        origin=node.head,
    )


def _alert(item: said.ExpectAlert | said.ExpectNamed, of: Objective | None) -> AlertExpectation:
    turn = Turn.NEVER
    if item.when is not None:
        turn = Turn.FIRES if item.when.value == "within" else Turn.RESOLVES
    return AlertExpectation(
        alert_class=None if isinstance(item, said.ExpectNamed) else AlertClass(item.class_.value),
        name=item.alert.value if isinstance(item, said.ExpectNamed) else None,
        objective=of,
        turn=turn,
        within=item.delay.value if item.delay else None,
        origin=item.span,
    )


def _promise(builder: Builder, item: said.ExpectPromise) -> list[PromiseExpectation]:
    customer, _, promise = item.promise.value.partition(".")
    if builder.scope.find("customer", At(customer, item.promise.span.part(0, len(customer)))) is None:
        return []
    within = item.delay.value if item.delay else None
    return [PromiseExpectation(customer, promise, item.state.value, within, item.span)]


def _step(event: said.Event, of: Objective | None) -> Step:
    return Step(
        at=event.at.value,
        kind=StepKind(event.kind.value),
        share=event.share.value if event.share else None,
        rate=event.rate.value if event.rate else None,
        level=event.level.value if event.level else None,
        objective=of,
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
    answered = AlertClass.PAGE if when.speed.value == "fast" else AlertClass.TICKET
    burns = (*found.alerts.burns, *found.alerts.held)
    return Automation(
        name=node.name.value,
        title=title(node.title, node.name.value),
        description=description(layers),
        objective=found,
        fast=answered is AlertClass.PAGE,
        answers=tuple(burn for burn in burns if burn.alert_class is answered and can_fire(found, burn)),
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
