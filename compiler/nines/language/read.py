"""The shape pass: a syntax tree's statements become typed nodes, or poison that was reported.

`read` takes a file; `expand` takes a blueprint's statements with values for its parameters.
Both know, from the table, what may stand where, and neither ever raises on a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from nines.diagnostics.model import Edit, Fix, Label, Report
from nines.diagnostics.suggest import closest
from nines.language import messages
from nines.language.codes import BAD_NAME, MISSING, NO_PARAMETER, REPEATED, UNKNOWN, WRONG_BLOCK, WRONG_PLACE
from nines.language.match import match_shape
from nines.language.nodes import Body, Node, Poison, Statement
from nines.language.reading import Given, Piece, Reading, piece_of, pieces_of
from nines.language.statements.common import Blueprint
from nines.language.table import Entry, contexts
from nines.record import dataclass, replace
from nines.source import Source, Span
from nines.syntax import tree as syntax
from nines.syntax.tokens import Kind, Token

__all__ = ["File", "expand", "read"]


@dataclass(frozen=True, slots=True)
class File:
    """A file's statements. `tree` still spells its text."""

    source: Source
    tree: syntax.Tree
    statements: tuple[Node, ...]


def read(tree: syntax.Tree, report: Report) -> File:
    """Match every statement of a file, after its syntax was reported to the same report."""
    broken = tuple(finding.primary.span for finding in report if finding.primary.span.source is tree.source)
    reader = _Reader(tree.source, {}, report, broken)
    return File(tree.source, tree, reader.statements(tree.statements, "file"))


def expand(
    statements: Iterable[syntax.Statement],
    source: Source,
    context: str,
    given: Mapping[str, Given],
    report: Report,
) -> tuple[Node, ...]:
    """Match statements in a context, with parameters put in."""
    return _Reader(source, given, report).statements(tuple(statements), context)


