"""The pages of all codes of all passes: what `nines explain` shows and docs/rules holds."""

from __future__ import annotations

from nines.check.pages import all_pages as pages_of_checks
from nines.diagnostics.manual import index_markdown, page_markdown
from nines.diagnostics.pages import Page, page_path
from nines.plan.routes import codes as routes
from nines.plan.rules import codes as rules
from nines.record import replace

__all__ = ["all_pages", "render"]


def all_pages() -> tuple[Page, ...]:
    """Every page, by code. What planning says cannot be allowed: it is said when the checks are over."""
    planning = (replace(page, can_be_allowed=False) for page in (*rules.PAGES, *routes.PAGES))
    return tuple(sorted((*pages_of_checks(), *planning), key=lambda page: page.code.id))


def render() -> dict[str, str]:
    """The text of each file of docs/rules, by its path from the project's folder."""
    pages = all_pages()
    return {"docs/rules/README.md": index_markdown(pages), **{page_path(p.code): page_markdown(p) for p in pages}}
