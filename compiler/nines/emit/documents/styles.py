"""The styles of a Word file: made where a company's template has none of that name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nines.emit.documents.xml import element
from nines.record import dataclass

if TYPE_CHECKING:
    from docx.document import Document as Word

__all__ = ["BODY", "INDENT", "give_styles"]

BODY = "Contract Text"
_FACE, _MONO = "Georgia", "Consolas"
_INK, _SOFT, _LINE, _STRONG_LINE = "1C2024", "4F565F", "CFD4D9", "8D949C"
_LINE_HEIGHT = "288"
"""240ths of the height of a letter: a fifth more than it needs."""
INDENT = 34
"""Points between the margin and the text of clauses: numbers stand there."""


@dataclass(frozen=True, slots=True)
class _Style:
    """A style of paragraphs; sizes in half points, as Word counts them, and lengths in points."""

    name: str
    size: int = 21
    color: str = _INK
    bold: bool = False
    before: int = 0
    after: int = 6
    indent: int = 0
    hanging: int = 0
    keep: bool = False
    face: str = _FACE
    tab: int = 0
    line_above: bool = False
    bar: bool = False


_STYLES = (
    _Style("Title", 48, bold=True, after=4),
    _Style("Subtitle", 26, _SOFT, after=14),
    _Style("Heading 1", 30, bold=True, before=20, after=7, keep=True),
    _Style("Heading 2", 23, bold=True, before=12, after=5, keep=True),
    _Style("Heading 3", 21, bold=True, before=9, after=4, keep=True),
    _Style("Heading 4", 21, bold=True, before=9, after=4, keep=True),
    _Style("Heading 5", 21, bold=True, before=9, after=4, keep=True),
    _Style("Contract Logo", after=18),
    _Style("Contract Heading", 30, bold=True, before=20, after=7, keep=True),
    _Style(BODY, indent=INDENT),
    _Style("Contract Clause"),
    _Style("Contract Bullet", indent=INDENT + 12, hanging=12, tab=INDENT + 12, after=3),
    _Style("Contract Head", indent=110, hanging=110, tab=110, after=2),
    _Style("Contract Fact", indent=INDENT + 130, hanging=130, tab=INDENT + 130, after=3),
    _Style("Contract Formula", indent=INDENT + 12, after=3, bar=True),
    _Style("Contract Caption", bold=True, indent=INDENT, before=8, after=4, keep=True),
    _Style("Contract Whom", bold=True, indent=INDENT, before=8, after=4, keep=True),
    _Style("Contract Query", 17, indent=INDENT, face=_MONO, after=8),
    _Style("Contract Cell", 19, before=2, after=2),
    _Style("Contract Small Cell", 16, before=2, after=2),
    _Style("Contract Small", 17, _SOFT, before=2, after=2),
    _Style("Contract Gap", 8, after=2),
    _Style("Contract Signature", 17, _SOFT, before=30, line_above=True),
    _Style("Contract Box Title", 26, bold=True, before=6, after=4, keep=True),
    _Style("Contract Box", after=4),
    _Style("Contract Contents", after=2, tab=60),
)


def give_styles(made: Word, paper: str, *, keep: bool) -> None:
    """Give a file all styles. With `keep` it is a company's own, whose page and styles stay as they are."""
    known = {style.name for style in made.styles}
    for style in _STYLES:
        if not (keep and style.name in known):
            _paragraphs(made, style, is_known=style.name in known)
    if "Contract Code" not in known:
        _code(made)
    if "Contract Table" not in known:
        _table(made)
    if not keep:
        _page(made, paper)


def _paragraphs(made: Word, wanted: _Style, *, is_known: bool) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style: Any = made.styles[wanted.name] if is_known else made.styles.add_style(wanted.name, WD_STYLE_TYPE.PARAGRAPH)
    if not is_known:
        style.base_style = made.styles["Normal"]
    style.font.size, style.font.bold, style.font.italic = Pt(wanted.size) // 2, wanted.bold, False
    _unspaced(style)
    style.font.color.rgb = RGBColor.from_string(wanted.color)
    _face(style, wanted.face)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(wanted.before), Pt(wanted.after)
    layout.left_indent, layout.first_line_indent = Pt(wanted.indent), Pt(-wanted.hanging)
    layout.keep_with_next, layout.widow_control = wanted.keep, True
    if wanted.tab:
        layout.tab_stops.add_tab_stop(Pt(wanted.tab))
    properties = style.element.get_or_add_pPr()
    spacing = properties.get_or_add_spacing()
    spacing.set(qn("w:line"), _LINE_HEIGHT)
    spacing.set(qn("w:lineRule"), "auto")
    for border in properties.findall("{*}pBdr"):
        properties.remove(border)
    edges, color = (("top", "between"), _STRONG_LINE) if wanted.line_above else (("left",), _LINE)
    if wanted.line_above or wanted.bar:
        lines = [element(f"w:{edge}", val="single", sz="6", space="6", color=color) for edge in edges]
        properties.insert_element_before(element("w:pBdr", *lines), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def _unspaced(style: Any) -> None:
    """Without the letter-spacing and borders that python-docx's own titles have."""
    for extra in style.element.get_or_add_rPr().findall("{*}spacing"):
        style.element.rPr.remove(extra)


def _face(style: Any, face: str) -> None:
    """The letters of a style, for all scripts: those of a theme would win over them."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    style.font.name = face
    from docx.oxml.ns import qn

    for script in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), face)


def _code(made: Word) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    style: Any = made.styles.add_style("Contract Code", WD_STYLE_TYPE.CHARACTER)
    _face(style, _MONO)
    style.font.size = Pt(9)


def _table(made: Word) -> None:
    """Lines between rows, none between columns."""
    from docx.enum.style import WD_STYLE_TYPE

    style: Any = made.styles.add_style("Contract Table", WD_STYLE_TYPE.TABLE)
    thin = {"val": "single", "sz": "4", "space": "0", "color": _LINE}
    borders = element(
        "w:tblBorders",
        element("w:top", val="nil"),
        element("w:bottom", **thin),
        element("w:insideH", **thin),
    )
    style.element.append(element("w:tblPr", element("w:tblInd", w=str(INDENT * 20), type="dxa"), borders))


def _page(made: Word, paper: str) -> None:
    from docx.shared import Mm

    section = made.sections[0]
    wide, high = (Mm(210), Mm(297)) if paper == "A4" else (Mm(216), Mm(279))
    section.page_width, section.page_height = wide, high
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(25)
