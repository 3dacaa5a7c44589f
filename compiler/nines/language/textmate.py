"""The grammar by which editors and hosts of Git repositories colour specs, in the form of TextMate.

It knows what one line can show. That a statement fits is for the compiler to say.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from nines.language.phrases import COMPARATORS
from nines.language.reference.names import phrase_kinds
from nines.language.shape import Choice, Maybe, Pattern, Repeat, Sequence, Slot, Word
from nines.language.table import Entry, PhraseEntry, entries, phrases

__all__ = ["render"]

_Rule = dict[str, object]

_END = r"(?![\w:]|[-./]+[\w:])"
"""Where a word ends: `catalog-db`, `http.latency` and `std/http` are one each."""

_START = r"(?<![\w:./$-])"
_NUMBER = r"\d+(?:_\d+)*(?:\.\d+(?:_\d+)*)?"
_QUOTED = r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`[^`]*`)"
_MATCHER = rf"(?:[A-Za-z_]\w*|{_QUOTED})\s*(?:=~|!~|!=|=)\s*[\"'`]|{_QUOTED}\s*[,}}]|\$\{{"

_COMMON = 2
"""A word that is in as many shapes leads from one part of a statement to the next: `over`, `within`, `per`."""


def render() -> str:
    """The text of grammar/nines.tmLanguage.json."""
    grammar = {
        "comment": "Made from the table of statements by `make generate`.",
        "name": "Nines",
        "scopeName": "source.nines",
        "fileTypes": ["nines"],
        "patterns": [
            {"include": f"#{name}"}
            for name in (
                "comment",
                "prose",
                "promql",
                "string",
                "matcher",
                "statement",
                "selector",
                "block",
                "value",
                "word",
            )
        ],
        "repository": {
            "comment": _match(r"#.*$", "comment.line.number-sign.nines"),
            "prose": _between('"""', '"""', "string.quoted.triple.nines", [_include("parameter")]),
            "string": _between(
                '"',
                '"|$',
                "string.quoted.double.nines",
                [_match(r"\\[\"\\]", "constant.character.escape.nines"), _include("parameter")],
            ),
            "other-quotes": _between("'", "'|$", "string.quoted.single.nines", []),
            "promql": _promql(),
            "expression": _expression(),
            "statement": _statement(),
            "selector": _selector(),
            "matcher": _matcher(),
            "block": _match(r"[{}]", "punctuation.section.block.nines"),
            "value": _value(),
            "parameter": _match(r"\$(?:\{[A-Za-z_][\w-]*\}|[A-Za-z_]\w*(?:-\w+)*)", "variable.parameter.nines"),
            "word": _word(),
        },
    }
    return json.dumps(grammar, indent=2, ensure_ascii=False) + "\n"


# Statements.


def _statement() -> _Rule:
    """The words that a statement starts with, and the name that it declares; on a line, or in a block on one line."""
    declaring = _alternatives({entry.keyword for entry in entries() if _declares(entry)})
    starting = _alternatives({words for entry in entries() for words in _heads(entry)})
    begin = r"(?:^\s*|(?<=\{)\s*)"
    return {
        "patterns": [
            _match(
                rf"{begin}((?:replace\s+)?(?:{declaring}))\s+([A-Za-z][\w-]*){_END}",
                {"1": "keyword.other.nines", "2": "entity.name.type.nines"},
            ),
            _match(rf"{begin}((?:replace\s+)?(?:{starting})){_END}", {"1": "keyword.other.nines"}),
        ]
    }


def _declares(entry: Entry) -> bool:
    parts = [part for part in entry.shape.parts if not isinstance(part, (Word, Maybe))]
    first = parts[0] if parts else None
    return isinstance(first, Slot) and first.name == "name" and first.kind == "name" and bool(entry.keyword)


def _heads(entry: Entry) -> Iterator[str]:
    """What a statement can start with: all its leading words, and the first of them alone."""
    if entry.keyword:
        yield entry.keyword
    yield from entry.heads


def _word() -> _Rule:
    """Comparisons in words, and words that lead from one part of a statement to the next."""
    shapes = [_behind_keyword(entry.shape) for entry in entries()]
    shapes += [way.shape for kind in phrase_kinds() for way in phrases(kind) if isinstance(way, PhraseEntry)]
    counted = Counter(word for shape in shapes for word in set(_words(shape)) if word.isalpha())
    joining = {word for word, count in counted.items() if count >= _COMMON}
    return {
        "patterns": [
            _match(
                rf"{_START}(?:{_alternatives(set(COMPARATORS.split('|')))}){_END}", "keyword.operator.comparison.nines"
            ),
            _match(rf"{_START}(?:{_alternatives(joining)}){_END}", "keyword.other.joining.nines"),
            _match(r"[<>]=?|[!=]=", "keyword.operator.comparison.nines"),
            _match(rf"{_START}[A-Za-z_:][\w:]*(?=\{{)", "variable.other.metric.nines"),
            _match(rf"{_START}[A-Za-z][\w:]*(?:[-./+]+[\w:]+)*", "variable.other.nines"),
        ]
    }


def _behind_keyword(shape: Sequence) -> Sequence:
    parts = list(shape.parts)
    while parts and isinstance(parts[0], Word):
        parts.pop(0)
    return Sequence(tuple(parts))


def _words(pattern: Pattern) -> Iterator[str]:
    match pattern:
        case Word(text):
            yield text
        case Maybe(inner) | Repeat(inner):
            yield from _words(inner)
        case Choice(parts) | Sequence(parts):
            for part in parts:
                yield from _words(part)
        case Slot():
            pass


# Values.


def _value() -> _Rule:
    units = {"2": "keyword.other.unit.nines"}
    number = {"1": "constant.numeric.nines", **units}
    return {
        "patterns": [
            _include("parameter"),
            _match(
                rf"{_START}([A-Z]{{3}})\s+({_NUMBER})(?![\w.])",
                {"1": "keyword.other.unit.nines", "2": "constant.numeric.nines"},
            ),
            _match(rf"{_START}\d{{4}}-\d\d-\d\d(?!\w)", "constant.numeric.date.nines"),
            _match(rf"{_START}\d\d:\d\d(?!\w)", "constant.numeric.time.nines"),
            _match(rf"{_START}(?:{_NUMBER}(?:ms|[smhdw]))+(?!\w)", "constant.numeric.duration.nines"),
            _match(rf"{_START}(-?{_NUMBER})(%|(?:pp|x|st|nd|rd|th|/(?:s|min|h|d))(?!\w))", number),
            _match(rf"{_START}({_NUMBER})\s+([KMGTPE]?i?B|bytes?)(?!\w)", number),
            _match(rf"{_START}-?{_NUMBER}(?:[./]\d+)*(?![\w.])", "constant.numeric.nines"),
        ]
    }


# PromQL.


def _selector() -> _Rule:
    """Braces with matchers, which the first one tells from those of a block."""
    return _between(
        rf"\{{(?=\s*(?:{_MATCHER}))|(?<=[\w:])\{{(?=\}})",
        r"\}",
        "meta.selector.nines",
        [
            _include("comment"),
            _include("matcher"),
            _include("string"),
            _include("other-quotes"),
            _between("`", "`|$", "string.quoted.other.nines", []),
            _include("parameter"),
        ],
    )


def _matcher() -> _Rule:
    """A label and its operator. In a selector over several lines they may begin a line; no statement does."""
    return _match(
        r"([A-Za-z_]\w*)\s*(=~|!~|!=|=)(?=\s*[\"'`])",
        {"1": "entity.other.attribute-name.nines", "2": "keyword.operator.comparison.nines"},
    )


def _promql() -> _Rule:
    """PromQL in backticks: three or more may go over lines, one or two end on theirs."""
    scope = "meta.embedded.promql.nines"
    inside = [_include("expression")]
    return {
        "patterns": [
            _between(r"(`{3,})", r"(?<!`)\1(?!`)", scope, inside),
            _between(r"(``?)(?!`)", r"(?<!`)\1(?!`)|$", scope, inside),
        ]
    }


def _expression() -> _Rule:
    words = "by|without|on|ignoring|group_left|group_right|bool|offset|and|or|unless|atan2"
    return {
        "patterns": [
            _include("comment"),
            _include("selector"),
            _include("string"),
            _include("other-quotes"),
            _include("parameter"),
            _match(r"\b[a-z_][a-z0-9_]*(?=\s*\()", "support.function.nines"),
            _match(rf"\b(?:{words})\b", "keyword.operator.word.nines"),
            _match(r"\b(?:(?:\d+(?:ms|[smhdwy]))+|\d+(?:\.\d+)?(?:e[+-]?\d+)?)\b", "constant.numeric.nines"),
            _match(r"[A-Za-z_:][\w:]*", "variable.other.metric.nines"),
        ]
    }


# Rules.


def _include(name: str) -> _Rule:
    return {"include": f"#{name}"}


def _match(pattern: str, scopes: str | dict[str, str]) -> _Rule:
    if isinstance(scopes, str):
        return {"match": pattern, "name": scopes}
    return {"match": pattern, "captures": {group: {"name": scope} for group, scope in scopes.items()}}


def _between(begin: str, end: str, scope: str, inside: list[_Rule]) -> _Rule:
    return {"begin": begin, "end": end, "name": scope, "patterns": inside}


def _alternatives(words: set[str]) -> str:
    """The longest first, since the first that fits is taken; blanks between words may be any."""
    return "|".join(word.replace(" ", r"\s+") for word in sorted(words, key=lambda word: (-len(word), word)))
