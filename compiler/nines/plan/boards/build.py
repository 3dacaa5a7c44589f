"""The boards of a bundle: a few that are driven by variables, and for each customer its own and its call sheet."""

from __future__ import annotations

from nines.contract.model import Contract
from nines.plan.boards.context import Context
from nines.plan.boards.customer import customer, customers
from nines.plan.boards.model import Board
from nines.plan.boards.objective import objective
from nines.plan.boards.oncall import oncall
from nines.plan.boards.portfolio import portfolio
from nines.plan.boards.service import service

__all__ = ["boards"]


def boards(contract: Contract) -> tuple[Board, ...]:
    """All boards; none where nothing is aimed for or promised. Which objectives there are changes none of them."""
    if not contract.objectives and not contract.slas:
        return ()
    context = Context.of(contract)
    return (
        portfolio(context),
        service(context),
        objective(context),
        *((customer(context),) if context.promises else ()),
        oncall(context),
        *customers(context),
        *_calls(context),
    )


def _calls(context: Context) -> tuple[Board, ...]:
    if not context.contract.customers:
        return ()
    from nines.plan.boards.call import calls  # few specs have customers, and it needs all words of documents

    return calls(context)
