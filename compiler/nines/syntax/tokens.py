"""The tokens of a Nines text: what kinds there are, and where one stands."""

from __future__ import annotations

from enum import IntEnum

from nines.record import dataclass
from nines.source import Source, Span

__all__ = ["NUMERALS", "Kind", "Token"]


class Kind(IntEnum):
    """What a token is. The names are the terminals of grammar/nines.lark, the numbers the columns of its table."""

    WORD = 0
    """A keyword, name, reference, metric or zone: `slo`, `catalog-db`, `http.latency`, `Etc/GMT+5`, `mon..sat`."""
    NUMBER = 1
    """`3`, `1_500`, `-0.75`."""
    QUANTITY = 2
    """A number and its unit: `99.95%`, `0.4pp`, `14.4x`, `99th`, `200/s`, `1h30m`."""
    RATIO = 3
    """`1/12`."""
    VERSION = 4
    """`3.5.1`, `3.5-rc.0`; `3.5` is a NUMBER."""
    DATE = 5
    """`2026-01-01`: four, two and two digits, which need not be a day that exists."""
    TIME = 6
    """`02:00`, `02:00:30`."""
    BADNUMBER = 7
    """Starts with a digit and is none of the above. It was reported."""
    STRING = 8
    """`"text"`. After a mistake that was reported also `“text”`, `'text'`, or `"text` up to the line's end."""
    PROSE = 9
    """`\"\"\"text\"\"\"`, over any number of lines. If unclosed (reported), without the last quotes."""
    FENCE = 10
    """PromQL between runs of backticks of one length. If unclosed (reported), without the last run."""
    PARAM = 11
    """`$bound` or `${bound}`."""
    OP = 12
    """`< <= > >= == != + - * /`."""
    COMMA = 13
    BAD = 14
    """A piece that fits nowhere. It was reported: step over it in silence."""
    LBRACE = 15
    RBRACE = 16
    LPAR = 17
    RPAR = 18
    LSEL = 19
    """The brace that opens a selector."""
    RSEL = 20
    LABEL = 21
    MATCHOP = 22
    """`= != =~ !~`, in a selector."""
    QUOTED = 23
    """Text in a selector, in any of PromQL's three kinds of quotes."""
    END = 24
    """Closes a statement: a line's end, or without width before `}` and where the text ends."""
    EOF = 25
    """Without width, at the end of the text."""


NUMERALS = frozenset(
    (Kind.NUMBER, Kind.QUANTITY, Kind.RATIO, Kind.VERSION, Kind.DATE, Kind.TIME, Kind.BADNUMBER),
)
"""The kinds that start with a digit or a sign."""


@dataclass(frozen=True, slots=True)
class Token:
    """A leaf of the tree: the code points from `start` up to but not including `end`.

    Before it, from `lead` on, stand only blanks, line ends and comments. The `lead` of a
    token is the `end` of the one before it, so that all of them in a row spell the text.
    A token that the parser put in where a bracket is missing has no width.
    """

    kind: Kind
    start: int
    end: int
    lead: int

    def span(self, source: Source) -> Span:
        return Span(source, self.start, self.end)

    def text(self, source: Source) -> str:
        return source.text[self.start : self.end]
