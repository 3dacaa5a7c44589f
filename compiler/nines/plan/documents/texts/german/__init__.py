"""The German catalogue, put together from its parts.

The words that a spec brings have no gender and no case here. So a title stands between quotation marks or after a
colon, an amount after a colon, and a length of time only where it is in the nominative or accusative.
"""

from __future__ import annotations

from nines.plan.documents.texts.german.calls import Calls
from nines.plan.documents.texts.german.legal import Legal
from nines.plan.documents.texts.german.measuring import Measuring
from nines.plan.documents.texts.german.money import MoneyTexts
from nines.plan.documents.texts.german.phrases import Phrases
from nines.plan.documents.texts.german.structure import Structure

__all__ = ["GERMAN", "German"]


class German(Structure, Phrases, Measuring, MoneyTexts, Legal, Calls):
    """Everything that a document says in German. It holds no digit: numbers come from the contract."""


GERMAN = German()
"""The German catalogue, put together from its parts."""
