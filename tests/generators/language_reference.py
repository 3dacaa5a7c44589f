"""The reference of the language, as docs/language has it, with blocks of the examples to show."""

from __future__ import annotations

from collections.abc import Mapping

from nines.diagnostics.model import Report
from nines.format import format_text
from nines.language.reference import pages, samples_of
from nines.source import Source
from tests.support.tools import ROOT

_SPECS = ("specs/examples", "specs/shop")
_CONTRACTS = "tests/syntax/corpus/contracts.nines"


def outputs() -> Mapping[str, str]:
    files = [path for folder in _SPECS for path in sorted((ROOT / folder).rglob("*.nines"))]
    specs = [(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in files]
    return pages(samples_of([*specs, ("", _contracts())]))


def _contracts() -> str:
    """The forms of contracts that the examples have no use for."""
    text = format_text(Source(_CONTRACTS, (ROOT / _CONTRACTS).read_text(encoding="utf-8")), Report())
    assert text is not None
    return text
