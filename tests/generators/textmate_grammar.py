"""The grammar by which editors colour specs."""

from __future__ import annotations

from collections.abc import Mapping

from nines.language.textmate import render


def outputs() -> Mapping[str, str]:
    return {"grammar/nines.tmLanguage.json": render()}
