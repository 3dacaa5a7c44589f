"""From a source to its text in the one style.

* Two blanks a depth; one statement a line; one blank between what stands on it. Neighbours that
  read as a table stand in columns (`columns`).
* A block on one line stays there while it is no wider than 120 columns. Any other has its first
  and last brace at the ends and starts of lines; `{ }` if it is empty.
* At most one empty line in a row, none where a block begins or ends.
* Comments stay where they are: on lines of their own, or behind a line, in a column with those
  of the lines next to it.
* A selector on one line stays there, one over several lines has a line for each matcher. PromQL
  in backticks and the words of prose are the author's.
"""

from __future__ import annotations

from nines.diagnostics.model import Report
from nines.format.columns import align
from nines.format.layout import lines_of
from nines.format.lines import joined
from nines.source import Source
from nines.syntax.parser import parse

__all__ = ["format_text"]


def format_text(source: Source, report: Report) -> str | None:
    """The text of a source in the one style, which may be the text that it has.

    None if it has a mistake in its form, which goes to the report: while it is open what belongs
    to what, every layout could move something to where it means something else. A statement that
    the language does not know is no such mistake.
    """
    text = source.text.removeprefix("\ufeff").replace("\r\n", "\n")
    text = text if text.endswith("\n") else f"{text}\n"
    plain = source if text == source.text else Source(source.name, text, source.path)
    problems = Report()
    tree = parse(plain, problems)
    report.extend(problems)
    if problems.has_errors:
        return None
    lines = lines_of(tree)
    align(lines)
    return joined(lines)
