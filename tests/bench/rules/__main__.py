"""`make bench-rules`: builds hard history, records what the rules would have, compares, and says what is not met.

    SLOTH=/path/to/sloth PYRRA=/path/to/pyrra VICTORIA=/path/to/victoria-metrics make bench-rules

Without the peers their ratios are left out, and docs/measurements.md and its pictures stay as they are. VictoriaMetrics
(Debian: the package `victoria-metrics`) is asked where it is given.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import pickle
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.bench.rules import shop as history
from tests.bench.rules.demands import demands
from tests.bench.rules.measure import measure
from tests.bench.rules.pictures import pictures
from tests.bench.rules.projects import TEN, built
from tests.bench.rules.shop import Shop, shop
from tests.bench.rules.table import document, summary
from tests.support.tools import PROMETHEUS, ROOT

_WORK = ROOT / "build" / "bench-rules"
_DOCS = ROOT / "docs"


def main() -> int:
    started = time.monotonic()
    _WORK.mkdir(parents=True, exist_ok=True)
    true = _history()
    print(
        f"  History: {sum(len(one.times) for one in true.checkout.scraped + true.search.scraped):,} samples", flush=True
    )
    with ProcessPoolExecutor(len(PROMETHEUS), multiprocessing.get_context("spawn")) as pool:
        running = [pool.submit(measure, generation, true, _WORK) for generation in PROMETHEUS]
        found = [one.result() for one in running]
    rules = sum(rule.file == "checkout" for rule in built(TEN, "3", _WORK))
    judged = list(demands(found, rules))
    print(summary(judged))
    if "SLOTH" in os.environ and "PYRRA" in os.environ:
        (_DOCS / "measurements.md").write_text(document(found, judged), "utf-8")
        for name, text in pictures(found[-1], true.checkout.true):
            (_DOCS / "pictures" / name).write_text(text, "utf-8")
        print("  Wrote docs/measurements.md and docs/pictures/rules-*.svg")
    print(f"  {time.monotonic() - started:.0f} s")
    return 0 if all(one.met for one in judged) else 1


def _history() -> Shop:
    """Built once, and kept as long as what builds it stays the same."""
    digest = hashlib.sha256(Path(history.__file__).read_bytes()).hexdigest()[:16]
    kept = _WORK / f"history-{digest}.pickle"
    if kept.exists():
        found: Shop = pickle.loads(kept.read_bytes())
        return found
    made = shop()
    kept.write_bytes(pickle.dumps(made))
    return made


if __name__ == "__main__":
    sys.exit(main())
