"""The pages of all codes of all passes: what `nines explain` shows and docs/rules holds."""

from __future__ import annotations

from functools import lru_cache

from nines.check.pages import all_pages as pages_of_checks
from nines.diagnostics.manual import index_markdown, page_markdown
from nines.diagnostics.pages import Page, page_path
from nines.emit import mistakes
from nines.scenario import codes as testing
from nines.settle import codes as settling
from nines.verify import codes

__all__ = ["all_pages", "render"]


@lru_cache(maxsize=1)
def all_pages() -> tuple[Page, ...]:
    """Every page, by code: of what specs say, of what is written, settled and tested."""
    every = (*pages_of_checks(), *mistakes.PAGES, codes.PAGE, *settling.PAGES, *testing.PAGES)
    return tuple(sorted(every, key=lambda page: page.code.id))


def render() -> dict[str, str]:
    """The text of each file of docs/rules, by its path from the project's folder."""
    pages = all_pages()
    return {"docs/rules/README.md": index_markdown(pages), **{page_path(p.code): page_markdown(p) for p in pages}}
