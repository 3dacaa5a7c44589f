"""A dashboard with one panel of each kind, right in every field: what the seeded mistakes are put into."""

from __future__ import annotations

import copy
from typing import Any

PROMETHEUS = {"type": "prometheus", "uid": "${datasource}"}

LEGEND = {"calcs": [], "displayMode": "list", "placement": "bottom", "showLegend": True}
TOOLTIP = {"mode": "multi", "sort": "desc"}
HIDE_FROM = {"legend": False, "tooltip": False, "viz": False}


def query(ref: str, expression: str, **more: Any) -> dict[str, Any]:
    base = {"refId": ref, "expr": expression, "datasource": PROMETHEUS, "format": "time_series"}
    return {**base, "instant": False, "range": True, **more}


def panel(number: int, kind: str, options: dict[str, Any], defaults: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "type": kind,
        "title": f"Panel {number}",
        "description": "What is it?",
        "gridPos": {"h": 8, "w": 12, "x": 0, "y": 8 * number},
        "datasource": PROMETHEUS,
        "targets": [query("A", "slo:state", legendFormat="{{objective}}")],
        "options": options,
        "fieldConfig": {"defaults": defaults, "overrides": []},
        **more,
    }


STATE_MAPPINGS = [
    {"type": "value", "options": {"1": {"text": "● fine", "color": "#2E93E6", "index": 0}}},
    {"type": "range", "options": {"from": None, "to": 0, "result": {"text": "overspent"}}},
    {"type": "special", "options": {"match": "null+nan", "result": {"text": "no data"}}},
]
THRESHOLDS = {"mode": "absolute", "steps": [{"color": "#D4235A", "value": None}, {"color": "#2E93E6", "value": 0}]}

STAT = panel(
    1,
    "stat",
    {
        "colorMode": "background",
        "graphMode": "none",
        "justifyMode": "auto",
        "orientation": "auto",
        "percentChangeColorMode": "standard",
        "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False},
        "showPercentChange": False,
        "textMode": "value",
        "wideLayout": True,
    },
    {
        "color": {"mode": "thresholds"},
        "decimals": 2,
        "links": [{"title": "The objective", "url": "/d/nines-shop-objective", "targetBlank": False}],
        "mappings": STATE_MAPPINGS,
        "noValue": "Not scraped for 5m",
        "thresholds": THRESHOLDS,
        "unit": "percentunit",
    },
    maxDataPoints=400,
    interval="1m",
)

TABLE = panel(
    2,
    "table",
    {
        "cellHeight": "sm",
        "frameIndex": 0,
        "showHeader": True,
        "sortBy": [{"displayName": "State", "desc": True}],
    },
    {"custom": {"align": "auto", "cellOptions": {"type": "auto"}, "filterable": True, "inspect": False}},
    transformations=[
        {"id": "merge", "options": {}},
        {
            "id": "organize",
            "options": {
                "excludeByName": {"Time": True},
                "indexByName": {"service": 0},
                "renameByName": {"Value #A": "State"},
            },
        },
        {"id": "sortBy", "options": {"sort": [{"field": "State", "desc": True}]}},
    ],
)
TABLE["fieldConfig"]["overrides"] = [
    {
        "matcher": {"id": "byName", "options": "Budget left"},
        "properties": [
            {"id": "unit", "value": "percentunit"},
            {"id": "custom.width", "value": 160},
            {"id": "custom.cellOptions", "value": {"type": "gauge", "mode": "basic", "valueDisplayMode": "text"}},
        ],
    }
]

TIME_SERIES = panel(
    3,
    "timeseries",
    {"legend": LEGEND, "tooltip": TOOLTIP},
    {
        "custom": {
            "axisPlacement": "auto",
            "drawStyle": "line",
            "fillOpacity": 0,
            "hideFrom": HIDE_FROM,
            "lineStyle": {"fill": "dash", "dash": [8, 8]},
            "lineWidth": 2,
            "scaleDistribution": {"type": "log", "log": 10},
            "showPoints": "never",
            "spanNulls": False,
            "stacking": {"group": "A", "mode": "none"},
            "thresholdsStyle": {"mode": "line"},
        },
        "min": 0,
        "unit": "suffix:x",
    },
)

