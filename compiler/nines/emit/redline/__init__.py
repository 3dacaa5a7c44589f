"""Redlines as text for a terminal, as Markdown, as one HTML page, and as JSON."""

from nines.emit.redline.html import redlines_html
from nines.emit.redline.machine import redlines_json
from nines.emit.redline.markdown import redlines_markdown
from nines.emit.redline.text import redlines_text

__all__ = ["redlines_html", "redlines_json", "redlines_markdown", "redlines_text"]
