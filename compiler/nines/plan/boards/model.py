"""What boards show, free of the tool that draws them: panels with their queries, variables, annotations, links.

A board answers one question, which is its description. Ids of panels are part of the plan: they stay what they
are when panels move, so that links to a panel go on working.
"""

from __future__ import annotations

from enum import Enum

from nines.plan.boards.look import Look, Tone, Unit
from nines.promql.tree import Expression
from nines.record import dataclass
from nines.source import Span
from nines.values.model import Duration

__all__ = [
    "Axis",
    "Board",
    "BoardLink",
    "Cell",
    "Choice",
    "Column",
    "Fixed",
    "Folder",
    "Form",
    "Line",
    "Lines",
    "Marks",
    "Panel",
    "Place",
    "Query",
    "Section",
    "Shown",
    "Sort",
    "Source",
    "Stat",
    "States",
    "Style",
    "Table",
    "Text",
    "Variable",
]


class Form(Enum):
    """How a query is asked: its value now, as rows of a table or as single values, or over the time that is shown."""

    ROWS = "rows"
    NOW = "now"
    OVER_TIME = "over time"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a panel lies, in a grid of 24 columns."""

    x: int
    y: int
    width: int
    height: int


NOWHERE = Place(0, 0, 1, 1)


@dataclass(frozen=True, slots=True)
class Query:
    """`ref` names it within its panel. `legend` names a series, with labels in braces: `{service}.{objective}`."""

    ref: str
    expression: Expression
    form: Form
    legend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What every panel has. `description` says what it shows and how to read it."""

    id: int
    title: str
    description: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Shown):
    """A panel that asks. `interval` is how often its series are recorded."""

    queries: tuple[Query, ...]
    look: Look
    interval: Duration


class Cell(Enum):
    """How a cell of a table shows its value: as text, flush right as numbers are, on a ground in its tone, as a bar."""

    TEXT = "text"
    NUMBER = "number"
    TINTED = "tinted"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, from a label or from the values of a query (by its ref).

    `width` in pixels, None for what is left. A `wrapped` one may take several lines.
    """

    title: str
    label: str | None = None
    ref: str | None = None
    look: Look | None = None
    cell: Cell = Cell.TEXT
    width: int | None = None
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Sort:
    title: str
    descending: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Source):
    """Rows of the queries, joined where their labels agree; worst first by `sort`."""

    columns: tuple[Column, ...]
    sort: tuple[Sort, ...]


class Style(Enum):
    """How a line is drawn."""

    SOLID = "solid"
    DASHED = "dashed"
    BARS = "bars"


@dataclass(frozen=True, slots=True)
class Line:
    """What is special about the series of one query. `unit`: another than that of its panel."""

    ref: str
    style: Style = Style.SOLID
    tone: Tone = Tone.VARIED
    unit: Unit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stat(Source):
    """One number large, or a few. `named`: each with the name of its series."""

    named: bool = False
    lines: tuple[Line, ...] = ()


class Axis(Enum):
    LINEAR = "linear"
    LOGARITHMIC = "logarithmic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines(Source):
    """Values over time. `thresholds`: the steps of the look are drawn as lines across the panel.

    `past`: how far it looks back from now, whatever the rest of the board shows.
    """

    lines: tuple[Line, ...] = ()
    axis: Axis = Axis.LINEAR
    thresholds: bool = False
    past: Duration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class States(Source):
    """Which state held when, a row a series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Shown):
    """Markdown."""

    markdown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Shown):
    """Panels under a heading, folded until somebody asks."""

    panels: tuple[Panel, ...]


Panel = Stat | Table | Lines | States | Text | Section


@dataclass(frozen=True, slots=True)
class Choice:
    """A variable whose values are those of a label of some series.

    `several`: more than one may be chosen; `everything`: all may, and are at first. A `hidden` one is for titles.
    """

    name: str
    title: str
    label: str
    series: Expression
    several: bool
    everything: bool
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Fixed:
    """A variable that has one value for ever, and is not shown."""

    name: str
    value: str


Variable = Choice | Fixed


@dataclass(frozen=True, slots=True)
class Marks:
    """Moments or spans marked on every graph, while `expression` is above 0."""

    title: str
    expression: Expression
    tone: Tone
    text: str
    interval: Duration
    shown: bool


@dataclass(frozen=True, slots=True)
class BoardLink:
    """From the head of a board to another, with time and variables kept."""

    title: str
    uid: str


@dataclass(frozen=True, slots=True)
class Folder:
    """Boards that the same people may see. `name` is that of the folder of files."""

    name: str
    uid: str
    title: str


@dataclass(frozen=True, slots=True)
class Board:
    """One board. `name` is that of its file.

    `span` is what is shown at first, back from now, `refresh` how often it is asked anew; `zone` is a zone's name,
    None for that of the reader. `of` is what it is a board of (a customer), if not of all; `origin` the spec line.
    """

    uid: str
    name: str
    folder: Folder
    title: str
    question: str
    span: Duration
    refresh: Duration
    zone: str | None
    variables: tuple[Variable, ...]
    marks: tuple[Marks, ...]
    links: tuple[BoardLink, ...]
    panels: tuple[Panel, ...]
    of: str | None
    origin: Span | None
