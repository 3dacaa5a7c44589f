"""The one finding of the verify pass: an output is not what was planned, which is a bug of ours."""

from __future__ import annotations

from nines.diagnostics.model import Code, Severity

__all__ = ["NOT_AS_PLANNED"]

NOT_AS_PLANNED = Code(
    "N0901", "not-as-planned", Severity.ERROR, "an output is not what was planned: a bug of Nines, or of a template"
)
