"""Where a finding is told: what stands in a blueprint is told with the `use` that brings it in."""

from __future__ import annotations

from nines.check.context import Context
from nines.diagnostics.model import Diagnostic, Label
from nines.language.statements.common import Blueprint
from nines.record import replace
from nines.source import Span

__all__ = ["told"]


def told(context: Context, finding: Diagnostic) -> Diagnostic:
    """The finding with the place of its `use`.

    One in the standard library is told at the `use`, since nobody can mend the library.
    """
    use = _use_of(context, finding.primary.span)
    if use is None:
        return finding
    if finding.primary.span.source.name in context.program.standard:
        text = finding.primary.text
        others = (Label(finding.primary.span, text), *finding.others)
        return replace(finding, primary=Label(use, "brought in here"), others=others)
    return replace(finding, others=(*finding.others, Label(use, "brought in here")))


def _use_of(context: Context, span: Span) -> Span | None:
    """The first `use` of the blueprint that a place is in."""
    for declaration in context.program.declarations["blueprint"].values():
        blueprint = declaration.statement
        if isinstance(blueprint, Blueprint) and _holds(blueprint.span, span):
            return context.uses.get(declaration.name)
    return None


def _holds(block: Span, span: Span) -> bool:
    return block.source is span.source and block.start <= span.start < block.end
