"""Texts to try the parser on: specs with pieces taken out, doubled, put in, and any text at all."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.syntax.reading import CORPUS

SPECS = tuple(path.read_text(encoding="utf-8") for path in CORPUS)

SIGNS = (
    *"{}()\"`,#$=\n\t\r\\'.:;-+*/<>!@%&|[]~",
    *('"""', "```", "``", "${", "${a}", "$a", "{}", "=~", "!~", "==", "//", "  ", "\n  ", "\n    ", "\r\n"),
    *("“", "”", "’", "–", "—", "−", "\u00a0", "\u200b", "\ufeff", "\x00", "\x85", "\u2028", "\ud800", "\U0001f600"),
    *("up", "slo a 9% over 3d", 'x{a="b"', '{a="b"}', "1,500", "0x1F", ".5", "5.", "2026-01-01", "-3", "é", "٣", "²"),
)

any_text = st.text(st.characters(), max_size=60)
sign_text = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)


@st.composite
def broken_specs(draw: st.DrawFn) -> str:
    """A piece of a correct spec with one to six changes."""
    text = draw(st.sampled_from(SPECS))
    start = draw(st.integers(0, len(text)))
    text = text[start : start + draw(st.integers(0, 1500))]
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text)))
        size = draw(st.sampled_from((0, 0, 1, 1, 2, 3, 10, 60)))
        new = draw(st.one_of(st.just(""), st.sampled_from(SIGNS), st.just(text[at : at + size] * 2)))
        text = text[:at] + new + text[at + size :]
    return text


@st.composite
def specs_without_a_sign(draw: st.DrawFn) -> str:
    """A whole correct spec in which up to three of the signs that open or close are missing."""
    text = draw(st.sampled_from(SPECS))
    for _ in range(draw(st.integers(1, 3))):
        places = [at for at, char in enumerate(text) if char in '{}"`()']
        at = draw(st.sampled_from(places))
        text = text[:at] + text[at + 1 :]
    return text
