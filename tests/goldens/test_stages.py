"""What each stage of the compiler makes of the shop and the examples, as goldens.

A change of the code shows here as a diff of a tree, of statements, of a contract, of rules. Accept
what is meant with `make accept`. All that is made of the shop is committed in specs/shop/out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

import nines
from nines.diagnostics.model import Report
from nines.language.read import read
from nines.source import Source
from nines.syntax import parse
from nines.syntax.tokens import Token
from nines.syntax.tree import Tree
from tests.support.dump import dump
from tests.support.specs import ROOT, compile_folder, compile_text

EXAMPLES = sorted((ROOT / "specs" / "examples").glob("*.nines"))
SHOP = [ROOT / "specs" / "shop" / "checkout.nines", ROOT / "specs" / "shop" / "customers.nines"]


class _Text(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(_Text)


def outline(tree: Tree) -> Iterator[str]:
    """Each node of a tree with its text, indented by depth."""
    waiting: list[tuple[int, object]] = [(0, statement) for statement in reversed(tree.statements)]
    while waiting:
        depth, node = waiting.pop()
        text = tree.source.text[node.start : node.end]  # type: ignore[attr-defined]  # a node or a token
        if isinstance(node, Token):
            yield f"{'  ' * depth}{node.kind.name} {text!r}"
        else:
            yield f"{'  ' * depth}{type(node).__name__} {text.partition(chr(10))[0]!r}"
            waiting.extend((depth + 1, inner) for inner in reversed(node.children))  # type: ignore[attr-defined]  # a node


@pytest.mark.parametrize("path", [*EXAMPLES, *SHOP], ids=lambda path: path.stem)
def test_the_tree(path: Path, golden: SnapshotAssertion) -> None:
    report = Report()
    tree = parse(Source(path.name, path.read_text("utf-8")), report)
    assert list(report) == []
    assert "\n".join(outline(tree)) + "\n" == golden


@pytest.mark.parametrize("path", [*EXAMPLES, *SHOP], ids=lambda path: path.stem)
def test_the_statements(path: Path, golden: SnapshotAssertion) -> None:
    report = Report()
    file = read(parse(Source(path.name, path.read_text("utf-8")), report), report)
    assert list(report) == []
    assert dump(file.statements) == golden


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_contract_of_an_example(path: Path, golden: SnapshotAssertion) -> None:
    compiled = compile_text(path.read_text("utf-8"))
    assert dump(compiled.contract) == golden


@pytest.mark.parametrize("name", ["first", "tenants", "maintenance"])
def test_the_rules_and_the_routes_of_an_example(name: str, golden: SnapshotAssertion) -> None:
    result = nines.compile(ROOT / "specs" / "examples" / f"{name}.nines")
    files = [artifact for artifact in result.artifacts if artifact.kind in ("rules", "alertmanager")]
    assert "\n".join(f"# {file.path}\n{file.text}" for file in files) == golden


def test_the_contract_of_the_shop(golden: SnapshotAssertion) -> None:
    assert dump(compile_folder(ROOT / "specs" / "shop").contract) == golden
