"""The passes of the compiler, in their order: the only list of them.

source -> syntax tree -> statements -> program -> contract -> plan -> artifacts
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from nines.check.run import check
from nines.contract.build import build
from nines.contract.model import Contract
from nines.diagnostics.model import Allowed, Report
from nines.program.load import Library, load
from nines.program.model import Program
from nines.program.scope import Scope
from nines.record import dataclass
from nines.resources import Folder

if TYPE_CHECKING:
    from nines.diagnostics.model import Diagnostic
    from nines.emit.artifact import Artifact, Item

__all__ = ["Built", "Compiled", "Inputs", "analyse", "produce"]


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
    contract = build(program, scope, report, inputs.folder, today)
    checked = check(contract, program, scope, report, today)
    if contract.project.output("alertmanager").base is not None and not checked.report.has_errors:
        # What goes against our routes in a company's file is known when these are planned; it too can be allowed.
        report.extend(_of_base(contract))
        checked = check(contract, program, scope, report, today)
    return Compiled(program, contract, checked.report, checked.allowed)


def _of_base(contract: Contract) -> tuple[Diagnostic, ...]:
    """What is wrong with the file that Alertmanager's configuration is merged into."""
    from nines.emit.alertmanager import judge_base
    from nines.plan.routes.build import plan_routes
    from nines.plan.rules.build import rules

    base = contract.project.output("alertmanager").base
    plan = plan_routes(contract, rules(contract))
    return judge_base(plan, base, contract.project.bundle) if base is not None else ()


@dataclass(frozen=True, slots=True)
class Built:
    """What a build writes. `artifacts` hold the inventory too; `inventory` are its items.

    `faults` are what is wrong with it: the user's to mend if `is_yours`, as templates of the user's are; bugs of ours
    else.
    """

    artifacts: tuple[Artifact, ...]
    inventory: tuple[Item, ...]
    faults: tuple[Diagnostic, ...]
    is_yours: bool


def produce(compiled: Compiled, templates: Folder | None) -> Built:
    """Plan, emit and verify. `templates` is a folder whose files take the place of ours."""
    from nines.emit.build import emit
    from nines.plan.build import plan
    from nines.verify.build import verify

    planned = plan(compiled.contract)
    report = Report()
    artifacts, items = emit(planned, templates, report)
    if report.has_errors:
        return Built((), (), tuple(report), is_yours=True)
    return Built(artifacts, items, verify(planned, artifacts), is_yours=templates is not None)
