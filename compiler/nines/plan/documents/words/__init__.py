"""Phrases of the language in words: each class of `nines.language.phrases` has its wording here."""
