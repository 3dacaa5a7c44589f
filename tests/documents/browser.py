"""Pages in Chromium."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.support.tools import tool

__all__ = ["browse"]


def browse(path: Path, folder: Path, *arguments: str) -> str:
    """What Chromium makes of a page."""
    program = [
        *(str(tool("chromium")), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        *(f"--user-data-dir={folder / 'profile'}", *arguments, path.as_uri()),
    ]
    done = subprocess.run(program, capture_output=True, text=True, timeout=90, check=True)
    return done.stdout
