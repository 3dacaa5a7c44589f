"""The catalogues: every word of a settlement that is not the user's, one for each language."""

from nines.settle.texts.english import ENGLISH
from nines.settle.texts.german import GERMAN
from nines.settle.texts.required import Texts

__all__ = ["ENGLISH", "GERMAN", "LANGUAGES", "Texts", "catalogue"]

LANGUAGES: tuple[Texts, ...] = (ENGLISH, GERMAN)
"""Every language that a settlement can be in; `language` in the specs has the same choices."""


def catalogue(code: str | None) -> Texts:
    """The catalogue of a language; English where the specs do not say one."""
    return next((texts for texts in LANGUAGES if code == texts.language), ENGLISH)