BAR_CHART = panel(
    4,
    "barchart",
    {
        "barRadius": 0,
        "barWidth": 0.9,
        "fullHighlight": False,
        "groupWidth": 0.7,
        "legend": LEGEND,
        "orientation": "auto",
        "showValue": "auto",
        "stacking": "none",
        "tooltip": TOOLTIP,
        "xField": "Period",
        "xTickLabelMaxLength": 0,
        "xTickLabelRotation": 0,
        "xTickLabelSpacing": 0,
    },
    {"custom": {"fillOpacity": 80, "gradientMode": "none", "hideFrom": HIDE_FROM, "lineWidth": 1}},
)

STATE_TIMELINE = panel(
    5,
    "state-timeline",
    {
        "alignValue": "left",
        "legend": LEGEND,
        "mergeValues": True,
        "rowHeight": 0.9,
        "showValue": "never",
        "tooltip": TOOLTIP,
    },
    {"custom": {"fillOpacity": 100, "hideFrom": HIDE_FROM, "lineWidth": 0}, "mappings": STATE_MAPPINGS},
)

TEXT = {
    "id": 6,
    "type": "text",
    "title": "",
    "description": "The policy in force.",
    "gridPos": {"h": 4, "w": 24, "x": 0, "y": 60},
    "options": {"mode": "markdown", "content": "# Policy"},
}

ROW = {
    "id": 7,
    "type": "row",
    "title": "Journeys",
    "collapsed": True,
    "gridPos": {"h": 1, "w": 24, "x": 0, "y": 70},
    "panels": [{**copy.deepcopy(STAT), "id": 8}],
}

BOARD: dict[str, Any] = {
    "annotations": {
        "list": [
            {
                "builtIn": 1,
                "datasource": {"type": "grafana", "uid": "-- Grafana --"},
                "enable": True,
                "hide": True,
                "iconColor": "#868B94",
                "name": "Annotations & Alerts",
                "type": "dashboard",
            },
            {
                "datasource": PROMETHEUS,
                "enable": True,
                "expr": "slo:mask > 0",
                "iconColor": "#868B94",
                "name": "Maintenance",
                "step": "1m",
                "titleFormat": "Maintenance",
            },
        ]
    },
    "description": "Which promise is in danger, and who pays?",
    "editable": False,
    "graphTooltip": 1,
    "id": None,
    "links": [
        {
            "asDropdown": False,
            "icon": "dashboard",
            "includeVars": True,
            "keepTime": True,
            "tags": [],
            "targetBlank": False,
            "title": "On call",
            "tooltip": "",
            "type": "link",
            "url": "/d/nines-shop-oncall",
        }
    ],
    "panels": [STAT, TABLE, TIME_SERIES, BAR_CHART, STATE_TIMELINE, TEXT, ROW],
    "refresh": "5m",
    "schemaVersion": 38,
    "tags": ["nines"],
    "templating": {
        "list": [
            {
                "type": "datasource",
                "name": "datasource",
                "label": "Data source",
                "query": "prometheus",
                "hide": 0,
                "current": {"text": "Prometheus", "value": "prometheus"},
            },
            {
                "type": "query",
                "name": "service",
                "label": "Service",
                "datasource": PROMETHEUS,
                "query": {"query": "label_values(slo:info, service)", "refId": "service"},
                "definition": "label_values(slo:info, service)",
                "allValue": ".*",
                "current": {"text": "All", "value": "$__all"},
                "hide": 0,
                "includeAll": True,
                "multi": False,
                "refresh": 1,
                "sort": 1,
            },
        ]
    },
    "time": {"from": "now-30d", "to": "now"},
    "timepicker": {},
    "timezone": "browser",
    "title": "Portfolio",
    "uid": "nines-shop-portfolio",
}
