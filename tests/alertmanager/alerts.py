"""Alerts as Alertmanager hands them to its templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["ANNOTATIONS", "LABELS", "alert", "message"]

LABELS = {
    "alertname": "ErrorBudgetBurn",
    "nines": "shop",
    "service": "checkout",
    "indicator": "availability",
    "objective": "availability",
    "window": "1h",
    "severity": "page",
    "team": "shop",
    "tier": "1",
}
ANNOTATIONS = {
    "summary": "Checkout availability: 3.2 % of requests bad, budget gone in 2h 46m",
    "subject": "Checkout availability",
    "impact": "3.2 % of 214 requests a second",
    "hurting": "16m",
    "budget": "41 % left (5m 19s)",
    "exhausts": "budget gone in 2h 46m",
    "promises": "ACME Retail 15 % credit (EUR 1,800) in 4h 10m",
    "suspects": "catalog-db 9x ",
    "first": "Roll back the last deploy",
    "why": "1h 28x and 5m 107x, both over 14.4x",
    "dashboard": "https://grafana.example/d/nines-shop-objective?var-service=checkout&from=now-6h&to=now",
    "runbook": "https://runbooks.example/checkout",
    "clause": "Platform SLA 2.1, clause 3.2",
    "source": "checkout.nines:38",
}


def alert(
    labels: Mapping[str, str] = {},
    annotations: Mapping[str, str] | None = None,
    *,
    resolved: bool = False,
) -> dict[str, Any]:
    """One that began at 02:12:00.5 and, if it is over, ended 23 minutes later. A label that is empty is left out."""
    found = {**LABELS, **labels}
    return {
        "status": "resolved" if resolved else "firing",
        "labels": {name: value for name, value in found.items() if value},
        "annotations": dict(ANNOTATIONS if annotations is None else annotations),
        "startsAt": "2026-11-24T02:12:00.5Z",
        "endsAt": "2026-11-24T02:35:00Z" if resolved else "0001-01-01T00:00:00Z",
        "generatorURL": "https://prometheus.example/graph?g0.expr=up",
        "fingerprint": "8a5b1f0c2d3e4f60",
    }


def message(*alerts: dict[str, Any]) -> dict[str, Any]:
    """The data of a message about some alerts of one group."""
    firing = any(found["status"] == "firing" for found in alerts)
    grouped = ("nines", "service", "severity")
    return {
        "receiver": "nines-shop-it",
        "status": "firing" if firing else "resolved",
        "alerts": list(alerts),
        "groupLabels": {name: alerts[0]["labels"].get(name, "") for name in grouped},
        "commonLabels": _common([found["labels"] for found in alerts]),
        "commonAnnotations": _common([found["annotations"] for found in alerts]),
        "externalURL": "https://alertmanager.example",
    }


def _common(texts: Sequence[Mapping[str, str]]) -> dict[str, str]:
    return {name: value for name, value in texts[0].items() if all(other.get(name) == value for other in texts)}
