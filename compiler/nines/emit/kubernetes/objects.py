"""Files as they stand in objects: rules for the Prometheus operator, and files of any kind in config maps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from nines.contract.model import Output
from nines.emit.artifact import Artifact
from nines.emit.environment import Raw, environment, yaml_text
from nines.emit.grafana.dashboards import path
from nines.emit.kubernetes.metadata import metadata, object_name
from nines.emit.mistakes import TooLargeError
from nines.emit.prometheus import rule_files
from nines.plan.boards.model import Board
from nines.plan.model import Labels, Plan, RuleFile
from nines.record import replace
from nines.resources import Folder

__all__ = ["LARGEST", "LARGEST_RULES", "board_maps", "config_map", "config_maps", "prometheus_rules"]

LARGEST_RULES = 500_000
"""Bytes of a rule file: the operator copies each into a config map, of which it fills half (524,288 bytes)."""
LARGEST = 1_000_000
"""Bytes of data in a config map; Kubernetes takes 1,048,576."""

_FOUND_BY: Labels = (("grafana_dashboard", "1"),)
"""The label by which the sidecar finds boards, unless its chart is told another."""

_PRINTED = re.compile(r"[\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*")
"""What a YAML block may hold as it is."""


def prometheus_rules(plan: Plan, output: Output, own: Folder | None) -> tuple[Artifact, ...]:
    """A file for each rule file, with an object in it; several, one after the other, where one would be too large.

    Raises `TooLargeError` for a group that is too large by itself.
    """
    found = []
    for file in plan.files:
        (plain,) = _files(plan, file, output, own)
        parts = [plain] if len(plain.content) <= LARGEST_RULES else list(_parts(plan, file, output, own))
        texts = [_prometheus_rule(part, plan.bundle, file.name, at, output, own) for at, part in enumerate(parts)]
        found.append(replace(plain, body="---\n".join(texts)))
    return tuple(found)


def config_maps(
    files: Iterable[Artifact], bundle: str, name: str, output: Output, own: Folder | None
) -> tuple[str, ...]:
    """Objects that hold all files, as few as there is room in. Raises `TooLargeError` for a file too large for one."""
    packed: list[list[Artifact]] = []
    size = 0
    for file in files:
        _fits(file, LARGEST)
        size += len(file.content)
        if not packed or size > LARGEST:
            packed.append([])
            size = len(file.content)
        packed[-1].append(file)
    return tuple(
        config_map(group, object_name(bundle, name, str(at) if at > 1 else ""), output, own)
        for at, group in enumerate(packed, 1)
    )


def config_map(
    files: Sequence[Artifact],
    name: str,
    output: Output,
    own: Folder | None,
    labels: Labels = (),
    annotations: Labels = (),
) -> str:
    """One object with some files, each under the last part of its path."""
    return (
        environment("yaml", own)
        .get_template("kubernetes/config-map.yaml")
        .render(
            metadata=metadata(output, name, labels, annotations),
            files=[(file.path.rpartition("/")[2], _literal(file.text)) for file in files],
        )
    )


def board_maps(
    boards: Iterable[Board], files: Iterable[Artifact], bundle: str, output: Output, own: Folder | None
) -> tuple[Artifact, ...]:
    """An object for each board, with what the sidecar of Grafana's chart looks for. Raises `TooLargeError`."""
    texts = {file.path: file for file in files}
    made = []
    for board in boards:
        file = texts[path(board, output.folder)]
        _fits(file, LARGEST)
        name = object_name(bundle, board.folder.name, board.name)
        text = config_map([file], name, output, own, _FOUND_BY, (("grafana_folder", board.folder.title),))
        made.append(replace(file, path=f"{file.path.removesuffix('.json')}.yaml", body=text))
    return tuple(made)


def _files(plan: Plan, file: RuleFile, output: Output, own: Folder | None) -> tuple[Artifact, ...]:
    return rule_files(replace(plan, files=(file,)), output.folder, own)


def _parts(plan: Plan, file: RuleFile, output: Output, own: Folder | None) -> Iterator[Artifact]:
    """The file in pieces of whole groups: rules of a group are evaluated one after the other, groups are not."""
    groups: list[int] = []
    size = 0
    for at, group in enumerate(file.groups):
        (alone,) = _files(plan, replace(file, groups=(group,)), output, own)
        _fits(alone, LARGEST_RULES)
        if groups and size + len(alone.content) > LARGEST_RULES:
            yield from _files(plan, replace(file, groups=tuple(file.groups[one] for one in groups)), output, own)
            groups, size = [], 0
        groups.append(at)
        size += len(alone.content)
    yield from _files(plan, replace(file, groups=tuple(file.groups[one] for one in groups)), output, own)


def _fits(file: Artifact, most: int) -> None:
    if len(file.content) > most:
        raise TooLargeError(file.path, len(file.content), most, file.origins)


def _prometheus_rule(part: Artifact, bundle: str, name: str, at: int, output: Output, own: Folder | None) -> str:
    """The rules without the comment above them in `spec`; the comment stands above the object."""
    above, _, rules = part.text.partition("groups:\n")
    return (
        environment("yaml", own)
        .get_template("kubernetes/prometheus-rule.yaml")
        .render(
            above=Raw(above),
            metadata=metadata(output, object_name(bundle, name, str(at + 1) if at else "")),
            groups=Raw("groups:\n" + _moved(rules.rstrip("\n"))),
        )
    )


def _moved(text: str) -> str:
    """Lines of YAML moved to the right, but for the empty ones."""
    return "\n".join(f"  {line}" if line else line for line in text.split("\n"))


def _literal(text: str) -> Raw:
    """A text as a block of lines; in quotes where YAML could not keep it."""
    if not _PRINTED.fullmatch(text) or text.startswith((" ", "\n")) or not text.endswith("\n") or text.endswith("\n\n"):
        return Raw(yaml_text(str(text)))  # what a template gave is YAML already, and here a text
    lines = text[:-1].split("\n")
    return Raw("|\n" + "\n".join(f"    {line}" if line else "" for line in lines))
