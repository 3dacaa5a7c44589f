"""Guesses are good for typos, absent for the rest, and the same every time."""

from __future__ import annotations

import random

import pytest

from nines.diagnostics.suggest import closest, listing, several

WORDS = """
good bad of within samples slices per during valid ratio mean every between slo sli service team owner tier runbook
depends except page ticket only objective promise credit reward exclude round stack cap claim terminate liability
support severity clock call measure judge monitor traffic partial provider website mail law availability latency
freshness throughput burn-fast catalog-db payment-gateway storefront
"""
STATEMENTS = WORDS.split()


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("exept", "except"),
        ("taem", "team"),
        ("onwer", "owner"),
        ("teir", "tier"),
        ("goood", "good"),
        ("gud", None),
        ("avalability", "availability"),
        ("availabiltiy", "availability"),
        ("Availability", "availability"),
        ("avail", "availability"),
        ("through", "throughput"),
        ("latensy", "latency"),
        ("credits", "credit"),
        ("objectives", "objective"),
        ("samples", "sample"),
        ("promis", "promise"),
        ("serverity", "severity"),
        ("catalog_db", "catalog-db"),
        ("catalog", "catalog-db"),
        ("fast-burn", "burn-fast"),
        ("payment-gatway", "payment-gateway"),
        ("pre", "per"),
        ("ofo", "of"),
        ("x", None),
        ("ab", None),
        ("", None),
        ("budget", None),
        ("target", None),
        ("speed", None),
        ("checkout", None),
        ("replicas", None),
        ("edit", None),
        ("window", None),
        ("alert", None),
    ],
)
def test_what_was_meant(word: str, meant: str | None) -> None:
    candidates = [*(each for each in STATEMENTS if each != "samples"), "sample"] if meant == "sample" else STATEMENTS
    assert closest(word, candidates) == meant


def test_the_word_itself_is_no_suggestion() -> None:
    assert closest("team", ["team"]) is None
    assert closest("team", ["team", "teams"]) == "teams"


def test_the_order_of_the_candidates_does_not_matter() -> None:
    shuffled = list(STATEMENTS)
    for seed in range(5):
        random.Random(seed).shuffle(shuffled)
        assert several("clam", shuffled) == several("clam", STATEMENTS) == ("claim",)
        assert closest("cal", shuffled) == "call"


def test_the_likeliest_comes_first_and_no_more_than_asked_for() -> None:
    names = ["checkout-b", "checkout-a", "checkout", "chekout", "shop"]
    assert several("checkuot", names) == ("checkout", "chekout")
    assert several("checkout-c", names, most=2) == ("checkout-a", "checkout-b")


def test_the_right_one_is_found_among_ten_thousand_that_are_alike() -> None:
    alike = [f"checkout-{'abcdef'[number % 6]}-{number}" for number in range(10_000)]
    assert closest("chekcout-a-6000", alike) == "checkout-a-6000"
    assert closest("availability", alike) is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], ""),
        (["a"], "`a`"),
        (["a", "b"], "`a` or `b`"),
        (["a", "b", "c"], "`a`, `b` or `c`"),
        (list("abcdefg"), "`a`, `b`, `c`, `d`, `e`, `f` or `g`"),
        (list("abcdefgh"), "`a`, `b`, `c`, `d`, `e`, `f` and 2 more"),
        ([str(number) for number in range(1206)], "`0`, `1`, `2`, `3`, `4`, `5` and 1,200 more"),
    ],
)
def test_a_list_of_words(words: list[str], said: str) -> None:
    assert listing(words) == said


def test_a_list_joined_otherwise_or_cut_earlier() -> None:
    assert listing(["a", "b"], joint="and") == "`a` and `b`"
    assert listing(list("abcd"), most=2) == "`a`, `b` and 2 more"
