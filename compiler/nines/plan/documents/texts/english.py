"""The English catalogue, put together from its parts."""

from __future__ import annotations

from nines.plan.documents.texts.legal import Legal
from nines.plan.documents.texts.measuring import Measuring
from nines.plan.documents.texts.money import MoneyTexts
from nines.plan.documents.texts.phrases import Phrases
from nines.plan.documents.texts.structure import Structure

__all__ = ["English"]


class English(Structure, Phrases, Measuring, MoneyTexts, Legal):
    """Everything that a document says in English. It holds no digit: numbers come from the contract."""
