"""Words of a call sheet as Markdown for a text panel, which nothing in them can break out of.

Grafana puts variables into such a text, makes HTML of it, and takes out what is dangerous. Here every sign that could
mean something to any of these is written as its number, so that all of it is shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nines.plan.documents.inline import lines_of, plain
from nines.plan.documents.model import Block, Bullets, Fact, Line, Link, Table
from nines.plan.sheets.model import Noted

__all__ = ["facts", "harmless", "inline", "notes", "table"]

_SIGN = re.compile(r"[^a-zA-Z0-9 \u0080-\U0010ffff,%()]")
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[A-Za-z0-9.@+:/_-]+")


def harmless(text: str) -> str:
    """The text on one line, every sign but letters, digits and a few harmless ones by its number."""
    return _SIGN.sub(lambda found: f"&#{ord(found[0])};", " ".join(text.split()))


def inline(line: Line) -> str:
    """A line. Addresses are links where they have none but plain signs."""
    return "".join(
        f"[{harmless(part.text)}]({part.address})"
        if isinstance(part, Link) and _ADDRESS.fullmatch(part.address)
        else harmless_around(plain((part,)))
        for part in line
    )


def harmless_around(text: str) -> str:
    """The same with the blanks at both ends, which part it from its neighbours."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return f"{before}{harmless(text)}{after}"


def facts(found: Iterable[Fact]) -> str:
    return "\n".join(f"- **{inline(fact.label)}**: {inline(fact.value)}" for fact in found)


def table(found: Table) -> str:
    heads = [inline(column.head) for column in found.columns]
    rows = [[inline(cell) for cell in row.cells] for row in found.rows]
    return "\n".join(_row(cells) for cells in (heads, ["---"] * len(heads), *rows))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def notes(found: Iterable[Noted]) -> str:
    return "\n\n".join("\n\n".join([_head(note), *(_block(block) for block in note.blocks)]) for note in found)


def _head(note: Noted) -> str:
    return f"**{inline(note.day)}**" + (f" {inline(note.title)}" if note.title else "")


def _block(block: Block) -> str:
    lines = [inline(line) for line in lines_of(block)]
    return "\n".join(f"- {line}" for line in lines) if isinstance(block, Bullets) else "\n\n".join(lines)
