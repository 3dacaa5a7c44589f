"""Messages about statements that do not fit, and how shapes are shown to people."""

from __future__ import annotations

from nines.diagnostics.model import Edit, Fix, Report
from nines.diagnostics.suggest import closest, listing
from nines.language.codes import MISFIT, WRONG_BLOCK
from nines.language.reading import Piece, Reading
from nines.language.shape import Choice, Maybe, Pattern, Repeat, Sequence, Slot, Word
from nines.language.table import Entry, phrases
from nines.language.wanted import NAMES
from nines.source import Span
from nines.syntax.problems import shown
from nines.syntax.tokens import Kind
from nines.syntax.tree import Block, Group

__all__ = ["alternatives", "called", "misfit", "no_block", "place", "places", "short", "usage", "written"]

_GOES_ON = frozenset(("by", "without", "offset", "unless", "*", "/", "+", "-", "^", "%"))
"""What goes on with PromQL behind a name, beside parentheses and comparisons."""

_CANNOT = {
    ("escalate to", "unless"): (
        "Alertmanager knows no acknowledgement: what escalates is an alert that still fires after that time. "
        "PagerDuty and Opsgenie, which know who has answered, escalate by policies of their own"
    ),
}
"""Why there is no such thing, by keyword and the word that would go on."""

_PLACES = {
    "file": "a file",
    "class": "an alert's block",
    "arguments": "the block of a `use`",
}


def place(context: str) -> str:
    """`a file`, or the block by its keyword: `slo`."""
    return _PLACES.get(context, f"`{context}`")


def places(contexts: list[str]) -> str:
    return joined([place(context) for context in contexts])


def joined(parts: list[str], most: int = 5) -> str:
    """`a, b or c`, for parts that are no user's text."""
    if len(parts) > most:
        parts = [*parts[:most], "something else"]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} or {parts[-1]}"


def alternatives(words: list[str]) -> str:
    """`a`, `b` or `c`, as many as one can read."""
    return listing(words, most=8)


def short(text: str) -> str:
    """A user's text in backticks, cut for a headline."""
    line, more, _ = text.partition("\n")
    return shown(f"{line}..." if more else line)


def misfit(report: Report, reading: Reading, candidates: tuple[Entry, ...], pieces: tuple[Piece, ...]) -> None:
    """Say where a statement stopped to fit, and how it is written."""
    if reading.slip is not None:
        slip = reading.slip
        report.say(slip.code, slip.headline, slip.span, slip.label, helps=slip.helps, fixes=slip.fixes)
        return
    entry = _nearest(candidates, pieces)
    keyword = _called_so_far(entry, pieces)
    piece = reading.at(reading.furthest)
    if piece is not None and (query := _unfenced(reading, piece)) is not None:
        _fence(report, query)
        return
    wanted = joined(list(reading.wanted))
    helps = (f"it is written `{usage(entry)}`", f"for example `{entry.example}`")
    for at, certain in ((reading.furthest, True), (reading.furthest - 1, False)):
        meant = _meant(reading, at)
        if meant is not None:
            wrong, better = meant
            report.say(
                MISFIT,
                f"{short(wrong.text)} is not known here in {keyword}: did you mean `{better}`?",
                wrong.span,
                f"did you mean `{better}`?",
                helps=helps,
                fixes=[Fix(f"write `{better}`", (Edit(wrong.span, better),), certain)],
            )
            return
    if piece is None and "`in`" in reading.wanted and any(word.word in ("calendar", "every") for word in pieces):
        headline = f"{keyword} does not say in which time zone"
        zone = "say the zone by whose clock it is, such as `in Europe/Berlin` or `in UTC`"
        report.say(MISFIT, headline, reading.end, "expected `in` and a zone", helps=(zone, *helps[1:]))
    elif piece is None:
        headline = f"{keyword} ends too early: {wanted} is missing"
        report.say(MISFIT, headline, reading.end, f"expected {wanted}", helps=helps)
    elif isinstance(piece.item, Block):
        no_block(report, keyword, piece.span)
    elif piece.word == "between" and "`at least`" in reading.wanted:
        low, high = _ends(pieces, reading.furthest)
        headline = "`between` does not say whether its ends belong to it"
        both = (f"write `at least {low} and below {high}`", f"or `above {low} and at most {high}`", *helps[1:])
        report.say(MISFIT, headline, piece.span, "declares no boundary", helps=both)
    else:
        headline = f"{keyword} wants {wanted} here, not {short(piece.text)}"
        notes = [why for (of, word), why in _CANNOT.items() if (of, word) == (entry.keyword, piece.word)]
        report.say(MISFIT, headline, piece.span, f"expected {wanted}", notes=notes, helps=helps)


