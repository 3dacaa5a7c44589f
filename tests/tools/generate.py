"""Writes the generated files that are committed: `python -m tests.tools.generate [--check]`.

Each module of `tests.generators` has a function `outputs()` that gives the text of each of its files by the path from
the project's folder. With `--check` nothing is written, and the exit code is 1 if a file is stale.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Mapping, Sequence

import tests.generators
from tests.support.tools import ROOT

__all__ = ["outputs", "stale"]


def outputs() -> dict[str, str]:
    """The text of every generated file, by its path. Raises ValueError if two generators claim one file."""
    texts: dict[str, str] = {}
    for module in sorted(pkgutil.iter_modules(tests.generators.__path__, "tests.generators."), key=lambda m: m.name):
        made: Mapping[str, str] = importlib.import_module(module.name).outputs()
        if twice := sorted(texts.keys() & made.keys()):
            raise ValueError(f"`{twice[0]}` is written by more than one generator, `{module.name}` among them")
        texts.update(made)
    return texts


def stale(texts: Mapping[str, str]) -> list[str]:
    """The paths whose committed text is another one, or missing."""
    return [path for path, text in texts.items() if not (ROOT / path).exists() or _read(path) != text]


def main(arguments: Sequence[str]) -> int:
    texts = outputs()
    changed = stale(texts)
    if arguments == ["--check"]:
        for path in changed:
            print(f"`{path}` is stale: run `make generate` and commit what it writes", file=sys.stderr)
        return 1 if changed else 0
    for path in changed:
        target = ROOT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(texts[path], encoding="utf-8", newline="\n")
        print(f"Wrote {path}")
    print(f"{len(texts)} generated files, {len(changed)} of them changed")
    return 0


def _read(path: str) -> str:
    return (ROOT / path).read_bytes().decode("utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
