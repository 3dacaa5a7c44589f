"""The target can read the names of labels."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Severity
from nines.diagnostics.pages import Page
from nines.language.nodes import At
from nines.language.statements.indicator import Per
from nines.language.statements.project import Carry, Label, Target, Write
from nines.promql.names import is_bare_label
from nines.values.model import Version
from nines.values.text import literal

PAGE = Page(
    Code("N0606", "bad-label", Severity.ERROR, "the target cannot read the name of a label"),
    why="""\
A label has letters, digits and `_`, and begins with no digit. Prometheus takes other names from 3.0 on; an older one
refuses the whole rule file.""",
    bad=examples.slo('slo requests 99.9% over 30d {\n  label "shop.product" "checkout"\n}\n'),
    good=examples.slo('slo requests 99.9% over 30d {\n  label shop_product "checkout"\n}\n'),
)

_SINCE = Version((3, 0), "3.0")


def check(context: Context) -> Iterator[Diagnostic]:
    labels = [placed.node.name for placed in context.every(Label) if placed.inside(Write) is None]
    labels += [label for carry in context.every(Carry) for label in carry.node.labels]
    labels += [label for per in context.every(Per) for label in per.node.labels]
    for label in labels:
        if not is_bare_label(label.value):
            yield from _judged(context, label)


def _judged(context: Context, label: At[str]) -> Iterator[Diagnostic]:
    engine = context.contract.project.engine
    if not label.value:
        yield found(PAGE, "a label has a name", label.span, "empty", helps=["write what it is called"])
    elif engine.name == "prometheus" and engine.version < _SINCE:
        meant = "".join(char if char.isascii() and (char.isalnum() or char == "_") else "_" for char in label.value)
        fixes = [Fix(f"write `{meant}`", (Edit(label.span, meant),))] if is_bare_label(meant) else []
        said = bool(context.every(Target))
        target = f"the target is {literal(engine.version)}" + ("" if said else ", the oldest, as nothing is said")
        yield found(
            PAGE,
            f"the label `{label.value}` has a name that Prometheus takes from 3.0 on, and {target}",
            label.span,
            "letters, digits and `_` only",
            helps=[] if said else ["write `target prometheus 3.0` in `project` if that is what reads the rules"],
            fixes=fixes,
        )
