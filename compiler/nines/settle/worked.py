"""Worked examples of contracts, computed anew: `downtime 3h in 30d expect reach 99.583%, credit 10%`.

What was observed stands before `expect`. What has to come of it stands after: a promise and its value, or `kept` or
`missed`, and the credit of the promise before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.contract.model import Agreement, Promise
from nines.language.nodes import At
from nines.record import dataclass, replace
from nines.settle.gaps import Gap
from nines.settle.ground import Ground, rounded
from nines.settle.holding import Past, looks_back
from nines.settle.promises import chosen
from nines.settle.reckon import Reckoned, Worth, reckon
from nines.settle.seen import Seen, seen_of
from nines.settle.supposed import PARTS, Supposed, Unclear, measured, supposed
from nines.settle.words import share_words, value_words, worth_words
from nines.values.literals import parse
from nines.values.model import Money, Number, Percentage, Quantity, Ratio
from nines.values.rounding import Rounding, round_to
from nines.values.units import base_value, comparable

__all__ = ["Disagrees", "Unclear", "disagreements"]


@dataclass(frozen=True, slots=True)
class Disagrees:
    """A part of an example that is not so, and what is."""

    part: str
    what: str
    true: str


Fault = Unclear | Disagrees


def disagreements(
    example: At[str], agreement: Agreement, own: Promise | None, length: Fraction | None
) -> Iterator[Fault]:
    """What is wrong with an example, if anything. `own` is the promise in whose block it stands.

    `length` is that of a period in seconds where all have one, None else.
    """
    text = " ".join(example.value.split())
    before, word, after = text.partition(" expect ")
    if not word or not after.strip():
        yield Unclear(text, "an example says what was observed, `expect`, and what comes of it")
        return
    observed = supposed(before)
    if isinstance(observed, Unclear):
        yield observed
        return
    observed = replace(observed, length=observed.length or length)
    current = own
    for part in PARTS.split(after.strip()):
        name, _, wanted = part.partition(" ")
        if name != "credit":
            current = agreement.promise(name) or (own if own is not None and not wanted else None)
            wanted = wanted if agreement.promise(name) is not None else part
        current = current or (agreement.promises[0] if len(agreement.promises) == 1 else None)
        if current is None:
            known = ", ".join(f"`{promise.name}`" for promise in agreement.promises)
            yield Unclear(
                part, "it names no promise" if name != "credit" else "of which promise is not said", f"there is {known}"
            )
            return
        fault = _fault(part, wanted, observed, current, agreement)
        if fault is not None:
            yield fault


def _fault(part: str, wanted: str, observed: Supposed, promise: Promise, agreement: Agreement) -> Fault | None:
    seen = _seen(observed, promise, agreement)
    if isinstance(seen, str):
        return Unclear(part, seen)
    if part.startswith("credit "):
        return _credit(part, wanted, seen, promise, agreement)
    return _judged(part, wanted, seen, promise)


# What comes of it.


def _judged(part: str, wanted: str, seen: Seen, promise: Promise) -> Fault | None:
    if wanted in ("kept", "missed"):
        state = "missed" if seen.missed else "kept"
        return None if wanted == state else Disagrees(part, promise.name, f"{promise.name} {state}")
    value, promised = parse(wanted), promise.comparison.value.value
    if not isinstance(value, Quantity) or not comparable(value, promised):
        return Unclear(
            part,
            f"`{wanted}` is no value of `{promise.name}`, which is promised as `{promise.comparison.value.span.text}`",
        )
    written = base_value(value)
    if any(_is_written_as(exact, value, wanted, written) for exact in (seen.exact, seen.measured)):
        return None
    return Disagrees(part, promise.name, f"{promise.name} {value_words(seen.measured, promised)}")


def _is_written_as(exact: Fraction, value: Quantity, text: str, written: Fraction) -> bool:
    """Whether a value is the exact one, or the exact one rounded to the digits that are written."""
    if exact == written:
        return True
    if not isinstance(value, Percentage | Number):
        return False
    digits = len(text.rstrip("%").partition(".")[2])
    step = Fraction(1, 10**digits) * (Fraction(1, 100) if isinstance(value, Percentage) else 1)
    return written in (round_to(exact, step, Rounding.HALF_UP), round_to(exact, step, Rounding.DOWN))


def _seen(observed: Supposed, promise: Promise, agreement: Agreement) -> Seen | str:
    found = measured(observed, promise)
    if isinstance(found, str):
        return found
    value, downtime, bad_slices = found
    rule = promise.round_measured or agreement.round_measured
    return seen_of(
        promise,
        value,
        rounded(value, rule),
        length=observed.length,
        downtime=downtime if downtime is not None else observed.downtime,
        bad_slices=bad_slices if bad_slices is not None else observed.bad_slices,
        outages=observed.outages,
        late=observed.late if observed.late is not None else observed.bad if promise.clock is not None else None,
    )


# Credits.


def _credit(part: str, wanted: str, seen: Seen, promise: Promise, agreement: Agreement) -> Fault | None:
    expected = _worth(wanted)
    if expected is None:
        return Unclear(
            part,
            f"`{wanted}` is no credit",
            "a credit is a share such as `10%`, money, `2 days of service` or `5 points`",
        )
    if any(credit.condition is not None and looks_back(credit.condition) for credit in promise.credits):
        return Unclear(part, f"what `{promise.name}` costs depends on earlier periods")
    due = chosen(promise.credits, promise, seen, Past())
    if isinstance(due, Gap):
        return Unclear(part, due.headline)
    if due is None:
        return None if not expected.amount else Disagrees(part, promise.name, "no credit")
    found = reckon(due.amount, _ground(expected, seen, agreement), promise, seen)
    if isinstance(found, Gap):
        return Unclear(part, found.headline)
    return _compared(part, wanted, found, expected, promise, agreement)


def _worth(text: str) -> Worth | None:
    value = parse(text)
    if isinstance(value, Percentage | Ratio):
        return Worth("share", value.value)
    if isinstance(value, Money):
        return Worth("money", Fraction(value.amount), value.currency)
    number, _, unit = text.partition(" ")
    count = parse(number)
    kind = {"days of service": "days", "day of service": "days", "points": "points", "point": "points"}.get(unit)
    return Worth(kind, count.value) if kind is not None and isinstance(count, Number) else None


def _ground(expected: Worth, seen: Seen, agreement: Agreement) -> Ground:
    """Shares stay shares where one is expected, whatever the fees are."""
    terms = replace(agreement, fees=()) if expected.kind == "share" else agreement
    return Ground(terms, length=seen.length, by_share=True)


def _compared(
    part: str, wanted: str, found: Reckoned, expected: Worth, promise: Promise, agreement: Agreement
) -> Fault | None:
    worth = found.worth
    rule = agreement.round_money
    if worth.kind == "money" and worth.alike(expected) and rounded(worth.amount, rule) == expected.amount:
        return None
    if worth.kind == "share" and expected.kind == "share":
        percent = Percentage(expected.amount)
        if _is_written_as(worth.amount, percent, wanted, expected.amount):
            return None
        return Disagrees(part, promise.name, f"credit {share_words(worth.amount)}")
    if worth == expected:
        return None
    return Disagrees(part, promise.name, f"credit {worth_words(worth)}")
