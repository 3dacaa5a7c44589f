"""Which patterns Prometheus takes, why not, and whether the empty text passes: beside promtool."""

from __future__ import annotations

import json
import random
import re
import subprocess
from pathlib import Path

import pytest

from nines.promql.regex import literal_alternatives, read_regex
from nines.promql.scripts import UNICODE_CLASSES
from tests.support.tools import PROMETHEUS, tool

FINE = [
    *[
        "",
        "a",
        "5..",
        "a|b|",
        "(a|b)?",
        "a{2}",
        "a{2,}",
        "a{2,3}?",
        "a{,5}",
        "a{",
        "a{1",
        "{",
        "}",
        "]",
        "a+?",
        "a*?",
        "^$",
    ],
    *[
        r"\d\D\s\S\w\W",
        r"\pL\p{Greek}\P{^Lu}",
        "[a-z]",
        "[a-a]",
        "[^a-z]",
        "[]a]",
        "[a-]",
        "[-a]",
        "[--a]",
        r"[\d-z]",
        r"[\]]",
    ],
    *[
        "[[:alpha:][:^digit:]]",
        "[[=a=]]",
        r"\Qa.b\E",
        r"\Q\E",
        r"\A\z\b\B",
        r"\x41\x{10FFFF}\012\0\a\f\n\r\t\v",
        r"\.\_\-\/",
    ],
    *[
        "(?i)a",
        "(?i:a)",
        "(?is-m:a)",
        "(?)a",
        "(?P<n>a)(?P<m>b)",
        "(|a)*",
        "()",
        "^*",
        "a(?i)*",
        "(a{10}){100}",
        "a{0}",
        "x{00}",
    ],
]

WRONG = {
    "(": (0, 1),
    "a(b": (1, 2),
    ")": (0, 1),
    "a)b(": (1, 2),
    "[": (0, 1),
    "x[a": (1, 2),
    "[]": (0, 1),
    "[^]": (0, 1),
    "[z-a]": (1, 4),
    r"[a-\d]": (1, 5),
    r"[\b]": (1, 3),
    "[[:foo:]]": (1, 8),
    "*": (0, 1),
    "a|+b": (2, 3),
    "(?:*)": (3, 4),
    "{2}": (0, 3),
    "a**": (1, 3),
    "a+*": (1, 3),
    "a??+": (1, 4),
    "a{2}{3}": (1, 7),
    "a{2,1}": (1, 6),
    "a{1001}": (1, 7),
    "(a{11}){100}": (7, 12),
    "(?=a)": (0, 3),
    "a(?!b)": (1, 4),
    "(?<=a)b": (0, 4),
    "(?<!a)b": (0, 4),
    "(?>a)": (0, 3),
    "(?#a)": (0, 3),
    "(?P=n)": (0, 4),
    "(?P>n)": (0, 3),
    "(?P<a-b>c)": (0, 8),
    "(?x)a": (0, 3),
    "(?-)a": (0, 3),
    "(?i": (0, 3),
    r"(a)\1": (3, 5),
    r"\8": (0, 2),
    r"\y": (0, 2),
    r"a\Z": (1, 3),
    r"\C": (0, 2),
    r"\é": (0, 2),
    r"\x{110000}": (0, 2),
    r"\xg": (0, 2),
    r"\p": (0, 2),
    r"\p{Foo}": (0, 7),
    r"\p{latin}": (0, 9),
    "\\": (0, 1),
    r"\Qa": (0, 2),
    "(?<n>a)": (0, 5),
}

STRICTER = {r"\Qa": "3", "(?<n>a)": "3"}
"""What is refused though this generation of Prometheus takes it, since the other does not."""


@pytest.mark.parametrize("pattern", FINE)
def test_a_pattern_that_re2_takes_is_taken(pattern: str) -> None:
    assert read_regex(pattern).problem is None


@pytest.mark.parametrize("pattern", WRONG)
def test_a_pattern_that_it_does_not_take_is_told_at_its_place(pattern: str) -> None:
    problem = read_regex(pattern).problem
    assert problem is not None
    assert (problem.start, problem.end) == WRONG[pattern]
    assert problem.message


