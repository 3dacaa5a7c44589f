"""Panels of a plan as Grafana's JSON, each through the template of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nines.emit.environment import Raw, environment, yaml_text
from nines.emit.grafana.looks import (
    COLOURS,
    UNITS,
    Setting,
    block,
    members,
    number,
    object_of,
    settings,
)
from nines.plan.boards.look import Look, Tone, Unit
from nines.plan.boards.model import (
    Axis,
    Cell,
    Column,
    Form,
    Line,
    Lines,
    Panel,
    Place,
    Query,
    Section,
    Shown,
    Source,
    Stat,
    States,
    Style,
    Table,
    Text,
)
from nines.promql.labels import labels
from nines.promql.text import line
from nines.record import replace
from nines.resources import Folder
from nines.values.model import Duration
from nines.values.text import prometheus_duration

__all__ = ["laid_out", "named", "panel"]

AUTOMATIC = "__auto"
"""A legend of whatever labels a series has."""

_SIZE, _LONG_SIZE = 26, 20
"""Of the numbers of stats, in pixels; the long one is for durations in words, which must fit on a line."""

_LABEL = re.compile(r"\{([a-zA-Z_][a-zA-Z0-9_]*)\}")
_CELLS = {
    Cell.TEXT: object_of(("type", "auto")),
    Cell.NUMBER: object_of(("type", "auto")),
    Cell.TINTED: object_of(("type", "color-background"), ("mode", "basic")),
    Cell.BAR: object_of(("type", "gauge"), ("mode", "basic"), ("valueDisplayMode", "text")),
}

_ALIGNED = {Cell.TINTED: "center", Cell.NUMBER: "right"}


def laid_out(own: Folder | None, template: str, /, **values: object) -> Raw:
    """A template of Grafana's folder with values put in. Raises what Jinja raises on a template of the user's."""
    return Raw(environment("yaml", own).get_template(f"grafana/{template}").render(**values))


def panel(planned: Panel, own: Folder | None) -> Raw:
    """The JSON of a panel, with those within it."""
    match planned:
        case Stat():
            return _stat(planned, own)
        case Table():
            return _table(planned, own)
        case Lines():
            return _lines(planned, own)
        case States():
            return _source(planned, own, "state-timeline", overrides=block(()))
        case Text():
            return laid_out(own, "panels/text.json", **_common(planned), markdown=planned.markdown)
        case Section():
            inner = block(panel(one, own) for one in planned.panels)
            return laid_out(own, "panels/row.json", **_common(planned), panels=inner)


def _common(planned: Shown) -> dict[str, object]:
    return {
        "id": planned.id,
        "title": planned.title,
        "description": planned.description,
        "place": _place(planned.place),
    }


def _place(place: Place) -> Raw:
    return object_of(("h", place.height), ("w", place.width), ("x", place.x), ("y", place.y))


def _source(planned: Source, own: Folder | None, kind: str, *, of_series: bool = True, **values: object) -> Raw:
    """A panel that asks: what all of these have, and what its kind adds."""
    return laid_out(
        own,
        f"panels/{kind}.json",
        **_common(planned),
        interval=prometheus_duration(planned.interval.milliseconds),
        queries=block(_query(one, own) for one in planned.queries),
        look=members(settings(_unbounded(planned), of_series=of_series, of_one=isinstance(planned, Stat))),
        **values,
    )


def _query(query: Query, own: Folder | None) -> Raw:
    return laid_out(
        own,
        "query.json",
        ref=query.ref,
        expression=line(query.expression),
        format="table" if query.form is Form.ROWS else "time_series",
        instant=query.form is not Form.OVER_TIME,
        range=query.form is Form.OVER_TIME,
        legend=named(query.legend),
    )


def named(text: str) -> str:
    """A text with labels in braces, as Grafana fills them in."""
    return _LABEL.sub(r"{{\1}}", text)


def _stat(planned: Stat, own: Folder | None) -> Raw:
    return _source(
        planned,
        own,
        "stat",
        color_mode="value",
        text_mode="value_and_name" if planned.named else "value",
        size=_LONG_SIZE if planned.look.unit is Unit.DURATION else _SIZE,
        overrides=_overrides(planned.lines),
    )


def _table(planned: Table, own: Folder | None) -> Raw:
    columns = [_override("byName", column.title, _cell(column)) for column in planned.columns]
    return _source(
        planned,
        own,
        "table",
        of_series=False,
        transformations=block(_joined(planned.queries, planned.columns)),
        sort=Raw(
            "["
            + ", ".join(object_of(("displayName", one.title), ("desc", one.descending)) for one in planned.sort)
            + "]"
        ),
        overrides=block(columns),
    )


def _cell(column: Column) -> tuple[Setting, ...]:
    made: list[Setting] = [("custom.cellOptions", _CELLS[column.cell])]
    if column.cell in _ALIGNED:
        made.append(("custom.align", Raw(yaml_text(_ALIGNED[column.cell]))))
    if column.width is not None:
        made.append(("custom.width", Raw(str(column.width))))
    if column.wrapped:
        made.append(("custom.wrapText", Raw("true")))
    # A label that is not there says nothing: the table's own word for no rows at all would be wrong in a cell.
    look = settings(column.look) if column.look is not None else (("noValue", Raw('""')),)
    return (*look, *made)


def _joined(queries: tuple[Query, ...], columns: tuple[Column, ...]) -> tuple[Raw, ...]:
    """Makes one table of all queries, with the planned columns alone, in their order and under their titles."""
    names = [_field(column, queries) for column in columns]
    wanted = set(names)
    unwanted = sorted(_fields(queries) - wanted)
    merge = (object_of(("id", "merge"), ("options", Raw("{}"))),) if len(queries) > 1 else ()
    organize = object_of(
        ("excludeByName", object_of(*((name, True) for name in unwanted))),
        ("indexByName", object_of(*((name, index) for index, name in enumerate(names)))),
        ("renameByName", object_of(*((name, column.title) for name, column in zip(names, columns, strict=True)))),
    )
    return (*merge, object_of(("id", "organize"), ("options", organize)))


def _field(column: Column, queries: tuple[Query, ...]) -> str:
    """What Grafana calls the field of a column: its label, or that of a query's values."""
    if column.label is not None:
        return column.label
    return f"Value #{column.ref}" if len(queries) > 1 else "Value"


