"""The codes of what can be wrong with a text before it is asked what it means: N0001 to N0049."""

from __future__ import annotations

from nines.diagnostics.model import Code, Severity


def _error(number: int, name: str, summary: str) -> Code:
    return Code(f"N{number:04}", name, Severity.ERROR, summary)


UNCLOSED_TEXT = _error(1, "unclosed-text", "A text in quotes does not end on its line")
UNCLOSED_PROSE = _error(2, "unclosed-prose", "A text in three quotes does not end")
UNCLOSED_PROMQL = _error(3, "unclosed-promql", "PromQL in backticks does not end")
UNCLOSED_SELECTOR = _error(4, "unclosed-selector", "The braces of a selector are not closed")
UNCLOSED_BLOCK = _error(5, "unclosed-block", "A block is not closed")
STRAY_BRACE = _error(6, "stray-brace", "A closing brace closes nothing")
MISSING_BRACE = _error(7, "missing-brace", "A block has no opening brace")
UNCLOSED_GROUP = _error(8, "unclosed-group", "A parenthesis is not closed on its line")
STRAY_PARENTHESIS = _error(9, "stray-parenthesis", "A closing parenthesis closes nothing")
AFTER_BLOCK = _error(10, "after-block", "Something stands behind a block on its line")
TEXT_IN_BRACES = _error(11, "text-in-braces", "A description in one-line braces reads as a selector")
TOO_DEEP = _error(12, "nested-too-deep", "Blocks are nested too deep")
BAD_NUMBER = _error(15, "bad-number", "A number is written in a way that Nines does not read")
WRONG_QUOTES = _error(20, "wrong-quotes", 'A text stands in quotes that are not `"`')
LONG_DASH = _error(21, "long-dash", "A dash stands where a hyphen is meant")
ODD_BLANK = _error(22, "odd-blank", "A blank is not an ordinary one")
INVISIBLE = _error(23, "invisible-character", "A character cannot be seen")
CONTROL = _error(30, "control-character", "A control character stands in the file")
STRAY_CHARACTER = _error(24, "stray-character", "A character means nothing outside of quotes and backticks")
WRONG_COMMENT = _error(25, "wrong-comment", "A comment starts with `//`")
WRONG_SIGN = _error(26, "wrong-sign", "A comparison sign is spelt in another way")
EQUALS_SIGN = _error(27, "equals-sign", "A statement has no `=`")
COLON = _error(28, "colon-after-keyword", "A colon follows the keyword of a statement")
LINE_END_COMMA = _error(29, "line-end-comma", "A line ends with a comma")
UNQUOTED_VALUE = _error(35, "unquoted-label-value", "The value of a label has no quotes")
UNQUOTED_LABEL = _error(36, "unquoted-label-name", "The name of a label needs quotes")
BAD_MATCHER = _error(37, "bad-matcher", "A piece of a selector is not a label, an operator and a quoted value")
MISSING_COMMA = _error(38, "missing-comma", "Two matchers of a selector have no comma between them")
MORE_PROBLEMS = Code("N0049", "more-problems", Severity.NOTE, "A file has more problems than are told")
