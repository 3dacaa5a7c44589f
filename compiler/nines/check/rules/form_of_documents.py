"""Only documents can be PDF and Word files."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.project import Write

PAGE = Page(
    Code("N0609", "form-of-documents", Severity.ERROR, "a kind of output cannot be a PDF or a Word file"),
    why="""\
`also as pdf, word` writes contracts as paper too, beside Markdown and HTML. Rules, dashboards and routes are read by
programs, which take no paper.""",
    bad='project {\n  write rules to "rules" also as pdf\n}\n',
    good='project {\n  write documents to "contracts" also as pdf, word\n}\n',
)


def check(context: Context) -> Iterator[Diagnostic]:
    for placed in context.every(Write):
        node = placed.node
        if node.also and node.kind.value != "documents":
            yield found(
                PAGE,
                f"{node.kind.value} cannot be written as {' or '.join(form.value for form in node.also)}",
                node.also[0].span,
                "only documents can",
                helps=["leave `also as` out here, or write `documents` this way"],
            )
