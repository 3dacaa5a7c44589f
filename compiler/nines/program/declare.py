"""Finds what files declare, by family, and names that are declared twice."""

from __future__ import annotations

from nines.diagnostics.model import Label, Report
from nines.language.nodes import At, Node, Poison, Statement
from nines.language.read import File
from nines.language.statements.contract import Sla, VersionLine
from nines.program.codes import DUPLICATE
from nines.program.model import Declaration, Family

__all__ = ["FAMILIES", "declare"]

FAMILIES: dict[str, Family] = {
    "service": "service",
    "journey": "service",
    "schedule": "hours",
    "maintenance": "hours",
    "team": "team",
    "receiver": "receiver",
    "automation": "automation",
    "sla": "sla",
    "customer": "customer",
    "policy": "policy",
    "blueprint": "blueprint",
}
"""The family of what each keyword declares."""


def declare(files: dict[str, File], report: Report) -> dict[Family, dict[str, Declaration]]:
    """Every declaration of every file. Of two with one name the first counts; those of an sla can be its versions."""
    found: dict[Family, dict[str, Declaration]] = {family: {} for family in FAMILIES.values()}
    versions: dict[tuple[str, str], Declaration] = {}
    for file in files.values():
        for node in file.statements:
            declared = _declared(node, file)
            if declared is None:
                continue
            first = found[declared.family].setdefault(declared.name, declared)
            version, first_version = _version(declared), _version(first)
            if version is not None and first_version is not None:
                first = versions.setdefault((declared.name, version), declared)
            if first is not declared:
                _twice(declared, first, report)
    return found


def _declared(node: Node, file: File) -> Declaration | None:
    """Names of the standard library are known with its prefix: `http.latency`; its policies are not."""
    name = file.source.name
    prefix = f"{name.removeprefix('std/')}." if name.startswith("std/") and name != "std/policies" else ""
    if isinstance(node, Poison):
        family = FAMILIES.get(node.word)
        return Declaration(family, prefix + node.name, None, node.span, name) if family and node.name else None
    if not isinstance(node, Statement):
        return None
    family = FAMILIES.get(node.keyword.text) or _misspelt(node)
    located = getattr(node, "name", None)
    if family is None or not isinstance(located, At):
        return None
    return Declaration(family, prefix + located.value, node, located.span, name)


def _version(declared: Declaration) -> str | None:
    """The version of an sla that says one itself."""
    if not isinstance(declared.statement, Sla):
        return None
    said = declared.statement.body.last(VersionLine)
    return said.version.value if said is not None else None


def _misspelt(node: Statement) -> Family | None:
    """A declaration with a misspelt keyword was read as what it meant; its class tells."""
    return FAMILIES.get(type(node).__name__.lower())


def _twice(again: Declaration, first: Declaration, report: Report) -> None:
    what = again.statement.keyword.text if again.statement is not None else again.family
    helps = ["give one of them another name, or remove it"]
    if isinstance(again.statement, Sla):
        helps.append('versions of one agreement each say theirs: `version "2.0" effective 2027-01-01`')
    report.say(
        DUPLICATE,
        f"the {what} `{again.name}` is declared twice",
        again.span,
        "again",
        others=[Label(first.span, "first here")],
        helps=helps,
    )
