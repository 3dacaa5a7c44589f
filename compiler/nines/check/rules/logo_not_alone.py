"""A logo is a picture that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.contract.logo import logo_file, trouble_of
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.people import Logo

PAGE = Page(
    Code("N0917", "logo-not-alone", Severity.ERROR, "a logo is no picture that can stand in a document"),
    why="""\
A contract is one file, which looks the same in ten years. Its logo is an SVG picture with a size, which loads nothing,
runs nothing and links to nothing: no script, no font or picture from elsewhere, no style sheet. Drawing programs export
one as "plain SVG", with texts as outlines.""",
    bad="""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">
  <image href="logo.png" width="9" height="9"/>
</svg>
""",
    good="""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">
  <rect width="9" height="9" fill="#1769aa"/>
</svg>
""",
    language="xml",
)


def check(context: Context) -> Iterator[Diagnostic]:
    for placed in context.every(Logo):
        source = context.program.guests.get(logo_file(placed.node))
        trouble = trouble_of(source.text) if source is not None else ""
        if trouble:
            said = f"the logo `{placed.node.path.value}` {trouble}"
            yield found(PAGE, said, placed.node.path.span, helps=["export it as plain SVG, with texts as outlines"])
