"""Boards as resources of Grafana's API, one a file, and the folders that they are in: for Git Sync, the API and tools.

A resource holds what the classic file says; one of version 2 says the same in the newer form.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from nines.contract.model import Output
from nines.emit.artifact import Artifact
from nines.emit.grafana.dashboards import KIND, path
from nines.emit.grafana.version_two import version_two
from nines.plan.boards.model import Board, Folder

__all__ = ["FOLDER_FILE", "resources"]

FOLDER_FILE = "_folder.json"
"""The file by which Git Sync knows the uid and title of a folder (Grafana 13)."""

_CLASSIC = "dashboard.grafana.app/v1beta1"
_TWO = "dashboard.grafana.app/v2"
_FOLDER = "folder.grafana.app/v1beta1"
_OF_THE_RESOURCE = ("id", "uid")
"""What a resource says in its metadata."""

_Object = dict[str, Any]


def resources(boards: Iterable[Board], files: Iterable[Artifact], output: Output) -> tuple[Artifact, ...]:
    """The boards of classic files as resources, in the same places. Of the files, those that are no board are left out.

    A file that a user's template has spoilt stays as it is: whoever reads outputs back says what is wrong with it.
    """
    texts = {file.path: file for file in files}
    made = []
    folders: dict[str, Folder] = {}
    for board in boards:
        file = texts[path(board, output.folder)]
        folders.setdefault(board.folder.name, board.folder)
        spec = _spec(file.text, output.form)
        if spec is None:
            made.append(file)
            continue
        annotations = {"grafana.app/folder": board.folder.uid}
        version = _TWO if output.form == "v2" else _CLASSIC
        text = _text(version, "Dashboard", board.uid, spec, output, annotations)
        made.append(Artifact(file.path, text, KIND, file.origins))
    for folder in folders.values():
        text = _text(_FOLDER, "Folder", folder.uid, {"title": folder.title}, output, {})
        made.append(Artifact(f"{output.folder}/{folder.name}/{FOLDER_FILE}", text, KIND))
    return tuple(made)


def _spec(text: str, form: str) -> _Object | None:
    """What a resource says of a classic file; None if that is none."""
    try:
        classic: _Object = json.loads(text)
        return version_two(classic) if form == "v2" else _without_identity(classic)
    except (json.JSONDecodeError, LookupError, TypeError, AttributeError):
        return None


def _without_identity(classic: _Object) -> _Object:
    return {key: value for key, value in classic.items() if key not in _OF_THE_RESOURCE}


def _text(version: str, kind: str, uid: str, spec: _Object, output: Output, annotations: dict[str, str]) -> str:
    metadata: _Object = {"name": uid}
    if output.namespace is not None:
        metadata["namespace"] = output.namespace
    if output.labels:
        metadata["labels"] = {setting.name: setting.value for setting in output.labels}
    annotations = annotations | {setting.name: setting.value for setting in output.annotations}
    if annotations:
        metadata["annotations"] = annotations
    resource = {"apiVersion": version, "kind": kind, "metadata": metadata, "spec": spec}
    return json.dumps(resource, ensure_ascii=False, indent=2) + "\n"
