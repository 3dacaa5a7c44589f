"""`slo`: what is aimed for."""

from __future__ import annotations

from nines.language.nodes import At, Statement
from nines.language.phrases import Window
from nines.language.table import statement
from nines.values.model import Percentage, Quantity

__all__ = ["KnownAs", "Slo"]


@statement(
    "[<replaces:=replace>] slo [<indicator:name>] <target:percentage> [within <within:quantity>] over <window:window>"
    " [each <each:label,>] [as <alias:name>] [<title:text>]",
    inside="service journey",
    body="slo",
    example="slo availability 99.97% over calendar month in Europe/Berlin",
)
class Slo(Statement):
    """An objective: how much of an indicator should be good over a window.

    It has its indicator's name, or that behind `as`, which a second objective on one indicator needs. `within` sets
    another bound on the same histogram. With `each` every value of the labels is judged and alerts alone. In a
    journey it has no indicator.
    """

    replaces: At[str] | None
    indicator: At[str] | None
    target: At[Percentage]
    within: At[Quantity] | None
    window: Window
    each: tuple[At[str], ...]
    alias: At[str] | None
    title: At[str] | None


@statement("known as <name:text>", inside="slo service", once=True, example='known as "Checkout_Availability"')
class KnownAs(Statement):
    """An odd name that other systems know it by."""

    name: At[str]
