"""What is otherwise between two versions of an agreement, in the order of a contract; what is alike is not said."""

from __future__ import annotations

from collections.abc import Iterator

from nines.change.credits import payments, promised
from nines.change.measuring import measuring, measuring_of_all
from nines.change.model import Change, Verdict
from nines.change.paying import caps_of, paying
from nines.change.terms import duties, terms
from nines.change.words import statement
from nines.contract.model import Agreement, Promise

__all__ = ["compare"]


def compare(old: Agreement, new: Agreement) -> tuple[Change, ...]:
    """The changes from one to the other, each judged for the customer. Both hold for the same party."""
    return tuple(_changes(old, new))


def _changes(old: Agreement, new: Agreement) -> Iterator[Change]:
    was, now = {item.name: item for item in old.promises}, {item.name: item for item in new.promises}
    for name, promise in now.items():
        if name in was:
            yield from _promise(was[name], promise, old, new)
        else:
            text = f"New: `{promise.title}` {statement(promise.comparison.span)}."
            verdict = Verdict.ADVERSE if promise.rewards and not promise.credits else Verdict.BETTER
            anchors = ("commitment-table", f"credits-{name}", f"measure-{name}", f"rewards-{name}")
            yield Change(f"commitment {promise.title}", text, verdict, anchors, None, promise.origin)
    for name, promise in was.items():
        if name not in now:
            text = f"No longer there: `{promise.title}` {statement(promise.comparison.span)}."
            yield Change(f"commitment {promise.title}", text, Verdict.ADVERSE, ("commitment-table",), promise.origin)
    yield from measuring_of_all(old, new)
    yield from paying(old, new)
    yield from terms(old, new)


def _promise(old: Promise, new: Promise, before: Agreement, after: Agreement) -> Iterator[Change]:
    of = f" of {new.title}"
    if old.title != new.title:
        text = f"It is called `{new.title}`, and was `{old.title}`."
        yield Change(f"name{of}", text, Verdict.NEUTRAL, ("commitment-table",), old.origin, new.origin)
    yield from promised(old, new, before, after)
    yield from measuring(old, new)
    yield from payments(old, new, before, after)
    yield from caps_of(old.caps, new.caps, before, after, of)
    yield from duties(old.duties, new.duties, of, f"duties-{new.name}")
