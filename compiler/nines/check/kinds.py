"""What a metric's name says of its kind, by Prometheus' naming practice: counter, gauge, histogram."""

from __future__ import annotations

from nines.values.units import Dimension, unit_of_metric

__all__ = ["is_named_like_counter", "is_named_like_gauge"]

_COUNTERS = ("_total", "_bucket")
_GAUGES = ("_info", "_celsius", "_fahrenheit", "_volts", "_amperes", "_ratio", "_percent", "_timestamp")
_GAUGE_UNITS = frozenset({Dimension.BYTES, Dimension.SHARE, Dimension.TIMESTAMP})


def is_named_like_counter(metric: str | None) -> bool:
    """`_total` and `_bucket` are counters for sure; `_count` may be a gauge (`pg_stat_activity_count`)."""
    return metric is not None and metric.endswith(_COUNTERS)


def is_named_like_gauge(metric: str | None) -> bool:
    """Bytes, shares, moments and the like that are no counter. Other names may be those of old counters."""
    if metric is None or ":" in metric or metric.endswith((*_COUNTERS, "_count", "_sum")):
        return False
    unit = unit_of_metric(metric)
    return metric.endswith(_GAUGES) or (unit is not None and unit.dimension in _GAUGE_UNITS)
