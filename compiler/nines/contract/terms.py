"""The terms of one agreement, from the layers of statements that hold for it: its promises, and all around them."""

from __future__ import annotations

from typing import TypeVar

from nines.contract.codes import NO_PROMISE
from nines.contract.context import Builder, description, title
from nines.contract.model import (
    Agreement,
    Exclusion,
    Fee,
    Indicator,
    Maintenance,
    Objective,
    Promise,
    Schedule,
    Service,
)
from nines.contract.model.wording import Wording
from nines.contract.people import hours
from nines.contract.services import missing, part
from nines.contract.windows import start_of
from nines.contract.wording import read_wording, wording_file
from nines.diagnostics.model import Edit, Fix
from nines.diagnostics.suggest import closest
from nines.language.nodes import At, Node
from nines.language.phrases import CalendarPeriod, Period
from nines.language.statements import contract as said
from nines.language.statements import indicator as indicator_said
from nines.language.statements import money as money_said
from nines.language.statements import people as people_said
from nines.language.statements import promise as promise_said
from nines.language.statements import support as support_said
from nines.program.blueprints import Layers, layers_of

__all__ = ["agreement"]

S = TypeVar("S", bound=Node)

_CLOCKS = ("respond", "update", "workaround", "fix")


def agreement(builder: Builder, layers: Layers, services: dict[str, Service]) -> Agreement:
    """The terms that layers of statements come to, the innermost last."""
    version, period = layers.last(said.VersionLine), layers.last(said.PeriodLine)
    rounds = {bool(node.what and node.what.value == "money"): node for node in layers.every(money_said.Round)}
    partial, law = layers.last(said.PartialPeriod), layers.last(people_said.Law)
    language = layers.last(said.DocumentLanguage)
    empty, outage = layers.last(indicator_said.NoTraffic), layers.last(promise_said.MonitorOutage)
    support = layers.last(support_said.Support)
    support_hours = _support_hours(builder, support)
    covered = _covers(builder, layers, services)
    return Agreement(
        version=version.version.value if version else None,
        effective=version.date.value if version else None,
        announced=version.announced.value if version and version.announced else None,
        covers=covered,
        period=period.period if period else None,
        period_zone=_zone(builder, period.period) if period else None,
        promises=_promises(builder, layers, services, support),
        exclusions=tuple(_exclusion(builder, node) for node in _named(layers, said.Exclude)),
        partial_period=partial.value.value if partial else None,
        base=layers.last(money_said.Base),
        round_measured=rounds.get(False),
        round_money=rounds.get(True),
        stacks=layers.inner(money_said.Stack),
        caps=_caps(layers),
        claim=layers.last(said.Claim),
        terminate=layers.last(said.Terminate),
        report=layers.last(said.ReportDuty),
        liability=layers.last(said.Liability),
        support=support,
        points=layers.last(money_said.Points),
        earn_back=layers.last(money_said.EarnBack),
        set_off=layers.last(money_said.SetOff),
        payout=layers.last(money_said.Payout),
        settle_as=layers.last(money_said.SettleAs),
        changes=layers.last(said.Changes),
        calendar=layers.last(said.Calendar),
        law=law.place.value if law else None,
        language=language.code.value if language else None,
        pools=_named(layers, money_said.Pool),
        units=_named(layers, money_said.UnitOf),
        day_of_fee=layers.last(money_said.DayOfFee),
        needs=_named(layers, said.Needs),
        fees=tuple(
            Fee(fee.name.value, fee.amount.value, fee.period.value, fee.span)
            for fee in _named(layers, money_said.FeeLine)
        ),
        no_traffic=empty.value.value if empty else None,
        monitor_outage=outage.value.value if outage else None,
        crossing=layers.last(promise_said.Crossing),
        measured_by=layers.last(promise_said.MeasuredBy),
        duties=layers.inner(promise_said.Duty),
        support_hours=support_hours,
        wordings=_wordings(builder, layers),
    )


