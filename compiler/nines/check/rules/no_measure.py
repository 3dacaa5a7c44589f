"""A promise says how it is measured."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.terms import missing_in_promise
from nines.contract.model import Promise
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page

PAGE = Page(
    Code("N0421", "no-measure", Severity.ERROR, "a promise does not say how it is measured"),
    why="""\
Good events over all events, good minutes over all minutes, and the mean of the minutes' error rates give three numbers
for the same incident, and so three credits: a bad hour at night is little of the day's requests and much of its
minutes. A contract names one. Where it counts slices, it also says how long a slice is and what makes it bad, unless
its sli has slices of its own.""",
    bad=examples.agreement("credit 10% when missed\n"),
    good=examples.agreement(),
)

_CHOICES = (
    "`measure share of good events`: an incident weighs as much as the events that it hurt",
    "`measure share of good slices`: each slice weighs alike, and is good or bad as a whole",
    "`measure share of good time`: each moment weighs alike, also without traffic",
    "`measure mean of slice ratios`: each slice weighs alike, by its share of bad events",
)

_LENGTHS = (
    "`slice 1m`: a minute in which all fails is a minute of the period",
    "`slice 1h`: it is a sixtieth of an hour, and the hour may be good",
)
_BADNESS = (
    "`bad slice every event fails`: a slice in which one request of a thousand succeeds is good",
    "`bad slice error rate above 5%`: one of which just 5% fail is good",
    "`bad slice error rate at least 5%`: it is bad",
)
_SLICED = frozenset({"share of good slices", "bad slices", "mean of slice ratios"})


def check(context: Context) -> Iterator[Diagnostic]:
    yield from missing_in_promise(
        context,
        PAGE,
        "measure",
        lambda promise, _: promise.measure is None,
        "the promise `{name}` does not say how it is measured",
        "three ways give three credits",
        _CHOICES,
    )
    yield from missing_in_promise(
        context,
        PAGE,
        "slice",
        lambda promise, _: _in_slices(promise) and promise.slice is None,
        "the promise `{name}` is measured in slices, and does not say how long one is",
        "longer slices hide and tell more",
        _LENGTHS,
    )
    yield from missing_in_promise(
        context,
        PAGE,
        "bad slice",
        lambda promise, _: (
            _in_slices(promise) and _measure(promise) != "mean of slice ratios" and not promise.bad_slice
        ),
        "the promise `{name}` does not say what makes a slice bad",
        "good or bad as a whole",
        _BADNESS,
    )


def _in_slices(promise: Promise) -> bool:
    """Whether a promise counts slices that its indicator does not have."""
    indicator = promise.indicator
    return _measure(promise) in _SLICED and indicator is not None and indicator.slices is None


def _measure(promise: Promise) -> str:
    measure = promise.measure
    return measure.what.value if measure is not None and measure.what is not None else ""
