"""Messages about statements that do not fit, and how shapes are shown to people."""

from __future__ import annotations

from nines.diagnostics.model import Edit, Fix, Report
from nines.diagnostics.suggest import closest, listing
from nines.language.codes import MISFIT
from nines.language.leaves import NAMES
from nines.language.reading import Piece, Reading
from nines.language.shape import Choice, Maybe, Pattern, Repeat, Sequence, Slot, Word
from nines.language.table import Entry, phrases

__all__ = ["alternatives", "misfit", "place", "places", "short", "usage"]

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
    """A user's text, cut for a headline."""
    line = text.partition("\n")[0]
    return line if len(line) <= 40 and line == text else f"{line[:39]}…"


def misfit(report: Report, reading: Reading, candidates: tuple[Entry, ...], pieces: tuple[Piece, ...]) -> None:
    """Say where a statement stopped to fit, and how it is written."""
    if reading.slip is not None:
        slip = reading.slip
        report.say(slip.code, slip.headline, slip.span, slip.label, helps=slip.helps, fixes=slip.fixes)
        return
    entry = _nearest(candidates, pieces)
    keyword = entry.keyword or short(pieces[0].text)
    piece = reading.at(reading.furthest)
    wanted = joined(list(reading.wanted))
    helps = (f"it is written `{usage(entry)}`", f"for example `{entry.example}`")
    if piece is None:
        report.say(
            MISFIT, f"`{keyword}` ends too early: {wanted} is missing", reading.end, f"expected {wanted}", helps=helps
        )
        return
    better = closest(piece.word, sorted(reading.words)) if piece.word is not None else None
    if better is not None:
        report.say(
            MISFIT,
            f"`{piece.word}` is not known here in `{keyword}`: did you mean `{better}`?",
            piece.span,
            f"did you mean `{better}`?",
            helps=helps,
            fixes=[Fix(f"write `{better}`", (Edit(piece.span, better),), certain=True)],
        )
        return
    report.say(
        MISFIT,
        f"`{keyword}` wants {wanted} here, not `{short(piece.text)}`",
        piece.span,
        f"expected {wanted}",
        helps=helps,
    )


def _nearest(candidates: tuple[Entry, ...], pieces: tuple[Piece, ...]) -> Entry:
    """The candidate whose leading words agree most with what stands there."""

    def agreement(entry: Entry) -> int:
        words = entry.keyword.split()
        count = 0
        while count < len(words) and count < len(pieces) and pieces[count].word == words[count]:
            count += 1
        return count

    return max(candidates, key=agreement)


def usage(entry: Entry) -> str:
    """How a statement is written, for people: `slo [NAME] PERCENTAGE over WINDOW ...`."""
    text = _shown(entry.shape)
    return f"{text} {{ }}" if entry.block == "must" else text


def _shown(pattern: Pattern) -> str:
    match pattern:
        case Word(text):
            return text
        case Slot(options=options) if options:
            return "|".join(" ".join(option) for option in options)
        case Slot(_, kind, many):
            word = kind.upper().replace(" ", "-") if kind in NAMES or phrases(kind) else kind
            return f"{word}, ..." if many else word
        case Maybe(inner):
            return f"[{_shown(inner)}]"
        case Repeat(inner):
            return f"[{_shown(inner)}]..."
        case Choice(ways):
            return "(" + " | ".join(_shown(way) for way in ways) + ")"
        case Sequence(parts):
            return " ".join(_shown(part) for part in parts)