def _named(layers: Layers, kind: type[S]) -> tuple[S, ...]:
    """All of a kind that have a name, each replaced by one of that name further in."""
    found: dict[str, S] = {}
    for node in layers.every(kind):
        found[node.name.value] = node  # type: ignore[attr-defined]  # kinds with a name only
    return tuple(found.values())


def _wordings(builder: Builder, layers: Layers) -> tuple[Wording, ...]:
    """Own clauses; what is wrong with them, the checker says."""
    found = []
    for node in layers.inner(said.OwnClauses):
        source = builder.program.guests.get(wording_file(node))
        if source is not None:
            found.append(read_wording(source, is_annex=node.kind is not None)[0])
    return tuple(found)


def _support_hours(builder: Builder, support: support_said.Support | None) -> tuple[Schedule | Maintenance, ...]:
    """The schedules that a support matrix names; those that there are not are reported."""
    rows = support.body.all(support_said.SeverityRow) if support is not None else ()
    found = [hours(builder, row.schedule) for row in rows if row.schedule is not None]
    return tuple({item.name: item for item in found if item is not None}.values())


def _covers(builder: Builder, layers: Layers, services: dict[str, Service]) -> tuple[Service, ...]:
    names = [name for covers in layers.inner(said.Covers) for name in covers.services]
    known = [name.value for name in names if builder.scope.find("service", name) is not None]
    return tuple(services[name] for name in dict.fromkeys(known) if name in services)


def _zone(builder: Builder, period: Period) -> str:
    builder.zone(period.zone)
    if isinstance(period, CalendarPeriod):
        start_of(builder, period.unit.value, period.start)
    return period.zone.value


def _caps(layers: Layers) -> tuple[money_said.Cap, ...]:
    """Caps of credits and of rewards; each replaced as a whole further in."""
    found: list[money_said.Cap] = []
    for what in ("credits", "rewards"):
        for layer in reversed(layers.layers):
            own = [node for node in layer if isinstance(node, money_said.Cap) and node.what.value == what]
            if own:
                found.extend(own)
                break
    return tuple(found)


def _exclusion(builder: Builder, node: said.Exclude) -> Exclusion:
    """A maintenance by its name; a name with a title or evidence is a case of its own."""
    maintenance = None
    if (node.title is None and node.evidence is None) or node.name.value in builder.program.declarations["hours"]:
        found = hours(builder, node.name)
        maintenance = found if isinstance(found, Maintenance) else None
    fallback = (
        maintenance.title if maintenance and maintenance.title else node.name.value.replace("-", " ").capitalize()
    )
    return Exclusion(
        name=node.name.value,
        title=node.title.value if node.title else fallback,
        effect=node.effect.value,
        evidence=node.evidence.value if node.evidence else None,
        beyond_counts=node.beyond is not None,
        maintenance=maintenance,
        origin=node.span,
    )


# Promises.


def _promises(
    builder: Builder, layers: Layers, services: dict[str, Service], support: support_said.Support | None
) -> tuple[Promise, ...]:
    """Each promise by its name, from all the places that speak of it."""
    by_name: dict[str, list[promise_said.Promise]] = {}
    for node in layers.every(promise_said.Promise):
        by_name.setdefault(node.name.value, []).append(node)
    found = [_promise(builder, nodes, layers, services, support) for nodes in by_name.values()]
    return tuple(promise for promise in found if promise is not None)


