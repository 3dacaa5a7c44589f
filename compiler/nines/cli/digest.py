"""Hashes of what files hold, by which the cache knows them again.

`hashlib` loads OpenSSL, which takes as long as all else that a check of known files does. The
function that it gives for BLAKE2 is the interpreter's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["digest"]

if TYPE_CHECKING:
    from hashlib import blake2b
else:
    try:
        from _blake2 import blake2b
    except ImportError:  # another interpreter, or one built without it
        from hashlib import blake2b


def digest(content: bytes) -> str:
    """64 hexadecimal digits that no two contents share."""
    return blake2b(content, digest_size=32).hexdigest()
