"""A late pattern is a compiled one, but for when it is compiled."""

from __future__ import annotations

import re
from typing import Any

import pytest

from nines.late import late_pattern

TEXT = "one, two;  three"
CALLS: list[tuple[str, tuple[Any, ...]]] = [
    ("match", (TEXT,)),
    ("match", (TEXT, 5)),
    ("fullmatch", ("word",)),
    ("search", (TEXT, 3)),
    ("findall", (TEXT,)),
    ("split", (TEXT,)),
    ("sub", (r"<\g<0>>", TEXT)),
    ("subn", ("-", TEXT, 1)),
]


def plain(value: Any) -> Any:
    return (value.span(), value.groups(), value.lastgroup) if isinstance(value, re.Match) else value


@pytest.mark.parametrize(("method", "arguments"), CALLS)
def test_it_answers_as_a_compiled_one(method: str, arguments: tuple[Any, ...]) -> None:
    late, eager = (make(r"(?P<word>[a-z]+)", re.IGNORECASE) for make in (late_pattern, re.compile))
    for _ in range(2):
        assert plain(getattr(late, method)(*arguments)) == plain(getattr(eager, method)(*arguments))
    assert [plain(found) for found in late.finditer(TEXT)] == [plain(found) for found in eager.finditer(TEXT)]
    assert (late.pattern, late.flags, late.groupindex) == (eager.pattern, eager.flags, eager.groupindex)


def test_it_is_compiled_once_and_not_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[object] = []
    real = re.compile

    def counting(*arguments: Any) -> Any:
        compiled.append(arguments)
        return real(*arguments)

    monkeypatch.setattr(re, "compile", counting)
    pattern = late_pattern("a+", re.ASCII)
    assert repr(pattern) == "late_pattern('a+')"
    assert compiled == []
    for _ in range(3):
        assert pattern.match("aa") is not None
        assert pattern.search("baa") is not None
    assert compiled == [("a+", re.ASCII)]


def test_a_pattern_with_a_mistake_says_so_when_it_is_used() -> None:
    pattern = late_pattern("(")
    with pytest.raises(re.error, match="missing"):
        pattern.match("a")