@pytest.mark.parametrize(
    ("pattern", "passes"),
    [
        ("", True),
        ("a", False),
        ("a|", True),
        ("|a", True),
        ("a||b", True),
        ("a|b", False),
        (".*", True),
        (".+", False),
        ("a?b*", True),
        ("a?b", False),
        ("(a|b?)c*", True),
        ("(a)(b)?", False),
        ("a{0}", True),
        ("(a?)+", True),
        ("(a|){2,3}b?", True),
        ("(a)+", False),
        ("a{0,3}", True),
        ("^$", True),
        (r"\b", False),
        (r"\B", True),
        ("()", True),
        ("(?i)", True),
        ("[a]", False),
        (r"\Q\E", True),
    ],
)
def test_whether_the_empty_text_passes(pattern: str, passes: bool) -> None:
    assert read_regex(pattern).matches_empty is passes


def test_plain_alternatives_are_told_from_patterns() -> None:
    assert literal_alternatives("a|b-c") == ("a", "b-c")
    assert literal_alternatives("checkout") == ("checkout",)
    assert literal_alternatives("a.*") is None


def refused(patterns: list[str], folder: Path, generation: str, selector: str) -> set[str]:
    """The patterns that promtool refuses in a selector, in which `%s` stands for the quoted pattern."""
    rules = ""
    for at, pattern in enumerate(patterns):
        expression = selector % json.dumps(pattern, ensure_ascii=False)
        rules += f"  - record: r{at}\n    expr: {json.dumps(expression, ensure_ascii=False)}\n"
    path = folder / "rules.yml"
    path.write_text(f"groups:\n- name: g\n  rules:\n{rules}", encoding="utf-8")
    run = subprocess.run(
        [tool("promtool", generation), "check", "rules", path], capture_output=True, text=True, check=False
    )
    found = set(re.findall(r'"r(\d+)": could not parse expression', run.stdout + run.stderr))
    assert found or run.returncode == 0, run.stderr
    return {patterns[int(at)] for at in found}


def random_patterns(count: int) -> list[str]:
    """Mixtures of what patterns are made of, the same at each run."""
    pieces = [*"ab()[]{}|*+?.^$\\-,0129:", r"\d", r"\p", "(?", "(?:", "(?i)", "(?P<a>", "[^", "{2}", "{2,3}", r"\x"]
    pieces += [r"\Q", r"\E", "[:alpha:]", r"\b", r"\B", r"\A", "[a-z]", r"\1", r"\07", "{0}", "|", "("]
    chance = random.Random(9)
    return ["".join(chance.choice(pieces) for _ in range(chance.randint(1, 8))) for _ in range(count)]


def is_known_difference(pattern: str, generation: str) -> bool:
    """An open `\\Q` eats the brackets that Prometheus 2 puts around; and `a)(b` fits into them by chance."""
    problem = read_regex(pattern).problem
    if problem is None:
        return False
    return (generation == "3" and "never ended" in problem.message) or (
        generation == "2" and "closes nothing" in problem.message
    )


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_promtool_agrees(generation: str, tmp_path: Path) -> None:
    patterns = [*FINE, *WRONG, *(f"\\p{{{name}}}" for name in sorted(UNICODE_CLASSES)), *random_patterns(1200)]
    theirs = refused(patterns, tmp_path, generation, "x{a=~%s}")
    for pattern in patterns:
        if STRICTER.get(pattern) != generation and not is_known_difference(pattern, generation):
            assert (read_regex(pattern).problem is not None) == (pattern in theirs), pattern


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_promtool_agrees_on_the_empty_text(generation: str, tmp_path: Path) -> None:
    """A selector of one matcher is refused if the empty text passes it."""
    patterns = [pattern for pattern in [*FINE, *random_patterns(1200)] if read_regex(pattern).problem is None]
    assert len(patterns) > 300
    theirs = refused(patterns, tmp_path, generation, "{a=~%s}")
    assert {pattern for pattern in patterns if read_regex(pattern).matches_empty} == theirs