def _promise(
    builder: Builder,
    nodes: list[promise_said.Promise],
    outer: Layers,
    services: dict[str, Service],
    support: support_said.Support | None,
) -> Promise | None:
    first, last = nodes[0], nodes[-1]
    of = next((node.indicator for node in reversed(nodes) if node.indicator is not None), None)
    comparison = next((node.comparison for node in reversed(nodes) if node.comparison is not None), None)
    if of is None or comparison is None:
        _nothing_promised(builder, first, of, outer)
        return None
    indicator, clock = _what(builder, of, services, support)
    if indicator is None and clock is None:
        return None
    layers = Layers(tuple(layer for node in nodes for layer in layers_of(node.body, "promise", builder.scope).layers))
    held = layers.over(outer)
    empty, outage = held.last(indicator_said.NoTraffic), held.last(promise_said.MonitorOutage)
    named = next((node.title for node in reversed(nodes) if node.title is not None), None)
    return Promise(
        name=first.name.value,
        title=title(named, first.name.value),
        indicator=indicator,
        clock=clock,
        guard=_guard(indicator, services),
        comparison=comparison,
        measure=held.last(promise_said.Measure),
        judge=held.last(promise_said.Judge),
        credits=layers.inner(promise_said.Credit),
        rewards=layers.inner(promise_said.Reward),
        levels=layers.inner(promise_said.Level),
        duties=layers.inner(promise_said.Duty),
        trigger=layers.last(promise_said.Trigger),
        remedy_none=layers.last(promise_said.RemedyNone),
        target=layers.last(promise_said.TargetValue),
        strength=layers.last(promise_said.Strength),
        slice=held.last(promise_said.Slice),
        bad_slice=held.last(promise_said.BadSlice),
        valid=layers.inner(promise_said.Valid),
        no_traffic=empty.value.value if empty else None,
        monitor_outage=outage.value.value if outage else None,
        crossing=held.last(promise_said.Crossing),
        weigh=held.last(promise_said.Weigh),
        changed_by=last.head if last is not first else None,
        origin=comparison.span if last is not first else first.head,
        description=description(layers),
        runs=held.last(indicator_said.Runs),
        thin_slice=held.last(indicator_said.ThinSlice),
        score=layers.last(promise_said.Score),
        weight=layers.last(promise_said.WeightShare),
        round_measured=layers.last(money_said.Round),
        base=layers.last(money_said.Base),
        caps=_caps(layers),
    )


def _nothing_promised(builder: Builder, node: promise_said.Promise, of: At[str] | None, outer: Layers) -> None:
    names = [other.name.value for other in outer.every(promise_said.Promise) if other is not node]
    better = closest(node.name.value, names)
    lacks = "what it is of" if of is None else "the value"
    builder.report.say(
        NO_PROMISE,
        f"the promise `{node.name.value}` does not say {lacks}"
        + (f"; did you mean to change `{better}`?" if better else ""),
        node.name.span,
        helps=["write `promise NAME of SERVICE.INDICATOR at least 99.9%`, or the name of a promise that the sla makes"],
        fixes=[Fix(f"write `{better}`", (Edit(node.name.span, better),))] if better else [],
    )


def _what(
    builder: Builder, of: At[str], services: dict[str, Service], support: support_said.Support | None
) -> tuple[Indicator | None, str | None]:
    """What a promise is of: an indicator, or a clock of the support matrix (`support.critical.fix`)."""
    head, _, rest = of.value.partition(".")
    if head != "support":
        return part(builder, of, services), None
    severity, _, clock = rest.partition(".")
    rows = {} if support is None else {row.name.value: row for row in support.body.all(support_said.SeverityRow)}
    row = rows.get(severity)
    if row is not None and clock in _CLOCKS and getattr(row, clock) is not None:
        return None, rest
    known = [f"{name}.{cell}" for name, found in rows.items() for cell in _CLOCKS if getattr(found, cell) is not None]
    missing(builder.report, of, f"the support matrix has no `{rest}`", known, "support.")
    return None, None


def _guard(indicator: Indicator | None, services: dict[str, Service]) -> Objective | None:
    """The strictest objective on the promise's indicator."""
    if indicator is None:
        return None
    holder = services.get(indicator.service)
    objectives = [item for item in holder.objectives if item.indicator.id == indicator.id] if holder else []
    same_bound = [item for item in objectives if item.bound is None]
    return max(same_bound, key=lambda item: item.target.value, default=None)
