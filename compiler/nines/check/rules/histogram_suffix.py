"""A histogram is named by its base name."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.queries import place, selector_of
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.indicator import Within

PAGE = Page(
    Code("N0329", "histogram-suffix", Severity.ERROR, "a histogram is named with the suffix of one of its series"),
    why="""\
`within` takes the histogram by its base name, and adds `_bucket` and `_count` where the series are needed. With the
suffix written already it would look for `..._bucket_bucket`, which does not exist, and measure nothing.""",
    bad=examples.sli('within 300ms of http_request_duration_seconds_bucket{job="checkout"}\n'),
    good=examples.sli('within 300ms of http_request_duration_seconds{job="checkout"}\n'),
)

_SUFFIXES = ("_bucket", "_count", "_sum")


def check(context: Context) -> Iterator[Diagnostic]:
    for within in context.every(Within):
        query = within.node.query
        selector = selector_of(query)
        metric = selector.metric if selector is not None else None
        suffix = next((suffix for suffix in _SUFFIXES if metric and metric.endswith(suffix)), None)
        if selector is None or metric is None or suffix is None:
            continue
        base = metric.removesuffix(suffix)
        span = place(query, selector.metric_span)
        fixes = (
            [Fix(f"write `{base}`", (Edit(span, base),), certain=suffix == "_bucket")] if span.text == metric else []
        )
        yield found(
            PAGE,
            f"`{metric}` is a series of the histogram `{base}`",
            span,
            f"write `{base}`" if fixes else "named with a suffix",
            helps=[] if fixes else [f"name the histogram `{base}`"],
            fixes=fixes,
        )
