"""The check pass: every rule over the contract, less what is allowed for a time."""

from __future__ import annotations

import datetime

from nines.check.allowances import judge
from nines.check.context import Context
from nines.check.places import told
from nines.check.rules import rules_of
from nines.check.target import unreadable
from nines.contract.model import Contract
from nines.diagnostics.model import Allowed, Report
from nines.program.model import Program
from nines.program.scope import Scope
from nines.record import dataclass

__all__ = ["Checked", "check"]


@dataclass(frozen=True, slots=True)
class Checked:
    """Everything that is to be said, of this pass and of those before, and what the authors accept for a time."""

    report: Report
    allowed: tuple[Allowed, ...]


def check(contract: Contract, program: Program, scope: Scope, report: Report, today: datetime.date) -> Checked:
    """Judge what was built. `report` holds the findings of the passes before, and is left as it is.

    `today` is the day by which allowances and dated schedules are over.
    """
    context = Context(contract, program, frozenset(scope.used), tuple(report), today)
    findings = Report(context.earlier)
    for found in (unreadable(context), *(rule.check(context) for rule in rules_of(context.vocabulary))):
        findings.extend(told(context, finding) for finding in found)
    judged = judge(context, findings)
    return Checked(Report(judged.findings), judged.allowed)
