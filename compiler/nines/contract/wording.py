"""Reads a company's own clauses from Markdown: as much of it as a contract needs, each part with its place.

`#` begins a section, `##` and `###` clauses with a title; a paragraph is a numbered clause, a list belongs to the
paragraph before it. `**Personal data**: ...` defines a term, `[personal data]` uses it, `[clause](#credits)` refers to
another clause. All else of Markdown is reported, not guessed: a contract may not look otherwise than it was meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, join, normpath

from nines.contract.model.wording import (
    OwnBullets,
    OwnClause,
    OwnCode,
    OwnInline,
    OwnLine,
    OwnLink,
    OwnParagraph,
    OwnStrong,
    OwnTerm,
    OwnText,
    OwnTo,
    OwnUse,
    Wording,
)
from nines.language.statements.contract import OwnClauses
from nines.late import late_pattern
from nines.record import dataclass, field
from nines.source import Source, Span

__all__ = ["Slip", "key_of", "read_wording", "uses_in", "wording_file"]

_HEADING = late_pattern(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_BULLET = late_pattern(r"[-*+][ \t]+")
_DEFINITION = late_pattern(r"\*\*([^*\n]+)\*\*[ \t]*:[ \t]*")
_COMMENT = late_pattern(r"[ \t]*<!--.*?-->[ \t]*\n?")
_INLINE = late_pattern(
    r"(?s)(?P<comment><!--.*?-->)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+)(?P<code>.+?)(?P=ticks)"
    r"|\*\*(?P<strong>[^*]+)\*\*"
    r"|<(?P<auto>[^<>\s]+)>"
    r"|\[(?P<words>[^\[\]]*)\](?:\((?P<target>[^()\s]*)\)|\[(?P<term>[^\[\]]*)\])?"
)
_WEB = late_pattern(r"https?://[^\s<>\"']+")
_MAIL = late_pattern(r"(?:mailto:)?([^\s<>\"'@:/?&]+@[^\s<>\"'@:/?&]+)")
_FOREIGN = (
    (late_pattern(r"<[A-Za-z/!?]"), "HTML"),
    (late_pattern(r"!\["), "a picture"),
    (late_pattern(r"\d+[.)][ \t]"), "a numbered list: clauses have numbers of their own"),
    (late_pattern(r"\|"), "a table"),
    (late_pattern(r">"), "a quotation"),
    (late_pattern(r"```|~~~"), "a block of code"),
    (late_pattern(r"(?:-{3,}|\*{3,}|_{3,}|={3,})[ \t]*$"), "a rule"),
    (late_pattern(r"#{4,6}[ \t]"), "a heading below the third level"),
)
"""What Markdown has and clauses have not, at the start of a line."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A part of a text that cannot stand in a contract."""

    what: str
    span: Span


def wording_file(node: OwnClauses) -> str:
    """The name of the file that a statement means, from the folder of the project."""
    return normpath(join(dirname(node.span.source.name), node.path.value))


def key_of(words: str) -> str:
    """What a term is known by: `Personal  Data` is `personal-data`."""
    letters = "".join(char if char.isalnum() else " " for char in words.casefold())
    return "-".join(letters.split())


def uses_in(line: OwnLine) -> Iterator[OwnUse | OwnTo]:
    """Every use of a term and every reference in a line."""
    for part in line:
        if isinstance(part, OwnUse | OwnTo):
            yield part
        elif isinstance(part, OwnStrong):
            yield from uses_in(part.parts)


def read_wording(source: Source, *, is_annex: bool) -> tuple[Wording, tuple[Slip, ...]]:
    """The clauses of a text, and what of it cannot stand there. Never raises."""
    reader = _Reader(source)
    reader.read()
    return Wording(source.name, tuple(reader.sections()), tuple(reader.terms), is_annex), tuple(reader.slips)


@dataclass(slots=True)
class _Open:
    """A clause that is being read: its level (1 to 3 for headings, 9 for a paragraph) and what stands in it so far."""

    level: int
    anchor: str
    title: OwnLine
    span: Span
    blocks: list[OwnParagraph | OwnBullets] = field(default_factory=list)
    clauses: list[_Open] = field(default_factory=list)

    def closed(self) -> OwnClause:
        return OwnClause(
            self.anchor, self.title, tuple(self.blocks), tuple(item.closed() for item in self.clauses), self.span
        )


_PARAGRAPH = 9


