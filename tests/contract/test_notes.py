"""Notes on customers: Markdown with dated entries, whatever else is in it."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from nines.contract.notes import read_notes
from nines.driver import Inputs, analyse
from nines.source import Source
from tests.support.specs import TODAY, Texts, findings

SPECS = """
sla s "S" {
  version "1.0" effective 2026-01-01
}
customer acme "ACME" {
  sla   s
  notes "notes/acme.md"
}
"""


class Folder(Texts):
    """All the files that there are."""

    def is_missing(self, name: str) -> bool:
        return name not in self.texts


def found_in(**texts: str) -> list[str]:
    named = {name.replace("_", "/") + (".md" if "_" in name else ".nines"): text for name, text in texts.items()}
    return findings(analyse(Inputs(("main.nines",), Folder(named)), TODAY))


def test_the_newest_entry_comes_first_and_those_of_a_day_in_their_order() -> None:
    text = "# ACME\n\n## 2025-12-01\nOld.\n\n## 2026-01-09 Anna, by phone\n\n- A\n- B\n\n## 2026-01-09: again\nC\n"
    read = read_notes(Source("acme.md", text))
    assert [(note.day, note.title, note.text) for note in read.notes] == [
        (datetime.date(2026, 1, 9), "Anna, by phone", "- A\n- B"),
        (datetime.date(2026, 1, 9), "again", "C"),
        (datetime.date(2025, 12, 1), "", "Old."),
    ]
    assert read.slips == ()


def test_a_file_that_is_not_there_is_found_at_its_name() -> None:
    assert found_in(main=SPECS) == ["main.nines:7:9 N0650 there is no file `notes/acme.md`"]
    assert found_in(main=SPECS, notes_acme="## 2026-01-09\n") == []


def test_a_slip_is_found_in_the_notes_themselves() -> None:
    found = found_in(main=SPECS, notes_acme="## 2026-01-09\nA\n## soon\nB\n")
    assert found == ["notes/acme.md:3:1 N0651 a note in `notes/acme.md` has no date"]


@given(st.text(st.sampled_from("#- \n`~2026-01-09ab\t:"), max_size=80) | st.text(max_size=40))
def test_any_text_is_read_and_nothing_of_an_entry_is_lost(text: str) -> None:
    read = read_notes(Source("x.md", text))
    for note in read.notes:
        assert note.origin.text.startswith("#")
        assert note.text.strip() == note.text
        assert note.text in text.replace("\r\n", "\n")
