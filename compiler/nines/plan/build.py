"""The plan pass: from the contract to what is recorded, alerted on, drawn, routed and written."""

from __future__ import annotations

from nines.contract.model import Contract
from nines.diagnostics.model import Report
from nines.plan.documents.build import documents
from nines.plan.documents.model import Document
from nines.record import dataclass

__all__ = ["Planned", "plan"]


@dataclass(frozen=True, slots=True)
class Planned:
    """All plans of a bundle, free of file formats. `folders` says where each kind of output goes."""

    bundle: str
    folders: tuple[tuple[str, str], ...]
    documents: tuple[Document, ...]

    def folder(self, kind: str) -> str:
        """The folder of a kind of output (`rules`), relative to the output folder."""
        return dict(self.folders)[kind]


def plan(contract: Contract, report: Report) -> Planned:
    """Plan everything. What a target cannot do is said in the report, and left out."""
    return Planned(
        bundle=contract.project.bundle,
        folders=tuple((output.kind, output.folder) for output in contract.project.outputs),
        documents=documents(contract),
    )
