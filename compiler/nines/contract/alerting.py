"""Builds the alert plan of an objective: project, service, policy and slo, the innermost first.

Inner windows replace outer ones of the same class; names, labels and annotations merge.
No line at all means the multiwindow alerts of the SRE workbook (chapter 5, table 5-8).
"""

from __future__ import annotations

from fractions import Fraction

from nines.contract.context import Builder
from nines.contract.model import (
    AlertClass,
    AlertPlan,
    AlertStyle,
    AtRisk,
    BudgetBelow,
    BudgetEnds,
    BudgetUsed,
    Burn,
    Missing,
    Setting,
)
from nines.contract.people import receiver
from nines.language.nodes import At, Body, Node
from nines.language.statements import alerts as said
from nines.language.statements.project import Label, WriteAnnotation
from nines.language.statements.service import Link
from nines.program.blueprints import Layers, layers_of
from nines.record import dataclass, replace
from nines.source import Span
from nines.values.model import Duration
from nines.values.spelling import spell_duration

__all__ = ["Level", "alert_plan", "level_of"]

_Other = Missing | BudgetUsed | BudgetBelow | BudgetEnds | AtRisk


@dataclass(frozen=True, slots=True)
class Level:
    """The alert statements of one place. `written` is False for those of a default or a policy."""

    statements: tuple[Node, ...]
    written: bool
    scaled_from: Duration | None = None


def level_of(body: Body | None, context: str, builder: Builder) -> tuple[Level, ...]:
    """The levels of a block: the policy it goes by, and its own lines."""
    if body is None:
        return ()
    return _levels(layers_of(body, context, builder.scope), builder, written=True)


def _levels(layers: Layers, builder: Builder, *, written: bool) -> tuple[Level, ...]:
    by = layers.last(said.ByPolicy)
    own = Level(layers.statements, written)
    if by is None:
        return (own,)
    found = builder.scope.find("policy", by.policy)
    if found is None or not isinstance(found.statement, said.Policy):
        return (own,)
    return (*_policy(found.statement, builder), own)


def _policy(node: said.Policy, builder: Builder) -> tuple[Level, ...]:
    layers = layers_of(node.body, "policy", builder.scope)
    scaled = layers.last(said.Scaled)
    return (Level(layers.statements, False, scaled.window.value if scaled else None),)


def _workbook(builder: Builder) -> tuple[Level, ...]:
    found = builder.program.declarations["policy"]["workbook"].statement
    assert isinstance(found, said.Policy)
    return _policy(found, builder)


def alert_plan(levels: tuple[Level, ...], period: Duration, builder: Builder) -> AlertPlan:
    """What is told of an objective over a period of that (nominal) length; the outermost level comes first.

    Most objectives of a project have the same levels and period, and so the same plan.
    """
    key = (levels, period)
    if key not in builder.alert_plans:
        builder.alert_plans[key] = _alert_plan(levels, period, builder)
    return builder.alert_plans[key]


def _alert_plan(levels: tuple[Level, ...], period: Duration, builder: Builder) -> AlertPlan:
    burns: dict[AlertClass, tuple[Burn, ...]] = {}
    others: dict[tuple[type, AlertClass], tuple[_Other, ...]] = {}
    shown = {AlertClass.PAGE, AlertClass.TICKET}
    style = {alert_class: AlertStyle() for alert_class in shown}
    fewest: int | None = None
    for level in (*_workbook(builder), *levels):
        style = {
            alert_class: _styled(style[alert_class], level.statements, alert_class, builder) for alert_class in style
        }
        burns.update(_burns(level, period, builder))
        others.update(_others(level, builder))
        for node in level.statements:
            if isinstance(node, said.Only):
                shown = {AlertClass(node.class_.value)}
            elif isinstance(node, said.NoAlerts):
                shown = set()
            elif isinstance(node, said.AtLeastBad):
                fewest = int(node.count.value.value)
    styled = [
        replace(burn, style=_over(style[alert_class], burn.style))
        for alert_class in (AlertClass.PAGE, AlertClass.TICKET)
        for burn in burns.get(alert_class, ())
    ]
    return AlertPlan(
        burns=tuple(burn for burn in styled if burn.alert_class in shown),
        held=tuple(burn for burn in styled if burn.alert_class not in shown),
        others=tuple(
            replace(other, style=_over(style[key[1]], other.style))
            for key, found in others.items()
            if key[1] in shown
            for other in found
        ),
        fewest_bad=fewest,
    )


def _burns(level: Level, period: Duration, builder: Builder) -> dict[AlertClass, tuple[Burn, ...]]:
    found: dict[AlertClass, list[Burn]] = {}
    for node in level.statements:
        if isinstance(node, said.BurnAlert):
            burn = _burn(node, level, period, builder)
            found.setdefault(burn.alert_class, []).append(burn)
    return {alert_class: tuple(burns) for alert_class, burns in found.items()}


