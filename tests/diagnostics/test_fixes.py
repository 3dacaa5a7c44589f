"""Fixes are carried out whole, in the order of the findings, and touch nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nines.diagnostics.fixes import apply
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Label, Severity
from nines.source import Source

CODE = Code("N0203", "unknown-statement", Severity.ERROR, "a statement that does not exist here")


def mending(*edits: Edit, certain: bool = True) -> Diagnostic:
    return Diagnostic(CODE, "x", Label(edits[0].span), fixes=(Fix("mend it", edits, certain),))


def text_after(source: Source, *findings: Diagnostic) -> str:
    (mended,) = apply(findings).texts
    assert mended.source is source
    return mended.text


def test_replaces_inserts_and_takes_away_in_one_pass() -> None:
    source = Source("a.nines", "exept weekly\r\nslo 99\r\n# gone\r\n")
    findings = [
        mending(Edit(source.span(0, 5), "except")),
        mending(Edit(source.span(20, 20), "%")),
        mending(Edit(source.span(22, 30), "")),
    ]
    result = apply(findings)
    assert [mended.text for mended in result.texts] == ["except weekly\r\nslo 99%\r\n"]
    assert result.applied == tuple(findings)
    assert result.left == ()


def test_the_first_of_two_that_meet_wins_and_the_other_is_left() -> None:
    source = Source("a.nines", "abcdef")
    first = mending(Edit(source.span(1, 4), "X"))
    second = mending(Edit(source.span(3, 5), "Y"))
    result = apply([first, second])
    assert result.texts[0].text == "aXef"
    assert (result.applied, result.left) == ((first,), (second,))
    assert apply([second, first]).texts[0].text == "abcYf"


def test_a_fix_is_carried_out_whole_or_not_at_all() -> None:
    one, two = Source("one.nines", "abc"), Source("two.nines", "def")
    first = mending(Edit(two.span(1, 2), "E"))
    both = mending(Edit(one.span(0, 1), "A"), Edit(two.span(1, 3), "!"))
    after = mending(Edit(one.span(0, 2), "B"))
    result = apply([first, both, after])
    assert {mended.source.name: mended.text for mended in result.texts} == {"one.nines": "Bc", "two.nines": "dEf"}
    assert result.left == (both,)


def test_insertions_at_one_place_stand_in_the_order_of_their_findings() -> None:
    source = Source("a.nines", "ab")
    inserts = [mending(Edit(source.span(1, 1), text)) for text in ("1", "2", "3")]
    replaces = mending(Edit(source.span(1, 2), "B"))
    assert text_after(source, *inserts, replaces) == "a123B"
    assert text_after(source, replaces, *reversed(inserts)) == "a321B"


def test_an_insertion_inside_of_replaced_text_is_left() -> None:
    source = Source("a.nines", "abcd")
    replaces, inserts = mending(Edit(source.span(1, 3), "X")), mending(Edit(source.span(2, 2), "!"))
    assert apply([replaces, inserts]).left == (inserts,)
    assert apply([inserts, replaces]).left == (replaces,)


def test_the_same_fix_asked_for_twice_is_carried_out_once() -> None:
    source = Source("a.nines", "service a")
    findings = [mending(Edit(source.span(0, 0), "import std/http\n")) for _ in range(2)]
    different = [
        Diagnostic(CODE, f"{number}", finding.primary, fixes=finding.fixes) for number, finding in enumerate(findings)
    ]
    result = apply(different)
    assert result.texts[0].text == "import std/http\nservice a"
    assert result.applied == tuple(different)


def test_an_insertion_that_another_fix_makes_too_is_left_to_the_next_check() -> None:
    source = Source("a.nines", "ab")
    first = mending(Edit(source.span(0, 0), "!"))
    second = mending(Edit(source.span(0, 0), "!"), Edit(source.span(1, 2), "B"))
    result = apply([first, second])
    assert (result.texts[0].text, result.left) == ("!ab", (second,))


def test_only_certain_fixes_unless_told() -> None:
    source = Source("a.nines", "abc")
    unsure = mending(Edit(source.span(0, 1), "X"), certain=False)
    assert apply([unsure]) == apply([])
    assert apply([unsure], certain_only=False).texts[0].text == "Xbc"
    span = source.span(0, 1)
    fixes = (Fix("perhaps", (Edit(span, "P"),)), Fix("surely", (Edit(span, "S"),), certain=True))
    assert text_after(source, Diagnostic(CODE, "x", Label(span), fixes=fixes)) == "Sbc"


def test_edits_outside_of_the_text_or_in_each_others_way_are_left() -> None:
    source = Source("a.nines", "abc")
    beyond = mending(Edit(source.span(2, 9), "X"))
    tangled = mending(Edit(source.span(0, 2), "X"), Edit(source.span(1, 3), "Y"))
    result = apply([beyond, tangled])
    assert (result.texts, result.left) == ((), (beyond, tangled))


def test_changed_texts_come_in_the_order_of_their_names() -> None:
    sources = [Source(name, "x") for name in ("b", "c", "a")]
    result = apply([mending(Edit(source.span(0, 1), "y")) for source in sources])
    assert [mended.source.name for mended in result.texts] == ["a", "b", "c"]


@given(st.text("ab\r\n\ufeff漢", max_size=30), st.data())
def test_equals_edits_made_one_by_one_by_hand(text: str, data: st.DataObject) -> None:
    source = Source("a.nines", text)
    place = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    raw = data.draw(
        st.lists(st.lists(st.tuples(place, st.text("XYZ\n", max_size=3)), min_size=1, max_size=3), max_size=8)
    )
    findings = [
        Diagnostic(
            CODE, f"{number}", Label(source.span(0, 0)), fixes=(Fix("mend", _edits(source, each), certain=True),)
        )
        for number, each in enumerate(raw)
    ]
    result = apply(findings)
    accepted: list[tuple[int, int, str]] = []
    applied = []
    kept: set[tuple[Edit, ...]] = set()
    for finding in findings:
        edits = finding.fixes[0].edits
        wanted = list(accepted)
        fits = True
        for edit in edits:
            fits = fits and not any(_meet(edit, other) for other in wanted)
            wanted.append((edit.span.start, edit.span.end, edit.text))
        if edits in kept or fits:
            applied.append(finding)
            accepted = accepted if edits in kept else wanted
            kept.add(edits)
    assert result.applied == tuple(applied)
    assert result.left == tuple(finding for finding in findings if finding not in applied)
    by_hand = text
    for start, end, new in sorted(accepted, key=lambda edit: edit[:2])[::-1]:
        by_hand = by_hand[:start] + new + by_hand[end:]
    assert [mended.text for mended in result.texts] == ([by_hand] if accepted else [])


def _edits(source: Source, raw: list[tuple[list[int], str]]) -> tuple[Edit, ...]:
    return tuple(Edit(source.span(start, end), text) for (start, end), text in raw)


def _meet(edit: Edit, other: tuple[int, int, str]) -> bool:
    """Straight from the definition: characters changed by both, or an insertion inside of what is replaced."""
    start, end = edit.span.start, edit.span.end
    if start == end and other[0] == other[1]:
        return start == other[0] and edit.text == other[2]
    if set(range(start, end)) & set(range(other[0], other[1])):
        return True
    return (start == end and other[0] < start < other[1]) or (other[0] == other[1] and start < other[0] < end)
