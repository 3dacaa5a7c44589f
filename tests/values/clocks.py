"""Zones for tests: ours, and the standard library's reading of the same database."""

from __future__ import annotations

import datetime
import importlib.resources
from functools import cache
from zoneinfo import ZoneInfo

from nines.values.zone import Zone, zone

NAMES = (
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
    "Etc/GMT+5",
    "America/Havana",
    "Africa/Cairo",
    "Asia/Gaza",
    "America/Nuuk",
    "America/Asuncion",
    "Europe/Dublin",
    "Pacific/Chatham",
    "UTC",
)
UTC = datetime.UTC


@cache
def library_zone(name: str) -> ZoneInfo:
    path = importlib.resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
    with path.open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def known(name: str) -> Zone:
    found = zone(name)
    assert found is not None
    return found


def utc(text: str) -> int:
    """Unix seconds of `2026-01-01T00:00`."""
    return int(datetime.datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())
