"""Whether the target can read the PromQL of the specs: the codes of `nines.promql.dialect`, judged when it is known."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.queries import place, stated
from nines.diagnostics.model import Diagnostic, Report
from nines.language.statements.project import Target
from nines.promql.codes import VERSION
from nines.promql.dialect import Dialect, check_dialect
from nines.record import replace
from nines.values.model import Version

__all__ = ["unreadable"]


def unreadable(context: Context) -> Iterator[Diagnostic]:
    """What of the queries the target's version does not know. Other engines number their versions otherwise."""
    engine = context.contract.project.engine
    if engine.name != "prometheus":
        return
    dialect = Dialect(_version(engine.version), frozenset(engine.flags))
    said = bool(context.every(Target))
    for query in stated(context):
        report = Report()
        check_dialect(query.expression, dialect, report, query.query.span)
        for finding in report:
            span = place(query.query, finding.primary.span)
            placed = replace(finding, primary=replace(finding.primary, span=span))
            if finding.code == VERSION and not said:
                helps = ("the oldest is taken, as nothing is said: write `target prometheus 3.5` in `project`",)
                placed = replace(placed, helps=(*finding.helps, *helps))
            yield placed


def _version(version: Version) -> tuple[int, int]:
    major, minor = (*version.parts, 0)[:2]
    return major, minor
