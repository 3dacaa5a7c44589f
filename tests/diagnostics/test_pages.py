"""Pages of codes, as Markdown and in a terminal."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt
from syrupy.assertion import SnapshotAssertion

from nines.diagnostics.glyphs import width
from nines.diagnostics.manual import explain_text, index_markdown, page_markdown
from nines.diagnostics.model import Code, Severity
from nines.diagnostics.pages import Page, page_path

BELOW = Page(
    Code(
        "N0401", "objective-below-promise", Severity.ERROR, "an SLO allows more downtime than an SLA that rests on it"
    ),
    """
What is promised to a customer should be easier to keep than what the team aims for. If it is not, nobody
is warned before money is owed:

- the alerts are made from the objective,
- and so is the budget that a release is
  held against.

As in `99.5%` below.

```nines
slo a 1%
```
""",
    "\nservice a {\n  slo x 99.5% over 30d\n}\n",
    "\nservice a {\n  slo x 99.95% over 30d\n}\n",
)
SYNTAX = Page(
    Code("N0101", "no-brace", Severity.ERROR, "a `|` or a brace is missing"),
    "It could mean anything.",
    "service a {\n  bad ```\n  sum(x)\n  ```",
    "service a {\n}",
    can_be_allowed=False,
)


@pytest.mark.parametrize("page", [BELOW, SYNTAX], ids=lambda page: page.code.id)
def test_a_page_as_reviewed(page: Page, snapshot: SnapshotAssertion) -> None:
    assert page_markdown(page) == snapshot(name="markdown")
    for columns in (60, 100):
        assert explain_text(page, width=columns, color=False) == snapshot(name=f"at {columns}")
    assert explain_text(page, width=60, color=True).replace("\x1b", "␛") == snapshot(name="in colours")


def test_an_index_as_reviewed(snapshot: SnapshotAssertion) -> None:
    assert index_markdown([BELOW, SYNTAX]) == snapshot


def test_the_index_links_each_page_once_and_by_code() -> None:
    links = re.findall(r"\[(N\d+)\]\((.*?)\)", index_markdown([BELOW, SYNTAX]))
    assert links == [("N0101", "N0101.md"), ("N0401", "N0401.md")]
    assert page_path(BELOW.code) == "docs/rules/N0401.md"


@pytest.mark.parametrize("page", [BELOW, SYNTAX], ids=lambda page: page.code.id)
def test_examples_are_whole_whatever_they_hold(page: Page) -> None:
    blocks = [token.content for token in MarkdownIt().parse(page_markdown(page)) if token.type == "fence"]
    assert page.bad.strip("\n") + "\n" in blocks
    assert page.good.strip("\n") + "\n" in blocks


def test_how_to_allow_names_the_code_and_only_where_it_can_be() -> None:
    assert 'allow N0401 because "..." until 2026-06-30' in page_markdown(BELOW)
    assert "cannot be allowed" in page_markdown(SYNTAX)
    assert "until" not in explain_text(SYNTAX, width=80, color=False)


@pytest.mark.parametrize("columns", [40, 60, 100])
def test_lines_in_a_terminal_fit(columns: int) -> None:
    assert all(width(line) <= columns for line in explain_text(SYNTAX, width=columns, color=False).split("\n"))


def test_colours_change_nothing_else() -> None:
    colored = explain_text(BELOW, width=60, color=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == explain_text(BELOW, width=60, color=False)
