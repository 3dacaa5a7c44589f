"""Writes the JSON Schemas that come from npm packages: `make schemas`, which needs Node.js and npm.

- grammar/grafana-dashboard.schema.json, from Grafana's own types, by way of tests/tools/npm/dashboard.ts
- grammar/sarif-2.1.0.schema.json, as the package @microsoft/jest-sarif carries it

Exact versions stand in tests/tools/npm/package-lock.json. To take newer ones, change package.json there, run
`npm install --package-lock-only` beside it, and read the difference that `make schemas` then makes.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.support.tools import ROOT

SOURCES = ROOT / "tests" / "tools" / "npm"
GRAMMAR = ROOT / "grammar"

Schema = dict[str, Any]

_WORTH_SHARING = 160  # characters: below, a reference reads worse than what it stands for

_GENERATOR = ("--path", "dashboard.ts", "--type", "Dashboard", "--tsconfig", "tsconfig.json", "--expose", "none")


def main() -> int:
    if shutil.which("npm") is None:
        print("`make schemas` needs Node.js 20 or newer with npm: sudo apt-get install nodejs npm", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shutil.copytree(SOURCES, folder, dirs_exist_ok=True)
        print("Fetching the npm packages of tests/tools/npm/package-lock.json", flush=True)
        subprocess.run(["npm", "ci", "--silent"], cwd=folder, check=True)
        _write("grafana-dashboard.schema.json", _dashboard_schema(folder))
        _write("sarif-2.1.0.schema.json", _sarif_schema(folder))
    return 0


def _dashboard_schema(folder: Path) -> Schema:
    generator = folder / "node_modules" / ".bin" / "ts-json-schema-generator"
    done = subprocess.run([generator, *_GENERATOR], cwd=folder, check=True, capture_output=True, text=True)
    root: Schema = json.loads(done.stdout)["definitions"]["Dashboard"]
    _without_descriptions(root)
    for schema in list(_objects(root)):
        _tie_overrides(schema)
    definitions = _shared_definitions(root)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": _comment(folder, "@grafana/schema", "@grafana/data"),
        "title": "A Grafana dashboard as Nines emits it",
        **root,
        "definitions": definitions,
    }


def _sarif_schema(folder: Path) -> Schema:
    text = (folder / "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json").read_text("utf-8")
    schema: Schema = json.loads(text)
    for holder in ("run", "toolComponent"):
        # The package's has an unpaired bracket; this is the standard's.
        schema["definitions"][holder]["properties"]["language"]["pattern"] = "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"
    comment = _comment(folder, "@microsoft/jest-sarif") + " The patterns of `language` are mended."
    return {"$schema": schema.pop("$schema"), "$comment": comment, **schema}


def _comment(folder: Path, *packages: str) -> str:
    """Which packages a schema was made from, with their versions and licenses, as they say themselves."""
    named = []
    for package in packages:
        about = json.loads((folder / "node_modules" / package / "package.json").read_text("utf-8"))
        named.append(f"{package} {about['version']} ({about['license']})")
    return f"Made by `make schemas` from {' and '.join(named)}. Do not edit."


def _without_descriptions(root: Schema) -> None:
    """Grafana's texts are for its own developers. A property called `description` is a schema, and stays."""
    for schema in _objects(root):
        if isinstance(schema.get("description"), str):
            del schema["description"]


def _tie_overrides(schema: Schema) -> None:
    """Give each property of an override, which is named by its path, the type that it has as a default."""
    properties = schema.get("properties", {})
    if not {"defaults", "overrides"} <= properties.keys():
        return
    defaults: Schema = properties["defaults"]["properties"]
    values = {name: value for name, value in defaults.items() if name != "custom"}
    values |= {f"custom.{name}": value for name, value in defaults["custom"].get("properties", {}).items()}
    properties["overrides"]["items"]["properties"]["properties"]["items"] = {
        "type": "object",
        "required": ["id", "value"],
        "additionalProperties": False,
        "properties": {"id": {"enum": sorted(values)}, "value": {}},
        "allOf": [
            {"if": {"properties": {"id": {"const": name}}}, "then": {"properties": {"value": value}}}
            for name, value in sorted(values.items())
        ],
    }


def _shared_definitions(root: Schema) -> Schema:
    """Move each larger schema that stands in more than one place to the definitions, the largest first."""
    definitions: Schema = {}
    whole = {"root": root, "definitions": definitions}
    while True:
        names: dict[str, list[str]] = {}
        for name, schema in _named(whole):
            names.setdefault(json.dumps(schema, sort_keys=True), []).append(name)
        repeated = [text for text, places in names.items() if len(places) > 1 and len(text) > _WORTH_SHARING]
        if not repeated:
            return dict(sorted(definitions.items()))
        text = max(repeated, key=lambda text: (len(text), text))
        label = _label(names[text][0], json.loads(text), definitions)
        for schema in list(_objects(whole)):
            if json.dumps(schema, sort_keys=True) == text:
                schema.clear()
                schema["$ref"] = f"#/definitions/{label}"
        definitions[label] = json.loads(text)


def _label(name: str, schema: Schema, taken: Schema) -> str:
    """The property's name, with the kind of panel or mapping if the schema fixes one, and a number if need be."""
    kind = schema.get("properties", {}).get("type", {}).get("const")
    base = f"{name}-{kind}" if kind else name
    number = 1
    while (label := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return label


def _named(node: object, name: str = "") -> Iterator[tuple[str, Schema]]:
    """Every schema that has a shape, with the name of the property that it, or the list it is in, is the type of."""
    if isinstance(node, dict):
        if name and not node.keys().isdisjoint(("type", "anyOf", "allOf")):
            yield name, node
        for key, value in node.items():
            if key == "properties" and isinstance(value, dict):
                for inner, schema in value.items():
                    yield from _named(schema, inner)
            else:
                yield from _named(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from _named(value, name)


def _objects(node: object) -> Iterator[Schema]:
    if isinstance(node, dict):
        yield node
        for value in list(node.values()):
            yield from _objects(value)
    elif isinstance(node, list):
        for value in node:
            yield from _objects(value)


def _write(name: str, schema: Schema) -> None:
    text = json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
    (GRAMMAR / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"Wrote grammar/{name}, {len(text) // 1000} KB")


if __name__ == "__main__":
    sys.exit(main())
