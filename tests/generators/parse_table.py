"""The parse table that ships with the compiler, from the grammar."""

from __future__ import annotations

from collections.abc import Mapping

from nines.resources import resource
from nines.syntax.generate import render


def outputs() -> Mapping[str, str]:
    return {"compiler/nines/syntax/table.py": render(resource("grammar", "nines.lark").read_text(encoding="utf-8"))}
