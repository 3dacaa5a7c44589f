"""Conditions and histories in words, each a clause that can stand after “if”."""

from __future__ import annotations

from nines.language.phrases import Condition, History, MeasuredRange, Range, Term
from nines.plan.documents.inline import figure, say
from nines.plan.documents.model import Line
from nines.plan.documents.words.comparisons import range_words
from nines.plan.documents.words.numbers import count, local, number
from nines.plan.documents.words.terms import Terms

__all__ = ["Of", "condition", "range_condition", "term"]


class Of:
    """What a condition speaks of: one promise (`title` is its name), or all of an agreement (None)."""

    __slots__ = ("title",)

    def __init__(self, title: Line | None) -> None:
        self.title = title


def condition(value: Condition, terms: Terms, of: Of) -> Line:
    """Terms joined from left to right; where `and` and `or` meet, brackets say what belongs together."""
    line = term(value.first, terms, of)
    before: str | None = None
    for join, more in zip(value.joins, value.more, strict=True):
        if before is not None and before != join.value:
            line = say(terms.t.IN_BRACKETS, inner=line)
        template = terms.t.BOTH_CLAUSES if join.value == "and" else terms.t.EITHER_CLAUSE
        line = say(template, first=line, second=term(more, terms, of))
        before = join.value
    return line


def term(value: Term, terms: Terms, of: Of) -> Line:
    if value.history is not None:
        return _history(value.history, terms, of)
    if value.outcome is not None:
        return _outcome(value.outcome.what.value, terms, of)
    if value.measured is not None:
        return _measured(value.measured, terms, of)
    return ()


def range_condition(value: Range, terms: Terms, of: Of) -> Line:
    """`below 99%` alone: the measured value is below it."""
    return _is("measured", value, terms, of)


def _outcome(what: str, terms: Terms, of: Of) -> Line:
    t = terms.t
    if of.title is None:
        return say(t.ANY_MISSED if what == "missed" else t.ALL_KEPT)
    return say(t.MISSED if what == "missed" else t.KEPT)


def _measured(value: MeasuredRange, terms: Terms, of: Of) -> Line:
    if value.promise is not None:
        subject = say(terms.t.MEASURED_OF, promise=terms.promise_title(value.promise))
        return say(terms.t.QUANTITY_IS, quantity=subject, range=range_words(value.range, terms.t))
    return _is(value.quantity.value if value.quantity else "measured", value.range, terms, of)


def _is(name: str, value: Range, terms: Terms, of: Of) -> Line:
    t = terms.t
    subject = say(t.QUANTITIES[name])
    if name == "measured" and of.title is not None:
        subject = say(t.MEASURED_OF, promise=of.title)
    return say(t.QUANTITY_IS, quantity=subject, range=range_words(value, t))


def _history(value: History, terms: Terms, of: Of) -> Line:
    t = terms.t
    clause: Line = ()
    if value.condition is not None:
        clause = term(value.condition, terms, of)
    elif value.outcome is not None:
        clause = _outcome(value.outcome.value, terms, of)
    times = value.count.value.whole or 0
    if value.window is not None:
        n = figure(local(f"{times:,}", t), value.count.span)
        return say(t.OUT_OF, clause=clause, n=n, m=number(value.window, t))
    forms = t.IN_A_ROW if value.row is not None else t.IN_PERIODS
    return count(forms, times, t, value.count.span, clause=clause)
