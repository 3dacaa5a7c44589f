"""The pages of the codes of the checks, and of the passes before them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from nines.check import allowances
from nines.check.rules import all_rules
from nines.contract import base_codes, secrets
from nines.contract import codes as contract
from nines.diagnostics.model import Severity
from nines.diagnostics.pages import Page
from nines.language import codes as language
from nines.program import codes as program
from nines.promql import codes as promql
from nines.record import replace
from nines.syntax import codes as syntax

__all__ = ["all_pages", "page_of"]


@lru_cache(maxsize=1)
def all_pages() -> tuple[Page, ...]:
    """Every page, by code. Errors of the passes before the checks cannot be allowed: nothing was built there."""
    before = (
        *syntax.PAGES,
        *promql.PAGES,
        *language.PAGES,
        *program.PAGES,
        *contract.PAGES,
        *base_codes.PAGES,
        *secrets.PAGES,
    )
    pages = [
        *(replace(page, can_be_allowed=False) if page.code.severity is Severity.ERROR else page for page in before),
        *allowances.PAGES,
        *(rule.page for rule in all_rules()),
    ]
    return tuple(sorted(pages, key=lambda page: page.code.id))


@lru_cache(maxsize=1)
def page_of() -> Mapping[str, Page]:
    """The pages by the ids of their codes."""
    return MappingProxyType({page.code.id: page for page in all_pages()})
