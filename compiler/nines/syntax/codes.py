"""The codes of what can be wrong with a text before it is asked what it means: N0001 to N0049."""

from __future__ import annotations

from nines.diagnostics.model import Code, Severity
from nines.diagnostics.pages import Page


def _error(number: int, name: str, summary: str) -> Code:
    return Code(f"N{number:04}", name, Severity.ERROR, summary)


UNCLOSED_TEXT = _error(1, "unclosed-text", "a text in quotes does not end on its line")
UNCLOSED_PROSE = _error(2, "unclosed-prose", "a text in three quotes does not end")
UNCLOSED_PROMQL = _error(3, "unclosed-promql", "PromQL in backticks does not end")
UNCLOSED_SELECTOR = _error(4, "unclosed-selector", "the braces of a selector are not closed")
UNCLOSED_BLOCK = _error(5, "unclosed-block", "a block is not closed")
STRAY_BRACE = _error(6, "stray-brace", "a closing brace closes nothing")
MISSING_BRACE = _error(7, "missing-brace", "a block has no opening brace")
UNCLOSED_GROUP = _error(8, "unclosed-group", "a parenthesis is not closed on its line")
STRAY_PARENTHESIS = _error(9, "stray-parenthesis", "a closing parenthesis closes nothing")
AFTER_BLOCK = _error(10, "after-block", "something stands behind a block on its line")
TEXT_IN_BRACES = _error(11, "text-in-braces", "a description in one-line braces reads as a selector")
TOO_DEEP = _error(12, "nested-too-deep", "blocks are nested too deep")
BRACE_ON_NEXT_LINE = _error(13, "brace-on-next-line", "the brace of a block is not on the line of its statement")
BARE_BLOCK = _error(14, "bare-block", "a block has no statement before it")
BAD_NUMBER = _error(15, "bad-number", "a number is written in a way that Nines does not read")
WRONG_QUOTES = _error(20, "wrong-quotes", 'a text stands in quotes that are not `"`')
LONG_DASH = _error(21, "long-dash", "a dash stands where a hyphen is meant")
ODD_BLANK = _error(22, "odd-blank", "a blank is not an ordinary one")
INVISIBLE = _error(23, "invisible-character", "a character cannot be seen")
CONTROL = _error(24, "control-character", "a control character stands in the file")
STRAY_CHARACTER = _error(25, "stray-character", "a character means nothing outside of quotes and backticks")
WRONG_COMMENT = _error(26, "wrong-comment", "a comment starts with `//`")
WRONG_SIGN = _error(27, "wrong-sign", "a comparison sign is spelt in another way")
EQUALS_SIGN = _error(28, "equals-sign", "a statement has no `=`")
COLON = _error(29, "colon-after-keyword", "a colon follows the keyword of a statement")
LINE_END_COMMA = _error(30, "line-end-comma", "a line ends with a comma")
UNQUOTED_VALUE = _error(35, "unquoted-label-value", "the value of a label has no quotes")
UNQUOTED_LABEL = _error(36, "unquoted-label-name", "the name of a label needs quotes")
BAD_MATCHER = _error(37, "bad-matcher", "a piece of a selector is not a label, an operator and a quoted value")
MISSING_COMMA = _error(38, "missing-comma", "two matchers of a selector have no comma between them")
MORE_PROBLEMS = Code("N0049", "more-problems", Severity.NOTE, "a file has more problems than are told")

