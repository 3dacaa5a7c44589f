"""The board of a service: whether it is us, or what we stand on."""

from __future__ import annotations

from nines.plan import names
from nines.plan.boards import graphs, words
from nines.plan.boards.context import DAY, MINUTE, SERVICE, Context
from nines.plan.boards.layout import Row, stacked
from nines.plan.boards.look import Tone, Word
from nines.plan.boards.model import Board, Form, Lines, Query, Stat, States
from nines.plan.boards.series import BAD, ROW, TOTAL, Chosen, counted, least, worst
from nines.plan.boards.tables import of_objectives
from nines.promql import build as q
from nines.promql.tree import Expression, Selector
from nines.record import replace

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
                Row(7, ((12, graphs.states(21, context, chosen)), (12, graphs.burning(20, context, chosen)))),
                Row(7, ((12, _beneath(context, chosen)), (12, _bad(context, chosen)))),
                Row(7, ((24, _traffic(context, chosen)),)),
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
                id=5,
                title="What it stands on, in trouble",
                description="Which of the services that it depends on are on watch, burning or spent; the worst three.",
                queries=(Query("A", _in_trouble(context, chosen), Form.NOW, "{dependency}"),),
                look=replace(words.STATE, absent="Nothing with objectives"),
                interval=context.often,
                named=True,
            ),
        ),
        (6, _maintenance(context)),
    )


def _dependencies(context: Context, chosen: Chosen) -> Expression:
    """The worst state of each service that the chosen one depends on."""
    states = worst(context.all.of(names.STATE), names.SERVICE)
    theirs = worst(q.label_replace(states, names.DEPENDENCY, "$1", names.SERVICE, "(.*)"), names.DEPENDENCY)
    return q.and_(theirs, worst(chosen.of(names.DEPENDS_ON), names.DEPENDENCY), q.on(names.DEPENDENCY))


def _in_trouble(context: Context, chosen: Chosen) -> Expression:
    """The worst three, or one value for all of them where none is in trouble."""
    every = _dependencies(context, chosen)
    trouble = q.ge(every, 2)
    fine = q.label_replace(q.unless(q.min_(every), q.count(trouble), q.on()), names.DEPENDENCY, "all of it", "", "")
    return q.or_(q.topk(3, trouble), fine)


def _maintenance(context: Context) -> Stat:
    """Recorded every quarter of an hour, so what is past by now is left out."""
    running = q.eq(worst(context.all.of(names.MASK, q.equal("kind", "maintenance")), "title"), 1)
    begins = q.last_over_time(context.all.of(names.MAINTENANCE_NEXT)["20m"])
    ahead = least(q.gt(begins - q.time(), 0), "title")
    return Stat(
        id=6,
        title="Next maintenance in",
        description="How long until the next maintenance of the bundle begins, and which it is, 35 days ahead.",
        queries=(
            Query("A", q.or_(0 * running, q.aggregate("bottomk", ahead, parameter=q.number(1))), Form.NOW, "{title}"),
        ),
        look=replace(words.TIME, absent="None is known", words=(Word(0, "now", Tone.WATCH),)),
        interval=context.often,
        named=True,
    )


def _beneath(context: Context, chosen: Chosen) -> States:
    return States(
        id=22,
        title="What it stands on",
        description="The worst state of each service that it depends on. Those without objectives are not here.",
        queries=(Query("A", _dependencies(context, chosen), Form.OVER_TIME, "{dependency}"),),
        look=replace(words.STATE, absent="It stands on nothing that has objectives"),
        interval=context.often,
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
