"""Whether a dashboard has the form that Grafana's schema wants.

Validation is slow, and most panels of a project differ in nothing but titles and queries. Texts and numbers that the
schema takes as they are, wherever their key stands, are therefore left out of a panel's shape, and what has the shape
of a panel that was found sound is not looked at again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from nines.resources import resource

if TYPE_CHECKING:
    from jsonschema import Draft7Validator, ValidationError

__all__ = ["mistakes"]

_PLAIN = ({"type": "string"}, {"type": "string", "minLength": 1}, {"type": "integer"}, {"type": "number"})


def mistakes(board: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Where in a dashboard something is wrong (`panels/3/type`), and what."""
    panels = board.get("panels")
    apart = panels if isinstance(panels, list) else []
    whole, of_panel = _schemas()
    yield from _found("", {**board, "panels": []} if apart else board, whole)
    for index, panel in enumerate(apart):
        yield from _found(f"panels/{index}", panel, of_panel)


def _found(place: str, value: Any, schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
    shape = (place != "", json.dumps(_shape(value), sort_keys=True))
    if shape in _sound():
        return
    errors = list(_validator().descend(value, schema))
    if not errors:
        _sound().add(shape)
    for error in errors:
        yield _place(place, error), error.message


def _place(place: str, error: ValidationError) -> str:
    return "/".join([*([place] if place else []), *map(str, error.absolute_path)])


def _shape(value: Any) -> Any:
    """A value without what the schema does not look into."""
    if isinstance(value, dict):
        free = _free()
        return {key: _kind(one) if key in free else _shape(one) for key, one in value.items()}
    return [_shape(one) for one in value] if isinstance(value, list) else value


def _kind(value: Any) -> Any:
    """What is left of a text or a whole number that may be any: its type, and whether it is empty."""
    if isinstance(value, str):
        return "text" if value else ""
    return 1 if isinstance(value, int) and not isinstance(value, bool) else _shape(value)


@cache
def _sound() -> set[tuple[bool, str]]:
    """The shapes that were found sound in this run."""
    return set()


@lru_cache(maxsize=1)
def _schemas() -> tuple[dict[str, Any], dict[str, Any]]:
    """The schema of a dashboard, and that of a panel."""
    whole: dict[str, Any] = json.loads(resource("grammar", "grafana-dashboard.schema.json").read_text(encoding="utf-8"))
    return whole, whole["properties"]["panels"]["items"]


@lru_cache(maxsize=1)
def _validator() -> Draft7Validator:
    from jsonschema import Draft7Validator

    return Draft7Validator(_schemas()[0])


@lru_cache(maxsize=1)
def _free() -> frozenset[str]:
    """Keys whose value may be any text, or any number, in all places where the schema knows them."""
    declared: dict[str, list[Any]] = {}
    _collect(_schemas()[0], declared)
    return frozenset(key for key, forms in declared.items() if all(form in _PLAIN for form in forms))


def _collect(schema: Any, declared: dict[str, list[Any]]) -> None:
    """All forms that a schema has for each key."""
    if isinstance(schema, list):
        for inner in schema:
            _collect(inner, declared)
    elif isinstance(schema, dict):
        for keyword, inner in schema.items():
            if keyword in ("properties", "definitions", "patternProperties"):
                for key, form in inner.items():
                    said = {name: value for name, value in form.items() if name not in ("default", "description")}
                    declared.setdefault(key, []).append(said)
                    _collect(form, declared)
            else:
                _collect(inner, declared)
