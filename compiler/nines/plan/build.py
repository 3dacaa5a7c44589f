"""The plan pass: from the contract to what is recorded, alerted on, drawn, routed and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nines.contract.model import Contract, Output
from nines.plan.boards.build import boards
from nines.plan.boards.model import Board
from nines.plan.model import Plan
from nines.plan.rules.build import rules
from nines.record import dataclass

if TYPE_CHECKING:
    from nines.plan.automations import RunnerPlan
    from nines.plan.documents.model import Document
    from nines.plan.documents.schedule import Schedule
    from nines.plan.routes.model import RoutingPlan

__all__ = ["Planned", "plan"]


@dataclass(frozen=True, slots=True)
class Planned:
    """All plans of a bundle, free of file formats. `outputs` says where each kind of output goes, and in what form.

    `routes` is None where the specs name nobody who could be told, `runner` where nothing is run. `schedules` are those
    of the documents, in their order; `also` are forms of documents beside Markdown and HTML: `pdf`, `word`.
    """

    bundle: str
    outputs: tuple[Output, ...]
    rules: Plan
    boards: tuple[Board, ...]
    routes: RoutingPlan | None
    runner: RunnerPlan | None
    documents: tuple[Document, ...]
    schedules: tuple[Schedule, ...]
    also: tuple[str, ...]

    def folder(self, kind: str) -> str:
        """The folder of a kind of output (`rules`), relative to the output folder."""
        return self.output(kind).folder

    def output(self, kind: str) -> Output:
        """Where a kind of output goes, and in what form."""
        return next(output for output in self.outputs if output.kind == kind)


def plan(contract: Contract) -> Planned:
    """Plan everything. What a target cannot do the checker has refused."""
    recorded = rules(contract)
    documents, schedules = _documents(contract)
    return Planned(
        bundle=contract.project.bundle,
        outputs=contract.project.outputs,
        rules=recorded,
        boards=boards(contract),
        routes=_routes(contract, recorded),
        runner=_runner(contract, recorded),
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


def _runner(contract: Contract, recorded: Plan) -> RunnerPlan | None:
    if not contract.automations:
        return None
    from nines.plan.automations import automations

    return automations(contract, recorded)


def _documents(contract: Contract) -> tuple[tuple[Document, ...], tuple[Schedule, ...]]:
    if not contract.slas and not contract.customers:
        return (), ()
    from nines.plan.documents.build import schedules, written

    found = written(contract)
    return tuple(item.document for item in found), schedules(found)
