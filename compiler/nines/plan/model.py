"""The plan: what to record and what to alert on, free of file formats.

Expressions are typed PromQL trees. Every rule knows the places of the specs that it comes from.
"""

from __future__ import annotations

from collections.abc import Iterator

from nines.contract.model import AlertClass
from nines.promql.tree import Expression
from nines.record import dataclass
from nines.source import Span

__all__ = ["AlertRule", "Fired", "Group", "Labels", "Member", "Plan", "RecordingRule", "Rule", "RuleFile", "SeriesInfo"]

Labels = tuple[tuple[str, str], ...]
"""Names and values, in the order in which they are written."""


@dataclass(frozen=True, slots=True)
class Member:
    """One of the objectives, promises or indicators that a rule serves: an alert that it can fire, or a series.

    `labels` are those that are known beforehand; `groups` are labels of which each instance has its own value. `of` is
    what it is about (`checkout.availability`), empty for what is about Nines itself.
    """

    labels: Labels
    groups: tuple[str, ...]
    of: str
    origin: Span | None


Fired = Member


@dataclass(frozen=True, slots=True)
class RecordingRule:
    """A series, or a family of them: `labels` are put over those that the expression's result bears.

    `about` says in a few words what it is; `origins` are the statements that it serves, in the order of the specs.
    `members` are those whose series it records; empty for pieces that only other rules read.
    """

    record: str
    expression: Expression
    labels: Labels
    about: str
    origins: tuple[Span, ...]
    members: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class AlertRule:
    """An alert for one objective or for all of a service that are alike.

    `labels` are those that the rule itself adds. `hold` and `keep` are milliseconds: how long the expression must hold
    before it fires, and how long it fires on after. `fires` are all alerts that can come of it.
    """

    name: str
    expression: Expression
    alert_class: AlertClass
    labels: Labels
    annotations: Labels
    hold: int
    fires: tuple[Fired, ...]
    about: str
    origins: tuple[Span, ...]
    keep: int = 0


Rule = RecordingRule | AlertRule


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that are evaluated one after another, every `interval` milliseconds."""

    name: str
    interval: int
    about: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class RuleFile:
    """The groups of a service or a journey, or those of the whole bundle. `about` is its title for readers."""

    name: str
    about: str
    groups: tuple[Group, ...]
    origin: Span | None


@dataclass(frozen=True, slots=True)
class SeriesInfo:
    """A recorded series as the inventory lists it.

    `labels` have fixed values, `groups` are labels with many. `of` is what it belongs to (`checkout.availability`,
    `acme.availability`, or a service for pieces that serve all of it), empty for the bundle. `window` and `unit` are
    empty where it has none. `file` names its rule file.
    """

    name: str
    means: str
    of: str
    window: str
    unit: str
    labels: Labels
    groups: tuple[str, ...]
    origin: Span | None
    file: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All rules of a bundle, and the series that they record, each with its meaning."""

    bundle: str
    files: tuple[RuleFile, ...]
    series: tuple[SeriesInfo, ...]

    @property
    def groups(self) -> Iterator[Group]:
        return (group for file in self.files for group in file.groups)

    @property
    def rules(self) -> Iterator[Rule]:
        return (rule for group in self.groups for rule in group.rules)

    @property
    def alerts(self) -> Iterator[AlertRule]:
        return (rule for rule in self.rules if isinstance(rule, AlertRule))
