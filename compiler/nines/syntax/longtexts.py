"""Where a text ends that may go over lines: prose in three quotes, PromQL in backticks."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from nines.syntax import codes
from nines.syntax.patterns import BACKTICKS
from nines.syntax.problems import Problems

if TYPE_CHECKING:
    from nines.syntax.layout import Layout

__all__ = ["LongTexts"]


class LongTexts:
    """Finds the ends of the long texts of one source. Without a judge, an end that is not there is -1."""

    def __init__(self, text: str, problems: Problems, judge: Layout | None) -> None:
        self._text = text
        self._problems = problems
        self._judge = judge
        self._runs: dict[int, list[int]] | None = None

    def prose_end(self, start: int) -> int:
        """The end of the prose whose quotes start here."""
        close = self._text.find('"""', start + 3)
        if close >= 0 and not self._judged_open(start, start + 3, close):
            return close + 3
        if self._judge is None:
            return -1
        end = self._cut(start, start + 3, self._judge)
        self._problems.add(
            codes.UNCLOSED_PROSE,
            'this `"""` does not end',
            start,
            start + 3,
            "opened here",
            others=((end, end, "taken to end here"),),
            helps=('close it with `"""`',),
        )
        return end

    def fence_end(self, start: int, end: int) -> int:
        """The end of the PromQL whose run of backticks goes from `start` to `end`."""
        size = end - start
        if size < 3:
            return self._short_fence_end(start, end)
        close = self._next_run(size, end)
        if close >= 0 and not self._judged_open(start, end, close):
            return close + size
        if self._judge is None:
            return -1
        last = self._cut(start, end, self._judge)
        self._report_open(start, end, last, f"close it with {size} backticks")
        return last

    def _short_fence_end(self, start: int, end: int) -> int:
        size = end - start
        line_end = self._text.find("\n", end)
        line_end = len(self._text) if line_end < 0 else line_end
        for run in BACKTICKS.finditer(self._text, end, line_end):
            if run.end() - run.start() == size:
                return run.end()
        last = _trimmed(self._text, end, line_end)
        more = "; PromQL over several lines stands between runs of three or more"
        self._report_open(
            start, end, last, f"close it with {'a backtick' if size == 1 else 'two backticks'} on this line{more}"
        )
        return last

    def _report_open(self, start: int, end: int, last: int, help_: str) -> None:
        self._problems.add(
            codes.UNCLOSED_PROMQL,
            "PromQL in backticks does not end",
            start,
            end,
            "opened here",
            others=((last, last, "taken to end here"),),
            helps=(help_,),
        )

    def _next_run(self, size: int, after: int) -> int:
        """Where the next run of exactly so many backticks starts; -1 if there is none."""
        if self._runs is None:
            self._runs = {}
            for run in BACKTICKS.finditer(self._text):
                self._runs.setdefault(run.end() - run.start(), []).append(run.start())
        places = self._runs.get(size, [])
        index = bisect_left(places, after)
        return places[index] if index < len(places) else -1

    def _judged_open(self, start: int, end: int, close: int) -> bool:
        """Whether an end, though it is there, belongs to another text, by the indentation of the lines between."""
        judge = self._judge
        if judge is None or not judge.doubts_long:
            return False
        return judge.too_far_left(start, close) or judge.looks_like_an_end(start, end)

    def _cut(self, start: int, end: int, judge: Layout) -> int:
        """Where an open text ends: before the first line that is not deeper than its own."""
        return max(end, judge.deeper_lines_end(start))


def _trimmed(text: str, start: int, end: int) -> int:
    """`end`, moved back over blanks, but not before `start`."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
