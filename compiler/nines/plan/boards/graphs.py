"""The graphs that more than one board shows: states, burn rates, traffic and what was bad of it."""

from __future__ import annotations

from fractions import Fraction

from nines.plan import names
from nines.plan.boards import words
from nines.plan.boards.context import Context
from nines.plan.boards.look import Look, Step, Tone, Unit
from nines.plan.boards.model import Axis, Form, Line, Lines, Query, States, Style
from nines.plan.boards.series import BAD, HOUR, ROW, TOTAL, Chosen, highest, worst
from nines.promql import build as q
from nines.record import replace

__all__ = ["bad", "burn_lines", "burning", "burning_by_window", "states", "traffic"]

_MOST = 20
"""Lines of a graph: more cannot be told apart."""

_BURN_LINES = Look(
    Unit.BURN,
    words.NO_TRAFFIC,
    decimals=1,
    tone=Tone.VARIED,
    least=Fraction(1, 10),
)


def states(number: int, context: Context, chosen: Chosen) -> States:
    return States(
        id=number,
        title="State over time",
        description="When each was fine, on watch, burning or spent. A gap is time without rules or data.",
        queries=(Query("A", highest(_MOST, chosen.of(names.STATE), *ROW), Form.OVER_TIME, "{service}.{objective}"),),
        look=words.linked(words.STATE, context.to_objective()),
        interval=context.often,
    )


def burning(number: int, context: Context, chosen: Chosen) -> Lines:
    """The burn rate of each objective over the last hour."""
    rates = highest(_MOST, chosen.of(names.BURN_RATE, HOUR), *ROW)
    asked = Query("A", rates, Form.OVER_TIME, "{service}.{objective}")
    return burn_lines(number, context, "Burn rate over 1 h", asked, absent=words.NO_TRAFFIC)


def burn_lines(number: int, context: Context, title: str, query: Query, *, absent: str) -> Lines:
    """Burn rates on a logarithmic scale, with a line at 1x."""
    steps = (Step(None, Tone.PLAIN), Step(Fraction(1), Tone.WATCH))
    return Lines(
        id=number,
        title=title,
        description=(
            "How many error budgets each objective's window would take at the rate of the last hour. "
            "1x lasts exactly as long as the window; the scale is logarithmic."
        ),
        queries=(query,),
        look=replace(_BURN_LINES, absent=absent, steps=steps, links=(context.to_objective(),)),
        interval=context.often,
        axis=Axis.LOGARITHMIC,
        thresholds=True,
    )


def burning_by_window(number: int, context: Context, chosen: Chosen, aims: Chosen) -> Lines:
    """The burn rate of one objective over every window that an alert looks at, with what each alert waits for."""
    rates = worst(chosen.of(names.BURN_RATE), names.WINDOW)
    limits = worst(aims.of(names.BURN_THRESHOLD), names.WINDOW)
    return Lines(
        id=number,
        title="Burn rate by window, and where alerts fire",
        description=(
            "How many budgets the window would take at the rate of the last 5m, 1h and so on. An alert fires while "
            "both its windows are over its dashed line. The lines are recorded: a changed alert keeps its history."
        ),
        queries=(
            Query("A", rates, Form.OVER_TIME, "{window}"),
            Query("B", limits, Form.OVER_TIME, "{window} alert"),
        ),
        look=_BURN_LINES,
        interval=context.often,
        lines=(Line("B", style=Style.DASHED, tone=Tone.BURNING),),
        axis=Axis.LOGARITHMIC,
    )


def bad(number: int, context: Context, chosen: Chosen) -> Lines:
    """The bad share of the last five minutes, of one objective."""
    per_second = chosen.of(names.COUNTED_RATE, BAD)
    of = chosen.of(names.COUNTED_RATE, TOTAL)
    return Lines(
        id=number,
        title="Share that is bad",
        description="Of what counts for the objective. Time that does not count is left out.",
        queries=(Query("A", q.divide(q.sum_(per_second), q.gt(q.sum_(of), 0)), Form.OVER_TIME, "bad"),),
        look=replace(words.RATIO, tone=Tone.BURNING),
        interval=context.often,
    )


def traffic(number: int, context: Context, chosen: Chosen) -> Lines:
    """What counts for one objective, a second."""
    return Lines(
        id=number,
        title="Traffic that counts",
        description="What the objective counts (events, slices, samples or seconds, as its indicator says), a second.",
        queries=(Query("A", q.sum_(chosen.of(names.COUNTED_RATE, TOTAL)), Form.OVER_TIME, "all"),),
        look=replace(words.PER_SECOND, tone=Tone.FINE),
        interval=context.often,
    )