@dataclass(slots=True)
class _Reader:
    source: Source
    tops: list[_Open] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    terms: list[OwnTerm] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)

    def read(self) -> None:
        for start, end in self._paragraphs():
            self._block(start, end)

    def sections(self) -> Iterator[OwnClause]:
        yield from (top.closed() for top in self.tops)

    # --- blocks --------------------------------------------------------------

    def _paragraphs(self) -> Iterator[tuple[int, int]]:
        """Stretches of lines: a heading alone, a list, or lines up to an empty one."""
        text, at, start = self.source.text, 0, -1
        while at < len(text):
            comment = _COMMENT.match(text, at)
            if comment and comment.group().strip() and start < 0:
                at = comment.end()
                continue
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            line = text[at:end]
            if not line.strip():
                if start >= 0:
                    yield start, at
                start = -1
            elif _HEADING.match(line) or (start >= 0 and _BULLET.match(line)):
                if start >= 0:
                    yield start, at
                start = at
                if _HEADING.match(line):
                    yield at, end
                    start = -1
            elif start < 0:
                start = at
            at = end + 1
        if start >= 0:
            yield start, len(text)

    def _block(self, start: int, end: int) -> None:
        text = self.source.text
        end = start + len(text[start:end].rstrip())
        start = end - len(text[start:end].lstrip())
        line = text[start:end]
        heading = _HEADING.match(line)
        if heading is not None and len(heading[1]) <= 3:
            self._heading(len(heading[1]), start + heading.start(2), start + heading.end(2))
            return
        bullet = _BULLET.match(line)
        foreign = next((what for pattern, what in _FOREIGN if pattern.match(line)), None)
        if foreign is not None:
            first = text.find("\n", start, end)
            self.slips.append(Slip(foreign, Span(self.source, start, first if first >= 0 else end)))
        elif bullet is not None:
            self._bullet(start + bullet.end(), end)
        else:
            self._paragraph(start, end)

    def _heading(self, level: int, start: int, end: int) -> None:
        while self.open and self.open[-1].level >= level:
            self.open.pop()
        span = Span(self.source, start, end)
        if not self.open and level > 1:
            self.slips.append(Slip("a heading without a section (`# ...`) above it", span))
            return
        self._push(_Open(level, self._anchor(key_of(span.text) or "clause"), self._line(start, end), span))

    def _push(self, opened: _Open) -> None:
        (self.open[-1].clauses if self.open else self.tops).append(opened)
        self.open.append(opened)

    def _paragraph(self, start: int, end: int) -> None:
        defined = _DEFINITION.match(self.source.text, start, end)
        if defined is not None:
            words = " ".join(defined[1].split())
            span = Span(self.source, start + 2, start + 2 + len(defined[1]))
            self.terms.append(OwnTerm(key_of(words), words, self._line(defined.end(), end), span))
            return
        self._close_paragraph()
        span = Span(self.source, start, end)
        if not self.open:
            self.slips.append(Slip("a text without a section (`# ...`) above it", span))
            return
        self._push(_Open(_PARAGRAPH, self._anchor(f"{self.open[0].anchor.removeprefix('own-')}.text"), (), span))
        self.open[-1].blocks.append(OwnParagraph(self._line(start, end)))

    def _close_paragraph(self) -> None:
        if self.open and self.open[-1].level == _PARAGRAPH:
            self.open.pop()

    def _bullet(self, start: int, end: int) -> None:
        if not self.open or self.open[-1].level != _PARAGRAPH:
            self.slips.append(Slip("a list without a sentence before it", Span(self.source, start, end)))
            return
        blocks, line = self.open[-1].blocks, self._line(start, end)
        if isinstance(blocks[-1], OwnBullets):
            blocks[-1] = OwnBullets((*blocks[-1].items, line))
        else:
            blocks.append(OwnBullets((line,)))

    def _anchor(self, wanted: str) -> str:
        """A name that no other clause of the text has."""
        self.anchors[wanted] = self.anchors.get(wanted, 0) + 1
        number = self.anchors[wanted]
        return f"own-{wanted}" if number == 1 else f"own-{wanted}-{number}"

    # --- lines ---------------------------------------------------------------

    def _line(self, start: int, end: int) -> OwnLine:
        return tuple(self._parts(start, end))

    def _parts(self, start: int, end: int) -> Iterator[OwnInline]:
        text, at, plain = self.source.text, start, ""
        for found in _INLINE.finditer(text, start, end):
            plain += text[at : found.start()]
            at = found.end()
            if found["comment"] is not None:
                continue
            if found["escaped"] is not None:
                plain += found["escaped"]
                continue
            part = self._part(found.groupdict(), Span(self.source, found.start(), found.end()))
            if part is None:
                plain += found.group()
                continue
            if plain:
                yield OwnText(_joined(plain))
            plain = ""
            yield part
        plain += text[at:end]
        if plain:
            yield OwnText(_joined(plain))

    def _part(self, found: dict[str, str | None], span: Span) -> OwnInline | None:
        code, strong, auto = found["code"], found["strong"], found["auto"]
        if code is not None:
            return OwnCode(_joined(code).strip())
        if strong is not None:
            return OwnStrong(self._line(span.start + 2, span.end - 2))
        if auto is not None:
            return self._address(auto, auto, span)
        words, target, term = found["words"] or "", found["target"], found["term"]
        if target is None:
            return self._use(words, term if term else words, span)
        if target.startswith("#"):
            return OwnTo(_joined(words), target[1:], span)
        return self._address(words, target, span)

    def _use(self, words: str, term: str, span: Span) -> OwnInline | None:
        key = key_of(term)
        if self.source.text[span.start - 1 : span.start] == "!":
            self.slips.append(Slip("a picture", Span(self.source, span.start - 1, span.end)))
            return None
        return OwnUse(_joined(words), key, span) if key else None

    def _address(self, words: str, address: str, span: Span) -> OwnInline | None:
        if self.source.text[span.start - 1 : span.start] == "!":
            self.slips.append(Slip("a picture", Span(self.source, span.start - 1, span.end)))
            return None
        if _WEB.fullmatch(address):
            return OwnLink(_joined(words), address)
        mail = _MAIL.fullmatch(address)
        if mail is not None:
            return OwnLink(_joined(words).removeprefix("mailto:"), f"mailto:{mail[1]}")
        what = "HTML" if span.text.startswith("<") else "a link that is neither of the web nor a mail address"
        self.slips.append(Slip(what, span))
        return None


def _joined(text: str) -> str:
    """Words on one line; the blanks at the ends part them from their neighbours."""
    start = " " if text[:1].isspace() else ""
    end = " " if text[-1:].isspace() and text.strip() else ""
    return f"{start}{' '.join(text.split())}{end}"