@dataclass(frozen=True, slots=True)
class _Reader:
    source: Source
    given: Mapping[str, Given]
    report: Report
    broken: tuple[Span, ...] = ()

    def statements(self, found: tuple[syntax.Statement, ...], context: str) -> tuple[Node, ...]:
        """The statements of a block, and what is said of them together."""
        nodes: list[Node] = []
        seen: dict[tuple[type, str], Statement] = {}
        for statement in found:
            node = self._statement(statement, context)
            if node is None:
                continue
            nodes.append(node[0])
            if node[1] is not None and node[1].once and isinstance(node[0], Statement):
                self._once(node[0], node[1], seen)
        return tuple(nodes)

    def _once(self, node: Statement, entry: Entry, seen: dict[tuple[type, str], Statement]) -> None:
        key = node.keyword.text if entry.keyword == "" else entry.keyword
        key = "description" if key.startswith('"') else key
        first = seen.setdefault((type(node), key), node)
        if first is not node:
            self.report.say(
                REPEATED,
                f"`{key}` stands here a second time",
                node.head,
                "again",
                others=[Label(first.head, "first here")],
                helps=["keep one of them"],
            )

    def _statement(self, found: syntax.Statement, context: str) -> tuple[Node, Entry | None] | None:
        pieces, unknown, bad = pieces_of(found.items, self.source, self.given)
        for piece in unknown:
            self._unknown_parameter(piece)
        if not pieces:
            if found.items or found.block is None:
                return None
            self._lonely_block(found.span(self.source))
            return None
        candidates = self._candidates(pieces[0], context)
        if candidates is None:
            return self._unknown(found, pieces, context, silent=bad), None
        return self._matched(found, pieces, candidates, bad=bad)

    # Which statement it is.

    def _candidates(self, first: Piece, context: str) -> tuple[Entry, ...] | None:
        table = contexts().get(context, {})
        if context == "arguments":
            return table['"']
        if first.word is not None:
            return table.get(first.word)
        return table.get('"') if first.kind in (Kind.STRING, Kind.PROSE) else None

    def _unknown(self, found: syntax.Statement, pieces: tuple[Piece, ...], context: str, *, silent: bool) -> Node:
        first = pieces[0]
        word = first.word or first.text
        name = pieces[1].word if len(pieces) > 1 else None
        poison = Poison(span=found.span(self.source), word=word, name=name, body=_empty(found, self.source))
        if first.kind in (Kind.STRING, Kind.PROSE):
            self.report.say(
                WRONG_PLACE,
                f"a text has no place in {messages.place(context)}",
                first.span,
                helps=["remove it, or make it a comment with `#`"],
            )
            return poison
        if first.word is None:
            if not silent:
                self.report.say(
                    UNKNOWN, f"a statement starts with a keyword, not with {messages.short(word)}", first.span
                )
            return poison
        table = contexts().get(context, {})
        places = _places_of(word)
        if places:
            self.report.say(
                WRONG_PLACE,
                f"{messages.short(word)} has no place in {messages.place(context)}",
                first.span,
                helps=[f"it stands in {messages.places(places)}"],
            )
            return poison
        better = closest(word, sorted(table))
        if better is not None:
            node = self._as_if(found, pieces, better, context)
            fits = not isinstance(node, Poison)
            self.report.say(
                UNKNOWN,
                f"{messages.short(word)} is not a statement of {messages.place(context)}: did you mean `{better}`?",
                first.span,
                f"did you mean `{better}`?",
                fixes=[Fix(f"write `{better}`", (Edit(first.span, better),), certain=fits)],
            )
            return node
        helps = [f"here may stand {messages.alternatives(sorted(key for key in table if key != chr(34)))}"]
        if elsewhere := closest(word, sorted({head for heads in contexts().values() for head in heads})):
            helps.insert(0, f"there is `{elsewhere}`, which stands in {messages.places(_places_of(elsewhere))}")
        self.report.say(
            UNKNOWN,
            f"{messages.short(word)} is not a statement of {messages.place(context)}",
            first.span,
            helps=helps,
        )
        return poison

    def _as_if(self, found: syntax.Statement, pieces: tuple[Piece, ...], word: str, context: str) -> Node:
        """A statement with a misspelt keyword is read as what was meant, so that nothing follows from the slip."""
        candidates = contexts()[context][word]
        return self._matched(found, (replace(pieces[0], word=word), *pieces[1:]), candidates, bad=True)[0]

    # How it is written.

    def _matched(
        self, found: syntax.Statement, pieces: tuple[Piece, ...], candidates: tuple[Entry, ...], *, bad: bool
    ) -> tuple[Node, Entry | None]:
        end = found.head_end
        if found.block is not None and not found.block.statements and all(entry.block == "no" for entry in candidates):
            pieces = (*pieces, piece_of(self.source, found.block))
        if _ends_in_empty_braces(found) and all(entry.block != "no" for entry in candidates):
            pieces = pieces[:-1]
        bad = bad or (bool(self.broken) and any(self._said_inside(piece) for piece in pieces))
        reading = Reading(pieces, Span(self.source, end, end), self.given)
        for entry in candidates:
            values: dict[str, object] = {}
            stop = match_shape(entry.shape, reading, 0, values)
            if stop is None:
                continue
            if stop < len(pieces):
                reading.fail(stop, "the end of the line")
                continue
            self._findings(reading)
            return self._built(found, entry, values, pieces), entry
        if not bad:
            messages.misfit(self.report, reading, candidates, pieces)
        return self._poison(found, pieces, candidates), None

    def _said_inside(self, piece: Piece) -> bool:
        """Whether something in parentheses was reported already."""
        return isinstance(piece.item, syntax.Group) and any(_meets(piece.span, broken) for broken in self.broken)

    def _findings(self, reading: Reading) -> None:
        for query, findings in reading.guests.values():
            if findings and not any(_meets(query.span, broken) for broken in self.broken):
                self.report.extend(findings)
        for slip in reading.slips_after.values():
            if slip.code is BAD_NAME:
                self.report.say(slip.code, slip.headline, slip.span, slip.label, helps=slip.helps, fixes=slip.fixes)

    def _built(
        self, found: syntax.Statement, entry: Entry, values: dict[str, object], pieces: tuple[Piece, ...]
    ) -> Node:
        start, end = found.start, found.head_end
        head = Span(self.source, start, max(start, end))
        span = head if found.block is None else Span(self.source, start, found.block.end)
        body = self._body(found, entry, head)
        if entry.node is Blueprint:
            values["template"] = () if found.block is None else found.block.statements
        return entry.node(span=span, keyword=pieces[0].span, head=head, body=body, **values)

    def _poison(self, found: syntax.Statement, pieces: tuple[Piece, ...], candidates: tuple[Entry, ...]) -> Poison:
        """Its block is still read, so that its mistakes are found in the same run."""
        span = found.span(self.source)
        with_body = [entry for entry in candidates if entry.body and found.block is not None]
        body = self._body(found, with_body[0], span) if with_body else _empty(found, self.source)
        name = next((piece.word for piece in pieces[1:] if piece.word is not None), None)
        return Poison(span=span, word=pieces[0].word or pieces[0].text, name=name, body=body)

    def _body(self, found: syntax.Statement, entry: Entry, head: Span) -> Body:
        block = found.block
        if block is None:
            end = Span(self.source, found.head_end, found.head_end)
            if entry.block == "must" and not _ends_in_empty_braces(found):
                self.report.say(
                    WRONG_BLOCK,
                    f"{self._called(entry, found)} needs a block",
                    end,
                    "`{` and what belongs to it",
                    helps=[f"for example `{entry.example}`"],
                )
            return Body(end, ())
        span = block.span(self.source)
        if entry.block == "no":
            if block.statements:
                messages.no_block(self.report, self._called(entry, found), block.open.span(self.source))
            return Body(span, ())
        if entry.body == "blueprint":
            return Body(span, self._blueprint(block))
        nodes = self.statements(block.statements, entry.body)
        self._required(entry, nodes, head)
        return Body(span, nodes)

    def _called(self, entry: Entry, found: syntax.Statement) -> str:
        return messages.called(entry, piece_of(self.source, found.items[0]))

    def _blueprint(self, block: syntax.Block) -> tuple[Node, ...]:
        """Of a blueprint only its parameters are read; the rest is, where it is used."""
        heads = contexts()["blueprint"]
        own = [found for found in block.statements if _key(found, self.source) in heads]
        return self.statements(tuple(own), "blueprint")

    def _required(self, entry: Entry, nodes: tuple[Node, ...], head: Span) -> None:
        for need in _needed(entry.body):
            there = any(isinstance(node, need.node) for node in nodes)
            broken = any(isinstance(node, Poison) and node.word in need.heads for node in nodes)
            if not there and not broken:
                self.report.say(
                    MISSING,
                    f"this `{entry.keyword}` has no `{need.keyword}`",
                    head,
                    helps=[f"add a line such as `{need.example}`"],
                )

    # Odd pieces.

    def _lonely_block(self, span: Span) -> None:
        self.report.say(
            UNKNOWN,
            "a block stands here without a statement before it",
            Span(span.source, span.start, span.start + 1),
            helps=["`{` stands at the end of the line of the statement that it belongs to"],
        )

    def _unknown_parameter(self, piece: Piece) -> None:
        name = piece.text.strip("${}")
        known = sorted(self.given)
        better = closest(name, known)
        helps = []
        if not known:
            helps.append("parameters are declared in a `blueprint`, and known only there")
        elif better is None:
            helps.append(f"it declares {messages.alternatives(known)}")
        self.report.say(
            NO_PARAMETER,
            f"there is no parameter `{name}` here" + (f": did you mean `{better}`?" if better else ""),
            piece.span,
            helps=helps,
        )


def _ends_in_empty_braces(found: syntax.Statement) -> bool:
    """Whether a statement ends in braces that may as well be an empty block: `service x{}`."""
    last = found.items[-1]
    return found.block is None and isinstance(last, syntax.Matchers) and not last.parts


@cache
def _needed(context: str) -> tuple[Entry, ...]:
    """The statements that a block cannot do without."""
    needed = {entry for found in contexts().get(context, {}).values() for entry in found if entry.required}
    return tuple(sorted(needed, key=lambda entry: entry.keyword))


def _places_of(word: str) -> list[str]:
    """The kinds of blocks in which a statement may start with a word."""
    return sorted(name for name, heads in contexts().items() if word in heads)


def _meets(one: Span, other: Span) -> bool:
    """Whether a place that is reported already lies in a guest, whose own finding would say it once more."""
    return one.source is other.source and other.start <= one.end and one.start <= other.end


def _key(found: syntax.Statement, source: Source) -> str:
    if not found.items or not isinstance(found.items[0], Token):
        return ""
    token = found.items[0]
    return '"' if token.kind in (Kind.STRING, Kind.PROSE) else token.text(source)


def _empty(found: syntax.Statement, source: Source) -> Body:
    return Body(Span(source, found.end, found.end), ())
