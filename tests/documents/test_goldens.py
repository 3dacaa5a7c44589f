"""The documents as reviewed: those of the shop as files that can be opened, those of the five contracts as Markdown."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from nines.emit.documents import documents as files
from nines.plan.documents import documents
from tests.documents.contracts import five, shop


class Markdown(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "md"


class Html(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "html"


SHOP = ("platform", "acme", "globex", "lindenhof")
FIVE = ("cluster", "edge", "line", "registry", "suite", "rhea-edge", "rhea-registry")


@pytest.mark.parametrize("name", SHOP)
def test_the_shop_as_markdown(name: str, snapshot: SnapshotAssertion) -> None:
    assert text_of(name, "md") == snapshot.use_extension(Markdown)


@pytest.mark.parametrize("name", ["platform", "acme"])
def test_the_shop_as_a_page(name: str, snapshot: SnapshotAssertion) -> None:
    assert text_of(name, "html") == snapshot.use_extension(Html)


@pytest.mark.parametrize("name", FIVE)
def test_the_five_contracts(name: str, snapshot: SnapshotAssertion) -> None:
    assert text_of(name, "md") == snapshot.use_extension(Markdown)


def text_of(name: str, form: str) -> str:
    contract = shop() if name in SHOP else five()
    planned = [document for document in documents(contract) if document.name == name]
    found = [file.text for file in files(planned, "documents", None) if file.path.endswith(f"/{name}.{form}")]
    assert len(found) == 1
    return found[0]
