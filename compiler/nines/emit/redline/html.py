"""Redlines as one HTML page that needs nothing else, in the look of the documents."""

from __future__ import annotations

from markupsafe import Markup

from nines.change.declared import Declared
from nines.emit.documents.characters import one_line
from nines.emit.environment import environment
from nines.emit.redline.words import VERDICTS, about, clause_name, heading, notice_text, sides, summary
from nines.plan.redline.model import ClauseChange, Compared, Line, Mark, Redline
from nines.record import dataclass
from nines.resources import Folder

__all__ = ["redlines_html"]


@dataclass(frozen=True, slots=True)
class _Labels:
    """What the style of the documents writes at the foot of printed pages."""

    page: str
    page_of: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    number: str
    about: str
    verdict: str
    word: str
    text: Markup


@dataclass(frozen=True, slots=True)
class ClauseView:
    name: str
    verdict: str
    word: str
    lines: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class RedlineView:
    """A contract with finished parts; `id` is unique on the page."""

    id: str
    title: str
    language: str
    sides: str
    notice: str
    notice_is_kept: bool
    faults: tuple[str, ...]
    changes: tuple[ChangeView, ...]
    clauses: tuple[ClauseView, ...]


@dataclass(frozen=True, slots=True)
class DeclaredView:
    what: str
    gone: tuple[str, ...]
    come: tuple[str, ...]


def redlines_html(compared: Compared, own: Folder | None = None) -> str:
    """The page. `own` is the user's folder of templates."""
    template = environment("html", own).get_template("documents/redline.html")
    return template.render(
        title="Redline",
        summary=summary(compared),
        contracts=[_view(number, item) for number, item in enumerate(compared.contracts, 1)],
        besides=[_besides(item) for item in compared.besides],
        paper="A4",
        running=Markup('""'),
        labels=_Labels("Page", "of"),
    )


def _besides(item: Declared) -> DeclaredView:
    gone, come = (tuple(one_line(said) for said in side) for side in (item.gone, item.come))
    return DeclaredView(one_line(item.what), gone, come)


def _view(number: int, item: Redline) -> RedlineView:
    return RedlineView(
        id=f"contract-{number}",
        title=one_line(heading(item)),
        language=item.language,
        sides=one_line(sides(item)),
        notice=notice_text(item.notice) if item.notice is not None else "",
        notice_is_kept=item.notice is None or item.notice.is_kept,
        faults=tuple(one_line(fault) for fault in item.faults),
        changes=tuple(
            ChangeView(
                change.number,
                one_line(about(change)),
                change.change.verdict.value,
                VERDICTS[change.change.verdict],
                _with_code(change.change.text),
            )
            for change in item.changes
        ),
        clauses=tuple(_clause(clause) for clause in item.clauses),
    )


def _with_code(text: str) -> Markup:
    """A sentence; what stands between backticks is of the specs."""
    parts = one_line(text).split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if at % 2 and at < len(parts) - 1 else Markup("{}").format(part)
        for at, part in enumerate(parts)
    )


def _clause(clause: ClauseChange) -> ClauseView:
    word = VERDICTS[clause.verdict]
    if not clause.why:
        word = "follows from other clauses" if clause.follows else "no term that is computed: to be read"
    return ClauseView(
        one_line(clause_name(clause)), clause.verdict.value, word, tuple(_line(line) for line in clause.lines)
    )


def _line(line: Line) -> Markup:
    return Markup("").join(_piece(piece.text, piece.mark) for piece in line)


def _piece(text: str, mark: Mark) -> Markup:
    start = " " if text[:1].isspace() else ""
    end = " " if text[-1:].isspace() and text.strip() else ""
    bare = one_line(text).strip()
    if not bare:
        return Markup(start)
    name = {Mark.BOTH: "", Mark.OLD: "del", Mark.NEW: "ins"}[mark]
    marked = Markup("<{0}>{1}</{0}>").format(Markup(name), bare) if name else Markup("{}").format(bare)
    return Markup("{}{}{}").format(start, marked, end)
