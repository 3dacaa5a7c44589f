"""Laws of the front end: no text raises, the same text says the same, a stricter objective alerts no later."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nines.contract.model import Objective
from nines.driver import Inputs, analyse
from nines.values.calendar import allowed
from tests.support.specs import ROOT, TODAY, Texts, compile_text

CORPUS = [
    path.read_text("utf-8")
    for folder in ("shop", "examples", "mistakes", "library")
    for path in sorted((ROOT / "specs" / folder).glob("*.nines"))
]
WORDS = sorted({word for text in CORPUS for word in text.split()})


@settings(max_examples=150)
@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    compiled = compile_text(text)
    assert all(finding.headline for finding in compiled.report)


@settings(max_examples=150)
@given(st.binary(max_size=300))
def test_no_bytes_raise(raw: bytes) -> None:
    compile_text(raw.decode("latin-1"))


@settings(max_examples=200)
@given(st.lists(st.sampled_from([*WORDS, "\n", "\n", "{", "}\n"]), max_size=80))
def test_no_heap_of_words_raises(words: list[str]) -> None:
    compile_text(" ".join(words))


@settings(max_examples=250)
@given(st.integers(0, len(CORPUS) - 1), st.integers(0, 2**32))
def test_no_mutated_spec_raises_and_each_finding_lies_in_its_text(which: int, seed: int) -> None:
    text = mutated(CORPUS[which], random.Random(seed))
    for finding in compile_text(text).report:
        span = finding.primary.span
        assert 0 <= span.start <= span.end <= len(span.source.text)


def mutated(text: str, chance: random.Random) -> str:
    """A spec after a few slips: characters and lines lost, doubled, exchanged, words from elsewhere."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        match chance.randrange(5):
            case 0:
                text = text[:at] + text[at + chance.randint(1, 3) :]
            case 1:
                text = text[:at] + chance.choice('{}"`\n$,()=%@#.-0m ') + text[at:]
            case 2:
                text = text[:at] + f" {chance.choice(WORDS)} " + text[at:]
            case 3:
                lines = text.split("\n")
                del lines[chance.randrange(len(lines))]
                text = "\n".join(lines)
            case _:
                lines = text.split("\n")
                one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
                lines[one], lines[other] = lines[other], lines[one]
                text = "\n".join(lines)
    return text


def test_the_order_in_which_files_are_named_changes_no_finding() -> None:
    paths = sorted((ROOT / "specs" / "shop").glob("*.nines"))
    texts = {path.name: path.read_text("utf-8").replace("owner      money", "owner      nobody") for path in paths}
    names = tuple(texts)
    said = [
        [
            f"{finding.primary.span} {finding.headline}"
            for finding in analyse(Inputs(order, Texts(texts), "project.nines"), TODAY).report
        ]
        for order in (names, tuple(reversed(names)))
    ]
    assert said[0] == said[1]
    assert said[0]


def objective(target: str) -> Objective:
    text = f"service a {{\n  sli ok {{\n    bad e_total{{}}\n    of r_total{{}}\n  }}\n  slo ok {target} over 30d\n}}\n"
    return compile_text(text).contract.services[0].objectives[0]


@settings(max_examples=40)
@given(st.integers(500, 999), st.integers(500, 999))
def test_a_stricter_objective_allows_less_and_alerts_at_less(one: int, other: int) -> None:
    loose, strict = sorted((Fraction(one, 10), Fraction(other, 10)))
    loose_objective, strict_objective = objective(f"{float(loose):.1f}%"), objective(f"{float(strict):.1f}%")
    assert allowed(strict_objective.target.value, 10**9) <= allowed(loose_objective.target.value, 10**9)
    for of_loose, of_strict in zip(loose_objective.alerts.burns, strict_objective.alerts.burns, strict=True):
        assert of_strict.factor * strict_objective.budget <= of_loose.factor * loose_objective.budget


@pytest.mark.parametrize(
    "text", ["", "\n", "#", "{", "}", '"', "`", "\x00", "\ufeff", "\r", "$", "${", "a{", "a{}", "use", "import"]
)
def test_the_shortest_texts(text: str) -> None:
    compile_text(text)
