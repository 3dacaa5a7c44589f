"""What the builders of the model share: the names, the report, and what was built already."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from nines.contract.codes import INCOMPARABLE, UNKNOWN_ZONE
from nines.contract.model import AlertPlan, Maintenance, Receiver, Schedule, Team
from nines.diagnostics.model import Edit, Fix, Report
from nines.language.nodes import At, Query
from nines.language.statements.common import Description
from nines.program.blueprints import Layers
from nines.program.model import Program
from nines.program.scope import Scope
from nines.promql.tree import Selector
from nines.record import dataclass, field
from nines.values import units
from nines.values.model import Quantity
from nines.values.units import MetricUnit, Mismatch

if TYPE_CHECKING:
    from nines.values.zone import Zone

__all__ = ["Builder", "description", "metric_unit", "title"]


@dataclass(slots=True)
class Builder:
    """The state of building one contract. Each thing is built once, and then the same object.

    `owner` is the project's, for what has no owner of its own.
    """

    program: Program
    scope: Scope
    report: Report
    receivers: dict[str, Receiver | None] = field(default_factory=dict)
    teams: dict[str, Team | None] = field(default_factory=dict)
    hours: dict[str, Schedule | Maintenance | None] = field(default_factory=dict)
    alert_plans: dict[object, AlertPlan] = field(default_factory=dict)
    owner: Team | None = None

    def zone(self, name: At[str]) -> Zone | None:
        """The zone of a name, or a finding."""
        from nines.values.zone import similar_zones, zone

        found = zone(name.value)
        if found is not None:
            return found
        similar = similar_zones(name.value)
        fixes = [Fix(f"write `{similar[0]}`", (Edit(name.span, similar[0]),), len(similar) == 1)] if similar else []
        self.report.say(
            UNKNOWN_ZONE,
            f"there is no time zone `{name.value}`" + (f": did you mean `{similar[0]}`?" if similar else ""),
            name.span,
            f"did you mean `{similar[0]}`?" if similar else "",
            helps=[] if similar else ["zones are called as in the IANA database: `Europe/Berlin`, `UTC`"],
            fixes=fixes,
        )
        return None

    def amount(self, value: At[Quantity], unit: MetricUnit | None) -> Fraction:
        """The number to write beside a series that counts in `unit`; its plain value after a finding."""
        found = units.threshold(value.value, unit)
        if isinstance(found, Mismatch):
            self.report.say(
                INCOMPARABLE,
                f"`{value.span.text}` is compared with a series of another unit: {found.message}",
                value.span,
                f"the metric's name says {found.unit.name}",
                helps=["write a value of that unit; where the name misleads, say `unit ...` in the sli"],
            )
            return units.base_value(value.value)
        return found


def metric_unit(query: Query | None) -> MetricUnit | None:
    """The unit that a bare selector's metric says by its name."""
    if query is None or not isinstance(query.expression, Selector):
        return None
    name = query.expression.metric
    return units.unit_of_metric(name) if name else None


def description(layers: Layers) -> str:
    found = layers.last(Description)
    return found.text.value if found is not None else ""


def title(written: At[str] | None, name: str) -> str:
    """The title, or the name made readable: `catalog-db` is `Catalog db`."""
    if written is not None:
        return written.value
    return name.replace("-", " ").capitalize()
