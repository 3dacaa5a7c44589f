"""A page of text: labelled rows, each with the numbers of its clauses, and the clauses at its end."""

from __future__ import annotations

from collections.abc import Iterator

from nines.record import dataclass, field
from nines.settle.texts import Texts
from nines.settle.windows import Limit
from nines.settle.words import worth_words
from nines.source import Span

__all__ = ["Page", "clause_words"]

_WIDTH = 100


@dataclass(slots=True)
class Page:
    """Lines in the language of `t`; the clauses that they refer to by number, in the order of their first use."""

    t: Texts
    lines: list[str] = field(default_factory=list)
    clauses: dict[Span, int] = field(default_factory=dict)

    def head(self, text: str, sign: str = "") -> None:
        if self.lines:
            self.lines.append("")
        self.lines.append(text)
        if sign:
            self.lines.append(sign * len(text))

    def row(self, label: str, text: str, *spans: Span | None) -> None:
        """A labelled row; the numbers of its clauses stand at its end."""
        refs = " ".join(dict.fromkeys(f"[{self._number(span)}]" for span in spans if span is not None))
        lead = f"   {label:<{self.t.label_width}}"
        words = f"{text}  {refs}" if refs else text
        for index, line in enumerate(_wrapped(words, _WIDTH - len(lead))):
            self.lines.append(f"{lead if index == 0 else ' ' * len(lead)}{line}".rstrip())

    def _number(self, span: Span) -> int:
        return self.clauses.setdefault(span, len(self.clauses) + 1)

    def cap(self, limit: Limit) -> str:
        """What a cap does."""
        t, most = self.t, worth_words(limit.most, self.t)
        if limit.bites:
            return t.cap_bites.format(most=most, after=worth_words(limit.after, t))
        return (t.cap_just if limit.most == limit.after else t.cap_not).format(most=most)

    def references(self) -> None:
        """The clauses by their numbers, each with its place in the specs."""
        self.head(self.t.clauses)
        for span, index in self.clauses.items():
            self.lines.append(f"   [{index}]".ljust(8) + f"{span.source.name}:{span.line}  {clause_words(span)}")


def clause_words(span: Span) -> str:
    """A clause as it is written, without what stands in its block; a part of a line stands for the line."""
    before = span.source.line(span.line)[: span.column - 1]
    text = span.text if "{" in before else before + span.text
    own_block = "\n" in text or (text != span.text and before.strip() != "")
    return " ".join((text.split("{", 1)[0] if own_block else text).split())


def _wrapped(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
