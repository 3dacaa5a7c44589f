"""The units that a literal can have, and how large each is."""

from __future__ import annotations

__all__ = ["BYTE_UNITS", "DURATION_UNITS", "LONGEST_DURATION", "RATE_UNITS"]

DURATION_UNITS = {"w": 604_800_000, "d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1_000, "ms": 1}
"""Milliseconds of each unit of time, the largest first."""

LONGEST_DURATION = 106_751 * DURATION_UNITS["d"]
"""The longest whole days that Prometheus can count (a signed 64-bit number of nanoseconds), in milliseconds."""

RATE_UNITS = {"s": 1, "min": 60, "h": 3_600, "d": 86_400}
"""Seconds of what may stand behind the slash of a rate."""

BYTE_UNITS = {
    "B": 1,
    **{f"{prefix}B": 1000**power for power, prefix in enumerate(("k", "M", "G", "T", "P", "E"), 1)},
    **{f"{prefix}iB": 1024**power for power, prefix in enumerate(("K", "M", "G", "T", "P", "E"), 1)},
}
"""Bytes of each unit of size."""
