"""The verify pass: reads back what was written and compares it with the plan. What it finds are bugs of ours."""

from __future__ import annotations

from nines.diagnostics.model import Diagnostic
from nines.emit.artifact import Artifact
from nines.plan.build import Planned

__all__ = ["verify"]


def verify(planned: Planned, artifacts: tuple[Artifact, ...]) -> tuple[Diagnostic, ...]:
    """All that is wrong with the outputs; nothing, if the compiler is right."""
    found: list[Diagnostic] = []
    return tuple(found)
