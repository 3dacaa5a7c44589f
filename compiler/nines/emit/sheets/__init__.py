"""Call sheets as pages."""

from nines.emit.sheets.html import html

__all__ = ["html"]
