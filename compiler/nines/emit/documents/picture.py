"""A picture for Word, which shows no SVG everywhere: the same drawn in pixels, by Typst, and always the same bytes."""

from __future__ import annotations

__all__ = ["png"]

_SOURCE = b"""
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(sys.inputs.svg), format: "svg", height: 11mm)
"""
_DOTS_PER_INCH = 400


def png(svg: str) -> bytes:
    """The picture, 11 mm high."""
    import typst

    return typst.compile(_SOURCE, sys_inputs={"svg": svg}, format="png", ppi=_DOTS_PER_INCH, ignore_system_fonts=True)
