"""The call sheet of a customer as a board: what stands live, beside what the specs say. For our own people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from nines.contract.model import Customer
from nines.plan import names
from nines.plan.boards import markdown
from nines.plan.boards.context import DAY, FIVE_MINUTES, Context
from nines.plan.boards.layout import Row, stacked
from nines.plan.boards.model import Board, Fixed, Panel, Text
from nines.plan.boards.oncall import firing
from nines.plan.boards.series import Chosen
from nines.plan.boards.tables import of_promises, owed
from nines.plan.sheets import Sheet, services_of, sheet
from nines.promql import build as q
from nines.values.model import Duration

__all__ = ["calls"]

_CUSTOMER = q.matches(names.CUSTOMER, "$customer")
_HEIGHT = 17
"""Of the rows that ask."""


def calls(context: Context) -> tuple[Board, ...]:
    """One for each customer. What is asked is the same for all of them, with the customer in a variable."""
    live = stacked(_live(context))  # placed once, so that they are drawn once
    titles = Counter(one.title for one in context.contract.customers)
    return tuple(_board(context, one, live, alone=titles[one.title] == 1) for one in context.contract.customers)


def _board(context: Context, one: Customer, live: tuple[Panel, ...], *, alone: bool) -> Board:
    page = sheet(one, context.contract)
    name = one.title if alone else f"{one.title} ({one.name})"
    return Board(
        uid=context.uid("call", one.name),
        name=one.name,
        folder=context.calls,
        title=f"{page.t.CALL_SHEET}: {name}",
        question="What did we promise, how does it stand, whom do we call, and what was agreed last?",
        span=Duration(DAY.milliseconds),
        refresh=FIVE_MINUTES,
        zone=one.agreement.period_zone,
        variables=(Fixed("customer", one.name),),
        marks=(),
        links=(context.head("On call", "oncall"), context.head("Portfolio", "portfolio")),
        panels=(*live, *stacked(_said(page), top=_HEIGHT)),
        of=one.name,
        origin=one.origin,
    )


def _live(context: Context) -> tuple[Row, ...]:
    chosen = Chosen(context.bundle, (_CUSTOMER,))
    about = q.matches(names.CUSTOMER, "|$customer")  # what is about another customer is left out
    incidents = firing(10, context, context.all, about, among=services_of(chosen))
    rows = (
        Row(3, ((24, owed(2, context.often, chosen)),)),
        Row(6, ((24, incidents),)),
        Row(8, ((24, of_promises(20, context, chosen)),)),
    )
    assert sum(row.height for row in rows) == _HEIGHT
    return rows


def _said(page: Sheet) -> tuple[Row, ...]:
    """What the specs say. Nothing of it is asked."""
    t = page.t
    nobody = markdown.harmless(t.CALL_NOBODY)
    people = (
        (t.CALL_THEIRS, markdown.facts(page.theirs) or nobody),
        (t.CALL_OURS, markdown.facts(page.ours) or nobody),
    )
    noted = markdown.notes(page.notes) or markdown.harmless(t.CALL_NO_NOTES)
    older = f"\n\n{markdown.inline(page.older)}" if page.older else ""
    terms = [markdown.inline(page.subtitle), markdown.facts(page.short)]
    terms += [markdown.table(page.support)] if page.support is not None else []
    return (
        Row(9, ((12, _text(30, t.CALL_NOTES, noted + older)), (12, _text(31, t.CALL_PEOPLE, _headed(people))))),
        Row(9, ((24, _text(32, t.SHORT_TITLE, "\n\n".join(part for part in terms if part))),)),
    )


def _headed(parts: Iterable[tuple[str, str]]) -> str:
    return "\n\n".join(f"**{markdown.harmless(head)}**\n\n{said}" for head, said in parts)


def _text(number: int, title: str, said: str) -> Text:
    return Text(id=number, title=title, description="What the specs and the notes say.", markdown=said)
