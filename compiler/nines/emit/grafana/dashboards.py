"""Boards of the plan as Grafana's dashboards: classic JSON, and the file by which Grafana finds it.

The JSON has the form of `schemaVersion` 38, which the migrations of later releases leave alone and which file
provisioning takes in all of them.
"""

from __future__ import annotations

from nines.emit.artifact import Artifact, Item
from nines.emit.environment import Raw
from nines.emit.grafana.looks import COLOURS, block
from nines.emit.grafana.panels import laid_out, named, panel
from nines.plan.boards.model import Board, BoardLink, Choice, Fixed, Marks, Panel, Section, Text, Variable
from nines.plan.boards.model import Folder as BoardFolder
from nines.promql.text import line
from nines.resources import Folder
from nines.source import Span
from nines.values.text import prometheus_duration

__all__ = ["KIND", "dashboards", "items", "path"]

KIND = "dashboards"


def dashboards(boards: tuple[Board, ...], bundle: str, folder: str, own: Folder | None) -> tuple[Artifact, ...]:
    """The files of all boards, below the folder of dashboards: a JSON each, and the provider's.

    `own` is the user's folder of templates. Raises what Jinja raises on a template of the user's.
    """
    drawn: dict[int, Raw] = {}
    made = [
        Artifact(path(board, folder), _dashboard(board, bundle, own, drawn), KIND, _origins(board.origin))
        for board in boards
    ]
    folders = tuple(dict.fromkeys(board.folder for board in boards))
    if folders:
        made.append(Artifact(f"{folder}/provisioning/nines.yaml", _provider(folders, bundle, own), KIND))
    return tuple(made)


def items(boards: tuple[Board, ...], folder: str) -> tuple[Item, ...]:
    """What the files hold, for the inventory: each board by its uid, each of its panels by `uid/id`."""
    return tuple(item for board in boards for item in _items(board, folder))


def path(board: Board, folder: str) -> str:
    """Where the JSON of a board goes, relative to the output folder."""
    return f"{folder}/{board.folder.name}/{board.name}.json"


def _items(board: Board, folder: str) -> list[Item]:
    of = board.of or ""
    file = path(board, folder)
    made = [Item("dashboard", board.uid, file, of=of, means=board.title, origin=board.origin)]
    made += [
        Item("panel", f"{board.uid}/{one.id}", file, of=of, means=one.title, origin=board.origin)
        for one in _all(board.panels)
    ]
    return made


def _all(panels: tuple[Panel, ...]) -> list[Panel]:
    """Panels with those of folded sections, and without the sections themselves."""
    return [inner for one in panels for inner in (_all(one.panels) if isinstance(one, Section) else [one])]


def _origins(origin: Span | None) -> tuple[Span, ...]:
    return (origin,) if origin is not None else ()


def _dashboard(board: Board, bundle: str, own: Folder | None, drawn: dict[int, Raw]) -> str:
    panels = drawn.get(id(board.panels))
    if panels is None:
        # Boards of one kind share their panels, which are most of the work.
        panels = drawn[id(board.panels)] = block(_panel(one, own, drawn) for one in board.panels)
    return laid_out(
        own,
        "dashboard.json",
        uid=board.uid,
        title=board.title,
        question=board.question,
        tags=["nines", bundle],
        zone=board.zone if board.zone is not None else "browser",
        start=f"now-{prometheus_duration(board.span.milliseconds)}",
        refresh=prometheus_duration(board.refresh.milliseconds),
        links=block(_link(one, own) for one in board.links),
        annotations=block(_annotation(one, own) for one in board.marks),
        variables=block(
            [laid_out(own, "variables/datasource.json"), *(_variable(one, own) for one in board.variables)]
        ),
        panels=panels,
    )


def _panel(planned: Panel, own: Folder | None, drawn: dict[int, Raw]) -> Raw:
    """Call sheets share the panels that ask, and each has texts of its own."""
    if isinstance(planned, Text):
        return panel(planned, own)
    found = drawn.get(id(planned))
    if found is None:
        found = drawn[id(planned)] = panel(planned, own)
    return found


def _link(link: BoardLink, own: Folder | None) -> Raw:
    return laid_out(own, "link.json", title=link.title, url=f"/d/{link.uid}", variables=True)


def _annotation(marks: Marks, own: Folder | None) -> Raw:
    return laid_out(
        own,
        "annotation.json",
        title=marks.title,
        shown=marks.shown,
        color=COLOURS[marks.tone],
        expression=line(marks.expression),
        interval=prometheus_duration(marks.interval.milliseconds),
        text=named(marks.text),
    )


def _variable(variable: Variable, own: Folder | None) -> Raw:
    match variable:
        case Fixed():
            return laid_out(own, "variables/fixed.json", name=variable.name, value=variable.value)
        case Choice():
            everything = variable.everything
            return laid_out(
                own,
                "variables/choice.json",
                name=variable.name,
                title=variable.title,
                query=f"label_values({line(variable.series)}, {variable.label})",
                everything=everything,
                several=variable.several,
                hide=2 if variable.hidden else 0,
                text="All" if everything else "",
                value="$__all" if everything else "",
            )


def _provider(folders: tuple[BoardFolder, ...], bundle: str, own: Folder | None) -> str:
    parts = [
        laid_out(
            own,
            "provider-folder.yaml",
            name=folder.uid,
            folder=folder.title,
            folder_uid=folder.uid,
            path=f"/etc/grafana/dashboards/{bundle}/{folder.name}",
        )
        for folder in folders
    ]
    return laid_out(own, "provider.yaml", providers=Raw("".join(parts).rstrip("\n")))
