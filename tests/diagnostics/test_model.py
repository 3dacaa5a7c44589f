"""What passes need of diagnostics costs them nothing else."""

from __future__ import annotations

import subprocess
import sys


def test_passes_load_only_the_model() -> None:
    script = (
        "import sys, nines.diagnostics.model; print(*sorted(name for name in sys.modules if name.startswith('nines')))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    few = ["nines", "nines.diagnostics", "nines.diagnostics.model", "nines.record", "nines.source"]
    assert loaded.stdout.split() == few
