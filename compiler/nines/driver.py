"""The passes of the compiler, in their order: the only list of them.

source -> syntax tree -> statements -> program -> contract -> plan -> artifacts
"""

from __future__ import annotations

import datetime

from nines.check.run import check
from nines.contract.build import build
from nines.contract.model import Contract
from nines.diagnostics.model import Allowed, Report
from nines.program.load import Library, load
from nines.program.model import Program
from nines.program.scope import Scope
from nines.record import dataclass

__all__ = ["Compiled", "Inputs", "analyse"]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is compiled: files by name, relative to the project's folder.

    `project` is the file with the project's settings, if there is one; `folder` the name of
    the project's folder. `whole` says that `names` are all files there are.
    """

    names: tuple[str, ...]
    library: Library
    project: str | None = None
    folder: str = "nines"
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Compiled:
    """What came of the texts: what they say, what they mean, and what is to be said about them.

    `allowed` are the findings that the authors accept for a time; they are not in `report`.
    """

    program: Program
    contract: Contract
    report: Report
    allowed: tuple[Allowed, ...]


def analyse(inputs: Inputs, today: datetime.date) -> Compiled:
    """Read, resolve, model and check. Never raises on a text: what is wrong is in the report."""
    report = Report()
    program = load(inputs.names, inputs.library, report, project=inputs.project, whole=inputs.whole)
    scope = Scope(program, report)
    contract = build(program, scope, report, inputs.folder)
    checked = check(contract, program, scope, report, today)
    return Compiled(program, contract, checked.report, checked.allowed)
