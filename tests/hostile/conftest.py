"""Commands as a user types them."""

from __future__ import annotations

from tests.cli.conftest import nines, process

__all__ = ["nines", "process"]
