"""Layout changes nothing but layout, and nothing twice."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings

from nines.diagnostics.model import Report
from nines.format import format_text
from nines.source import Source
from tests.format.laws import assert_lawful, formatted
from tests.format.shaken import SPECS, blanks_shaken, lines_shaken
from tests.support.tools import ROOT
from tests.syntax.texts import any_text, broken_specs, sign_text, specs_without_a_sign


@pytest.mark.parametrize("path", SPECS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_spec_keeps_its_tokens_comments_and_meaning(path: Path) -> None:
    assert assert_lawful(path.read_text(encoding="utf-8")) is not None


@pytest.mark.parametrize(
    "path",
    [*sorted((ROOT / "specs").glob("[!m]*/*.nines")), *sorted((ROOT / "compiler" / "nines").rglob("*.nines"))],
    ids=lambda path: f"{path.parent.name}/{path.stem}",
)
def test_what_this_project_writes_is_laid_out(path: Path) -> None:
    text = re.sub("@([a-z]+)@", r"\1", path.read_text(encoding="utf-8"))  # what `nines init` fills in
    assert formatted(text) == text, f"run `nines fmt {path.relative_to(ROOT)}`"


@settings(max_examples=30)
@given(blanks_shaken())
def test_blanks_in_a_text_make_no_difference(texts: tuple[str, str]) -> None:
    text, shaken = texts
    assert formatted(shaken) == formatted(text)


@settings(max_examples=50)
@given(lines_shaken())
def test_empty_lines_comments_and_line_ends_keep_all_laws(text: str) -> None:
    assert assert_lawful(text) is not None


@settings(max_examples=300)
@given(broken_specs())
def test_a_broken_spec_keeps_all_laws_or_is_refused(text: str) -> None:
    assert_lawful(text)


@given(specs_without_a_sign())
def test_a_spec_that_lacks_signs_keeps_all_laws_or_is_refused(text: str) -> None:
    assert_lawful(text)


@settings(max_examples=300)
@given(sign_text)
@example("b{}")
@example("b{}\nb c\nb, d")
@example('x{a="b",}')
@example('x{\n#a\na="b"#c\n#d\n,#e\n}')
@example('x {a="b",\n}')
@example('"x" {a="b",\n}')
@example("x{\n${a}}")
@example("x ( a, ( b ) c(d) )")
@example('"""a\n   b\n  c"""')
@example('"""\n\ta\n\n\t  b\n  """')
@example("x ``` a\n\tb ``` y {\n}")
@example("x{\n#a\n}")
@example("x {#a\n\n#b\n\n}#c\n\n#d")
def test_any_signs_keep_all_laws_or_are_refused(text: str) -> None:
    assert_lawful(text)


@given(any_text)
def test_any_text_keeps_all_laws_or_is_refused(text: str) -> None:
    assert_lawful(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("service checkout {\n", "N0005"),
        ("service checkout }\n", "N0006"),
        ("a\x0bb\n", None),
        ("of up{job=checkout}\n", None),
        ("a {\n" * 101 + "}\n" * 101, "N0012"),
    ],
)
def test_a_mistake_in_the_form_is_reported_and_the_file_left_alone(text: str, code: str | None) -> None:
    report = Report()
    assert format_text(Source("test.nines", text), report) is None
    assert report.has_errors
    assert code is None or code in [finding.code.id for finding in report]


def test_a_statement_that_the_language_does_not_know_is_no_hindrance() -> None:
    assert formatted("servise  x{\n frob   1\n}") == "servise x {\n  frob 1\n}\n"


def test_blocks_as_deep_as_the_parser_lets_pass_are_laid_out() -> None:
    text = "a {\n" * 100 + "}\n" * 100
    after = formatted(text)
    assert after is not None
    assert after.splitlines()[98:101] == ["  " * 98 + "a {", "  " * 99 + "a { }", "  " * 98 + "}"]
    one_line = "a { " * 100 + "}" * 100
    assert assert_lawful(one_line) is not None
    assert assert_lawful("a " + "(" * 100 + ")" * 100) is not None


def test_a_megabyte_takes_a_few_seconds() -> None:
    shop = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "specs" / "shop").glob("*.nines")))
    text = shop * (1_000_000 // len(shop) + 1)
    began = time.process_time()
    assert formatted(text) == text
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "text",
    [
        "a" + " b" * 100_000,
        "a {\n" + "b c\n" * 50_000 + "}\n",
        "sla x {\n" + "depends on " + "a, " * 30_000 + "b\n" * 2 + "}\n",
        "x{" + 'a="b",\n' * 20_000 + "}",
        "x{" + "#\n" * 50_000 + "}",
        "#\n" * 100_000,
        "\n" * 200_000,
        'a """' + "\n b" * 50_000 + '"""',
        "promise x {\n" + ("credit " + "greater of " * 5_000 + "1% and 2%\n") * 2 + "}\n",
        "slo " + "a, " * 20_000 + "b\n" + "slo " + "a, " * 20_000 + "b\n",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_texts_are_laid_out_in_linear_time(text: str) -> None:
    began = time.process_time()
    after = formatted(text)
    assert after is not None
    assert formatted(after) == after
    assert time.process_time() - began < 10
