"""Settlements in each language: the same numbers and slots, no word of another, money and dates by locale."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from nines.settle.comparing import WhatIf, what_if_text
from nines.settle.text import settlement_text
from nines.settle.texts import ENGLISH, LANGUAGES, Texts
from tests.settle.support import FRAME, contract, run, said

OTHERS = [texts for texts in LANGUAGES if texts is not ENGLISH]


def templates(texts: Texts) -> Iterator[tuple[str, str]]:
    for field in Texts.__slots__:
        value = getattr(texts, field)
        if isinstance(value, str):
            yield field, value
        elif isinstance(value, dict):
            yield from ((f"{field}.{key}", text) for key, text in value.items())
        elif isinstance(value, tuple):
            yield from ((f"{field}.{index}", text) for index, text in enumerate(value))


def slots(template: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", template))


@pytest.mark.parametrize("texts", OTHERS, ids=lambda texts: texts.language)
def test_every_language_says_the_same(texts: Texts) -> None:
    english, other = dict(templates(ENGLISH)), dict(templates(texts))
    assert list(other) == list(english)
    assert {name: slots(text) for name, text in other.items()} == {name: slots(text) for name, text in english.items()}
    assert [re.findall(r"\d", text) for text in other.values()] == [
        re.findall(r"\d", text) for text in english.values()
    ]


def test_labels_fit_their_column() -> None:
    labels = [
        "between",
        "agreement",
        "period",
        "of_it",
        "credit",
        "waits",
        "carried",
        "reward",
        "claim",
        "termination",
        "promised",
        "measured",
        "rounded",
        "but",
        "excluded",
        "counts",
        "before_label",
        "charged",
        "earned",
        "balance",
        "due",
        "paid",
        "carried_over",
        "cap",
        "condition",
        "set_off",
        "waited",
        "payout",
        "earned_back",
        "form",
        "worst",
        "duty",
        "report",
        "assumed",
    ]
    for texts in LANGUAGES:
        assert [name for name in labels if len(getattr(texts, name)) > texts.label_width] == []


TERMS = """\
  promise up of api.availability at least 99.9% {
    measure share of good time
    credit greater of EUR 40 and 4% per started 20m of excess downtime
  }
  promise fixes of support.critical.fix at least 90% {
    measure share of good events
    crossing counts where it starts
    credit 5% when missed
  }
  promise p95 of api.availability at most 250ms {
    measure 95th percentile of value
    credit formula (10% * overrun) when missed
  }
  exclude storm "Storm" leaves downtime and period shown by "weather service"
  support { severity critical "Closed" fix 4h around the clock }
  calendar "DE-BE"
  stack sum
  cap credits 20% per period, rest carries
  terminate when 1 period with up below 99.8%, notice within 10 business days of period end
  report within 8 business days of period end, missing counts as a miss of up
  settle as next invoice
"""
CLAIM = FRAME.replace("claim automatic", "claim { submit within 30 days of period end by mail }")
TABLES = {
    "outages": "id,promise,start,length\na,up,2026-09-10T10:00:00Z,3h36m\n",
    "tickets": "id,severity,at,event\nx,critical,2026-09-01T00:00:00Z,opened\nx,critical,2026-09-01T05:00:00Z,fixed\n",
    "records": "id,at,value\nr,2026-09-03T00:00:00Z,312.5ms\n",
    "exclusions": "exclusion,start,length,evidence\nstorm,2026-09-10T10:00:00Z,1h,report 7\n",
}


def text(language: str) -> str:
    made = contract(TERMS, f"  fee subscription EUR 12_000.50 per month\n  language {language}\n", CLAIM)
    settled, report = run(made, "2026-09", (), None, **TABLES)
    assert said(report) == []
    assert settled is not None
    [settlement] = settled.settlements
    same = WhatIf("nothing", "", settlement, settlement)
    return settlement_text(settlement, made) + what_if_text(same)


def test_german_has_its_own_marks_and_words() -> None:
    german = text("de")
    for wanted in (
        "Abrechnung für September 2026",
        "1. September 2026, 00:00 Uhr bis 1. Oktober 2026, 00:00 Uhr (UTC), 30 Tage",
        "mindestens 99,9 %",
        "1 - 2 h 36 min Ausfallzeit / 29 d 23 h",
        "12.000,50 EUR je Monat",
        "95. Perzentil (1 Eintrag): 312,5 ms",
        "Tag der Deutschen Einheit",
        "bis zum Ablauf des 30. Oktober 2026",
        "Angewandte Klauseln",
    ):
        assert wanted in german.replace("\n                 ", " ")
    prose = german.split("Angewandte Klauseln", maxsplit=1)[0]
    assert not re.search(r"\b(the|of|and|missed|kept|period|within|paid|days|is)\b", prose)
    assert not re.search(r"EUR \d", prose)


def test_both_say_the_same_numbers() -> None:
    def numbers(value: str) -> list[str]:
        plain = re.sub(r"\[\d+\]", "", value.split("Clauses used", maxsplit=1)[0].split("Angewandte", maxsplit=1)[0])
        return sorted(re.sub(r"\D", "", found) for found in re.findall(r"\d[\d.,]*\d|\d", plain))

    assert numbers(text("en")) == numbers(text("de"))
