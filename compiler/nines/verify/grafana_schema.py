"""Whether a dashboard has the form that Grafana's schema wants.

Validation is slow, and most panels differ in nothing but titles and queries. Texts and numbers that the schema takes as
they are, wherever their key stands, are therefore left out of a panel's shape, and what has the shape of a panel that
was found sound is not looked at again. `grafana_shapes.json` holds the shapes that our own templates give, found sound
when it was written (tests/generators): a build loads the validator only for a panel of another shape.
"""

from __future__ import annotations

import hashlib
import json
import pkgutil
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from nines.resources import resource

if TYPE_CHECKING:
    from jsonschema import Draft7Validator, ValidationError

__all__ = ["mistakes", "schema_mark", "shapes"]

_PLAIN = ({"type": "string"}, {"type": "string", "minLength": 1}, {"type": "integer"}, {"type": "number"})


def mistakes(board: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Where in a dashboard something is wrong (`panels/3/type`), and what."""
    for place, value, schema in _parts(board):
        mark = _mark(place, value)
        if mark in _sound():
            continue
        errors = list(_validator().descend(value, schema))
        if not errors:
            _sound().add(mark)
        for error in errors:
            yield _place(place, error), error.message


def shapes(board: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """The mark of each shape in a dashboard, and what is wrong with what has it."""
    for place, value, schema in _parts(board):
        yield _mark(place, value), [error.message for error in _validator().descend(value, schema)]


def schema_mark() -> str:
    """What tells the schema from another one."""
    return _hash(_schema_text())


def _parts(board: dict[str, Any]) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """The dashboard without its panels, and each panel: its place, and the schema for it."""
    panels = board.get("panels")
    apart = panels if isinstance(panels, list) else []
    whole, of_panel = _schemas()
    yield "", {**board, "panels": []} if apart else board, whole
    for index, panel in enumerate(apart):
        yield f"panels/{index}", panel, of_panel


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


def _mark(place: str, value: Any) -> str:
    """What tells a shape from others. A panel is none of a whole dashboard, whatever it holds."""
    return _hash(json.dumps([bool(place), _shape(value)], sort_keys=True))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@cache
def _sound() -> set[str]:
    """The marks of the shapes that were found sound: before, by the same schema, and in this run."""
    known = json.loads(pkgutil.get_data("nines.verify", "grafana_shapes.json") or b"{}")
    return set(known["sound"]) if known.get("schema") == schema_mark() else set()


@lru_cache(maxsize=1)
def _schema_text() -> str:
    return resource("grammar", "grafana-dashboard.schema.json").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _schemas() -> tuple[dict[str, Any], dict[str, Any]]:
    """The schema of a dashboard, and that of a panel."""
    whole: dict[str, Any] = json.loads(_schema_text())
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
