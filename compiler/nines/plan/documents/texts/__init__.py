"""The catalogues: every word of a document that is not the user's, one for each language."""

from nines.plan.documents.texts.catalogue import Texts
from nines.plan.documents.texts.english import ENGLISH
from nines.plan.documents.texts.german import GERMAN

__all__ = ["ENGLISH", "GERMAN", "LANGUAGES", "Texts", "catalogue"]

LANGUAGES: tuple[Texts, ...] = (ENGLISH, GERMAN)
"""Every language that a document can be in; `language` in the specs has the same choices."""


def catalogue(code: str | None) -> Texts:
    """The catalogue of a language; English where the specs do not say one."""
    return next((texts for texts in LANGUAGES if code == texts.LANGUAGE), ENGLISH)
