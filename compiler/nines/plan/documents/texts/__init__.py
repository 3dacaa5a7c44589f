"""The catalogue: every word of a document that is not the user's, language by language."""

from nines.plan.documents.texts.english import English

__all__ = ["ENGLISH", "English", "Texts"]

Texts = English
"""The type of a catalogue: another language overrides what English says."""

ENGLISH = English()
