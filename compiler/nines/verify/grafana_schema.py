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
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from nines.record import dataclass
from nines.resources import resource

if TYPE_CHECKING:
    from jsonschema import Draft7Validator, ValidationError

__all__ = ["mistakes", "schema_mark", "shapes"]


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
    """A value with each text and each number replaced by all that the schema could see of it."""
    if isinstance(value, dict):
        return {key: _seen(one, _forms().get(key)) for key, one in value.items()}
    return [_shape(one) for one in value] if isinstance(value, list) else value


def _seen(value: Any, forms: tuple[_Form, ...] | None) -> Any:
    """What is left of a value below a key: of a text which forms it has, of a number that may be any its kind."""
    if forms is None or isinstance(value, dict):
        return _shape(value)
    if isinstance(value, list):
        return [_seen(one, forms) for one in value]
    if isinstance(value, str):
        return [form.holds(value) for form in forms]
    free = not any(form.numbers for form in forms)
    return type(value).__name__ if free and isinstance(value, int | float) and not isinstance(value, bool) else value


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


@dataclass(frozen=True, slots=True)
class _Form:
    """What the schema asks of a text somewhere; `numbers` says that it asks something of numbers."""

    values: tuple[object, ...] | None = None
    pattern: str | None = None
    shortest: int = 0
    numbers: bool = False

    def holds(self, text: str) -> bool:
        if self.numbers or (self.values is not None and text not in self.values) or len(text) < self.shortest:
            return False
        return self.pattern is None or re.search(self.pattern, text) is not None


@lru_cache(maxsize=1)
def _forms() -> Mapping[str, tuple[_Form, ...]]:
    """All forms of a text that the schema knows for each key; not the keys of which it asks what no form can tell."""
    schema = _schemas()[0]
    declared: dict[str, list[Any]] = {}
    _collect(schema, declared)
    read = {key: _read(forms, schema["definitions"]) for key, forms in declared.items()}
    return {key: forms for key, forms in read.items() if forms is not None}


def _read(schemas: list[Any], definitions: dict[str, Any]) -> tuple[_Form, ...] | None:
    found: dict[_Form, None] = {}
    waiting = list(schemas)
    for schema in waiting:
        if len(waiting) > _MANY:
            return None
        keywords = schema.keys() - _SAID
        kind = schema.get("type")
        if "$ref" in schema:
            waiting.append(definitions[schema["$ref"].rpartition("/")[2]])
        elif keywords == {"anyOf"}:
            waiting += schema["anyOf"]
        elif kind == "array" and keywords <= {"type", "items"}:
            waiting.append(schema.get("items", {"type": "object"}))
        elif kind == "string" and keywords <= {"type", "const", "enum", "pattern", "minLength"}:
            values = (schema["const"],) if "const" in schema else schema.get("enum")
            form = _Form(None if values is None else tuple(values), schema.get("pattern"), schema.get("minLength", 0))
            found[form] = None
        elif kind in ("integer", "number", ["number", "null"]):
            found[_Form(numbers=keywords != {"type"})] = None
        elif kind not in ("object", "boolean", "null"):
            return None
    return tuple(found)


_SAID = {"default", "description"}
_MANY = 200
"""More forms than any key has: definitions that hold themselves would go on for ever."""


def _collect(schema: Any, declared: dict[str, list[Any]]) -> None:
    """All schemas that there are for each key."""
    if isinstance(schema, list):
        for inner in schema:
            _collect(inner, declared)
    elif isinstance(schema, dict):
        for keyword, inner in schema.items():
            if keyword in ("properties", "definitions", "patternProperties"):
                for key, form in inner.items():
                    declared.setdefault(key, []).append(form)
                    _collect(form, declared)
            else:
                _collect(inner, declared)
