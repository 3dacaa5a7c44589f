"""Generated files that are committed are what their generators write today."""

from __future__ import annotations

import pytest

from tests.tools.generate import outputs, stale

OUTPUTS = outputs()


@pytest.mark.parametrize("path", sorted(OUTPUTS))
def test_the_committed_file_is_fresh(path: str) -> None:
    assert stale({path: OUTPUTS[path]}) == [], "run `make generate`, and read the difference before you commit it"


def test_what_differs_or_is_missing_is_stale() -> None:
    path, text = next(iter(OUTPUTS.items()))
    assert stale({path: text + "\n", "grammar/no-such-file.json": ""}) == [path, "grammar/no-such-file.json"]
