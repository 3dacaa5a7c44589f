"""What the compiler writes: files, and what is in them."""

from __future__ import annotations

from nines.record import dataclass
from nines.source import Span

__all__ = ["Artifact", "Item"]


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file. `path` is relative to the output folder, with forward slashes; `kind` says what it is (`rules`).

    `body` is what it says: a text, or the bytes of a file that is none.
    """

    path: str
    body: str | bytes
    kind: str
    origins: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """What it says; nothing, if it is no text."""
        return self.body if isinstance(self.body, str) else ""

    @property
    def content(self) -> bytes:
        return self.body.encode("utf-8") if isinstance(self.body, str) else self.body


@dataclass(frozen=True, slots=True)
class Item:
    """A thing in an artifact: a series, an alert, a dashboard, a route, a clause.

    `means` says what a series is (`error_ratio`), `of` what it belongs to (`checkout.availability`),
    `window` and `unit` over what and in what it counts; each is empty where it says nothing.
    `origin` is the place of the spec that it comes from.
    """

    kind: str
    name: str
    file: str
    of: str = ""
    means: str = ""
    window: str = ""
    unit: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    origin: Span | None = None
