"""A document as a Word file that lawyers can edit: named styles, and numbers and references that Word keeps up.

A company's own `documents/document.docx` in the folder given by `--templates` gives the page, its head and foot, and
the styles that it has under the names used here; others are made as in ours. One document always gives the same bytes.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import TYPE_CHECKING

from nines.emit.documents.data import Value, value_of
from nines.emit.documents.numbering import give_lists, give_number
from nines.emit.documents.picture import png
from nines.emit.documents.styles import BODY, INDENT, give_styles
from nines.emit.documents.xml import (
    bookmark,
    bounded,
    described,
    field,
    grid,
    linked,
    mark_of,
    shaded,
    styled,
    whole_rows,
)
from nines.plan.documents.model import Document
from nines.resources import Folder

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

__all__ = ["TEMPLATE", "word"]

TEMPLATE = "documents/document.docx"
_EPOCH = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""The date of a file whose contract has none: a file's date is not a contract's."""
_WIDEST = 44
"""Letters that a column is made wide for at most."""
_PADDING = 3
_LETTER, _SMALL_LETTER = 58, 49
"""Tenths of points that a letter of a table takes, about; in one of many columns it is smaller."""
_MANY = 5
_MEMBER_DATE = (1980, 1, 1, 0, 0, 0)


def word(document: Document, own: Folder | None) -> bytes:
    """The file. `own` is the user's folder of templates."""
    import docx

    template = own / TEMPLATE if own is not None else None
    made = docx.Document(str(template) if template is not None and template.is_file() else None)
    is_theirs = template is not None and template.is_file()
    value = value_of(document)
    _properties(made, document, value)
    give_styles(made, value["paper"], keep=is_theirs)
    _Writer(made, value).write(with_foot=not is_theirs)
    file = io.BytesIO()
    made.save(file)
    return _fixed(file.getvalue())


def _properties(made: Word, document: Document, value: Value) -> None:
    core = made.core_properties
    day = document.effective
    when = datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC) if day is not None else _EPOCH
    core.title, core.language, core.version = value["page_title"], value["language"], value["version"] or ""
    core.author = core.last_modified_by = core.comments = core.keywords = core.subject = ""
    core.created = core.modified = when
    core.revision = 1


