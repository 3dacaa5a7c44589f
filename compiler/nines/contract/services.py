"""Builds services, journeys and their objectives."""

from __future__ import annotations

from fractions import Fraction

from nines.contract.alerting import Level, alert_plan, level_of
from nines.contract.codes import NAMELESS_OBJECTIVE, NO_COMPOSITE, NO_SUCH_PART
from nines.contract.context import Builder, description, title
from nines.contract.indicators import indicator, masks
from nines.contract.model import (
    Composite,
    External,
    Indicator,
    Journey,
    Latency,
    Link,
    Objective,
    Service,
    Setting,
)
from nines.contract.people import team
from nines.contract.select import with_matchers
from nines.contract.windows import nominal, window
from nines.diagnostics.model import Edit, Fix, Label, Report
from nines.diagnostics.suggest import closest, listing
from nines.language.nodes import At, Poison
from nines.language.statements import objective as aims
from nines.language.statements import project as settings
from nines.language.statements import service as said
from nines.language.statements.alerts import Alerts
from nines.language.statements.indicator import Sli
from nines.program.blueprints import Layers, layers_of
from nines.program.codes import ALREADY_THERE, DUPLICATE
from nines.record import replace
from nines.values.model import Duration, Quantity

__all__ = ["journey", "missing", "part", "service"]


def service(
    builder: Builder,
    node: said.Service,
    outer: tuple[Level, ...],
    scrape: Duration,
    buckets: tuple[At[Quantity], ...],
    *,
    native: bool,
) -> Service:
    """A service with its indicators and objectives; scenarios are built later, when all objectives are there."""
    layers = layers_of(node.body, "service", builder.scope)
    name = node.name.value
    own_scrape = layers.last(settings.Scrape)
    histograms = layers.last(settings.Buckets)
    buckets = histograms.bounds if histograms is not None else buckets
    indicators = _indicators(builder, name, layers, buckets, native=native)
    external, tier = layers.last(said.External), layers.last(said.Tier)
    owner, first, deploys = layers.last(said.Owner), layers.last(said.FirstStep), layers.last(said.Deploys)
    known, was = layers.last(aims.KnownAs), layers.last(said.Was)
    links = _links(layers)
    levels = (*outer, *_alert_levels(builder, layers))
    return Service(
        name=name,
        title=title(node.title, name),
        description=description(layers),
        owner=team(builder, owner.team) if owner else builder.owner,
        tier=int(tier.number.value.value) if tier else None,
        depends_on=tuple(_depends(builder, layers)),
        links=links,
        first=first.text.value if first else None,
        deploys=deploys.query if deploys else None,
        external=_external(builder, external) if external else None,
        labels=tuple(
            Setting(label.name.value, label.value.value, label.span) for label in layers.every(settings.Label)
        ),
        scrape=own_scrape.interval.value if own_scrape else scrape,
        indicators=indicators,
        objectives=_objectives(builder, name, layers, indicators, levels),
        scenarios=(),
        known_as=known.name.value if known else None,
        was=was.name.value if was else None,
        origin=node.head,
    )


def _links(layers: Layers) -> tuple[Link, ...]:
    found = {link.kind.value: link for link in layers.every(said.Link)}
    return tuple(Link(kind, link.address.value, link.span) for kind, link in found.items())


def _depends(builder: Builder, layers: Layers) -> list[str]:
    names = [name for depends in layers.every(said.Depends) for name in depends.names]
    return [name.value for name in names if builder.scope.find("service", name) is not None]


def _external(builder: Builder, node: said.External) -> External:
    return External(node.company.value, node.share.value, window(builder, node.window), node.span)


def _alert_levels(builder: Builder, layers: Layers) -> tuple[Level, ...]:
    return tuple(level for node in layers.every(Alerts) for level in level_of(node.body, "alerts", builder))


# Indicators and objectives of a service.


def _indicators(
    builder: Builder, name: str, layers: Layers, buckets: tuple[At[Quantity], ...], *, native: bool
) -> tuple[Indicator, ...]:
    select = layers.last(said.Select)
    found: dict[str, tuple[Sli, Indicator | None]] = {}
    for node in layers.every(Sli):
        key = node.name.value
        if not _may_declare("sli", key, node, found.get(key), layers, builder.report):
            continue
        built = indicator(builder, name, node, buckets, native=native)
        found[key] = (node, _selected(built, select) if built and select else built)
    return tuple(built for _, built in found.values() if built is not None)


