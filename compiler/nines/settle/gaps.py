"""Why something cannot be settled: a value that stands in the place of the answer."""

from __future__ import annotations

from nines.diagnostics.model import Code, Diagnostic, Label
from nines.record import dataclass
from nines.source import Span

__all__ = ["Gap"]


@dataclass(frozen=True, slots=True)
class Gap:
    """A term that cannot be settled, and where it stands."""

    code: Code
    headline: str
    span: Span
    label: str = ""
    helps: tuple[str, ...] = ()

    @property
    def finding(self) -> Diagnostic:
        return Diagnostic(self.code, self.headline, Label(self.span, self.label), helps=self.helps)