def _fixed(content: bytes) -> bytes:
    """The same file without the time of day: the members of an archive carry the clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(out, "w") as written:
        for member in read.infolist():
            info = zipfile.ZipInfo(member.filename, _MEMBER_DATE)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            written.writestr(info, read.read(member))
    return out.getvalue()


class _Writer:
    """Writes the values of a document into a Word file, from top to bottom."""

    def __init__(self, made: Word, value: Value) -> None:
        self.made = made
        self.value = value
        self.styles = {style.name: style.style_id for style in made.styles}
        """Their ids by name: python-docx would look through all of them for each paragraph."""
        give_lists(made, value["labels"]["annex"])
        self.annexes = frozenset(annex["anchor"] for annex in value["annexes"])
        """Their numbers are not worked out by Word in the text: it would put `Annex` before them once more."""

    def write(self, *, with_foot: bool) -> None:
        value = self.value
        if value["logo"] is not None:
            self._logo(value["logo"])
        self.line(self.paragraph("Title"), value["title"])
        if value["subtitle"]:
            self.line(self.paragraph("Subtitle"), value["subtitle"])
        self.facts(value["facts"], style="Contract Head")
        for block in value["introduction"]:
            self._sentences(self.paragraph("Contract Clause"), block["sentences"])
        self._short()
        self._contents()
        for section in value["sections"]:
            self.clause(section, 0, annex=False)
        for at, annex in enumerate(value["annexes"]):
            self.clause(annex, 0, annex=True, on_new_page=at == 0)
        if with_foot:
            self._foot()

    def _logo(self, logo: Value) -> None:
        """With what it shows in words, for those who cannot see it."""
        from docx.shared import Mm

        run = self.paragraph("Contract Logo").add_run()
        picture = run.add_picture(io.BytesIO(png(logo["svg"])), height=Mm(11))
        described(picture, logo["shows"])

    def _short(self) -> None:
        value = self.value
        table = self.made.add_table(rows=1, cols=1)
        cell = table.cell(0, 0)
        shaded(table, "EFF5FA", "1769AA")
        self.line(cell.paragraphs[0], value["short_title"])
        styled(cell.paragraphs[0], self.styles["Contract Box Title"])
        for fact in value["short"]:
            paragraph = styled(cell.add_paragraph(), self.styles["Contract Box"])
            self.line(paragraph, [{"is": "strong", "parts": fact["label"]}, {"is": "text", "text": ": "}])
            self.line(paragraph, fact["value"])
        self.line(styled(cell.add_paragraph(), self.styles["Contract Small"]), value["short_note"])

    def _contents(self) -> None:
        """A table of contents that Word keeps up; until it does, the titles as links."""
        self.paragraph("Contract Heading", self.value["labels"]["contents"])
        titles = [(section, section["number"]) for section in self.value["sections"]]
        titles += [(annex, f"{self.value['labels']['annex']} {annex['number']}") for annex in self.value["annexes"]]
        lines = [self.paragraph("Contract Contents") for _ in titles]
        for paragraph, (clause, number) in zip(lines, titles, strict=True):
            text = _words(clause["title"])
            linked(paragraph, clause["anchor"], f"{number}\t{text}")
        if lines:
            bounded(lines[0], lines[-1], 'TOC \\o "1-1" \\h \\z')

    def _foot(self) -> None:
        value, labels = self.value, self.value["labels"]
        paragraph = self.made.sections[0].footer.paragraphs[0]
        styled(paragraph, self.styles["Contract Small"])
        version = f" · {labels['version']} {value['version']}" if value["version"] is not None else ""
        paragraph.add_run(f"{value['name']}{version} · {value['fingerprint']}   {labels['page']} ")
        field(paragraph, "PAGE", "1")
        paragraph.add_run(f" {labels['page_of']} ")
        field(paragraph, "NUMPAGES", "1")

    # --- clauses ------------------------------------------------------------

    def clause(self, clause: Value, level: int, *, annex: bool, on_new_page: bool = False) -> None:
        """A clause and those within it. A titled one is a heading; another is numbered before its first sentence."""
        if clause["title"]:
            paragraph = self.paragraph(f"Heading {level + 1}")
            self.line(paragraph, clause["title"])
            blocks = clause["blocks"]
        else:
            paragraph = self.paragraph("Contract Clause")
            blocks = self._first_sentences(paragraph, clause["blocks"])
        paragraph.paragraph_format.page_break_before = True if on_new_page else None
        give_number(paragraph, level, annex=annex)
        bookmark(paragraph, clause["anchor"])
        self.blocks(blocks)
        for inner in clause["clauses"]:
            self.clause(inner, level + 1, annex=annex)

    def _first_sentences(self, paragraph: Paragraph, blocks: list[Value]) -> list[Value]:
        """Put a first paragraph behind the number; the blocks that are left."""
        if not blocks or blocks[0]["is"] != "paragraph":
            paragraph.paragraph_format.keep_with_next = True
            return blocks
        self._sentences(paragraph, blocks[0]["sentences"])
        return blocks[1:]

    # --- blocks -------------------------------------------------------------

    def blocks(self, blocks: list[Value]) -> None:
        for block in blocks:
            self._block(block)

    def _block(self, block: Value) -> None:
        match block["is"]:
            case "paragraph":
                self._sentences(self.paragraph(BODY), block["sentences"])
            case "bullets":
                for item in block["items"]:
                    paragraph = self.paragraph("Contract Bullet", "•\t")
                    self.line(paragraph, item)
            case "formula":
                for line in block["lines"]:
                    self.line(self.paragraph("Contract Formula"), line)
            case "facts":
                self.facts(block["facts"])
            case "table":
                self._table(block)
            case "listing":
                self.line(self.paragraph("Contract Caption"), block["label"])
                self.paragraph("Contract Query", block["text"])
            case "signatures":
                self._signatures(block["parties"])
            case "picture":
                self.paragraph(BODY, block["shows"])
            case _:  # an alternative
                self.line(self.paragraph("Contract Whom"), block["whom"])
                self.blocks(block["blocks"])

    def facts(self, facts: list[Value], style: str = "Contract Fact") -> None:
        for fact in facts:
            paragraph = self.paragraph(style)
            self.line(paragraph, fact["label"])
            paragraph.add_run("\t")
            self.line(paragraph, fact["value"])

    def _table(self, block: Value) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        self.line(self.paragraph("Contract Caption"), block["caption"])
        table = self.made.add_table(rows=1 + len(block["rows"]), cols=len(block["heads"]), style="Contract Table")
        cells = grid(table)
        self._widths(table, cells, block)
        last = len(block["rows"])
        body = "Contract Cell" if len(block["heads"]) <= _MANY else "Contract Small Cell"
        for number, row in enumerate([block["heads"], *block["rows"]]):
            for cell, text, side in zip(cells[number], row, block["aligns"], strict=True):
                paragraph = cell.paragraphs[0]
                styled(paragraph, self.styles["Contract Small" if number == 0 else body])
                is_total = block["total"] and number == last
                self.line(paragraph, [{"is": "strong", "parts": text}] if is_total else text)
                if side == "right":
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                paragraph.paragraph_format.keep_with_next = number < min(last, 24) or None
        whole_rows(table)
        self.paragraph("Contract Gap")

    def _widths(self, table: Table, cells: list[list[_Cell]], block: Value) -> None:
        """Columns by what they hold, since Word does not look: all words whole, then long texts on few lines."""
        from docx.shared import Mm, Pt

        section = self.made.sections[0]
        margins = (section.left_margin or Mm(25)) + (section.right_margin or Mm(25))
        whole = (section.page_width or Mm(210)) - margins - Pt(INDENT)
        columns = [[_words(cell) for cell in column] for column in zip(block["heads"], *block["rows"], strict=True)]
        least = [
            _longest_part(column, is_whole=side == "right")
            for column, side in zip(columns, block["aligns"], strict=True)
        ]
        more = [max(0, min(_WIDEST, max(map(len, column))) - part) for column, part in zip(columns, least, strict=True)]
        letter = Pt(_LETTER if len(columns) <= _MANY else _SMALL_LETTER) // 10
        spare = max(0, whole - sum(least) * letter)
        for at, (column, part, rest) in enumerate(zip(table.columns, least, more, strict=True)):
            share = whole * part // sum(least) if not spare else letter * part + spare * rest // max(1, sum(more))
            column.width = share
            for cell in (row[at] for row in cells):
                cell.width = column.width

    def _signatures(self, parties: list[Value]) -> None:
        table = self.made.add_table(rows=1, cols=max(1, len(parties)))
        whole_rows(table)
        for cell, party in zip(table.rows[0].cells, parties, strict=False):
            self.line(cell.paragraphs[0], party["party"])
            for name in party["lines"]:
                self.line(styled(cell.add_paragraph(), self.styles["Contract Signature"]), name)

    def paragraph(self, style: str, text: str = "") -> Paragraph:
        """A new paragraph at the end, of a style by its name."""
        return styled(self.made.add_paragraph(text), self.styles[style])

    # --- lines --------------------------------------------------------------

    def _sentences(self, paragraph: Paragraph, sentences: list[list[Value]]) -> None:
        for number, sentence in enumerate(sentences):
            if number:
                paragraph.add_run(" ")
            self.line(paragraph, sentence)

    def line(self, paragraph: Paragraph, parts: list[Value], *, strong: bool | None = None) -> None:
        for part in parts:
            match part["is"]:
                case "strong":
                    self.line(paragraph, part["parts"], strong=True)
                case "to" if part["anchor"] in self.annexes:
                    linked(paragraph, part["anchor"], part["text"])
                case "to":
                    field(paragraph, f"REF {mark_of(part['anchor'])} \\w \\h", part["text"])
                case "link":
                    linked(paragraph, None, part["text"], address=part["address"])
                case "code":
                    styled(paragraph.add_run(part["text"]), self.styles["Contract Code"])
                case _:
                    paragraph.add_run(part["text"]).bold = strong


def _words(parts: list[Value]) -> str:
    return "".join(_words(part["parts"]) if part["is"] == "strong" else part["text"] for part in parts)


def _longest_part(texts: list[str], *, is_whole: bool) -> int:
    """Letters of what must not be parted: a word, or where numbers stand, what is below the head as a whole."""
    words = [word for text in texts for word in text.split()]
    parts = [*words, *(text for text in texts[1:] if is_whole and len(text) <= _WIDEST // 2)]
    return max(map(len, parts), default=1) + _PADDING
