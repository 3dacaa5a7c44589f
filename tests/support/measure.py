"""How long something takes, measured so that a busy machine disturbs it least."""

from __future__ import annotations

import time
from collections.abc import Callable

__all__ = ["best_of"]


def best_of(times: int, work: Callable[[], object]) -> float:
    """Seconds of the fastest run of several: what disturbs a run only makes it slower."""
    fastest = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        fastest = min(fastest, time.perf_counter() - start)
    return fastest
