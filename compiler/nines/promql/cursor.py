"""A reader's place among the tokens, and how it speaks of what it finds there."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NoReturn

from nines.diagnostics.model import Code, Edit, Fix, Label, Report, Severity
from nines.promql.lexer import END, Tokens
from nines.promql.literals import LiteralProblem
from nines.promql.names import shortened
from nines.record import dataclass
from nines.source import Span

__all__ = ["Cursor", "Halt", "Place", "Repair"]

_LONGEST_NOTE = 200


class Halt(Exception):  # noqa: N818 - no error: a way out of a parser, never out of this package
    """Reading cannot go on; why has been reported."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A fix by offsets of the guest's text: each edit is where from, where to, and what to put there."""

    title: str
    edits: tuple[tuple[int, int, str], ...]
    certain: bool = False


class Place:
    """Where a text stands in its file.

    A text that is not the file's own, since parameters were put into it, cannot be pointed
    into: then each place is the whole, and findings quote the text.
    """

    __slots__ = ("_offset", "_source", "_text", "_whole")

    def __init__(self, text: str, whole: Span) -> None:
        self._source = whole.source
        self._whole = whole
        self._text = text
        own = whole.end - whole.start == len(text) and whole.source.text.startswith(text, whole.start)
        self._offset = whole.start if own else None

    @property
    def is_exact(self) -> bool:
        return self._offset is not None

    def offset(self, at: int) -> int | None:
        """Where in the file a place of the text is; None if it cannot be pointed at."""
        return None if self._offset is None else self._offset + at

    def span(self, start: int, end: int) -> Span:
        offset = self._offset
        return self._whole if offset is None else Span(self._source, offset + start, offset + end)

    def say(
        self,
        report: Report,
        code: Code,
        headline: str,
        start: int,
        end: int,
        label: str = "",
        *,
        others: Iterable[tuple[int, int, str]] = (),
        notes: Iterable[str] = (),
        helps: Iterable[str] = (),
        fixes: Iterable[Repair] = (),
    ) -> None:
        """Report a finding at offsets of the text."""
        if self._offset is None:
            part = f"`{shortened(self._text[start:end])}` in " if end > start else ""
            whole = shortened(self._text, _LONGEST_NOTE)
            notes = (*notes, f"with its parameters put in, this is {part}`{whole}`")
            report.say(code, headline, self._whole, label, notes=notes, helps=helps)
            return
        report.say(
            code,
            headline,
            self.span(start, end),
            label,
            others=tuple(Label(self.span(*other[:2]), other[2]) for other in others),
            notes=notes,
            helps=helps,
            fixes=tuple(
                Fix(fix.title, tuple(Edit(self.span(*edit[:2]), edit[2]) for edit in fix.edits), certain=fix.certain)
                for fix in fixes
            ),
        )

    def say_of(
        self,
        report: Report,
        code: Code,
        headline: str,
        span: Span | None,
        label: str = "",
        *,
        others: Iterable[Label] = (),
        helps: Iterable[str] = (),
        fixes: Iterable[Fix] = (),
    ) -> None:
        """Report a finding at the span of a node that was read from this text."""
        if self._offset is None:
            self.say(report, code, headline, 0, 0, label, helps=helps)
            return
        report.say(code, headline, span or self._whole, label, others=others, helps=helps, fixes=fixes)


class Cursor:
    """The next token, and the words for what is wrong with it."""

    __slots__ = ("at", "ends", "failed", "kinds", "level", "place", "placeholders", "report", "starts", "text")

    def __init__(self, tokens: Tokens, place: Place, report: Report, placeholders: Collection[str] = ()) -> None:
        self.text = tokens.text
        self.kinds = tokens.kinds
        self.starts = tokens.starts
        self.ends = tokens.ends
        self.place = place
        self.report = report
        self.placeholders = placeholders
        self.at = 0
        self.level = 0
        self.failed = False

    def token_text(self, at: int) -> str:
        return self.text[self.starts[at] : self.ends[at]]

    def span_from(self, first: int) -> Span:
        """From a token to the one last read."""
        return self.place.span(self.starts[first], self.ends[self.at - 1])

    def token_span(self, at: int) -> Span:
        return self.place.span(self.starts[at], self.ends[at])

    def found(self, at: int) -> str:
        """A token in a sentence: "`foo`", or what the end is."""
        if self.kinds[at] == END:
            return "the end"
        return f"`{shortened(self.token_text(at))}`"

    def say(
        self,
        code: Code,
        headline: str,
        start: int,
        end: int,
        label: str = "",
        *,
        others: Iterable[tuple[int, int, str]] = (),
        helps: Iterable[str] = (),
        fixes: Iterable[Repair] = (),
    ) -> None:
        self.failed = self.failed or code.severity is Severity.ERROR
        self.place.say(self.report, code, headline, start, end, label, others=others, helps=helps, fixes=fixes)

    def say_problem(self, code: Code, at: int, problem: LiteralProblem) -> None:
        """Report what is wrong with the literal that token `at` is."""
        start, end = self.starts[at], self.ends[at]
        fixes: tuple[Repair, ...] = ()
        if problem.suggestion is not None:
            fixes = (Repair(f"write `{problem.suggestion}`", ((start, end, problem.suggestion),)),)
        helps = (problem.help,) if problem.help else ()
        self.say(code, problem.message, start + problem.start, start + problem.end, helps=helps, fixes=fixes)

    def stop(
        self,
        code: Code,
        headline: str,
        start: int,
        end: int,
        label: str = "",
        *,
        others: Iterable[tuple[int, int, str]] = (),
        helps: Iterable[str] = (),
        fixes: Iterable[Repair] = (),
    ) -> NoReturn:
        """Report, and read no further."""
        self.say(code, headline, start, end, label, others=others, helps=helps, fixes=fixes)
        raise Halt

    def stop_at(self, code: Code, headline: str, at: int, label: str = "", *, helps: Iterable[str] = ()) -> NoReturn:
        """Report a token. The end has no width, so that the token before it is shown."""
        shown = at - 1 if self.kinds[at] == END and at > 0 else at
        self.stop(code, headline, self.starts[shown], self.ends[shown], label, helps=helps)
