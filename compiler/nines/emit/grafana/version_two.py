"""The newer form of Grafana's dashboards, made of the classic one: the same panels and queries, sections as tabs.

It is made of the classic JSON, as Grafana itself does it: so both say the same, and templates of a user's own hold for
both.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

__all__ = ["version_two"]

_Object = dict[str, Any]

_CURSORS = ("Off", "Crosshair", "Tooltip")
_HIDING = ("dontHide", "hideLabel", "hideVariable")
_REFRESHING = ("never", "onDashboardLoad", "onTimeRangeChanged")
_SORTING = (
    "disabled",
    "alphabeticalAsc",
    "alphabeticalDesc",
    "numericalAsc",
    "numericalDesc",
    "alphabeticalCaseInsensitiveAsc",
    "alphabeticalCaseInsensitiveDesc",
)
_INTERVALS = ["5s", "10s", "30s", "1m", "5m", "15m", "30m", "1h", "2h", "1d"]
_QUERY_OPTIONS = ("maxDataPoints", "interval", "timeFrom", "timeShift", "hideTimeOverride", "cacheTimeout")
_FIRST_TAB = "Overview"


def version_two(classic: _Object) -> _Object:
    """The `spec` of a dashboard of version 2."""
    panels: list[_Object] = classic["panels"]
    return {
        "title": classic["title"],
        "description": classic["description"],
        "tags": classic["tags"],
        "editable": classic["editable"],
        "preload": False,
        "cursorSync": _CURSORS[classic["graphTooltip"]],
        "timeSettings": {
            "timezone": classic["timezone"],
            "from": classic["time"]["from"],
            "to": classic["time"]["to"],
            "autoRefresh": classic["refresh"],
            "autoRefreshIntervals": _INTERVALS,
            "hideTimepicker": False,
            "fiscalYearStartMonth": 0,
        },
        "links": [_link(link) for link in classic["links"]],
        "annotations": [_annotation(one) for one in classic["annotations"]["list"]],
        "variables": [_variable(one) for one in classic["templating"]["list"]],
        "elements": {_name(one): _element(one) for one in _flat(panels)},
        "layout": _layout(panels),
    }


def _flat(panels: Iterable[_Object]) -> Iterable[_Object]:
    for panel in panels:
        if panel["type"] == "row":
            yield from panel["panels"]
        else:
            yield panel


def _name(panel: _Object) -> str:
    return f"panel-{panel['id']}"


# Where panels stand.


def _layout(panels: list[_Object]) -> _Object:
    """What stands above the first section is the first tab, and each section one of its own; without any, no tabs."""
    tabs: list[tuple[str, list[_Object]]] = [(_FIRST_TAB, [])]
    for panel in panels:
        if panel["type"] == "row":
            tabs.append((panel["title"], list(panel["panels"])))
        else:
            tabs[-1][1].append(panel)
    if len(tabs) == 1:
        return _grid(panels)
    filled = [(title, within) for title, within in tabs if within]
    return {
        "kind": "TabsLayout",
        "spec": {
            "tabs": [
                {"kind": "TabsLayoutTab", "spec": {"title": title, "layout": _grid(within)}} for title, within in filled
            ]
        },
    }


def _grid(panels: list[_Object]) -> _Object:
    top = min((panel["gridPos"]["y"] for panel in panels), default=0)
    return {
        "kind": "GridLayout",
        "spec": {
            "items": [
                {
                    "kind": "GridLayoutItem",
                    "spec": {
                        "x": panel["gridPos"]["x"],
                        "y": panel["gridPos"]["y"] - top,
                        "width": panel["gridPos"]["w"],
                        "height": panel["gridPos"]["h"],
                        "element": {"kind": "ElementReference", "name": _name(panel)},
                    },
                }
                for panel in panels
            ]
        },
    }


# Panels.


def _element(panel: _Object) -> _Object:
    return {
        "kind": "Panel",
        "spec": {
            "id": panel["id"],
            "title": panel["title"],
            "description": panel.get("description", ""),
            "links": [_panel_link(link) for link in panel.get("links", [])],
            "data": {
                "kind": "QueryGroup",
                "spec": {
                    "queries": [_panel_query(target) for target in panel.get("targets", [])],
                    "transformations": [_transformation(one) for one in panel.get("transformations", [])],
                    "queryOptions": {key: panel[key] for key in _QUERY_OPTIONS if key in panel},
                },
            },
            "vizConfig": {
                "kind": "VizConfig",
                "group": panel["type"],
                "version": "",
                "spec": {
                    "options": panel.get("options", {}),
                    "fieldConfig": panel.get("fieldConfig", {"defaults": {}, "overrides": []}),
                },
            },
        },
    }


def _panel_link(link: _Object) -> _Object:
    return {key: link[key] for key in ("title", "url", "targetBlank") if key in link}


def _panel_query(target: _Object) -> _Object:
    said = {key: value for key, value in target.items() if key not in ("refId", "datasource", "hide")}
    query = _query(target["datasource"], said)
    return {"kind": "PanelQuery", "spec": {"query": query, "refId": target["refId"], "hidden": False}}


def _query(source: _Object, said: _Object) -> _Object:
    return {
        "kind": "DataQuery",
        "group": source["type"],
        "version": "v0",
        "datasource": {"name": source["uid"]},
        "spec": said,
    }


def _transformation(one: _Object) -> _Object:
    spec = {key: one[key] for key in ("disabled", "filter", "topic", "options") if key in one}
    return {"kind": "Transformation", "group": one["id"], "spec": spec}


# What stands above the panels.


def _link(link: _Object) -> _Object:
    return {key: value for key, value in link.items() if key != "id"}


def _annotation(one: _Object) -> _Object:
    """What Prometheus' own annotations say beside the query, Grafana keeps as it was."""
    legacy = ("titleFormat", "textFormat", "tagKeys", "useValueForTime")
    said = {"expr": one["expr"], "interval": one["step"], "refId": "Anno"}
    return {
        "kind": "AnnotationQuery",
        "spec": {
            "name": one["name"],
            "enable": one["enable"],
            "hide": one["hide"],
            "iconColor": one["iconColor"],
            "query": _query(one["datasource"], said),
            "legacyOptions": {key: one[key] for key in legacy if key in one},
        },
    }


def _variable(one: _Object) -> _Object:
    common = {
        "name": one["name"],
        "hide": _HIDING[one.get("hide", 0)],
        "skipUrlSync": one.get("skipUrlSync", False),
        **({"label": one["label"]} if one.get("label") else {}),
    }
    if one["type"] == "constant":
        option = {"text": one["query"], "value": one["query"]}
        return {"kind": "ConstantVariable", "spec": {**common, "query": one["query"], "current": option}}
    choice = {
        **common,
        "current": {key: one["current"][key] for key in ("text", "value")},
        "options": [],
        "multi": one["multi"],
        "includeAll": one["includeAll"],
        "refresh": _REFRESHING[one["refresh"]],
        "regex": one["regex"],
        "allowCustomValue": True,
    }
    if one["type"] == "datasource":
        return {"kind": "DatasourceVariable", "spec": {**choice, "pluginId": one["query"]}}
    all_value = {"allValue": one["allValue"]} if one.get("allValue") else {}
    return {
        "kind": "QueryVariable",
        "spec": {
            **choice,
            **all_value,
            "query": _query(one["datasource"], one["query"]),
            "definition": one["definition"],
            "sort": _SORTING[one["sort"]],
        },
    }
