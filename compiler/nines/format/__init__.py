"""The one style in which specs are laid out. It has no options, and knows no exceptions.

    after = format_text(source, report)     # None: it has a mistake in its form, which is in the report
    print(diff(source.text, after, source.path))

What is written stays: words, numbers, texts, comments and their order. What changes is blanks,
line ends, and a last comma in a selector.
"""

from nines.format.difference import diff
from nines.format.style import format_text

__all__ = ["diff", "format_text"]
