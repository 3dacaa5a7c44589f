"""The files of the documents, and what the inventory says of them."""

from __future__ import annotations

from nines.emit.documents import documents as files
from nines.emit.documents import items
from nines.plan.documents import documents
from tests.documents.contracts import shop


def test_each_sla_and_each_customer_has_two_files() -> None:
    found = files(documents(shop()), "out/documents", (), None)
    assert [file.path for file in found] == [
        "out/documents/platform.md",
        "out/documents/platform.html",
        "out/documents/customers/acme.md",
        "out/documents/customers/acme.html",
        "out/documents/customers/globex.md",
        "out/documents/customers/globex.html",
        "out/documents/customers/lindenhof.md",
        "out/documents/customers/lindenhof.html",
    ]
    assert {file.kind for file in found} == {"document"}
    assert all(file.origins and file.text.endswith("\n") for file in found)


def test_without_a_folder_paths_have_none() -> None:
    assert [file.path for file in files(documents(shop())[:1], "", (), None)] == ["platform.md", "platform.html"]


def test_each_clause_is_an_item_with_its_place() -> None:
    planned = documents(shop())
    found = items(planned, "documents")
    assert {item.kind for item in found} == {"clause", "document"}
    assert len(found) == sum(1 + len(list(document.clauses())) for document in planned)
    credit = next(item for item in found if item.name == "credits-availability" and item.of == "acme")
    assert credit.file == "documents/customers/acme.html"
    assert dict(credit.labels)["number"] == "9.2"
    assert credit.origin is not None
    assert credit.origin.source.name == "customers.nines"
    assert credit.origin.text == "credit 15% when missed"
    assert all(item.origin is not None for item in found)


def test_anchors_of_items_stand_in_the_page() -> None:
    planned = documents(shop())
    pages = {file.path: file.text for file in files(planned, "documents", (), None)}
    for item in items(planned, "documents"):
        if item.kind == "clause":
            assert f'id="{item.name}"' in pages[item.file]
