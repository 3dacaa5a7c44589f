"""The list of the contracts of `specs/contracts`, and which statements of the language each of them makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.settle.coverage import choices, choices_of
from tests.settle.published import FOLDER, Published, published

__all__ = ["outputs"]

_HEAD = """\
<!-- Made from the contracts and their pages by `make generate`. -->

# Contracts of public forms

Contracts in Nines of the form of public service level agreements, each with a page: where the form is published, what
the published text says in our own words, what it leaves open or contradicts and what Nines says of that, and vectors:
measured numbers with the settlement that was worked out by hand. `tests/settle/test_public.py` settles every vector,
moves each edge to its other side (a vector has to tell), leaves each of the open statements out, and holds all vectors
against laws: the order of rows makes no difference, worse service never costs less, what is excluded never costs more.
"""


def outputs() -> Mapping[str, str]:
    pages = [published(path) for path in sorted(FOLDER.glob("*.md")) if path.stem != "README"]
    parts = [_HEAD, _contracts(pages), "## What each statement is used by\n", _choices(pages)]
    return {"specs/contracts/README.md": "\n".join(parts)}


def _contracts(pages: Sequence[Published]) -> str:
    rows = [
        f"| [{page.title}]({page.name}.md) | [`{page.name}`]({page.name}.nines) | {page.source.removesuffix('.')} "
        f"| {len(page.vectors)} | {len(page.gaps)} |"
        for page in pages
    ]
    vectors, gaps = sum(len(page.vectors) for page in pages), sum(len(page.gaps) for page in pages)
    total = f"| {len(pages)} contracts | | | {vectors} | {gaps} |"
    head = ["| form | contract | source | vectors | left open |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([*head, *rows, total]) + "\n"


def _choices(pages: Sequence[Published]) -> str:
    made = {page.name: choices_of(page.spec) for page in pages}
    rows = []
    for choice in choices():
        names = [name for name, chosen in made.items() if choice in chosen]
        shown = ", ".join(f"[{name}]({name}.nines)" for name in names[:3])
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        rows.append(f"| {choice} | {shown}{more} |")
    return "\n".join(["| statement or choice | contracts |", "| --- | --- |", *rows]) + "\n"
