"""Judges slices one by one: good, bad, or left out; then the runs of bad ones that count."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from fractions import Fraction

from nines.contract.model import SliceRule
from nines.diagnostics.model import Label, Report
from nines.language.phrases import SliceCondition
from nines.record import dataclass, replace
from nines.settle.codes import MISSING_NUMBERS
from nines.settle.seen import COMPARE
from nines.settle.timeline import Piece
from nines.settle.watched import Watched
from nines.source import Span
from nines.values.units import base_value

__all__ = ["Parted", "Verdict", "error_rate", "is_bad", "lacks", "runs_only", "verdicts"]

_SIGNS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "==": operator.eq,
    "!=": operator.ne,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Slices that are alike: how bad each is, from 0 to 1, or None where it is left out.

    `out` is how an exclusion takes them: an effect, or empty.
    """

    piece: Piece
    bad: Fraction | None
    out: str


Parted = list[tuple[Piece, str]]
"""Pieces, each with the effect of the exclusion that covers it, or empty."""


Judge = Callable[[Watched, Piece, Report], "Fraction | None"]


def verdicts(watched: Watched, parted: Parted, report: Report, judge: Judge) -> list[Verdict] | None:
    found: list[Verdict] = []
    for piece, out in parted:
        counts_as = _no_verdict(watched, piece)
        if counts_as == "":
            before = len(report)
            bad = judge(watched, piece, report)
            if bad is None and len(report) > before:
                return None
        elif counts_as is None:
            term = "monitor outage ..." if piece.missing else "no traffic ..."
            why = "what time without data counts as" if piece.missing else "what a slice without events counts as"
            report.add(watched.open(term, why).finding)
            return None
        else:
            bad = {"counts as good": Fraction(0), "counts as bad": Fraction(1)}.get(counts_as)
        found.append(Verdict(piece, bad, out))
    return found


def _no_verdict(watched: Watched, piece: Piece) -> str | None:
    """What a slice counts as that is not judged by its events; empty for one that is, None where nobody says."""
    if piece.missing:
        return watched.promise.monitor_outage
    if piece.total == 0:
        return watched.no_traffic
    thin, rule = watched.promise.thin_slice, _rule(watched)
    if thin is not None and piece.total is not None and piece.total < thin.fewest.value.value:
        return thin.value.value
    if thin is None and rule is not None and rule.fewest is not None and piece.total is not None:
        return rule.thin if piece.total < rule.fewest.value else ""
    return ""


def _rule(watched: Watched) -> SliceRule | None:
    indicator = watched.promise.indicator
    return indicator.slices if indicator is not None else None


def error_rate(watched: Watched, piece: Piece, report: Report) -> Fraction | None:
    if piece.total is None or piece.bad is None:
        lacks(watched, piece, "`total` and `bad`", report)
        return None
    return piece.bad / piece.total


def is_bad(watched: Watched, piece: Piece, report: Report) -> Fraction | None:
    said = watched.promise.bad_slice
    if said is None:
        return _by_indicator(watched, piece, report)
    if said.query is not None:
        return _counted_elsewhere(piece, said.query.span, report)
    if said.quantity is not None and said.comparison is not None:
        compared = said.comparison
        amount = piece.value if said.quantity.value == "value" else error_rate(watched, piece, report)
        if amount is None:
            if said.quantity.value == "value":
                lacks(watched, piece, "`value`", report)
            return None
        return Fraction(1 if COMPARE[compared.operator.value](amount, base_value(compared.value.value)) else 0)
    what = said.what.value if said.what is not None else ""
    if what == "every event fails":
        share = error_rate(watched, piece, report)
        return None if share is None else Fraction(1 if share == 1 else 0)
    if piece.down is None:
        lacks(watched, piece, "`down`", report)
        return None
    return Fraction(1 if (piece.down == piece.size if what == "down throughout" else piece.down > 0) else 0)


def _counted_elsewhere(piece: Piece, span: Span, report: Report) -> Fraction | None:
    """A slice that Prometheus judged: one thing that is good or bad."""
    if piece.total == 1 and piece.bad in (0, 1):
        return piece.bad
    report.say(
        MISSING_NUMBERS,
        "whether a slice is bad is told by PromQL, which counts of events do not tell",
        piece.row,
        "has other numbers than one slice that is good or bad",
        others=[Label(span, "said here")],
        helps=[
            "give each slice 1 as `total`, and 1 or 0 as `bad`",
            "or count the slices in Prometheus, and give `totals` with `good` and `total`",
        ],
    )
    return None


def _by_indicator(watched: Watched, piece: Piece, report: Report) -> Fraction | None:
    """As an `sli` of slices says, where it goes by the share of good or bad events."""
    rule = _rule(watched)
    if rule is None or not rule.good:
        report.add(watched.open("bad slice ...", "what makes a slice bad").finding)
        return None
    if any(condition.part is None for condition in (*rule.good, *rule.valid)):
        return _counted_elsewhere(piece, watched.promise.origin, report)
    share = error_rate(watched, piece, report)
    if share is None:
        return None
    shares = {"good": 1 - share, "bad": share}

    def fulfilled(condition: SliceCondition) -> bool:
        part = condition.part.value if condition.part is not None else ""
        return _SIGNS[condition.operator.value](shares[part], base_value(condition.value.value))

    if not all(fulfilled(condition) for condition in rule.valid):
        return None
    return Fraction(0 if all(fulfilled(condition) for condition in rule.good) else 1)


def runs_only(watched: Watched, items: Sequence[Verdict]) -> list[Verdict]:
    """Bad slices of runs that are too short are good; of the others those beyond the least length, or all."""
    runs, rule = watched.promise.runs, _rule(watched)
    if runs is not None:
        least, in_full = runs.length.value.milliseconds, runs.how.value == "in full"
    elif rule is not None and rule.runs is not None:
        least, in_full = rule.runs.milliseconds, rule.runs_in_full
    else:
        return list(items)
    step = (watched.step or 1) * 1000
    needed = -(-least // step)
    out: list[Verdict] = []
    at = 0
    while at < len(items):
        end = at
        while end < len(items) and items[end].bad and (end == at or _follows(items[end - 1], items[end])):
            end += 1
        if end == at:
            out.append(items[at])
            at += 1
            continue
        run = items[at:end]
        length = sum(item.piece.number for item in run)
        forgiven = length if length < needed else (0 if in_full else needed)
        out += _forgiven(run, forgiven)
        at = end
    return out


def _follows(before: Verdict, after: Verdict) -> bool:
    return before.piece.end == after.piece.start


def _forgiven(run: Sequence[Verdict], number: int) -> list[Verdict]:
    """The run with its first slices made good."""
    out: list[Verdict] = []
    for item in run:
        good = min(number, item.piece.number)
        number -= good
        if good:
            out.append(replace(item, piece=replace(item.piece, number=good), bad=Fraction(0)))
        if good < item.piece.number:
            start = item.piece.start + good * item.piece.size
            out.append(replace(item, piece=replace(item.piece, start=start, number=item.piece.number - good)))
    return out


def lacks(watched: Watched, piece: Piece, what: str, report: Report) -> None:
    report.say(MISSING_NUMBERS, f"{watched.what} is measured as {watched.key}, which needs {what}", piece.row)
