"""The names that boards go by for ever: uids, which links and bookmarks hold on to while titles may change."""

from __future__ import annotations

import hashlib
import re

__all__ = ["LONGEST", "board_uid"]

LONGEST = 40
"""Characters that Grafana takes in a uid."""

_KEPT = 31
_ODD = re.compile(r"[^a-zA-Z0-9_-]")


def board_uid(bundle: str, board: str, name: str = "") -> str:
    """`nines-shop-portfolio`, `nines-shop-customer-acme`: at most 40 characters of those that Grafana takes.

    A longer one, or one with other characters, is cut and ends in a hash of the whole, so that no two meet.
    """
    whole = "-".join(part for part in ("nines", bundle, board, name) if part)
    plain = _ODD.sub("-", whole)
    if plain == whole and len(whole) <= LONGEST:
        return whole
    return f"{plain[:_KEPT]}-{hashlib.sha256(whole.encode('utf-8')).hexdigest()[:8]}"
