"""The page of each code shows that code and no other, in a whole file."""

from __future__ import annotations

import pytest

from nines.diagnostics.model import Code, Report
from nines.diagnostics.pages import Page
from nines.language.read import read
from nines.promql import codes
from nines.promql.codes import FLAG, PAGES, VERSION
from nines.promql.dialect import Dialect, check_dialect
from nines.source import Source
from nines.syntax.parser import parse
from tests.promql.reading import expression


def ids(text: str) -> set[str]:
    report = Report()
    read(parse(Source("a.nines", text), report), report)
    return {finding.code.id for finding in report}


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.code not in (VERSION, FLAG)], ids=lambda page: page.code.id
)
def test_a_page_shows_its_code_and_no_other(page: Page) -> None:
    assert ids(page.bad) == {page.code.id}
    assert ids(page.good) == set()


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.code in (VERSION, FLAG)], ids=lambda page: page.code.id
)
def test_a_page_on_versions_shows_a_target_that_lacks_what_is_used(page: Page) -> None:
    def found(text: str) -> set[str]:
        assert ids(text) == set()
        (target,) = (line.split() for line in text.split("\n") if "target prometheus" in line)
        major, minor = target[2].split(".")
        (guest,) = (part for part in text.split("`")[1::2])
        report = Report()
        source = Source("a.nines", text)
        check_dialect(
            expression(guest), Dialect((int(major), int(minor)), frozenset(target[4:])), report, source.span(0, 1)
        )
        return {finding.code.id for finding in report}

    assert found(page.bad) == {page.code.id}
    assert found(page.good) == set()


def test_every_code_has_a_page_and_a_number_of_its_own() -> None:
    known = [value for value in vars(codes).values() if isinstance(value, Code)]
    assert sorted(code.id for code in known) == sorted(page.code.id for page in PAGES)
    assert len({code.id for code in known}) == len({code.name for code in known}) == len(known)
    assert all("N0050" <= code.id <= "N0099" for code in known)
