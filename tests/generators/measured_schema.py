"""`grammar/measured.schema.json`: the JSON form of measured numbers, from the tables of `nines.settle`."""

from __future__ import annotations

import json
from collections.abc import Mapping

from nines.settle.tables import ANY_ROW, HEAD, TABLES, Column, Kind

__all__ = ["outputs"]

_TIME = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.0+)?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})$"
_NUMBER = {"type": "number", "minimum": 0}
_DIGITS = {"type": "string", "pattern": r"^[0-9_]+(\.[0-9_]+)?$"}


def outputs() -> Mapping[str, str]:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Measured numbers",
        "description": "What `nines settle --measured FILE.json` reads: tables of rows. A row may have further keys, "
        "for the labels by which the contract judges.",
        "type": "object",
        "properties": {
            **{column.name: _column(column) for column in HEAD},
            **{
                shape.name: {
                    "description": f"Each row is {shape.row}.",
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {column.name: _column(column) for column in (*ANY_ROW, *shape.columns)},
                        "required": [column.name for column in shape.columns if column.key],
                        "additionalProperties": {"type": ["string", "number"]},
                    },
                }
                for shape in TABLES
            },
        },
        "additionalProperties": False,
    }
    return {"grammar/measured.schema.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"}


def _column(column: Column) -> dict[str, object]:
    return {"description": f"{column.meaning[:1].upper()}{column.meaning[1:]}.", **_kind(column.kind)}


def _kind(kind: Kind) -> dict[str, object]:
    match kind:
        case Kind.TIME:
            return {"type": "string", "pattern": _TIME}
        case Kind.START:
            return {"anyOf": [{"type": "string", "pattern": _TIME}, {"const": "rest"}]}
        case Kind.COUNT:
            return {"anyOf": [_NUMBER, _DIGITS]}
        case Kind.TOTAL:
            return {"anyOf": [_NUMBER, _DIGITS, {"const": "missing"}]}
        case Kind.WHOLE:
            return {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": "^[0-9_]+$"}]}
        case Kind.SHARE | Kind.VALUE:
            return {"type": ["string", "number"]}
        case Kind.YES:
            return {"enum": [True, False, "yes", "no"]}
        case _:
            return {"type": "string"}
