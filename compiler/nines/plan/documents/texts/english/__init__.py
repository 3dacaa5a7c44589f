"""The English catalogue, put together from its parts."""

from __future__ import annotations

from nines.plan.documents.texts.english.calls import Calls
from nines.plan.documents.texts.english.legal import Legal
from nines.plan.documents.texts.english.measuring import Measuring
from nines.plan.documents.texts.english.money import MoneyTexts
from nines.plan.documents.texts.english.phrases import Phrases
from nines.plan.documents.texts.english.structure import Structure

__all__ = ["ENGLISH", "English"]


class English(Structure, Phrases, Measuring, MoneyTexts, Legal, Calls):
    """Everything that a document says in English. It holds no digit: numbers come from the contract."""


ENGLISH = English()
"""The English catalogue, put together from its parts."""
