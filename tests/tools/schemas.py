"""Writes the JSON Schemas that come from others' packages: `make schemas`, which needs Node.js with npm, and Go.

- grammar/grafana-dashboard.schema.json, from Grafana's own types, by way of tests/tools/npm/dashboard.ts
- grammar/grafana-dashboard-v2.schema.json, from the same package's types of version 2
- grammar/sarif-2.1.0.schema.json, as the package @microsoft/jest-sarif carries it
- grammar/prometheus-operator.schema.json, from the operator's own types, by way of the generator of its definitions

Exact versions stand in tests/tools/npm/package-lock.json and tests/tools/go/go.mod. To take newer ones, change
package.json and run `npm install --package-lock-only` beside it, or `go get` and `go mod tidy` beside the other, and
read the difference that `make schemas` then makes.
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

import yaml

from tests.support.tools import ROOT

SOURCES = ROOT / "tests" / "tools" / "npm"
GO = ROOT / "tests" / "tools" / "go"
GRAMMAR = ROOT / "grammar"

Schema = dict[str, Any]

_WORTH_SHARING = 160  # characters: below, a reference reads worse than what it stands for

_GENERATOR = ("--path", "dashboard.ts", "--type", "Dashboard", "--tsconfig", "tsconfig.json", "--expose", "none")


def main() -> int:
    if shutil.which("npm") is None or shutil.which("go") is None:
        print("`make schemas` needs Node.js 20 or newer with npm, and Go: see their own sites", file=sys.stderr)
        return 1
    _write("prometheus-operator.schema.json", _operator_schema())
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shutil.copytree(SOURCES, folder, dirs_exist_ok=True)
        print("Fetching the npm packages of tests/tools/npm/package-lock.json", flush=True)
        subprocess.run(["npm", "ci", "--silent"], cwd=folder, check=True)
        _write("grafana-dashboard.schema.json", _dashboard_schema(folder))
        _write("grafana-dashboard-v2.schema.json", _second_schema(folder))
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


def _second_schema(folder: Path) -> Schema:
    """Dashboards of version 2. What is open in Grafana's types (options of panels) the schema of version 1 closes."""
    generator = folder / "node_modules" / ".bin" / "ts-json-schema-generator"
    arguments = ("--path", "dashboard-v2.ts", "--type", "DashboardV2", "--tsconfig", "tsconfig.json", "--expose", "all")
    done = subprocess.run([generator, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    schema: Schema = json.loads(done.stdout)
    _without_descriptions(schema)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": _comment(folder, "@grafana/schema"),
        "title": "A Grafana dashboard of version 2 as Nines emits it",
        **{key: value for key, value in schema.items() if key != "$schema"},
    }


_OBJECTS = {"AlertmanagerConfig": ("alertmanagerconfigs", "v1alpha1"), "PrometheusRule": ("prometheusrules", "v1")}
_OPERATOR = "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring"
_METADATA: Schema = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string", "maxLength": 253, "pattern": "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$"},
        "namespace": {"type": "string", "maxLength": 63, "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},
        "labels": {
            "type": "object",
            "additionalProperties": {"type": "string", "pattern": "^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$"},
        },
        "annotations": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}


def _operator_schema() -> Schema:
    """The objects of the Prometheus operator that Nines writes. What a server would drop silently is refused."""
    with tempfile.TemporaryDirectory() as scratch:
        generator = ("run", "sigs.k8s.io/controller-tools/cmd/controller-gen", "crd", f"paths={_OPERATOR}/...")
        subprocess.run(["go", *generator, f"output:crd:dir={scratch}"], cwd=GO, check=True)
        found = {kind: _definition(Path(scratch), kind) for kind in _OBJECTS}
    route = found["AlertmanagerConfig"]["properties"]["spec"]["properties"]["route"]
    route["properties"]["routes"] = {"type": "array", "items": {"$ref": "#/definitions/route"}}
    found["AlertmanagerConfig"]["properties"]["spec"]["properties"]["route"] = {"$ref": "#/definitions/route"}
    definitions = {**found, "route": route}
    whole = {"definitions": definitions}
    shared = _shared_definitions(whole)
    version = next(line.split()[1] for line in (GO / "go.mod").read_text("utf-8").splitlines() if _OPERATOR in line)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": f"Made by `make schemas` from {_OPERATOR} {version} (Apache-2.0). Do not edit.",
        "title": "Objects of the Prometheus operator as Nines emits them",
        "oneOf": [{"$ref": f"#/definitions/{kind}"} for kind in _OBJECTS],
        "definitions": dict(sorted({**definitions, **shared}.items())),
    }


def _definition(folder: Path, kind: str) -> Schema:
    name, wanted = _OBJECTS[kind]
    read = yaml.load((folder / f"monitoring.coreos.com_{name}.yaml").read_text("utf-8"), Loader=_Loader)
    schema: Schema = next(
        version["schema"]["openAPIV3Schema"] for version in read["spec"]["versions"] if version["name"] == wanted
    )
    for inner in _objects(schema):
        for key in [key for key in inner if key.startswith("x-kubernetes-")]:
            del inner[key]
        if isinstance(inner.get("pattern"), str):
            inner["pattern"] = inner["pattern"].replace("(?i)", "")  # Go's alone; we write small letters
        if "properties" in inner and inner.get("type") == "object":
            inner["additionalProperties"] = False
    _without_descriptions(schema)
    properties = schema["properties"]
    properties["apiVersion"] = {"const": f"monitoring.coreos.com/{wanted}"}
    properties["kind"] = {"const": kind}
    properties["metadata"] = _METADATA
    properties.pop("status", None)
    return {**schema, "required": ["apiVersion", "kind", "metadata", "spec"], "additionalProperties": False}


class _Loader(yaml.CSafeLoader):
    """Takes a bare `=` for a text."""


_Loader.add_constructor("tag:yaml.org,2002:value", lambda _, node: node.value)


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
