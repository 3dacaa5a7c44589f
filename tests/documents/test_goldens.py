"""The documents of the five contracts as reviewed. Those of the shop are committed beside it, in specs/shop/out."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from nines.emit.documents import documents as files
from nines.plan.documents import documents
from tests.documents.contracts import five


class Markdown(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "md"


FIVE = ("cluster", "edge", "line", "registry", "suite", "rhea-edge", "rhea-registry")


@pytest.mark.parametrize("name", FIVE)
def test_the_five_contracts(name: str, snapshot: SnapshotAssertion) -> None:
    assert text_of(name, "md") == snapshot.use_extension(Markdown)


def text_of(name: str, form: str) -> str:
    planned = [document for document in documents(five()) if document.name == name]
    found = [file.text for file in files(planned, "documents", (), None) if file.path.endswith(f"/{name}.{form}")]
    assert len(found) == 1
    return found[0]
