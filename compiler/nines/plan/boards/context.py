"""What all boards of a bundle share: folders, uids, variables, annotations and the links between them."""

from __future__ import annotations

import re

from nines.contract.model import AlertClass, Contract
from nines.plan import names
from nines.plan.boards.identity import board_uid
from nines.plan.boards.look import Link, Tone
from nines.plan.boards.model import BoardLink, Choice, Folder, Marks
from nines.plan.boards.series import ALERTS, FIRING, Chosen, worst
from nines.promql import build as q
from nines.promql.names import is_bare_label
from nines.promql.tree import Matcher
from nines.record import dataclass
from nines.values.model import Duration

__all__ = ["DAY", "FIVE_MINUTES", "HOUR", "MINUTE", "OBJECTIVE", "SERVICE", "YEAR", "Context"]

MINUTE = Duration(60_000)
FIVE_MINUTES = Duration(300_000)
HOUR = Duration(3_600_000)
DAY = Duration(86_400_000)
YEAR = Duration(366 * 86_400_000)

SERVICE: tuple[Matcher, ...] = (q.matches(names.SERVICE, "$service"),)
OBJECTIVE: tuple[Matcher, ...] = (*SERVICE, q.matches(names.OBJECTIVE_LABEL, "$objective"))
"""What narrows series to the service and the objective that the reader chose."""


@dataclass(frozen=True, slots=True)
class Context:
    """A bundle to draw. `often` is how often the base and the windows that page are recorded."""

    contract: Contract
    bundle: str
    title: str

    @classmethod
    def of(cls, contract: Contract) -> Context:
        project = contract.project
        return cls(contract, project.bundle, project.title or project.bundle)

    @property
    def often(self) -> Duration:
        return self.contract.project.evaluate

    @property
    def promises(self) -> bool:
        """Whether anything is promised to anybody: without it no board speaks of customers."""
        return bool(self.contract.customers)

    @property
    def grouped(self) -> tuple[tuple[str, str], ...]:
        """Every label by which some objective is judged, with the name of the variable that narrows it.

        Grafana's `label_values` reads plain names alone: of a label such as `shop.product` a board shows all values.
        """
        every = {label for objective in self.contract.objectives for label in objective.each}
        labels = sorted(label for label in every if is_bare_label(label))
        return tuple((label, _variable(label)) for label in labels)

    @property
    def zone(self) -> str | None:
        """The zone of all contracts' periods; None where there are several, so that no clock is right."""
        zones = {customer.agreement.period_zone for customer in self.contract.customers}
        return zones.pop() if len(zones) == 1 else None

    @property
    def all(self) -> Chosen:
        return Chosen(self.bundle)

    @property
    def folder(self) -> Folder:
        return Folder("boards", self.uid("boards"), f"Reliability: {self.title}")

    @property
    def customers(self) -> Folder:
        return Folder("customers", self.uid("customers"), f"Reliability: {self.title}, by customer")

    @property
    def calls(self) -> Folder:
        """For our own people: it says whom to call, and what was agreed."""
        return Folder("calls", self.uid("calls"), f"Reliability: {self.title}, call sheets")

    def uid(self, board: str, name: str = "") -> str:
        return board_uid(self.bundle, board, name)

    def head(self, title: str, board: str) -> BoardLink:
        """A link in the head of a board."""
        return BoardLink(title, self.uid(board))

    def to_objective(self) -> Link:
        """From a row or a series to the board of its objective."""
        chosen = (("service", names.SERVICE), ("objective", names.OBJECTIVE_LABEL))
        return Link("Open the objective", self.uid("objective"), chosen)

    def to_service(self) -> Link:
        return Link("Open the service", self.uid("service"), (("service", names.SERVICE),))

    def to_customer(self) -> Link:
        return Link("Open the customer", self.uid("customer"), (("customer", names.CUSTOMER),))

    def services(self, *, several: bool) -> Choice:
        series = self.all.of(names.STATE)
        return Choice("service", "Service", names.SERVICE, series, several=several, everything=several)

    def objectives(self) -> Choice:
        series = Chosen(self.bundle, SERVICE).of(names.STATE)
        return Choice("objective", "Objective", names.OBJECTIVE_LABEL, series, several=False, everything=False)

    def window(self) -> Choice:
        """The window of the chosen objective in words, for titles."""
        series = Chosen(self.bundle, OBJECTIVE).of(names.OBJECTIVE_INFO)
        return Choice("window", "Window", "window_text", series, several=False, everything=False, hidden=True)

    def groups(self) -> tuple[Choice, ...]:
        """One for each label by which objectives are judged: all of its values at first."""
        series = Chosen(self.bundle, OBJECTIVE).of(names.STATE)
        return tuple(
            Choice(variable, label.capitalize(), label, series, several=True, everything=True)
            for label, variable in self.grouped
        )

    def of_groups(self) -> tuple[Matcher, ...]:
        """What narrows series that are judged by groups to those that were chosen; whoever has no such label stays."""
        return tuple(q.matches(label, f"${variable}") for label, variable in self.grouped)

    def marks(self, chosen: Chosen, often: Duration = MINUTE) -> tuple[Marks, ...]:
        """What explains a bend in a line: pages, deploys, times that do not count, objectives that changed.

        `often` is the step at which they are looked for: longer where much is shown of many.
        """
        paging = q.equal(names.SEVERITY, self.contract.project.severity(AlertClass.PAGE))
        pages = worst(chosen.named(ALERTS, FIRING, paging), "alertname", *(names.SERVICE, names.OBJECTIVE_LABEL))
        masked = q.gt(worst(chosen.of(names.MASKED), *(names.SERVICE, names.OBJECTIVE_LABEL)), 0)
        changed = q.gt(worst(q.changes(chosen.of(names.OBJECTIVE)["1h"]), *(names.SERVICE, names.OBJECTIVE_LABEL)), 0)
        deployed = q.gt(worst(Chosen(self.bundle, SERVICE).of(names.DEPLOYED), names.SERVICE), 0)
        of = "{service}.{objective}"
        return (
            Marks("Pages", pages, Tone.BURNING, "{alertname} " + of, often, shown=True),
            Marks("Deploys", deployed, Tone.WATCH, "{service}", FIVE_MINUTES, shown=True),
            Marks("Does not count", masked, Tone.NO_DATA, of, often, shown=True),
            Marks("Objective changed", changed, Tone.FINE, of, HOUR, shown=False),
        )


_ODD = re.compile(r"\W", re.ASCII)
_TAKEN = frozenset({"datasource", "service", "objective", "window"})


def _variable(label: str) -> str:
    """The name of the variable for a label: the label, unless Grafana or a board has another use for that."""
    name = _ODD.sub("_", label)
    return f"group_{name}" if name in _TAKEN or name != label else name
