"""Labels that identify what is recorded are the compiler's."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context, Placed
from nines.check.rule import found
from nines.contract.labels import RESERVED
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.diagnostics.suggest import listing
from nines.language.nodes import At
from nines.language.statements.alerts import BurnAlert, ClassBlock
from nines.language.statements.indicator import Per
from nines.language.statements.project import Carry, Label, Write

PAGE = Page(
    Code("N0605", "identity-label", Severity.ERROR, "a label is set that identifies what is recorded"),
    why=f"""\
One small fixed set of labels keys every join, every route and every board: {listing(RESERVED, most=30, joint="and")}.
Were one of them set to something else, series would be taken for others and alerts would go elsewhere. Names that begin
with `__` are Prometheus' own.

The word for the class of an alert is set by `severity page is "critical"` in `project`, or by `label severity` in a
block of the class.""",
    bad=examples.slo('slo requests 99.9% over 30d {\n  label service "shop"\n}\n'),
    good=examples.slo('slo requests 99.9% over 30d {\n  label product "shop"\n}\n'),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for placed in context.every(Label):
        if placed.inside(Write) is None and not _may_set(placed):
            yield from _judged(placed.node.name, "is set by the compiler")
    for carry in context.every(Carry):
        for label in carry.node.labels:
            yield from _judged(label, "is on every alert already")
    for per in context.every(Per):
        for label in per.node.labels:
            yield from _judged(label, "is set by the compiler, so nothing else can be reported by it")


def _may_set(placed: Placed[Label]) -> bool:
    """The word of a class may be set for that class."""
    of_class = any(isinstance(block, ClassBlock | BurnAlert) for block in placed.within)
    return of_class and placed.node.name.value == "severity"


def _judged(name: At[str], says: str) -> Iterator[Diagnostic]:
    own = name.value.startswith("__")
    if name.value in RESERVED or own:
        yield found(
            PAGE,
            f"the label `{name.value}` {'is Prometheus’ own' if own else says}",
            name.span,
            "identifies what is recorded",
            helps=["take another name"],
        )
