"""Specs whose layout is shaken: other blanks, line ends, empty lines and comments, and all else as it was."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from nines.resources import packaged
from nines.syntax import Kind, Token
from tests.format.laws import tree_of
from tests.support.tools import ROOT
from tests.syntax.reading import CORPUS

__all__ = ["SPECS", "blanks_shaken", "lines_shaken"]

SPECS: tuple[Path, ...] = (
    *CORPUS,
    *sorted((ROOT / "specs").glob("[!m]*/*.nines")),
    *sorted(packaged("std").glob("*.nines")),
)
"""Every correct spec of this project."""

_TEXTS = tuple(path.read_text(encoding="utf-8") for path in SPECS)
_BLANKS = (" ", "  ", "\t", " \t ", "      ")
_BRACES = (Kind.LSEL, Kind.LBRACE)


@st.composite
def blanks_shaken(draw: st.DrawFn) -> tuple[str, str]:
    """A spec, and the same with other blanks between what stands on its lines and before them."""
    text = draw(st.sampled_from(_TEXTS))
    tree = tree_of(text)
    chosen = draw(st.lists(st.sampled_from(_BLANKS), min_size=7, max_size=7))
    step = draw(st.integers(1, 6))
    parts: list[str] = []
    for index, token in enumerate(tree.tokens):
        lead = text[token.lead : token.start]
        blanks = chosen[index * step % 7]
        if lead.isspace() and "\n" not in lead:
            lead = blanks
        elif "\n" in lead:
            lead = lead.rstrip(" ") + blanks
        elif not lead and token.kind is Kind.COMMA:
            lead = blanks if _is_outside(tree.tokens, index) else ""
        parts.append(lead + text[token.start : token.end])
    return text, "".join(parts)


def _is_outside(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a comma is none between digits, which would make another number of them."""
    return tokens[index - 1].kind is not Kind.NUMBER


@st.composite
def lines_shaken(draw: st.DrawFn) -> str:
    """A spec with empty lines, comments, line ends of another system, and selectors over several lines put in."""
    text = draw(st.sampled_from(_TEXTS))
    tree = tree_of(text)
    comments = draw(
        st.lists(st.sampled_from(("", "", "", " # one", "#two \t", "\t#  three é")), min_size=5, max_size=5)
    )
    spaces = draw(
        st.lists(
            st.sampled_from(("\n", "\n", "\n\n", "\n \t\n\n", "\n# above\n", "\n\n   # apart\n\n")),
            min_size=3,
            max_size=3,
        )
    )
    opened = draw(st.integers(0, 3))
    parts: list[str] = []
    inside = touching = False
    for index, token in enumerate(tree.tokens):
        lead, own = text[token.lead : token.start], text[token.start : token.end]
        if token.kind is Kind.END and own == "\n" and not lead.strip():
            own = comments[index % 5] + spaces[index % 3]
        if (
            inside
            and touching
            and opened
            and index % opened == 0
            and token.kind in (Kind.LABEL, Kind.COMMA, Kind.RSEL, Kind.QUOTED)
        ):
            lead += comments[index % 5] + spaces[index % 3]
        if token.kind is Kind.LSEL:
            inside, touching = True, not lead
        if token.kind is Kind.RSEL:
            inside = False
        parts.append(lead + own)
    whole = "".join(parts)
    return draw(st.sampled_from(("", "\ufeff"))) + (whole.replace("\n", "\r\n") if draw(st.booleans()) else whole)
