"""An object that routes alerts says of which namespace."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.project import Write, WriteNamespace

_WRITE = 'project {\n  write alertmanager to "alertmanager" as alertmanager-config'

PAGE = Page(
    Code("N0621", "no-namespace", Severity.ERROR, "an `AlertmanagerConfig` does not say its namespace"),
    why="""\
The Prometheus operator gives an `AlertmanagerConfig` the alerts that have the label `namespace` with the object's own
namespace, and no others. The namespace that is said here is that of the object, and the label of all alerts.""",
    bad=f"{_WRITE}\n}}\n",
    good=f'{_WRITE} {{\n    namespace "monitoring"\n  }}\n}}\n',
    can_be_allowed=False,
)


def check(context: Context) -> Iterator[Diagnostic]:
    for placed in context.every(Write):
        node = placed.node
        if node.form is None or node.form.value != "alertmanager-config" or node.body.last(WriteNamespace) is not None:
            continue
        yield found(
            PAGE,
            "the operator needs to know the namespace whose alerts this object is for",
            node.form.span,
            helps=['write `namespace "monitoring"` in its block, with the namespace that the object goes to'],
        )