def _burn(node: said.BurnAlert, level: Level, period: Duration, builder: Builder) -> Burn:
    scale = Fraction(1)
    if level.scaled_from is not None and level.scaled_from.milliseconds:
        scale = Fraction(period.milliseconds, level.scaled_from.milliseconds)
    window = _scaled(node.window.value, scale)
    share = node.share.value.value if node.share else None
    factor = node.factor.value.value if node.factor else Fraction(0)
    if share is not None and window.milliseconds:
        factor = share * period.milliseconds / window.milliseconds
    short = None if node.alone else _scaled(node.short.value, scale) if node.short else _twelfth(window)
    return Burn(
        alert_class=AlertClass(node.class_.value),
        window=window,
        short=short,
        factor=factor,
        share=share,
        hold=_scaled(node.hold.value, scale) if node.hold else None,
        style=_styled(AlertStyle(), node.body.statements, None, builder),
        written=level.written,
        origin=node.head,
    )


def _scaled(length: Duration, scale: Fraction) -> Duration:
    """A scaled window, in whole minutes from ten minutes on, so that nobody reads `3h21m25s714ms`."""
    if scale == 1:
        return length
    exact = length.milliseconds * scale
    step = 60_000 if exact >= 600_000 else 1_000
    milliseconds = max(step, round(exact / step) * step)
    return Duration(milliseconds, spell_duration(milliseconds))


def _twelfth(window: Duration) -> Duration:
    milliseconds = window.milliseconds // 12
    return Duration(milliseconds, spell_duration(milliseconds))


def _others(level: Level, builder: Builder) -> dict[tuple[type, AlertClass], tuple[_Other, ...]]:
    found: dict[tuple[type, AlertClass], list[_Other]] = {}
    for node in level.statements:
        if isinstance(node, said.MissingAlert | said.BudgetAlert | said.PromiseAlert):
            other = _other(node, builder)
            found.setdefault((type(other), other.alert_class), []).append(other)
    return {key: tuple(others) for key, others in found.items()}


def _other(node: said.MissingAlert | said.BudgetAlert | said.PromiseAlert, builder: Builder) -> _Other:
    alert_class = AlertClass(node.class_.value)
    style = _styled(AlertStyle(), node.body.statements, None, builder)
    match node:
        case said.MissingAlert():
            return Missing(alert_class, node.delay.value, style, node.head)
        case said.PromiseAlert():
            return AtRisk(alert_class, style, node.head)
        case said.BudgetAlert(below=At() as below):
            return BudgetBelow(alert_class, below.value, style, node.head)
        case said.BudgetAlert(within=At() as within):
            return BudgetEnds(alert_class, within.value, style, node.head)
        case _:
            return BudgetUsed(alert_class, style, node.head)


def _styled(style: AlertStyle, nodes: tuple[Node, ...], alert_class: AlertClass | None, builder: Builder) -> AlertStyle:
    """A style with what is written at one place over it; the block of a class counts for that class."""
    for node in nodes:
        match node:
            case said.Named():
                style = replace(style, name=node.name.value)
            case said.To():
                style = replace(style, receiver=receiver(builder, node.receiver) or style.receiver)
            case said.Summary():
                style = replace(style, summary=node.text.value)
            case Link() if node.kind.value == "runbook":
                style = replace(style, runbook=node.address.value)
            case Label():
                style = replace(style, labels=_with(style.labels, node.name, node.value, node.span))
            case WriteAnnotation():
                style = replace(style, annotations=_with(style.annotations, node.name, node.value, node.span))
            case said.ClassBlock() if alert_class is not None and node.class_.value == alert_class.value:
                style = _styled(style, node.body.statements, None, builder)
            case _:
                pass
    return style


def _with(settings: tuple[Setting, ...], name: At[str], value: At[str], span: Span) -> tuple[Setting, ...]:
    kept = tuple(setting for setting in settings if setting.name != name.value)
    return (*kept, Setting(name.value, value.value, span))


def _over(outer: AlertStyle, inner: AlertStyle) -> AlertStyle:
    names = {setting.name for setting in inner.labels}
    notes = {setting.name for setting in inner.annotations}
    return AlertStyle(
        name=inner.name or outer.name,
        receiver=inner.receiver or outer.receiver,
        summary=inner.summary or outer.summary,
        runbook=inner.runbook or outer.runbook,
        labels=(*(item for item in outer.labels if item.name not in names), *inner.labels),
        annotations=(*(item for item in outer.annotations if item.name not in notes), *inner.annotations),
    )
