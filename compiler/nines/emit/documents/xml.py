"""What python-docx has no words for: bookmarks, fields, links within a file, shading."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from docx.shape import InlineShape
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

__all__ = [
    "bookmark",
    "bounded",
    "described",
    "element",
    "field",
    "grid",
    "linked",
    "mark_of",
    "numbered",
    "shaded",
    "styled",
    "whole_rows",
]

P = TypeVar("P", "Paragraph", "Run")


def element(name: str, /, *children: Any, **attributes: str) -> Any:
    """An element of WordprocessingML: `element("w:tab", val="clear")`."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    for child in children:
        made.append(child)
    return made


def mark_of(anchor: str) -> str:
    """The bookmark of a clause: Word takes letters, digits and `_`, forty at most; so long ones end in a checksum."""
    plain = "".join(char if char.isascii() and char.isalnum() else "_" for char in anchor)
    is_simple = len(plain) <= 30 and plain == anchor.replace("-", "_") and "_" not in anchor
    return f"c_{plain}" if is_simple else f"c_{plain[:26]}_{_sum(anchor)}"


def _sum(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}"


def bookmark(paragraph: Paragraph, anchor: str) -> None:
    """Name a paragraph."""
    number = str(zlib.crc32(anchor.encode()) % 2_000_000_000)
    paragraph._p.insert(1, element("w:bookmarkStart", id=number, name=mark_of(anchor)))
    paragraph._p.append(element("w:bookmarkEnd", id=number))


def field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field, and what it shows until it is worked out anew."""
    for part in _begin(code):
        paragraph._p.append(part)
    paragraph.add_run(shown)
    paragraph._p.append(_char("end"))


def bounded(first: Paragraph, last: Paragraph, code: str) -> None:
    """A field around all that some paragraphs hold."""
    at = 1 if first._p.pPr is not None else 0
    for part in reversed(_begin(code)):
        first._p.insert(at, part)
    last._p.append(_char("end"))


def _begin(code: str) -> list[Any]:
    from docx.oxml.ns import qn

    text = element("w:instrText")
    text.text = f" {code} "
    text.set(qn("xml:space"), "preserve")
    return [_char("begin"), element("w:r", text), _char("separate")]


def _char(kind: str) -> Any:
    return element("w:r", element("w:fldChar", fldCharType=kind))


def linked(paragraph: Paragraph, anchor: str | None, text: str, *, address: str = "") -> None:
    """A link to a clause of the same file or to an address."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn

    link = element("w:hyperlink", anchor=mark_of(anchor)) if anchor is not None else element("w:hyperlink")
    if anchor is None:
        link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    link.append(run._r)
    paragraph._p.append(link)


def described(picture: InlineShape, shows: str) -> None:
    """Say what a picture shows."""
    picture._inline.docPr.set("descr", shows)


def numbered(paragraph: Paragraph, listed: str, level: int) -> None:
    """Make a paragraph the next of a level, from 0, of a list by its number."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = int(listed)


def whole_rows(table: Table) -> None:
    """Repeat the first row of a table on each page, and part no row."""
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(element("w:cantSplit"))
        if number == 0:
            properties.append(element("w:tblHeader"))


def styled(part: P, style: str) -> P:
    """Give a paragraph or a run a style by its id, and it back."""
    part._element.style = style
    return part


def grid(table: Table) -> list[list[_Cell]]:
    """The cells of a table, row by row: python-docx would gather all of them for each row."""
    cells, columns = table._cells, len(table.columns)
    return [cells[start : start + columns] for start in range(0, len(cells), columns)]


def shaded(table: Table, ground: str, edge: str) -> None:
    """A box: a coloured ground, and an edge above. Colours are six hexadecimal digits."""
    properties = table._tbl.tblPr
    none = {"val": "nil"}
    borders = [element(f"w:{side}", **none) for side in ("left", "bottom", "right", "insideH", "insideV")]
    top = element("w:top", val="single", sz="16", space="0", color=edge)
    properties.append(element("w:tblBorders", top, *borders))
    for cell in table._cells:
        cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=ground))
