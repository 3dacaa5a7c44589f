"""What is PromQL and what is not, and where the mistake is, beside two other readers: promql-parser and promtool."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from nines.promql.dialect import Dialect, requirements
from nines.promql.functions import EXPERIMENTAL_FUNCTIONS
from nines.promql.text import line, pretty
from nines.promql.transform import walk
from nines.promql.tree import Range, Selector
from tests.promql import oracle
from tests.promql.reading import Marked, corpus, expression, read, rejected, start_of
from tests.support.tools import PROMETHEUS, tool

ACCEPTED = corpus("accepted")
NEWER = [(since, text.strip()) for since, text in (entry.split(" ", 1) for entry in corpus("newer"))]
REJECTED = list(rejected())

LENIENT = {
    "1e400": "reads an infinity",
    "a[300y]": "does not mind a range of more than 292 years",
    "+a[5m]": "does not look behind a plus",
    "info(a, b)": "does not know `info`'s own rule",
    'a{b=~"a++"}': "compiles patterns with Rust's engine",
    'a{b=~"a{1001}"}': "compiles patterns with Rust's engine",
    'a{b="c" or d="e"}': "reads the `or` of VictoriaMetrics",
    "a @ 1e20": "does not mind a moment beyond 64 bits",
}
"""Where promql-parser takes what Prometheus refuses, as the tests with promtool show, and why."""

NOTHING = Selector(None)
"""`{}`, which can stand in `info` alone."""


@pytest.mark.parametrize("text", [*ACCEPTED, *(text for _, text in NEWER)])
def test_what_prometheus_reads_is_read(text: str) -> None:
    found = read(text)
    assert found.guest is not None, [finding.headline for finding in found.findings]


@pytest.mark.parametrize("text", [*ACCEPTED, *(text for _, text in NEWER)])
def test_each_node_knows_its_place(text: str) -> None:
    """The text of its span is read as the node; that of a range's selector lacks what follows the range."""
    tree = expression(text)
    in_ranges = {id(node.selector) for node in walk(tree) if isinstance(node, Range)}
    for node in walk(tree):
        assert node.span is not None
        if id(node) not in in_ranges and node != NOTHING:
            assert expression(node.span.text) == node


@pytest.mark.parametrize("text", ACCEPTED)
def test_it_means_what_promql_parser_takes_it_for(text: str) -> None:
    """It does not keep the sign of `+x`, and takes moments before 1970 for 1970."""
    if text[0] != "+" and "@ -" not in text:
        assert oracle.as_doubles(expression(text)) == oracle.tree(text)


@pytest.mark.parametrize("text", [*ACCEPTED, *(text for _, text in NEWER)])
def test_what_is_printed_is_read_back_as_the_same(text: str) -> None:
    tree = expression(text)
    assert expression(line(tree)) == tree
    assert expression(pretty(tree, width=30)) == tree
    assert oracle.accepts(line(tree)) or NOTHING in walk(tree)


@pytest.mark.parametrize("case", REJECTED, ids=lambda case: f"{case.code} {case.text}")
def test_a_mistake_is_told_by_its_code_at_its_place(case: Marked) -> None:
    found = read(case.text)
    assert found.guest is None
    first = found.findings[0]
    assert (first.code.id, start_of(first), first.primary.span.text) == (
        case.code,
        case.start,
        case.text[case.start : case.end],
    )
    assert first.headline
    assert "``" not in first.headline


@pytest.mark.parametrize("case", REJECTED, ids=lambda case: f"{case.code} {case.text}")
def test_promql_parser_refuses_it_too(case: Marked) -> None:
    assert oracle.accepts(case.text) == (case.text in LENIENT)


@pytest.mark.parametrize("case", REJECTED, ids=lambda case: f"{case.code} {case.text}")
def test_a_certain_fix_leads_on(case: Marked) -> None:
    """What is left after all certain fixes has at least one mistake less."""
    found = read(case.text)
    before = found.findings[0].primary.span.start - start_of(found.findings[0])
    edits = {edit for finding in found.findings for fix in finding.fixes if fix.certain for edit in fix.edits}
    text = case.text
    for edit in sorted(edits, key=lambda edit: edit.span.start, reverse=True):
        text = text[: edit.span.start - before] + edit.text + text[edit.span.end - before :]
    assert not edits or len(read(text).findings) < len(found.findings)


# --- promtool -------------------------------------------------------------


def refused_by_promtool(texts: list[str], folder: Path, generation: str, *flags: str) -> set[str]:
    """The expressions that promtool finds fault with, each as a rule of one file."""
    rules = "".join(
        f"  - record: r{at}\n    expr: {json.dumps(text, ensure_ascii=False)}\n" for at, text in enumerate(texts)
    )
    path = folder / "rules.yml"
    path.write_text(f"groups:\n- name: g\n  rules:\n{rules}", encoding="utf-8")
    run = subprocess.run(
        [tool("promtool", generation), "check", "rules", *flags, path], capture_output=True, text=True, check=False
    )
    found = re.findall(r'"r(\d+)": (?:could not parse expression|field \'expr\')', run.stdout + run.stderr)
    assert bool(found) == (run.returncode != 0), run.stderr
    return {texts[int(at)] for at in found}


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_promtool_reads_what_is_read(generation: str, tmp_path: Path) -> None:
    assert refused_by_promtool(ACCEPTED, tmp_path, generation) == set()


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_promtool_reads_what_is_printed(generation: str, tmp_path: Path) -> None:
    printed = [line(expression(text)) for text in ACCEPTED]
    laid_out = [pretty(expression(text), width=30) for text in ACCEPTED]
    assert refused_by_promtool(printed + laid_out, tmp_path, generation) == set()


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_promtool_refuses_what_is_refused(generation: str, tmp_path: Path) -> None:
    texts = [case.text for case in REJECTED]
    assert refused_by_promtool(texts, tmp_path, generation) == set(texts)


def test_promtool_of_the_oldest_version_reads_nothing_newer(tmp_path: Path) -> None:
    texts = [text for _, text in NEWER]
    assert refused_by_promtool(texts, tmp_path, "2") == set(texts)
    assert all(requirements(expression(text)) for text in texts)
    assert not any(requirements(expression(text)) for text in ACCEPTED)


def test_promtool_of_a_newer_version_wants_flags_where_we_do(tmp_path: Path) -> None:
    texts = [text for _, text in NEWER]
    dialect = Dialect((3, 5))
    lacking = {
        text for text in texts if any(dialect.lacks_flag(need.availability) for need in requirements(expression(text)))
    }
    assert lacking == {text for since, text in NEWER if since == "flag"}
    assert refused_by_promtool(texts, tmp_path, "3") == lacking
    flag = f"--enable-feature={EXPERIMENTAL_FUNCTIONS}"
    assert refused_by_promtool(texts, tmp_path, "3", flag) == set()
