"""A reward is for service, not for silence."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.agreements import leaves
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.source import Span

_PROMISE = "measure share of good events\ncredit  10% when missed\nreward  2% at least 99.99%\n"
_CAP = "cap            rewards 2% per period, rest lapses\n"

PAGE = Page(
    Code("N0494", "reward-without-traffic", Severity.WARNING, "a reward can be earned without any traffic"),
    why="""\
If time without traffic counts as good, a month in which nobody asks for anything measures 100 %, and the provider earns
the reward for it. A customer who was shut out by somebody else pays for that too.""",
    bad=examples.agreement(_PROMISE, without="no traffic", also="no traffic     counts as good\n" + _CAP),
    good=examples.agreement(_PROMISE, also=_CAP),
)


def check(context: Context) -> Iterator[Diagnostic]:
    told: set[Span] = set()
    for one in leaves(context):
        for promise in one.agreement.promises:
            empty = promise.no_traffic or one.agreement.no_traffic
            if empty != "counts as good":
                continue
            for reward in promise.rewards:
                if reward.span not in told:
                    told.add(reward.span)
                    yield found(
                        PAGE,
                        f"`{promise.name}` earns a reward in a period without any traffic, which counts as good",
                        reward.span,
                        "earned for nothing",
                        helps=["write `no traffic left out` in the promise: without traffic nothing is judged"],
                    )
