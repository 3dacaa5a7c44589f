"""Each kind of output has the forms that something can read it in."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.diagnostics.suggest import listing
from nines.language.statements.project import Write, WriteContinue

PAGE = Page(
    Code("N0620", "form-of-output", Severity.ERROR, "a kind of output cannot be written in this form"),
    why="""\
What is written is read by programs, each of which takes some forms: rules as files, as `prometheus-rule` for the
Prometheus operator or in a `config-map`; dashboards as files, in a `config-map` for the sidecar of Grafana's chart, or
as `resource` or `v2` for Git Sync and the API; Alertmanager's configuration as a file, `merged into` one of the
company's, or as `alertmanager-config` for the operator. Automations and documents are files.""",
    bad='project {\n  write rules to "rules" as v2\n}\n',
    good='project {\n  write rules to "rules" as prometheus-rule\n}\n',
    can_be_allowed=False,
)

FORMS = {
    "rules": ("file", "prometheus-rule", "config-map"),
    "dashboards": ("file", "config-map", "resource", "v2"),
    "alertmanager": ("file", "alertmanager-config"),
    "automations": ("file",),
    "documents": ("file",),
}


def check(context: Context) -> Iterator[Diagnostic]:
    for placed in context.every(Write):
        node = placed.node
        kind, forms = node.kind.value, FORMS[node.kind.value]
        if node.form is not None and node.form.value not in forms:
            yield found(
                PAGE,
                f"{kind} cannot be written as `{node.form.value}`",
                node.form.span,
                helps=[f"write {listing(forms)}" if len(forms) > 1 else "leave `as` out: they are files"],
            )
        if node.base is None:
            passing_on = node.body.last(WriteContinue)
            if passing_on is not None:
                headline = "only what is merged into a file has routes behind it that could get its alerts too"
                yield found(PAGE, headline, passing_on.head, helps=["leave `continue` out, or say `merged into`"])
            continue
        if kind != "alertmanager":
            headline = f"{kind} cannot be merged into a file: only `alertmanager` can"
            yield found(PAGE, headline, node.base.span, helps=["leave `merged into` out here"])
        elif node.form is not None and node.form.value != "file":
            yield found(
                PAGE,
                f"`as {node.form.value}` is an object of its own, and cannot be merged into a file",
                node.base.span,
                helps=["leave out `merged into`, or `as`"],
            )
