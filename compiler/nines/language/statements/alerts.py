"""Alerts: when people are told, in an `slo`, or for many in `alerts` and `policy`."""

from __future__ import annotations

from nines.language.nodes import At, Statement
from nines.language.table import statement
from nines.values.model import Duration, Multiple, Number, Percentage

__all__ = [
    "Alerts",
    "AtLeastBad",
    "BudgetAlert",
    "BurnAlert",
    "ByPolicy",
    "ClassBlock",
    "MissingAlert",
    "Named",
    "NoAlerts",
    "Only",
    "Policy",
    "PromiseAlert",
    "Scaled",
    "Summary",
    "To",
]

ALERTS = "slo alerts policy"


@statement("alerts", inside="service journey project", body="alerts", block="must", once=True, example="alerts { }")
class Alerts(Statement):
    """Alert statements for every objective in this block.

    Those written further in replace these of the same class. Where nothing is written it is `by workbook`:
    `page 2% in 1h`, `page 5% in 6h`, `ticket 10% in 1d`, `ticket 10% in 3d`.
    """


@statement("policy <name:name> [<title:text>]", inside="file", body="policy", block="must", example="policy calm { }")
class Policy(Statement):
    """Alert statements to share, brought in with `by`."""

    name: At[str]
    title: At[str] | None


@statement("scaled from <window:duration>", inside="policy", once=True, example="scaled from 28d")
class Scaled(Statement):
    """The policy's windows are those of an objective over that window; at another they grow or shrink with it."""

    window: At[Duration]


@statement(
    "<class_:page|ticket> ( <share:percentage> | <factor:multiple> ) in <window:duration>"
    " [( short <short:duration> | <alone:=alone> )] [for <hold:duration>]",
    inside=ALERTS,
    body="class",
    example="page 2% in 1h",
)
class BurnAlert(Statement):
    """Tell when a share of the budget is spent within a time (or it burns at a rate), in a long and a short window.

    The short window is a twelfth of the long one, unless `short` says another, or `alone` leaves it out. `for` is how
    long it has to hold.
    """

    class_: At[str]
    share: At[Percentage] | None
    factor: At[Multiple] | None
    window: At[Duration]
    short: At[Duration] | None
    alone: At[str] | None
    hold: At[Duration] | None


@statement(
    "<class_:page|ticket> when data missing for <delay:duration>",
    inside=ALERTS,
    body="class",
    example="page when data missing for 10m",
)
class MissingAlert(Statement):
    """Tell when a series that was there has no samples."""

    class_: At[str]
    delay: At[Duration]


@statement(
    "<class_:page|ticket> when budget ( <used:=used up> | below <below:percentage> | gone within <within:duration> )",
    inside=ALERTS,
    body="class",
    example="ticket when budget gone within 3d",
)
class BudgetAlert(Statement):
    """Tell when the budget is used up, below a share, or gone soon at this rate."""

    class_: At[str]
    used: At[str] | None
    below: At[Percentage] | None
    within: At[Duration] | None


@statement(
    "<class_:page|ticket> when promise at risk", inside=ALERTS, body="class", example="page when promise at risk"
)
class PromiseAlert(Statement):
    """Tell while there is still time to keep a promise that rests on the objective."""

    class_: At[str]


@statement("<class_:page|ticket> only", inside=ALERTS, once=True, example="ticket only")
class Only(Statement):
    """Leave the other class out."""

    class_: At[str]


@statement(
    "<class_:page|ticket>", inside=ALERTS, body="class", block="must", example='page { label severity "critical" }'
)
class ClassBlock(Statement):
    """Names, labels and receivers for all alerts of a class."""

    class_: At[str]


@statement("no alerts", inside=ALERTS, once=True, example="no alerts")
class NoAlerts(Statement):
    """Leave the alerts out; what is recorded stays."""


@statement("at least <count:number> bad events", inside=ALERTS, once=True, example="at least 10 bad events")
class AtLeastBad(Statement):
    """A guard for low traffic: so many bad events in the long window before anybody is told."""

    count: At[Number]


@statement("by <policy:reference>", inside=ALERTS, once=True, example="by workbook")
class ByPolicy(Statement):
    """The alert statements of a policy; those written here replace its own of the same class."""

    policy: At[str]


@statement("named <name:text>", inside="slo alerts policy class", once=True, example='named "CheckoutErrors"')
class Named(Statement):
    """The alert's name, instead of the one that says what kind it is."""

    name: At[str]


@statement("to <receiver:name>", inside="slo alerts policy class", once=True, example="to pay-chat")
class To(Statement):
    """The receiver, instead of the owner's."""

    receiver: At[str]


@statement("summary <text:text>", inside="slo alerts policy class", once=True, example='summary "Checkout fails"')
class Summary(Statement):
    """How the first line of the message begins; how bad it is follows it.

    A text with a template of one's own (`{{`) is the whole line.
    """

    text: At[str]
