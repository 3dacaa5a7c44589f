"""Which names PromQL takes bare, and how it quotes the others."""

from __future__ import annotations

from functools import lru_cache

from nines.late import late_pattern

__all__ = [
    "AGGREGATIONS",
    "KEYWORDS",
    "NEVER_A_METRIC",
    "is_bare_label",
    "is_bare_metric",
    "is_metric_identifier",
    "quoted",
    "shortened",
]

AGGREGATIONS = frozenset(
    {
        "avg",
        "bottomk",
        "count",
        "count_values",
        "group",
        "limit_ratio",
        "limitk",
        "max",
        "min",
        "quantile",
        "stddev",
        "stdvar",
        "sum",
        "topk",
    }
)

NEVER_A_METRIC = frozenset({"on", "bool", "ignoring", "group_left", "group_right", "atan2", "inf", "nan"})
"""Words (in any case) that PromQL's grammar does not take as the name of a metric."""

KEYWORDS = frozenset(
    {
        "and",
        "anchored",
        "atan2",
        "bool",
        "by",
        "group_left",
        "group_right",
        "ignoring",
        "offset",
        "on",
        "or",
        "smoothed",
        "unless",
        "without",
    }
)
"""Words (in any case) that stand between expressions. Most may still name a metric."""

_BETTER_QUOTED = (
    KEYWORDS | AGGREGATIONS | NEVER_A_METRIC | {"end", "fill", "fill_left", "fill_right", "range", "start", "step"}
)

_METRIC = late_pattern(r"[a-zA-Z_:][a-zA-Z0-9_:]*")
_LABEL = late_pattern(r"[a-zA-Z_][a-zA-Z0-9_]*")

_ESCAPES = {
    "\a": "\\a",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\v": "\\v",
    "\\": "\\\\",
    '"': '\\"',
}


def is_bare_metric(name: str) -> bool:
    """Whether a metric's name can be printed without quotes and never be taken for a keyword."""
    if _METRIC.fullmatch(name) is None:
        return False
    return name.lower() not in _BETTER_QUOTED


@lru_cache(maxsize=4096)
def is_metric_identifier(name: str) -> bool:
    """Whether a name is of the old form that all versions know, keyword or not."""
    return _METRIC.fullmatch(name) is not None


@lru_cache(maxsize=4096)
def is_bare_label(name: str) -> bool:
    return _LABEL.fullmatch(name) is not None


def quoted(text: str) -> str:
    """A string literal in double quotes, escaped as Go does."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return '"' + "".join(map(_escaped, text)) + '"'


def shortened(text: str, most: int = 60) -> str:
    """A text of the user's as a message quotes it: on one line, and cut where it is long."""
    flat = " ".join(text.split()) if "\n" in text else text
    return flat if len(flat) <= most else f"{flat[: most - 3]}..."


def _escaped(character: str) -> str:
    known = _ESCAPES.get(character)
    if known is not None:
        return known
    code = ord(character)
    if character.isprintable():
        return character
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if 0xD800 <= code <= 0xDFFF:
        return "\\ufffd"
    if code < 0x20 or code == 0x7F:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
