"""A company's own Alertmanager file: what of it is theirs, and what an earlier build put between our markers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nines.contract.base_codes import BASE_MARKERS, BASE_UNREADABLE
from nines.diagnostics.model import Label, Report
from nines.diagnostics.suggest import closest
from nines.emit.alertmanager.merge.nodes import Kind, Node, UnreadableError, compose
from nines.emit.alertmanager.merge.secrets import masked
from nines.record import dataclass
from nines.source import Source, Span

__all__ = ["END", "Base", "begin", "blocks", "end_of_line", "read_base", "start_of_line"]

END = "# nines end"
_MARKER = re.compile(r"[ \t]*# nines (?:begin (?P<bundle>\S.*?)|end)[ \t\r]*")

_KEYS = frozenset(
    {
        "global",
        "route",
        "receivers",
        "inhibit_rules",
        "templates",
        "time_intervals",
        "mute_time_intervals",
        "tracing",
    }
)


def begin(bundle: str) -> str:
    """The line before what is ours."""
    return f"# nines begin {bundle}"


@dataclass(frozen=True, slots=True)
class Taken:
    """A block between our markers that was taken out: the piece of the file's text, and where it was in the rest."""

    start: int
    end: int
    at: int


@dataclass(frozen=True, slots=True, eq=False)
class Base:
    """`text` is the file without what is between the markers of our bundle, and `root` its tree.

    `source` is what messages show of the file: the same, but for its secrets.
    """

    source: Source
    text: str
    root: Node
    taken: tuple[Taken, ...]

    @property
    def newline(self) -> str:
        """How the lines of the file end."""
        first = self.source.text.find("\n")
        return "\r\n" if first > 0 and self.source.text[first - 1] == "\r" else "\n"

    def span(self, node: Node) -> Span:
        """The first line of a node, in the file as it is."""
        end = self.text.find("\n", node.start, node.end)
        stop = node.end if end < 0 else end
        return self.source.span(self.offset(node.start), self.offset(max(stop, node.start)))

    def offset(self, at: int) -> int:
        """Where a place of `text` is in the file."""
        return at + sum(piece.end - piece.start for piece in self.taken if piece.at <= at)

    def column(self, at: int) -> int:
        """How many signs stand before a place on its line."""
        return at - start_of_line(self.text, at)


def start_of_line(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def end_of_line(text: str, at: int) -> int:
    """The start of the next line, or the end of the text."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def read_base(source: Source, bundle: str, report: Report) -> Base | None:
    """The file without our part; None if nothing can be merged into it, which is reported."""
    text = source.text
    source = Source(source.name, masked(text), source.path)
    root = _composed(source, text, report)
    if root is None:
        return None
    taken = _ours(source, root, bundle, report)
    if taken is None:
        return None
    for piece in reversed(taken):
        text = text[: piece.start] + text[piece.end :]
    if taken:
        root = _composed(source, text, report)
    base = Base(source, text, root, taken) if root is not None else None
    return base if base is not None and _is_alertmanagers(base, report) else None


def _composed(source: Source, text: str, report: Report) -> Node | None:
    try:
        root = compose(text)
    except UnreadableError as error:
        at = min(error.at, len(source.text))
        span = source.span(at, max(at, end_of_line(source.text, at) - 1))
        report.say(BASE_UNREADABLE, f"`{source.name}` is not Alertmanager's: {error.message}", span)
        return None
    if root is None or root.kind is not Kind.MAPPING or root.flow:
        report.say(
            BASE_UNREADABLE,
            f"`{source.name}` is not Alertmanager's: it has no keys such as `route` and `receivers`, a line each",
            source.span(0, max(0, end_of_line(source.text, 0) - 1)),
            helps=["name the file that Alertmanager is started with"],
        )
        return None
    return root


def _is_alertmanagers(base: Base, report: Report) -> bool:
    before = len(list(report))
    seen: set[str] = set()
    for key, _ in base.root.pairs:
        name = key.real.text
        if name not in _KEYS:
            better = closest(name, sorted(_KEYS))
            report.say(
                BASE_UNREADABLE,
                f"`{base.source.name}` is not Alertmanager's: it has the key `{name}`",
                base.span(key),
                "Alertmanager refuses it",
                helps=[f"did you mean `{better}`?"] if better else ["name the file that Alertmanager is started with"],
            )
        elif name in seen:
            report.say(BASE_UNREADABLE, f"`{name}` is there twice in `{base.source.name}`", base.span(key))
        seen.add(name)
    if "route" not in seen and len(list(report)) == before:
        first = base.root.items[0] if base.root.items else base.root
        report.say(
            BASE_UNREADABLE,
            f"`{base.source.name}` is not Alertmanager's: it has no `route`",
            base.span(first),
            helps=["name the file that Alertmanager is started with"],
        )
    return len(list(report)) == before


def _ours(source: Source, root: Node, bundle: str, report: Report) -> tuple[Taken, ...] | None:
    """What stands between the markers of a bundle; None if the markers do not pair."""
    taken: list[Taken] = []
    opened: tuple[Span, str] | None = None
    gone = 0
    wrong = False
    for line, owner in markers(source, root):
        if owner is not None and opened is not None:
            label = Label(opened[0], "the first begins here")
            report.say(BASE_MARKERS, f"`{line.text.strip()}` stands before another `{END}`", line, others=[label])
            wrong = True
        elif owner is not None:
            opened = (line, owner)
        elif opened is None:
            report.say(
                BASE_MARKERS,
                f"`{END}` has no `{begin(bundle)}` before it",
                line,
                helps=["put the line back that stood before what was built, or take this one away"],
            )
            wrong = True
        else:
            if opened[1] == bundle:
                start, end = opened[0].start, end_of_line(source.text, line.end)
                taken.append(Taken(start, end, start - gone))
                gone += end - start
            opened = None
    if opened is not None:
        report.say(
            BASE_MARKERS,
            f"`{opened[0].text.strip()}` has no `{END}` after it",
            opened[0],
            helps=[f"write `{END}` after what was built, or take both away"],
        )
        wrong = True
    return None if wrong else tuple(taken)


def markers(source: Source, root: Node) -> Iterator[tuple[Span, str | None]]:
    """The lines that are markers, each from its start to its end, with the bundle that begins. `root` is its tree."""
    inside = list(_texts(root, source.text))
    for number, start in enumerate(source.line_starts, 1):
        line = source.line(number)
        found = _MARKER.fullmatch(line)
        if found is not None and not any(first < start < last for first, last in inside):
            yield source.span(start, start + len(line)), found["bundle"]


def blocks(source: Source, root: Node) -> Iterator[tuple[int, int, str]]:
    """What stands between markers that pair, from the start of the first line to the end of the last, and whose."""
    opened: tuple[int, str] | None = None
    for line, owner in markers(source, root):
        if owner is not None:
            opened = (line.start, owner)
        elif opened is not None:
            yield opened[0], end_of_line(source.text, line.end), opened[1]
            opened = None


def _texts(root: Node, text: str) -> Iterator[tuple[int, int]]:
    """Where texts of several lines stand: what looks like a marker in one is none."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        waiting += node.items
        if node.kind is Kind.SCALAR and "\n" in text[node.start : node.end]:
            yield node.start, node.end
