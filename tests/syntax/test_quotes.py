"""The content of a quoted token is what stands between its quotes, also if it was not closed."""

from __future__ import annotations

import pytest

from nines.syntax import Kind, inside
from tests.syntax.reading import read

QUOTED = (Kind.STRING, Kind.PROSE, Kind.FENCE, Kind.QUOTED)

CONTENTS = {
    'a "b c"': "b c",
    'a ""': "",
    'a "b\\"c"': 'b\\"c',
    'a "b\\\\"': "b\\\\",
    'a "b\\"': 'b\\"',
    'a "b': "b",
    "a “b”": "b",
    "a 'b'": "b",
    'a "b”': "b",
    'a """b\n"c" """': 'b\n"c" ',
    'a """"""': "",
    'a {\n  """b\n}': "b",
    "a `b`": "b",
    "a `` `b` ``": " `b` ",
    "a `b": "b",
    "a ``b`": "b`",
    "a ```\nb\n```": "\nb\n",
    'a{b="c"}': "c",
    "a{b='c'}": "c",
    "a{b=`c`}": "c",
    "a{b=``}": "",
}


@pytest.mark.parametrize(("text", "content"), CONTENTS.items(), ids=map(repr, CONTENTS))
def test_content(text: str, content: str) -> None:
    (token,) = [token for token in read(text).tree.tokens if token.kind in QUOTED]
    quoted = text[token.start : token.end]
    start, end = inside(quoted)
    assert quoted[start:end] == content