def _fields(queries: tuple[Query, ...]) -> set[str]:
    """All fields that the answers have: time, labels and values."""
    values = {f"Value #{query.ref}" for query in queries} if len(queries) > 1 else {"Value"}
    named = {label for query in queries for label in labels(query.expression).at_most or ()}
    return {"Time", *values, *named}


def _lines(planned: Lines, own: Folder | None) -> Raw:
    scale = (("type", "log"), ("log", 10)) if planned.axis is Axis.LOGARITHMIC else (("type", "linear"),)
    return _source(
        planned,
        own,
        "timeseries",
        scale=object_of(*scale),
        legend=_legend(planned.queries),
        thresholds="dashed" if planned.thresholds else "off",
        own_time=_own_time(planned.past),
        overrides=_overrides(planned.lines, *_bounds(planned)),
    )


def _own_time(past: Duration | None) -> Raw:
    if past is None:
        return Raw("")
    return Raw(f'\n"timeFrom": {yaml_text(prometheus_duration(past.milliseconds))},')


def _unbounded(planned: Source) -> Look:
    """The look without bounds where these are soft, and so stand elsewhere."""
    soft = isinstance(planned, Lines) and planned.axis is Axis.LINEAR
    return replace(planned.look, least=None, most=None) if soft else planned.look


def _bounds(planned: Lines) -> Iterator[Raw]:
    """Bounds that values may leave: what is overspent is drawn too. A logarithmic scale keeps its lower end."""
    if planned.axis is Axis.LINEAR:
        pairs = (("custom.axisSoftMin", planned.look.least), ("custom.axisSoftMax", planned.look.most))
        soft = [(name, number(bound)) for name, bound in pairs if bound is not None]
        if soft:
            yield _override("byType", "number", soft)


def _legend(queries: tuple[Query, ...]) -> Raw:
    """A few lines that are known are named below the graph; many are a table beside it, the highest first."""
    common = (("calcs", Raw('["lastNotNull"]')), ("showLegend", True))
    if any("{" in query.legend or query.legend == AUTOMATIC for query in queries):
        return object_of(
            *common, ("displayMode", "table"), ("placement", "right"), ("sortBy", "Last *"), ("sortDesc", True)
        )
    return object_of(*common, ("displayMode", "list"), ("placement", "bottom"))


def _overrides(lines: Iterable[Line], *more: Raw) -> Raw:
    return block([*more, *(_override("byFrameRefID", one.ref, _line(one)) for one in lines)])


def _line(special: Line) -> tuple[Setting, ...]:
    made: list[Setting] = []
    if special.tone is not Tone.VARIED:
        made.append(("color", object_of(("mode", "fixed"), ("fixedColor", COLOURS[special.tone]))))
    if special.unit is not None:
        made.append(("unit", Raw(yaml_text(UNITS[special.unit]))))
    if special.style is Style.DASHED:
        made.append(("custom.lineStyle", object_of(("fill", "dash"), ("dash", Raw("[8, 8]")))))
    if special.style is Style.BARS:
        # Grafana's own bars are as thin as the step of the query; filled steps are as wide as their value lasts.
        made += [("custom.lineInterpolation", Raw('"stepAfter"')), ("custom.fillOpacity", Raw("80"))]
    return tuple(made)


def _override(by: str, what: str, made: Iterable[Setting]) -> Raw:
    properties = ", ".join(object_of(("id", name), ("value", value)) for name, value in made)
    matcher = object_of(("id", by), ("options", what))
    return Raw(f'{{"matcher": {matcher}, "properties": [{properties}]}}')
