"""Writes a stage of the compiler as text, for goldens: what a change of the code changes shows in their diff."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from enum import Enum

from nines.language.nodes import At, Body, Query
from nines.promql.tree import Expression
from nines.record import fields, is_dataclass
from nines.source import Span
from nines.values.zone import Zone

__all__ = ["dump"]

_NAMED = ("Team", "Receiver", "Schedule", "Maintenance", "Service", "Indicator", "Sla", "Plan", "Objective")
"""What is written out where it is declared, and elsewhere only named."""

_HOMES = {
    "Contract": ("receivers", "teams", "schedules", "maintenances", "services", "journeys", "slas"),
    "Service": ("indicators", "objectives"),
    "Journey": ("indicator", "objectives"),
    "Sla": ("plans",),
}
_SKIPPED = ("tree", "template", "keyword", "head")


def dump(value: object) -> str:
    """A frozen value as an outline. What is declared elsewhere is named, not repeated: `Team payments`."""
    return "\n".join(_lines(value, "", 0, home=True)) + "\n"


def _lines(value: object, name: str, depth: int, *, home: bool) -> Iterator[str]:
    margin = "  " * depth + (f"{name}: " if name else "")
    leaf = _leaf(value)
    if leaf is not None:
        yield margin + leaf
    elif isinstance(value, tuple):
        yield margin.rstrip()
        for item in value:
            yield from _lines(item, "-", depth + 1, home=home)
    elif is_dataclass(value) and not isinstance(value, type):
        kind = type(value).__name__
        if kind in _NAMED and not home:
            yield f"{margin}{kind} {getattr(value, 'id', getattr(value, 'name', ''))}"
            return
        yield f"{margin}{kind}"
        for field in _fields(value):
            inner = getattr(value, field)
            if field not in _SKIPPED and inner is not None and inner != () and inner != "":
                yield from _lines(inner, field, depth + 1, home=field in _HOMES.get(kind, ()))
    else:
        raise TypeError(f"no text for {type(value)}")


def _fields(value: object) -> list[str]:
    return [field.name for field in fields(value)]  # type: ignore[arg-type]  # a dataclass, or it would not come here


def _leaf(value: object) -> str | None:
    match value:
        case Span() | datetime.date():
            return str(value)
        case At(inner, span):
            return f"{_leaf(inner) or inner} @{span}"
        case Query(text, span):
            return f"`{text}` @{span}"
        case Body(_, statements) if not statements:
            return "{}"
        case Expression():
            return repr(value)
        case Enum():
            return str(value.value)
        case frozenset():
            return f"{{{', '.join(sorted(map(str, value)))}}}"
        case None | bool() | int() | str():
            return repr(value)
        case Zone(name):
            return f"Zone {name}"
        case _ if hasattr(value, "numerator"):
            return str(value)
        case _ if (
            hasattr(value, "text") and not isinstance(value.text, At) and type(value).__module__ == "nines.values.model"
        ):
            return f"{type(value).__name__} {value.text or repr(value)}"
        case _:
            return None
