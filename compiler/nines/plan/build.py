"""The plan pass: from the contract to what is recorded, alerted on, drawn, routed and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nines.contract.model import Contract
from nines.plan.boards.build import boards
from nines.plan.boards.model import Board
from nines.plan.model import Plan
from nines.plan.rules.build import rules
from nines.record import dataclass

if TYPE_CHECKING:
    from nines.plan.automations import AutomationPlan
    from nines.plan.documents.model import Document
    from nines.plan.documents.schedule import Schedule
    from nines.plan.routes.model import RoutingPlan

__all__ = ["Planned", "plan"]


@dataclass(frozen=True, slots=True)
class Planned:
    """All plans of a bundle, free of file formats. `folders` says where each kind of output goes.

    `routes` is None where the specs name nobody who could be told. `schedules` are those of the documents, in their
    order; `also` are forms of documents beside Markdown and HTML: `pdf`, `word`.
    """

    bundle: str
    folders: tuple[tuple[str, str], ...]
    rules: Plan
    boards: tuple[Board, ...]
    routes: RoutingPlan | None
    automations: tuple[AutomationPlan, ...]
    documents: tuple[Document, ...]
    schedules: tuple[Schedule, ...]
    also: tuple[str, ...]

    def folder(self, kind: str) -> str:
        """The folder of a kind of output (`rules`), relative to the output folder."""
        return dict(self.folders)[kind]


def plan(contract: Contract) -> Planned:
    """Plan everything. What a target cannot do the checker has refused."""
    recorded = rules(contract)
    documents, schedules = _documents(contract)
    return Planned(
        bundle=contract.project.bundle,
        folders=tuple((output.kind, output.folder) for output in contract.project.outputs),
        rules=recorded,
        boards=boards(contract),
        routes=_routes(contract, recorded),
        automations=_automations(contract, recorded),
        documents=documents,
        schedules=schedules,
        also=tuple(form for output in contract.project.outputs for form in output.also),
    )


# What most bundles have not is loaded where it is there.


def _routes(contract: Contract, recorded: Plan) -> RoutingPlan | None:
    if not contract.receivers and not contract.customers:
        return None
    from nines.plan.routes.build import plan_routes

    return plan_routes(contract, recorded)


def _automations(contract: Contract, recorded: Plan) -> tuple[AutomationPlan, ...]:
    if not contract.automations:
        return ()
    from nines.plan.automations import automations

    return automations(contract, recorded)


def _documents(contract: Contract) -> tuple[tuple[Document, ...], tuple[Schedule, ...]]:
    if not contract.slas and not contract.customers:
        return (), ()
    from nines.plan.documents.build import documents, schedules

    found = documents(contract)
    return found, schedules(contract, found)