PAGES: tuple[Page, ...] = (
    Page(
        UNCLOSED_TEXT,
        why='''\
A text in double quotes ends on the line it starts on. Without its closing quotes it is taken to end with the
line, or before a `{` that stands last on it, so that the rest of the file is read as it was meant.

A text over several lines stands in three quotes: `"""` at its start and at its end.''',
        bad='service checkout "Checkout {\n  tier 1\n}\n',
        good='service checkout "Checkout" {\n  tier 1\n}\n',
    ),
    Page(
        UNCLOSED_PROSE,
        why="""\
A text in three quotes goes on until the next three quotes. Without them it would swallow the rest of the file,
so it is taken to end before the first line that is not indented deeper than the line it starts on.""",
        bad='service checkout {\n  """Takes a basket to a paid order.\n  tier 1\n}\n',
        good='service checkout {\n  """Takes a basket to a paid order."""\n  tier 1\n}\n',
    ),
    Page(
        UNCLOSED_PROMQL,
        why="""\
PromQL in backticks goes on until a run of exactly as many backticks as it started with. One or two of them end
on their line; three or more may go over lines:

    good ```
      sum(rate(hits_total[5m]))
    ```""",
        bad="sli load {\n  good `hits_total - errors_total\n  of hits_total\n}\n",
        good="sli load {\n  good `hits_total - errors_total`\n  of hits_total\n}\n",
    ),
    Page(
        UNCLOSED_SELECTOR,
        why="""\
A selector such as `up{job="checkout"}` ends with a `}`. Without it, the selector is taken to end after the last
matcher that is whole, and what follows is read as if it were closed.""",
        bad='sli availability {\n  bad hits_total{code="500"\n  of  hits_total\n}\n',
        good='sli availability {\n  bad hits_total{code="500"}\n  of  hits_total\n}\n',
    ),
    Page(
        UNCLOSED_BLOCK,
        why="""\
Each `{` of a block needs its `}`. Where braces do not balance, the indentation decides: a block ends before the
first line that is not deeper than the line of its `{`. So one missing brace is one problem, at its place, and all
other statements keep theirs.""",
        bad="service checkout {\n  tier 1\n\nservice search {\n  tier 2\n}\n",
        good="service checkout {\n  tier 1\n}\n\nservice search {\n  tier 2\n}\n",
    ),
    Page(
        STRAY_BRACE,
        why="""\
Here is one `}` more than there are blocks open. Either it is left over, or the `{` that it was meant for is
missing further up.""",
        bad="service checkout {\n  tier 1\n}\n}\n",
        good="service checkout {\n  tier 1\n}\n",
    ),
    Page(
        MISSING_BRACE,
        why="""\
The lines after a statement are deeper than it, and a `}` ends them, but no `{` starts them. They are read as the
statement's block all the same.""",
        bad="service checkout\n  tier 1\n}\n",
        good="service checkout {\n  tier 1\n}\n",
    ),
    Page(
        UNCLOSED_GROUP,
        why="""\
A parenthesis is closed on the line on which it is opened: a statement ends with its line.""",
        bad="sla shop {\n  measure formula (good / total\n}\n",
        good="sla shop {\n  measure formula (good / total)\n}\n",
    ),
    Page(
        STRAY_PARENTHESIS,
        why="""\
Here is one `)` more than there are `(` on the line. PromQL such as `sum(rate(hits_total[5m]))` stands in
backticks.""",
        bad="sla shop {\n  measure formula good / total)\n}\n",
        good="sla shop {\n  measure formula (good / total)\n}\n",
    ),
    Page(
        AFTER_BLOCK,
        why="""\
A block ends its statement, and the next statement starts on a new line. So a `}` is always the last on its line,
but for a comment or the `}` of an outer block.""",
        bad="service checkout { tier 1 } service search { tier 2 }\n",
        good="service checkout { tier 1 }\nservice search { tier 2 }\n",
    ),
    Page(
        TEXT_IN_BRACES,
        why="""\
A quoted text alone in braces is a selector: `{"http.requests"}` selects the metric of that name. So the description
of a service or another thing stands on a line of its own in its block. The text is read as a description, not as a
metric, if a title stands before the brace or a blank is in it.""",
        bad='service checkout "Checkout" { "Takes a basket to a paid order." }\n',
        good='service checkout "Checkout" {\n  "Takes a basket to a paid order."\n}\n',
    ),
    Page(
        TOO_DEEP,
        why="""\
Specs nest five or six blocks deep. More than a hundred come of a program that writes specs and goes astray, or of
braces that are not closed.""",
        bad="a {\n" * 101 + "}\n" * 101,
        good="a {\n" * 6 + "}\n" * 6,
    ),
    Page(
        BRACE_ON_NEXT_LINE,
        why="""\
A statement ends with its line, so the `{` of its block stands on that line too. The block is read as the
statement's all the same.""",
        bad="service checkout\n{\n  tier 1\n}\n",
        good="service checkout {\n  tier 1\n}\n",
    ),
    Page(
        BARE_BLOCK,
        why="""\
A block belongs to a statement, which says what the block is: `service checkout { }`. A selector in a line of its own
has no meaning either; if one was meant here, its matchers lack quotes.""",
        bad="service checkout {\n  { tier 1 }\n}\n",
        good="service checkout {\n  tier 1\n}\n",
    ),
    Page(
        BAD_NUMBER,
        why="""\
Numbers are exact, and carry their unit: `1_500`, `0.75`, `99.95%`, `0.4pp`, `300ms`, `1h30m`, `200/s`, `14.4x`,
`99th`, `1/12`, `5 MiB`, `EUR 12_000`, `2026-01-01`, `08:00`.

* Digits are grouped by `_`, as a comma separates the values of a list.
* A number starts and ends with a digit: `0.5`, not `.5`.
* Units touch their number, but for bytes, and currencies precede it.
* Months and years differ in length, so they are no units: `calendar month`, `365d`.""",
        bad="slo availability 99.9% over 1,500h\n",
        good="slo availability 99.9% over 1_500h\n",
    ),
    Page(
        WRONG_QUOTES,
        why="""\
A text stands in straight double quotes. Word processors and web pages turn them into curly ones, and other
languages know single ones; what is meant is clear, but what is compared and printed must be exact.""",
        bad="service checkout “Checkout”\n",
        good='service checkout "Checkout"\n',
    ),
    Page(
        LONG_DASH,
        why="""\
Word processors turn a hyphen into a long dash. Names are written with the hyphen of the keyboard, as is the minus
sign; days go by `mon..fri`, and times by `from 08:00 to 22:00`.""",
        bad="service catalog–db\n",
        good="service catalog-db\n",
    ),
    Page(
        ODD_BLANK,
        why="""\
A no-break space, or another blank of typography, looks like an ordinary one, but is not equal to it. It separates
words as a blank does; in quotes and comments it may stay.""",
        bad="service\xa0checkout\n",
        good="service checkout\n",
    ),
    Page(
        INVISIBLE,
        why="""\
Some characters have no width: two texts that look alike can differ, and a text that is shown from right to left can
read as something else than what it says. They separate words as a blank does. Characters that turn the direction are
reported in quotes and comments too.""",
        bad="service check\u200bout\n",
        good="service checkout\n",
    ),
    Page(
        STRAY_CHARACTER,
        why="""\
Outside of quotes and backticks a spec is made of words, numbers with units, braces, parentheses, commas, and the
signs `< <= > >= == != + - * /`. Prose stands in quotes, and PromQL that is more than a selector in backticks.""",
        bad="sli load {\n  good rate[5m]\n}\n",
        good="sli load {\n  good `rate(hits_total[5m])`\n}\n",
    ),
    Page(
        WRONG_COMMENT,
        why="""\
A comment goes from `#` to the end of its line. What follows `//` is skipped too, once it has been reported.""",
        bad="tier 1  // the most important\n",
        good="tier 1  # the most important\n",
    ),
    Page(
        WRONG_SIGN,
        why="""\
The signs of a comparison are `<`, `<=`, `>`, `>=`, `==` and `!=`.""",
        bad="where good ≥ 99%\n",
        good="where good >= 99%\n",
    ),
    Page(
        EQUALS_SIGN,
        why="""\
A keyword and its value stand side by side, as in a sentence: `tier 1`, `owner payments`. A comparison is written
`==`. The signs `=`, `=~` and `!~` belong to the matchers of a selector: `up{job=~"shop|cart"}`.""",
        bad="service checkout {\n  tier = 1\n}\n",
        good="service checkout {\n  tier 1\n}\n",
    ),
    Page(
        COLON,
        why="""\
A keyword and its value stand side by side, as in a sentence. The colon of YAML and JSON is not needed.""",
        bad="service checkout {\n  tier: 1\n}\n",
        good="service checkout {\n  tier 1\n}\n",
    ),
    Page(
        LINE_END_COMMA,
        why="""\
A statement ends with its line, so a comma at its end has nothing to separate. A list that is too long for a line is
spread over several statements with the same keyword.""",
        bad="depends on catalog-db,\ndepends on search\n",
        good="depends on catalog-db, search\n",
    ),
    Page(
        CONTROL,
        why="""\
Control characters cannot be seen, and the files that Nines writes cannot hold them. Half a character is what is left
where a file is not UTF-8. Lines end with a line feed, with or without a carriage return before it.""",
        bad='service checkout "Check\x07out"\n',
        good='service checkout "Checkout"\n',
    ),
    Page(
        UNQUOTED_VALUE,
        why="""\
The value of a label is a text, in quotes, as in PromQL.""",
        bad="bad hits_total{job=checkout}\n",
        good='bad hits_total{job="checkout"}\n',
    ),
    Page(
        UNQUOTED_LABEL,
        why="""\
A label of letters, digits and `_` stands bare. Any other needs quotes, as in PromQL since Prometheus 3.""",
        bad='bad hits_total{http.route="/buy"}\n',
        good='bad hits_total{"http.route"="/buy"}\n',
    ),
    Page(
        BAD_MATCHER,
        why="""\
Between the braces of a selector stand matchers with commas between them. A matcher is a label, one of `=`, `!=`,
`=~`, `!~`, and a text in quotes. A metric's name alone, in quotes, is one too, and so is a parameter: `${only}`.""",
        bad='bad hits_total{job=="checkout"}\n',
        good='bad hits_total{job="checkout"}\n',
    ),
    Page(
        MISSING_COMMA,
        why="""\
The matchers of a selector have commas between them, as in PromQL.""",
        bad='bad hits_total{job="checkout" code="500"}\n',
        good='bad hits_total{job="checkout", code="500"}\n',
    ),
    Page(
        MORE_PROBLEMS,
        why="""\
Of one file 200 problems of syntax are told, and how many more there are. Few mistakes bring about many
problems: mend some of the first, and check again.""",
        bad="]\n" * 201,
        good="tier 1\n",
    ),
)
