"""One bad slice does not break a promise that is below 100 %."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.check import examples
from nines.check.agreements import allowed_time, floor_of, period_length, promises
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Promise
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.values.model import Duration
from nines.values.text import literal, percent

_HEAD = "promise requests of checkout.requests at least {value}"
_SLICED = "measure   share of good slices\nslice     5m\nbad slice error rate at least 5%\ncredit    10% when missed\n"

PAGE = Page(
    Code("N0454", "slices-coarser-than-promise", Severity.WARNING, "one bad slice is more than a promise allows"),
    why="""\
A month has 8,640 slices of five minutes, of which 99.99 % allows 0.86 to be bad. One bad slice misses the promise, so
in truth it is one of 100 %, and whoever signs it should know.""",
    bad=examples.agreement(_SLICED, head=_HEAD.format(value="99.99%"), objective="99.999% over calendar month in UTC"),
    good=examples.agreement(_SLICED, head=_HEAD.format(value="99.9%"), objective="99.99% over calendar month in UTC"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for one, promise in promises(context):
        length, slice_ = period_length(one.agreement.period), _slice(promise)
        least = floor_of(promise.comparison)
        if length is None or not length.milliseconds or slice_ is None or least is None or least == 1:
            continue
        if (1 - least) * length.milliseconds < slice_.milliseconds:
            finest = percent(1 - _share(slice_, length))
            value = promise.comparison.value
            yield found(
                PAGE,
                f"one bad slice of {literal(slice_)} is more than `{literal(value.value)}` allows",
                value.span,
                f"allows {allowed_time(least, length)}",
                helps=[f"promise {finest} or less, or take shorter slices"],
            )


def _slice(promise: Promise) -> Duration | None:
    """How long the slices are by which a promise is judged, if it is."""
    if promise.measure is None or promise.measure.what is None or promise.measure.what.value != "share of good slices":
        return None
    if promise.slice is not None:
        return promise.slice.length.value
    indicator = promise.indicator
    return indicator.slices.length if indicator is not None and indicator.slices is not None else None


def _share(slice_: Duration, length: Duration) -> Fraction:
    return Fraction(slice_.milliseconds, length.milliseconds)
