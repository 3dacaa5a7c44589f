"""What every language has to say: one object with all of it, and the type checker tells what is missing.

`{slot}` and `[words|key]` are those of `nines.plan.documents.inline`; a pair is one and many. English shows what each
text is for; the keys, slots and defined terms of every language are the same (`tests/documents/test_languages.py`).
"""

from __future__ import annotations

from typing import Protocol

from nines.plan.documents.texts.required.calls import CallTexts
from nines.plan.documents.texts.required.legal import LegalTexts
from nines.plan.documents.texts.required.measuring import MeasuringTexts
from nines.plan.documents.texts.required.money import MoneyTexts
from nines.plan.documents.texts.required.phrases import PhraseTexts
from nines.plan.documents.texts.required.structure import StructureTexts

__all__ = ["Texts"]


class Texts(StructureTexts, PhraseTexts, MeasuringTexts, MoneyTexts, LegalTexts, CallTexts, Protocol):
    """Templates, words and marks of one language. It holds no digit: numbers come from the contract."""
