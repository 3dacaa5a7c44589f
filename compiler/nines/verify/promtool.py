"""Asks a real promtool what it thinks of rule files."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

__all__ = ["check_rules"]

_LONGEST = 300
"""Seconds after which promtool is given up."""


def check_rules(promtool: Path, files: Sequence[Path]) -> str:
    """What promtool has against rule files, with all its lints; empty if it has nothing.

    Raises OSError if it cannot be run.
    """
    command = [str(promtool), "check", "rules", "--lint=all", "--lint-fatal", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_LONGEST)
    return "" if done.returncode == 0 else f"{done.stdout}{done.stderr}".strip()
