"""The board of a service: whether it is us, or what we stand on."""

from __future__ import annotations

from nines.plan import names
from nines.plan.boards import graphs, words
from nines.plan.boards.context import DAY, MINUTE, SERVICE, Context
from nines.plan.boards.layout import Row, stacked
from nines.plan.boards.look import Tone
from nines.plan.boards.model import Board, Form, Lines, Query, Stat
from nines.plan.boards.series import BAD, HOUR, ROW, TOTAL, Chosen, counted, least, worst
from nines.plan.boards.tables import of_objectives
from nines.promql import build as q
from nines.promql.tree import Selector

__all__ = ["service"]


def service(context: Context) -> Board:
    chosen = Chosen(context.bundle, SERVICE)
    return Board(
        uid=context.uid("service"),
        name="service",
        folder=context.folder,
        title="Service",
        question="Is it us, or what we stand on?",
        span=DAY,
        refresh=MINUTE,
        zone=None,
        variables=(context.services(several=False),),
        marks=context.marks(chosen),
        links=(context.head("Portfolio", "portfolio"), context.head("On call", "oncall")),
        panels=stacked(
            (
                Row(3, _numbers(context, chosen)),
                Row(8, ((24, of_objectives(10, context, chosen)),)),
                Row(9, ((12, graphs.burning(20, context, chosen)), (12, graphs.states(21, context, chosen)))),
                Row(9, ((12, _traffic(context, chosen)), (12, _bad(context, chosen)))),
            )
        ),
        of=None,
        origin=context.contract.project.origin,
    )


def _numbers(context: Context, chosen: Chosen) -> tuple[tuple[int, Stat], ...]:
    state = worst(chosen.of(names.STATE), *ROW)
    return (
        (
            6,
            Stat(
                id=1,
                title="Worst state",
                description="The worst of all objectives of the service.",
                queries=(Query("A", worst(state), Form.NOW),),
                look=words.STATE,
                interval=context.often,
            ),
        ),
        (
            6,
            Stat(
                id=2,
                title="Objectives in trouble",
                description="Objectives that are on watch, burning or spent.",
                queries=(Query("A", counted(q.ge_bool(state, 2)), Form.NOW),),
                look=words.troubles(Tone.WATCH, words.NOT_SCRAPED),
                interval=context.often,
            ),
        ),
        (
            6,
            Stat(
                id=3,
                title="Fastest burn over 1 h",
                description="The highest burn rate of the last hour. 1x lasts exactly as long as the window.",
                queries=(Query("A", worst(chosen.of(names.BURN_RATE, HOUR)), Form.NOW),),
                look=words.BURN,
                interval=context.often,
            ),
        ),
        (
            6,
            Stat(
                id=4,
                title="Next budget gone in",
                description="The least time that a budget lasts which is not gone yet, at the rate of the last hour.",
                queries=(Query("A", least(q.gt(chosen.of(names.BUDGET_EXHAUSTS), 0)), Form.NOW),),
                look=words.LEFT,
                interval=context.often,
            ),
        ),
    )


def _traffic(context: Context, chosen: Chosen) -> Lines:
    return Lines(
        id=30,
        title="Traffic",
        description="What each indicator counts, a second: events, slices, samples or seconds, as its spec says.",
        queries=(_by_indicator(chosen.of(names.MEASURED_RATE, TOTAL)),),
        look=words.PER_SECOND,
        interval=context.often,
    )


def _bad(context: Context, chosen: Chosen) -> Lines:
    return Lines(
        id=31,
        title="Bad events",
        description="What was bad of it, a second.",
        queries=(_by_indicator(chosen.of(names.MEASURED_RATE, BAD)),),
        look=words.PER_SECOND,
        interval=context.often,
    )


def _by_indicator(of: Selector) -> Query:
    return Query("A", q.sum_(of, q.by(names.INDICATOR)), Form.OVER_TIME, "{indicator}")
