"""Specs with mistakes make documents too, or none: never an exception."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from nines.emit.documents import documents as files
from nines.plan.documents import documents
from tests.support.specs import ROOT, compile_folder, compile_text


@pytest.mark.parametrize("path", sorted((ROOT / "specs" / "examples").glob("*.nines")), ids=lambda path: path.stem)
def test_the_examples(path: Path) -> None:
    compiled = compile_text(path.read_text("utf-8"))
    planned = documents(compiled.contract)
    assert len(files(planned, "documents", (), None)) == 2 * len(planned)
    assert len(planned) == len(compiled.contract.slas) + len(compiled.contract.customers)


def test_the_seeded_mistakes() -> None:
    contract = compile_folder(ROOT / "specs" / "mistakes").contract
    assert len(documents(contract)) == len(contract.slas) + len(contract.customers)


@pytest.mark.parametrize("seed", range(12))
def test_an_agreement_with_lines_missing(seed: int) -> None:
    """A quarter of the lines of the shop's agreement and customers are left out, whatever that breaks."""
    chance = random.Random(seed)
    texts = {path.stem: path.read_text("utf-8") for path in (ROOT / "specs" / "shop").glob("*.nines")}
    for name in ("agreement", "customers", "calendar"):
        lines = texts[name].split("\n")
        texts[name] = "\n".join(line for line in lines if "{" in line or "}" in line or chance.random() > 0.25)
    main = texts.pop("customers")
    contract = compile_text(main, **texts).contract
    planned = documents(contract)
    assert len(planned) == len(contract.slas) + len(contract.customers)
    assert len(files(planned, "documents", (), None)) == 2 * len(planned)
