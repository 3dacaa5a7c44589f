"""A logo: an SVG text that needs nothing else, so that a document stays one file and no picture reaches out of it."""

from __future__ import annotations

from posixpath import dirname, join, normpath

from nines.language.statements.people import Logo
from nines.late import late_pattern

__all__ = ["logo_file", "trouble_of"]

_LARGEST = 256 * 1024
_ROOT = late_pattern(r"(?s)\A\s*(?:<\?xml[^>]*\?>)?(?:\s|<!--.*?-->)*<svg\b[^>]*>")
_SIZE = late_pattern(r"\bviewBox\s*=|\b(?:width|height)\s*=")
_REACHES = (
    (late_pattern(r"(?i)<!DOCTYPE|<!ENTITY"), "a document type"),
    (late_pattern(r"(?i)<\s*(?:\w+:)?(?:script|foreignObject|iframe|image|animate|set)\b"), None),
    (late_pattern(r"(?i)\bon\w+\s*="), "something to run"),
    (late_pattern(r"(?i)(?:href|src)\s*=\s*[\"'](?!#)"), "a link to something else"),
    (late_pattern(r"(?i)url\(\s*[\"']?(?!#)"), "a link to something else"),
    (late_pattern(r"(?i)@import"), "a link to something else"),
)


def logo_file(node: Logo) -> str:
    """The name of the file that a statement means, from the folder of the project."""
    return normpath(join(dirname(node.span.source.name), node.path.value))


def trouble_of(text: str) -> str:
    """Why a text is no picture that can stand in a document; empty if it is one."""
    root = _ROOT.match(text)
    if root is None or "</svg>" not in text:
        return "is not an SVG picture"
    if len(text) > _LARGEST:
        return "is larger than 256 KiB"
    if not _SIZE.search(root.group()):
        return "has no size: neither `viewBox` nor `width` and `height`"
    for pattern, what in _REACHES:
        found = pattern.search(text)
        if found is not None:
            return f"holds {what or f'`{found.group()}`'}, and has to stand alone"
    return ""
