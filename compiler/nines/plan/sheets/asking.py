"""What Prometheus is asked for a call sheet: the very queries of the boards, so that both say the same."""

from __future__ import annotations

from nines.contract.model import Contract, Customer
from nines.plan import names
from nines.plan.boards.context import Context
from nines.plan.boards.model import Table
from nines.plan.boards.oncall import firing
from nines.plan.boards.series import Chosen
from nines.plan.boards.tables import of_promises
from nines.promql import build as q
from nines.promql.text import line
from nines.promql.tree import Expression
from nines.record import dataclass

__all__ = ["Question", "questions", "services_of"]


@dataclass(frozen=True, slots=True)
class Question:
    """A query, and the key of its answer: `promises.A` is the query A of the table of promises."""

    key: str
    query: str


def questions(customer: Customer, contract: Contract) -> tuple[Question, ...]:
    """Instant queries, all of one moment. `time` gives that moment, `age` how old the newest numbers are."""
    context = Context.of(contract)
    own = Chosen(context.bundle, (q.equal(names.CUSTOMER, customer.name),))
    about = q.matches(names.CUSTOMER, f"|{customer.name}")
    money = q.sum_(own.of(names.CREDIT_MONEY), q.by(names.CURRENCY))
    share = q.max_(own.of(names.CREDIT_RATIO))
    age = q.time() - q.max_(q.timestamp(own.of(names.PROMISE_STATE)))
    return (
        _asked("time", q.vector(q.time())),
        _asked("age", age),
        *_of_table("promises", of_promises(0, context, own)),
        _asked("money", money),
        _asked("share", share),
        *_of_table("incidents", firing(0, context, context.all, about, among=services_of(own))),
    )


def services_of(own: Chosen) -> Expression:
    """The services that something is promised of, as series of one label."""
    return q.group(own.of(names.PROMISE_STATE), q.by(names.SERVICE))


def _of_table(key: str, table: Table) -> tuple[Question, ...]:
    return tuple(_asked(f"{key}.{query.ref}", query.expression) for query in table.queries)


def _asked(key: str, of: Expression) -> Question:
    return Question(key, line(of))
