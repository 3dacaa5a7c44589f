"""The reference of the language, as pages of Markdown, made from its table.

`pages` gives the text of each file of docs/language; `make generate` writes them.
"""

from nines.language.reference.pages import pages
from nines.language.reference.samples import Samples, samples_of

__all__ = ["Samples", "pages", "samples_of"]
