"""Which alerts need not be told while another one is: made from what there is, and kept only as far as proven."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from nines.contract.model import (
    AlertClass,
    AtRisk,
    BudgetBelow,
    BudgetEnds,
    BudgetUsed,
    Burn,
    Contract,
    Missing,
)
from nines.plan import names
from nines.plan.routes.addresses import Address
from nines.plan.routes.alerts import ALERTNAME, Sources, Told
from nines.plan.routes.model import Inhibition, Matcher, Severities, none_of, one_of
from nines.plan.routes.proof import Proof
from nines.record import dataclass, replace
from nines.source import Span

__all__ = ["inhibitions"]

_CLASSES = (AlertClass.PAGE, AlertClass.TICKET)
_ABOUT_OBJECTIVE = (Matcher(names.OBJECTIVE_LABEL, "!=", ""), Matcher(names.CUSTOMER, "=", ""))
_SAME_OBJECTIVE = (names.SERVICE, names.OBJECTIVE_LABEL, names.STAGE)
_SAME_PROMISE = (names.SLA, names.CUSTOMER, names.PROMISE)
_OF_OBJECTIVE = (names.OBJECTIVE_LABEL, names.SERVICE)
_OF_PROMISE = (names.PROMISE, names.CUSTOMER)


def inhibitions(
    addresses: Sequence[Address], sources: Sources, contract: Contract, severities: Severities
) -> tuple[Inhibition, ...]:
    """The rules, none of which leaves anybody in the dark. What cannot be proven is told twice."""
    proof = Proof.of(addresses)
    maker = _Maker.of([_Item(found, sources.of(found.alert)) for found in addresses], contract, proof, severities)
    return tuple(rule for draft in maker.drafts() for rule in _proven(draft, proof))


def _proven(draft: Inhibition, proof: Proof) -> Iterator[Inhibition]:
    """A rule without those of whom somebody would miss something: the fewest that one label can leave out."""
    wrong = [target.alert for _, target in proof.darkened(draft)]
    rules = [draft]
    if wrong:
        labels = _OF_PROMISE if names.CUSTOMER in draft.equal else _OF_OBJECTIVE
        exempt = (none_of(label, (alert.label(label) for alert in wrong)) for label in labels)
        rules = [replace(draft, target=(*draft.target, matcher)) for matcher in exempt]
    found = [(rule, tuple(proof.pairs(rule))) for rule in rules if not wrong or proof.holds(rule)]
    if found:
        rule, kept = max(found, key=lambda proven: len(proven[1]))
        origins = dict.fromkeys(item.alert.origin for pair in kept for item in pair)
        if kept:
            alerts = tuple(origin for origin in origins if origin is not None)
            yield replace(rule, origins=rule.origins or alerts)


@dataclass(frozen=True, slots=True)
class _Item:
    """An alert, where it goes, and the statement that it comes from."""

    at: Address
    told: Told | None

    def label(self, name: str) -> str:
        return self.at.alert.label(name)


@dataclass(frozen=True, slots=True, eq=False)
class _Maker:
    """Drafts of rules. `burns` are the names of burn alerts, `paging` those of each service that page.

    `dependants` are the services above each, `below` those that each depends on.
    """

    items: Sequence[_Item]
    contract: Contract
    proof: Proof
    severities: Severities
    burns: tuple[str, ...]
    paging: Mapping[str, Sequence[_Item]]
    dependants: Mapping[str, Sequence[str]]
    below: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, items: Sequence[_Item], contract: Contract, proof: Proof, severities: Severities) -> _Maker:
        paging: dict[str, list[_Item]] = {}
        for item in items:
            if isinstance(item.told, Burn) and item.told.alert_class is AlertClass.PAGE:
                paging.setdefault(item.label(names.SERVICE), []).append(item)
        dependants: dict[str, list[str]] = {}
        for service in contract.services:
            for other in service.depends_on:
                dependants.setdefault(other, []).append(service.name)
        below = {service.name: service.depends_on for service in contract.services}
        return cls(items, contract, proof, severities, _named(items, Burn), paging, dependants, below)

    def drafts(self) -> Iterator[Inhibition]:
        yield from self._page_over_ticket()
        yield from self._shorter_over_longer()
        yield from self._spent_over_low()
        yield from self._missing_over_burn()
        yield from self._broken_over_at_risk()
        yield from self._journeys_over_steps()
        yield from self._dependencies_over_dependants()
        yield from self._maintenances()

    def _page_over_ticket(self) -> Iterator[Inhibition]:
        """That data are missing is told all the same, since no page says it."""
        missing = dict.fromkeys(item.at.alert.name for item in self.items if isinstance(item.told, Missing))
        exempt = (none_of(ALERTNAME, missing),) if missing else ()
        yield self._rule(
            "page-over-ticket",
            "A ticket is not told while the same objective pages.",
            (*_ABOUT_OBJECTIVE, self.severities.of(AlertClass.PAGE)),
            (*_ABOUT_OBJECTIVE, self.severities.of(AlertClass.TICKET), *exempt),
            self._same_objective(),
        )

    def _shorter_over_longer(self) -> Iterator[Inhibition]:
        """A window says nothing new beside a shorter one of its class."""
        burns = self.burns
        for alert_class in _CLASSES if burns else ():
            windows = self._windows(alert_class)
            for at, window in enumerate(windows[:-1]):
                about = (*_ABOUT_OBJECTIVE, self.severities.of(alert_class), one_of(ALERTNAME, burns))
                yield self._rule(
                    f"{alert_class.value}-{window}-over-longer",
                    f"A {alert_class.value} for {window} is not repeated for a longer window of the same objective.",
                    (*about, Matcher(names.WINDOW, "=", window)),
                    (*about, one_of(names.WINDOW, windows[at + 1 :])),
                    self._same_objective(),
                )

    def _windows(self, alert_class: AlertClass) -> list[str]:
        """The windows of burn alerts of a class, the shortest first."""
        lengths = {
            item.label(names.WINDOW): item.told.window.milliseconds
            for item in self.items
            if isinstance(item.told, Burn) and item.told.alert_class is alert_class
        }
        return sorted(lengths, key=lambda window: lengths[window])

    def _spent_over_low(self) -> Iterator[Inhibition]:
        spent, low = _named(self.items, BudgetUsed), _named(self.items, BudgetEnds, BudgetBelow)
        if not spent or not low:
            return
        for alert_class in _CLASSES:
            about = (*_ABOUT_OBJECTIVE, self.severities.of(alert_class))
            yield self._rule(
                f"{alert_class.value}-spent-over-low",
                "That a budget ends soon is not told once it is spent.",
                (*about, one_of(ALERTNAME, spent)),
                (*about, one_of(ALERTNAME, low)),
                self._same_objective(),
            )

    def _missing_over_burn(self) -> Iterator[Inhibition]:
        """Of the same indicator, and of the groups that data are missing for: without any, of all."""
        burns, missing = self.burns, _named(self.items, Missing)
        if not burns or not missing:
            return
        kinds = dict.fromkeys(
            (item.told.alert_class, item.at.alert.groups) for item in self.items if isinstance(item.told, Missing)
        )
        for alert_class, groups in kinds:
            yield self._rule(
                "-".join((alert_class.value, "missing-over-burn", *groups)),
                "How fast a budget burns is not told while the data for it are missing.",
                (*_ABOUT_OBJECTIVE, self.severities.of(alert_class), one_of(ALERTNAME, missing)),
                (*_ABOUT_OBJECTIVE, self.severities.of(*_down_from(alert_class)), one_of(ALERTNAME, burns)),
                (names.SERVICE, names.INDICATOR, names.STAGE, *groups),
            )

    def _broken_over_at_risk(self) -> Iterator[Inhibition]:
        at_risk = _named(self.items, AtRisk)
        promised = [item.at.alert for item in self.items if item.label(names.CUSTOMER)]
        groups = dict.fromkeys(group for alert in promised for group in alert.groups)
        about = Matcher(names.CUSTOMER, "!=", "")
        classes = dict.fromkeys(alert.alert_class for alert in promised if alert.name == names.PROMISE_BROKEN)
        for alert_class in classes if at_risk else ():
            yield self._rule(
                f"{alert_class.value}-broken-over-at-risk",
                "That a promise is at risk is not told once it is broken.",
                (about, self.severities.of(alert_class), Matcher(ALERTNAME, "=", names.PROMISE_BROKEN)),
                (about, self.severities.of(*_down_from(alert_class)), one_of(ALERTNAME, at_risk)),
                (*_SAME_PROMISE, *groups),
            )

    def _journeys_over_steps(self) -> Iterator[Inhibition]:
        for journey in self.contract.journeys:
            parts = journey.indicator.measurement
            services = dict.fromkeys(part.service for part, _ in getattr(parts, "parts", ()))
            yield from self._fast_burn_over(
                f"journey-{journey.name}",
                f"Pages for the steps of {journey.name} are not told beside its own, to the same receiver.",
                journey.name,
                services,
                dict.fromkeys(services, journey.origin),
            )

    def _dependencies_over_dependants(self) -> Iterator[Inhibition]:
        """A circle of dependencies suppresses nothing."""
        origins = {service.name: service.origin for service in self.contract.services}
        for service in self.contract.services:
            dependants = self.dependants.get(service.name, ())
            below = self._all_below(service.name) if dependants else frozenset()
            above = [name for name in dependants if name not in below]
            yield from self._fast_burn_over(
                f"dependency-{service.name}",
                f"Pages for what depends on {service.name} are not told beside its own, to the same receiver.",
                service.name,
                above,
                origins,
            )

    def _all_below(self, name: str) -> frozenset[str]:
        """All that a service depends on, at whatever distance."""
        found: set[str] = set()
        queue = [name]
        while queue:
            new = set(self.below.get(queue.pop(), ())) - found
            found |= new
            queue += sorted(new)
        return frozenset(found)

    def _fast_burn_over(
        self, name: str, what: str, source: str, targets: Iterable[str], origins: Mapping[str, Span]
    ) -> Iterator[Inhibition]:
        """Pages for burning budgets only: a ticket or a spent budget lasts for days, and would hide others as long.

        `origins` are, for each target, the place that says that it stands above or below the source.
        """
        burns = self.burns
        sources = [item for item in self.paging.get(source, ()) if not item.at.alert.groups]
        if not burns or not sources:
            return
        objectives = one_of(names.OBJECTIVE_LABEL, (item.label(names.OBJECTIVE_LABEL) for item in sources))
        about = (*_ABOUT_OBJECTIVE, self.severities.of(AlertClass.PAGE), one_of(ALERTNAME, burns))

        def over(*services: str) -> Inhibition:
            return self._rule(
                name,
                what,
                (Matcher(names.SERVICE, "=", source), objectives, *about[1:]),
                (one_of(names.SERVICE, services), *about),
                (names.BUNDLE, names.STAGE),
            )

        same = [target for target in targets if target in self.paging and self.proof.holds(over(target))]
        if same:
            places = dict.fromkeys(origins[target] for target in same)
            yield replace(over(*same), origins=tuple(places))

    def _maintenances(self) -> Iterator[Inhibition]:
        running = [item for item in self.items if item.at.alert.name == names.MAINTENANCE_RUNNING]
        if not running:
            return
        same = (names.SERVICE, names.OBJECTIVE_LABEL) if self.proof.maintained.by_objective else (names.SERVICE,)
        yield self._rule(
            "maintenance",
            "What fires for a service while it is maintained is not told. What still fires afterwards is.",
            (Matcher(ALERTNAME, "=", names.MAINTENANCE_RUNNING),),
            (*_ABOUT_OBJECTIVE, self.severities.of(*_CLASSES)),
            same,
        )

    def _rule(
        self,
        name: str,
        what: str,
        source: tuple[Matcher, ...],
        target: tuple[Matcher, ...],
        equal: tuple[str, ...],
    ) -> Inhibition:
        ours = Matcher(names.BUNDLE, "=", self.contract.project.bundle)
        return Inhibition(name, what, (ours, *source), (ours, *target), equal, ())

    def _same_objective(self) -> tuple[str, ...]:
        groups = dict.fromkeys(group for item in self.items if item.told is not None for group in item.at.alert.groups)
        return (*_SAME_OBJECTIVE, *groups)


def _down_from(alert_class: AlertClass) -> tuple[AlertClass, ...]:
    """The classes that are no more urgent than one."""
    return _CLASSES if alert_class is AlertClass.PAGE else (AlertClass.TICKET,)


def _named(items: Iterable[_Item], *kinds: type) -> tuple[str, ...]:
    """The names of alerts of some kinds, but for those that other kinds have too."""
    ours = dict.fromkeys(item.at.alert.name for item in items if isinstance(item.told, kinds))
    others = {item.at.alert.name for item in items if not isinstance(item.told, kinds)}
    return tuple(name for name in ours if name not in others)