def _may_declare(
    what: str,
    name: str,
    node: Sli | aims.Slo,
    before: tuple[Sli | aims.Slo, object] | None,
    layers: Layers,
    report: Report,
) -> bool:
    """Whether a declaration is the first of its name, or says that it replaces one."""
    if before is None and node.replaces is not None:
        report.say(
            ALREADY_THERE,
            f"there is no {what} `{name}` to replace",
            node.replaces.span,
            helps=["leave `replace` out, or name what a `use` brings"],
            fixes=[Fix("leave `replace` out", (Edit(node.replaces.span, ""),))],
        )
    if before is None or node.replaces is not None:
        return True
    first = before[0]
    brought = not any(first is own for own in layers.layers[-1])
    report.say(
        ALREADY_THERE if brought else DUPLICATE,
        f"the {what} `{name}` is declared twice",
        node.head,
        "again",
        others=[Label(first.head, "first here")],
        helps=[
            f"write `replace {what} ...` to replace what `use` brought"
            if brought
            else "give one of them another name" + (" with `as NAME`" if what == "slo" else "")
        ],
    )
    return False


def _selected(built: Indicator, select: said.Select) -> Indicator:
    """The indicator with the service's matchers in each bare selector."""
    return with_matchers(built, select.matchers)


def _objectives(
    builder: Builder, name: str, layers: Layers, indicators: tuple[Indicator, ...], outer: tuple[Level, ...]
) -> tuple[Objective, ...]:
    by_name = {item.name: item for item in indicators}
    broken = _broken_slis(layers)
    found: dict[str, tuple[aims.Slo, Objective]] = {}
    for node in layers.every(aims.Slo):
        of = _indicator_of(builder, name, node, by_name, broken)
        if of is None or node.indicator is None:
            continue
        key = node.alias.value if node.alias else node.indicator.value
        if _may_declare("slo", key, node, found.get(key), layers, builder.report):
            found[key] = (node, _objective(builder, node, of, key, outer))
    return tuple(objective for _, objective in found.values())


def _broken_slis(layers: Layers) -> set[str]:
    """Names of slis that have a mistake of their own: whoever refers to them need not hear of it again."""
    poisoned = {
        node.name for node in layers.statements if isinstance(node, Poison) and node.word == "sli" and node.name
    }
    return poisoned | {node.name.value for node in layers.every(Sli)}


def _indicator_of(
    builder: Builder, service_name: str, node: aims.Slo, by_name: dict[str, Indicator], broken: set[str]
) -> Indicator | None:
    if node.indicator is None:
        builder.report.say(
            NAMELESS_OBJECTIVE,
            "this slo does not say which sli it is of",
            node.target.span,
            helps=[
                f"write `slo NAME {node.target.span.text} ...`" + (f": {listing(list(by_name))}" if by_name else "")
            ],
        )
        return None
    wanted = node.indicator.value
    if wanted in by_name:
        return by_name[wanted]
    if wanted not in broken:
        missing(builder.report, node.indicator, f"`{service_name}` has no sli `{wanted}`", list(by_name))
    return None


def missing(report: Report, name: At[str], headline: str, known: list[str], prefix: str = "") -> None:
    """Report that a service has no such part, and which one may have been meant."""
    wanted = name.value.rpartition(".")[2]
    better = closest(wanted, known)
    fixes = []
    if better is not None:
        fixes.append(Fix(f"write `{prefix}{better}`", (Edit(name.span, prefix + better),), certain=True))
    report.say(
        NO_SUCH_PART,
        headline + (f": did you mean `{better}`?" if better else ""),
        name.span,
        f"did you mean `{better}`?" if better else "",
        helps=[f"it has {listing(known, joint='and')}"] if known and better is None else [],
        fixes=fixes,
    )


