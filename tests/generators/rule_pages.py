"""The pages of all codes, as docs/rules has them."""

from __future__ import annotations

from collections.abc import Mapping

from nines.manual import render


def outputs() -> Mapping[str, str]:
    return render()
