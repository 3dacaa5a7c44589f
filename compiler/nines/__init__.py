"""Nines: a language for reliability promises, and its compiler.

    >>> import nines
    >>> result = nines.compile("specs/shop")
    >>> result.ok, len(result.contract.customers)
    (True, 3)

`compile` and its `Result` are documented in `nines.api`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nines.api import MissingPackageError, NoSpecsError, Result, compile  # noqa: A004 - `nines.compile` is what it does

__all__ = ["MissingPackageError", "NoSpecsError", "Result", "compile"]


def __getattr__(name: str) -> Any:
    """The compiler is loaded when it is used, not when its package is imported."""
    if name in __all__:
        from nines import api

        return getattr(api, name)
    raise AttributeError(f"module `nines` has no attribute `{name}`")
