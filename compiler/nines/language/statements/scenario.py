"""`test`: scenarios beside the promises."""

from __future__ import annotations

from nines.language.nodes import At, Statement
from nines.language.phrases import Range
from nines.language.table import statement
from nines.values.model import Duration, Percentage, Quantity, Rate

__all__ = ["Event", "ExpectAlert", "ExpectBudget", "Scenario", "Traffic"]


@statement(
    "test <title:text>", inside="service journey", body="test", block="must", example='test "a dead checkout pages" { }'
)
class Scenario(Statement):
    """Traffic, what happens to it, and what is expected of alerts and budgets.

    It is tried on the rules themselves. It begins at midnight on the first day of a month, a Monday.
    """

    title: At[str]


@statement(
    "traffic <rate:rate> [where <label:label> <value:text>]", inside="test", example='traffic 200/s where tenant "acme"'
)
class Traffic(Statement):
    """Steady traffic, also through one whole window before the test begins."""

    rate: At[Rate]
    label: At[str] | None
    value: At[str] | None


@statement(
    "at <at:duration> ( <kind:fail|slow> <share:percentage> for <length:duration> | <kind:=stop> for <length:duration>"
    " | <kind:=level> <level:quantity> for <length:duration> | <kind:=restart> )",
    inside="test",
    example="at 1h fail 100% for 10m",
)
class Event(Statement):
    """What happens, and when: events fail or are slow, traffic stops, a gauge has a level, a process restarts."""

    at: At[Duration]
    kind: At[str]
    share: At[Percentage] | None
    level: At[Quantity] | None
    length: At[Duration] | None


@statement(
    "expect ( <none:=no> <class_:page|ticket> [from <objective:name>]"
    " | <class_:page|ticket> from <objective:name> within <delay:duration> )",
    inside="test",
    example="expect page from availability within 3m",
)
class ExpectAlert(Statement):
    """That an alert fires so soon after the event, or that none does."""

    none: At[str] | None
    class_: At[str]
    objective: At[str] | None
    delay: At[Duration] | None


@statement(
    "expect <objective:name> budget <what:spent|left> <range:range>",
    inside="test",
    example="expect availability budget spent above 70%",
)
class ExpectBudget(Statement):
    """How much of a budget is spent or left at the end."""

    objective: At[str]
    what: At[str]
    range: Range
