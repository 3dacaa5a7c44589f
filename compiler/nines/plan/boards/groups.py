"""Who is hit: the groups (tenants, regions) of an objective, the worst first, whatever their labels are called."""

from __future__ import annotations

from fractions import Fraction

from nines.plan import names
from nines.plan.boards import words
from nines.plan.boards.context import SERVICE, Context
from nines.plan.boards.layout import Row, stacked
from nines.plan.boards.look import Look, Tone, Unit
from nines.plan.boards.model import Cell, Column, Form, Lines, Query, Section, Sort, Stat, Table
from nines.plan.boards.series import BAD, Chosen
from nines.promql import build as q
from nines.promql.tree import Aggregation, Edge, Expression, Grouping
from nines.record import replace

__all__ = ["groups"]

_ROWS, _LINES = 20, 6


def groups(number: int, context: Context, chosen: Chosen) -> Section:
    return Section(
        id=number,
        title="Who is hit",
        description="Groups of the objective or of its indicator, the worst first. Without groups there is one row.",
        panels=stacked(
            (
                Row(3, ((12, _more_hit(number + 4, context, chosen)), (12, _more_judged(number + 5, context, chosen)))),
                Row(10, ((12, _hit(number + 1, context, chosen)), (12, _judged(number + 2, context, chosen)))),
                Row(9, ((24, _over_time(number + 3, context, chosen)),)),
            )
        ),
    )


def _hit(number: int, context: Context, chosen: Chosen) -> Table:
    """Groups of the indicator, whether they are judged alone or not."""
    here = _bad(context, chosen)
    by_group = q.topk(_ROWS, q.sum_(here, _by_group(context)))
    share = by_group / q.scalar(q.sum_(here))
    return Table(
        id=number,
        title="Who had what was bad, last hour",
        description=f"The {_ROWS} groups of the indicator with most that was bad, and their share of all of it.",
        queries=(Query("A", by_group, Form.ROWS), Query("B", share, Form.ROWS)),
        look=replace(words.TEXT, absent=words.NO_TRAFFIC),
        interval=context.often,
        columns=(
            Column("Share of all bad", ref="B", look=_SHARE, cell=Cell.BAR, width=240),
            Column("Bad", ref="A", look=replace(words.PER_SECOND, decimals=3), width=120),
        ),
        sort=(Sort("Share of all bad", descending=True),),
    )


_SHARE = Look(Unit.SHARE, words.NO_TRAFFIC, decimals=1, tone=Tone.BURNING, least=Fraction(0), most=Fraction(1))


def _bad(context: Context, chosen: Chosen) -> Expression:
    """What was bad in the last hour of the objective's indicator, by whatever it is kept apart by."""
    bad = q.avg_over_time(Chosen(context.bundle, SERVICE).of(names.MEASURED_RATE, BAD)["1h"])
    return q.and_(bad, chosen.of(names.STATE), q.on(names.SERVICE, names.INDICATOR))


def _more_hit(number: int, context: Context, chosen: Chosen) -> Stat:
    hit = q.count(q.gt(q.sum_(_bad(context, chosen), _by_group(context)), 0))
    return _more(number, context, "Groups that had anything bad, last hour", hit, "None")


def _more_judged(number: int, context: Context, chosen: Chosen) -> Stat:
    over = q.lt(_each(context, chosen.of(names.BUDGET_LEFT)), 0)
    none = 0 * q.count(chosen.of(names.BUDGET_LEFT))
    return _more(number, context, "Groups whose budget is spent", q.or_(q.count(over), none), words.NO_TRAFFIC)


def _more(number: int, context: Context, title: str, hit: Expression, absent: str) -> Stat:
    """How many there are, and how many of them the table below does not show."""
    return Stat(
        id=number,
        title=title,
        description=f"How many there are. The table shows the {_ROWS} worst, so these are the others.",
        queries=(
            Query("A", hit, Form.NOW, "all"),
            Query("B", q.clamp_min(hit - _ROWS, 0), Form.NOW, "more than shown"),
        ),
        look=Look(Unit.COUNT, absent, decimals=0),
        interval=context.often,
        named=True,
    )


def _judged(number: int, context: Context, chosen: Chosen) -> Table:
    left = q.aggregate("bottomk", _each(context, chosen.of(names.BUDGET_LEFT)), parameter=q.number(_ROWS))
    return Table(
        id=number,
        title="Budget of each group",
        description=f"The {_ROWS} groups with the least budget left, where the objective judges each alone.",
        queries=(Query("A", left, Form.ROWS),),
        look=replace(words.TEXT, absent=words.NO_TRAFFIC),
        interval=context.often,
        columns=(Column("Budget left", ref="A", look=words.BUDGET_BAR, cell=Cell.BAR, width=240),),
        sort=(Sort("Budget left", descending=False),),
    )


def _over_time(number: int, context: Context, chosen: Chosen) -> Lines:
    left = chosen.of(names.BUDGET_LEFT)
    at_the_end = q.aggregate("bottomk", q.at(left, Edge.END), parameter=q.number(_LINES))
    return Lines(
        id=number,
        title=f"Budget left, the worst {_LINES} groups",
        description="Those with the least left at the end of what is shown.",
        queries=(Query("A", _each(context, q.and_(left, at_the_end)), Form.OVER_TIME, "__auto"),),
        look=replace(words.BUDGET, tone=Tone.VARIED, steps=()),
        interval=context.often,
    )


def _each(context: Context, of: Expression) -> Aggregation:
    return q.min_(of, _by_group(context))


def _by_group(context: Context) -> Grouping:
    """All labels but those that every series has: what is left are the groups."""
    own = (setting.name for setting in context.contract.project.labels)
    known = (names.BUNDLE, names.SERVICE, names.INDICATOR, names.OBJECTIVE_LABEL, names.WINDOW, names.HALF)
    return q.without(*known, *own)
