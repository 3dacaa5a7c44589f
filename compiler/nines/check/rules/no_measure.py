"""A promise says how it is measured."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.terms import missing_in_promise
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page

PAGE = Page(
    Code("N0421", "no-measure", Severity.ERROR, "a promise does not say how it is measured"),
    why="""\
Good events over all events, good minutes over all minutes, and the mean of the minutes' error rates give three numbers
for the same incident, and so three credits: a bad hour at night is little of the day's requests and much of its
minutes. A contract names one.""",
    bad=examples.agreement("credit 10% when missed\n"),
    good=examples.agreement(),
)

_CHOICES = (
    "`measure share of good events`: an incident weighs as much as the events that it hurt",
    "`measure share of good slices`: each slice weighs alike, and is good or bad as a whole",
    "`measure share of good time`: each moment weighs alike, also without traffic",
    "`measure mean of slice ratios`: each slice weighs alike, by its share of bad events",
)


def check(context: Context) -> Iterator[Diagnostic]:
    return missing_in_promise(
        context,
        PAGE,
        "measure",
        lambda promise, _: promise.measure is None,
        "the promise `{name}` does not say how it is measured",
        "three ways give three credits",
        _CHOICES,
    )
