"""Takes plain files out of objects again, so that they are read back as all others are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from nines.emit.artifact import Artifact
from nines.record import replace

__all__ = ["unpacked"]

_EQUALS = "tag:yaml.org,2002:value"


class _Loader(yaml.CSafeLoader):
    """Takes a bare `=` for a text."""


_Loader.add_constructor(_EQUALS, lambda _, node: node.value)


def unpacked(artifacts: Iterable[Artifact], kind: str, form: str) -> tuple[Artifact, ...]:
    """The artifacts of a kind (`rules`) as they would be `as file`. One that is no object stays as it is."""
    return tuple(made for artifact in artifacts if artifact.kind == kind for made in _plain(artifact, form))


def _plain(artifact: Artifact, form: str) -> Iterator[Artifact]:
    try:
        objects = [one for one in yaml.load_all(str(artifact.text), Loader=_Loader) if isinstance(one, dict)]
    except yaml.YAMLError:
        yield artifact
        return
    match form:
        case "prometheus-rule":
            groups = [group for one in objects for group in _within(one, "spec").get("groups") or []]
            yield replace(artifact, body=json.dumps({"groups": groups}, ensure_ascii=False))
        case "config-map":
            folder = artifact.path.rpartition("/")[0]
            for one in objects:
                for name, text in _within(one, "data").items():
                    yield replace(artifact, path=f"{folder}/{name}", body=str(text))
        case "resource":
            boards = [one for one in objects if one.get("kind") == "Dashboard"]
            for one in boards:
                uid = _within(one, "metadata").get("name")
                whole = {**_within(one, "spec"), "id": None, "uid": uid}
                yield replace(artifact, body=json.dumps(whole, ensure_ascii=False))
            if not boards:
                yield artifact
        case _:
            yield artifact


def _within(one: dict[str, Any], key: str) -> dict[str, Any]:
    found = one.get(key)
    return found if isinstance(found, dict) else {}