def _ends(pieces: tuple[Piece, ...], at: int) -> tuple[str, str]:
    """What stands around the `and` of a `between`."""
    after = [piece.text for piece in pieces[at + 1 : at + 4]]
    return (after[0], after[2]) if len(after) == 3 and after[1] == "and" else ("99.0%", "99.9%")


def no_block(report: Report, keyword: str, span: Span) -> None:
    """Say that a statement has a block, or an empty pair of braces, and cannot have one."""
    report.say(
        WRONG_BLOCK,
        f"{keyword} has no block",
        span,
        "nothing can stand in it",
        helps=["write what stands in it on lines of their own, without the braces"],
    )


def called(entry: Entry, first: Piece) -> str:
    """A statement's name in backticks: its keyword, or the word that it starts with."""
    return f"`{entry.keyword}`" if entry.keyword else short(first.text)


def _called_so_far(entry: Entry, pieces: tuple[Piece, ...]) -> str:
    """A statement by those words of its keyword that stand there: `scrape`, where `every` is missing."""
    words = entry.keyword.split()
    return f"`{' '.join(words[: max(1, _agreement(entry, pieces))])}`" if words else short(pieces[0].text)


def _unfenced(reading: Reading, piece: Piece) -> Span | None:
    """PromQL without backticks, where a query ended too early: `sum(hits)`, `sum by (job) (hits)`, `hits / 2`."""
    index = reading.furthest
    start = next((at for at in (index - 1, index - 2) if at in reading.guests), None)
    goes_on = isinstance(piece.item, Group) or piece.kind is Kind.OP or piece.text in _GOES_ON
    if start is None or not goes_on or "the end of the line" not in reading.wanted:
        return None
    query = [item for item in reading.pieces[start:] if not isinstance(item.item, Block)]
    if any(item.source is not piece.source or item.kind is Kind.FENCE for item in query):
        return None
    return Span(piece.source, query[0].item.start, query[-1].item.end)


def _fence(report: Report, query: Span) -> None:
    report.say(
        MISFIT,
        "PromQL that is more than a selector stands in backticks",
        query,
        "more than a name and its matchers",
        helps=["counters stand alone, as selectors: their rates and sums are taken by the compiler"],
        fixes=[
            Fix(
                "put it in backticks",
                (
                    Edit(Span(query.source, query.start, query.start), "`"),
                    Edit(Span(query.source, query.end, query.end), "`"),
                ),
                certain=False,
            )
        ],
    )


def _meant(reading: Reading, index: int) -> tuple[Piece, str] | None:
    """The word at an index and what it may be a slip of.

    That may also be one before the place where the statement stopped to fit: `when mised` fits
    as far as a promise's name goes, and then lacks a comparison.
    """
    piece = reading.at(index)
    if piece is None or piece.word is None:
        return None
    better = closest(piece.word, sorted(reading.wanted_words(index)))
    return None if better is None else (piece, better)


def _nearest(candidates: tuple[Entry, ...], pieces: tuple[Piece, ...]) -> Entry:
    """The candidate whose leading words agree most with what stands there."""
    return max(candidates, key=lambda entry: _agreement(entry, pieces))


def _agreement(entry: Entry, pieces: tuple[Piece, ...]) -> int:
    """How many of the first words are those of the keyword."""
    words = entry.keyword.split()
    count = 0
    while count < len(words) and count < len(pieces) and pieces[count].word == words[count]:
        count += 1
    return count


def usage(entry: Entry) -> str:
    """How a statement is written, for people: `slo [NAME] PERCENTAGE over WINDOW ...`."""
    text = written(entry.shape)
    return f"{text} {{ }}" if entry.block == "must" else text


def written(pattern: Pattern) -> str:
    """How a shape, or a part of one, is written, for people."""
    match pattern:
        case Word(text):
            return text
        case Slot(options=options) if options:
            return "|".join(" ".join(option) for option in options)
        case Slot(_, kind, many):
            word = kind.upper().replace(" ", "-") if kind in NAMES or phrases(kind) else kind
            return f"{word}, ..." if many else word
        case Maybe(inner):
            return f"[{written(inner)}]"
        case Repeat(inner):
            return f"[{written(inner)}]..."
        case Choice(ways):
            return "(" + " | ".join(written(way) for way in ways) + ")"
        case Sequence(parts):
            return " ".join(written(part) for part in parts).replace(" ,", ",")