def _objective(builder: Builder, node: aims.Slo, of: Indicator, name: str, outer: tuple[Level, ...]) -> Objective:
    layers = layers_of(node.body, "slo", builder.scope)
    if node.within is not None and isinstance(of.measurement, Latency):
        of = replace(of, measurement=_other_bound(builder, of.measurement, node.within))
    found_window = window(builder, node.window)
    levels = (*outer, *level_of(node.body, "slo", builder))
    first, known, was = layers.last(said.FirstStep), layers.last(aims.KnownAs), layers.last(said.Was)
    runbook = next((link.address for link in _links(layers) if link.kind == "runbook"), None)
    return Objective(
        service=of.service,
        name=name,
        title=node.title.value if node.title else of.title,
        description=description(layers) or of.description,
        indicator=of,
        target=node.target.value,
        bound=node.within.value if node.within else None,
        window=found_window,
        each=tuple(label.value for label in node.each),
        masks=(*of.masks, *masks(builder, layers)),
        alerts=alert_plan(levels, nominal(found_window), builder),
        first=first.text.value if first else None,
        runbook=runbook,
        labels=tuple(
            Setting(label.name.value, label.value.value, label.span) for label in layers.every(settings.Label)
        ),
        known_as=known.name.value if known else None,
        was=was.name.value if was else None,
        origin=node.head,
        target_origin=node.target.span,
        window_origin=node.window.span,
    )


def _other_bound(builder: Builder, measured: Latency, bound: At[Quantity]) -> Latency:
    amount = builder.amount(bound, measured.unit)
    return replace(measured, bound=bound.value, bound_value=amount)


# Journeys.


def journey(
    builder: Builder, node: said.Journey, services: dict[str, Service], outer: tuple[Level, ...]
) -> Journey | None:
    """A journey; its steps are indicators of services that were built before."""
    layers = layers_of(node.body, "journey", builder.scope)
    composite = _composite(builder, node, layers, services)
    if composite is None:
        return None
    name = node.name.value
    owner, tier, was = layers.last(said.Owner), layers.last(said.Tier), layers.last(said.Was)
    of = Indicator(
        service=name,
        name="journey",
        title=title(node.title, name),
        description=description(layers),
        measurement=composite,
        slices=None,
        per=(),
        masks=(),
        empty="left out",
        empty_said=False,
        unit="slices" if composite.slice is not None else "events",
        was=None,
        origin=node.head,
        journey=True,
    )
    levels = (*outer, *_alert_levels(builder, layers))
    found: dict[str, tuple[aims.Slo, Objective]] = {}
    for aim in layers.every(aims.Slo):
        key = aim.alias.value if aim.alias else "journey"
        if _may_declare("slo", key, aim, found.get(key), layers, builder.report):
            found[key] = (aim, _objective(builder, aim, of, key, levels))
    return Journey(
        name=name,
        title=of.title,
        description=of.description,
        owner=team(builder, owner.team) if owner else builder.owner,
        tier=int(tier.number.value.value) if tier else None,
        links=_links(layers),
        indicator=of,
        objectives=tuple(objective for _, objective in found.values()),
        scenarios=(),
        was=was.name.value if was else None,
        origin=node.head,
    )


def _composite(builder: Builder, node: said.Journey, layers: Layers, services: dict[str, Service]) -> Composite | None:
    steps = layers.last(said.AllOf)
    weights = layers.every(said.Weight)
    if steps is not None:
        parts = [(found, Fraction(1)) for name in steps.indicators if (found := part(builder, name, services))]
        length = steps.slice.value if steps.slice else Duration(60_000, "1m")
        return Composite(steps.kind.value, tuple(parts), length) if parts else None
    weighted = [
        (found, weight.weight.value.value) for weight in weights if (found := part(builder, weight.indicator, services))
    ]
    if weighted:
        return Composite("weighted", tuple(weighted), None)
    if not weights and not any(isinstance(item, Poison) for item in layers.statements):
        builder.report.say(
            NO_COMPOSITE,
            f"the journey `{node.name.value}` does not say what it is made of",
            node.head,
            helps=["add lines such as `weight 1 checkout.availability`, or `all of search.speed, checkout.speed`"],
        )
    return None


def part(builder: Builder, name: At[str], services: dict[str, Service]) -> Indicator | None:
    """The indicator that a reference such as `checkout.availability` means."""
    service_name, _, wanted = name.value.partition(".")
    found = builder.scope.find("service", At(service_name, name.span.part(0, len(service_name))))
    if found is None or found.statement is None:
        return None
    holder = services.get(service_name)
    if holder is None:
        return None
    for candidate in holder.indicators:
        if candidate.name == wanted:
            return candidate
    node = found.statement
    if not any(isinstance(item, Poison) and item.name == wanted for item in node.body.statements) and not any(
        isinstance(item, Sli) and item.name.value == wanted for item in node.body.statements
    ):
        known = [item.name for item in holder.indicators]
        missing(builder.report, name, f"`{service_name}` has no sli `{wanted}`", known, f"{service_name}.")
    return None
