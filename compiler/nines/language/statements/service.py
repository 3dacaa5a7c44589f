"""Services, journeys and automations."""

from __future__ import annotations

from nines.language.nodes import Argument, At, Query, Statement
from nines.language.phrases import Window
from nines.language.table import statement
from nines.values.model import Date, Duration, Number, Percentage

__all__ = [
    "AllOf",
    "Armed",
    "AtMostOnce",
    "Automation",
    "AutomationDuring",
    "Depends",
    "Deploys",
    "External",
    "FirstStep",
    "From",
    "Journey",
    "Link",
    "Owner",
    "Run",
    "Select",
    "Service",
    "Tier",
    "Was",
    "Weight",
    "When",
]


@statement(
    "service <name:name> [<title:text>]", inside="file", body="service", example='service checkout "Checkout" { }'
)
class Service(Statement):
    """Something that answers for itself: what is measured of it, and what is aimed for."""

    name: At[str]
    title: At[str] | None


@statement("owner <team:name>", inside="service journey project", once=True, example="owner payments")
class Owner(Statement):
    """The team that answers for it, and gets its alerts.

    In `project`: for whatever has no owner of its own.
    """

    team: At[str]


@statement("tier <number:count>", inside="service journey", once=True, example="tier 1")
class Tier(Statement):
    """How much depends on it, 1 being the most."""

    number: At[Number]


@statement("depends on <names:name,>", inside="service", example="depends on catalog-db, payment-gateway")
class Depends(Statement):
    """Services without which it does not work."""

    names: tuple[At[str], ...]


@statement(
    "<kind:runbook|dashboard|repository> <address:text>",
    inside="service journey slo class",
    example='runbook "https://runbooks.commerce.example/checkout"',
)
class Link(Statement):
    """An address that boards and messages link to."""

    kind: At[str]
    address: At[str]


@statement("first <text:text>", inside="service slo", once=True, example='first "Roll back the last deploy"')
class FirstStep(Statement):
    """What to do first, in messages."""

    text: At[str]


@statement("deploys <query:query>", inside="service", once=True, example="deploys `shop_build_info`")
class Deploys(Statement):
    """A series that changes when a version goes out, for boards and messages."""

    query: Query


@statement("select <matchers:matchers>", inside="service", once=True, example='select {job="checkout"}')
class Select(Statement):
    """Matchers that are added to each bare selector of the service.

    A selector that names one of their labels itself is an error.
    """

    matchers: Query


@statement("from <source:name>", inside="service", once=True, example="from eu")
class From(Statement):
    """The engine that has its metrics, where there are several."""

    source: At[str]


@statement(
    "external by <company:text> promising <share:percentage> over <window:window>",
    inside="service",
    once=True,
    example='external by "PayCo" promising 99.995% over calendar month in UTC',
)
class External(Statement):
    """Somebody else runs it; what they promise counts for what can be promised on top of it."""

    company: At[str]
    share: At[Percentage]
    window: Window


@statement(
    "was <name:name> [until <until:date>]",
    inside="service journey sli slo",
    once=True,
    example="was orders until 2026-01-15",
)
class Was(Statement):
    """Its name before it was renamed, so that its history goes on.

    Windows and budgets read what was recorded under both names. With the day of the renaming (`until`) the compiler
    says when the longest window has passed and the statement can be left out.
    """

    name: At[str]
    until: At[Date] | None


@statement(
    "journey <name:name> [<title:text>]",
    inside="file",
    body="journey",
    block="must",
    example='journey buy "A shopper buys something" { }',
)
class Journey(Statement):
    """What users do, put together from the indicators of several services."""

    name: At[str]
    title: At[str] | None


@statement("weight <weight:number> <indicator:reference>", inside="journey", example="weight 3 checkout.availability")
class Weight(Statement):
    """An indicator that counts in the journey's mean, and how much."""

    weight: At[Number]
    indicator: At[str]


@statement(
    "<kind:all|any> of <indicators:reference,> [in slices of <slice:duration>]",
    inside="journey",
    once=True,
    example="all of search.speed, checkout.speed",
)
class AllOf(Statement):
    """Slices of time (1m if not said) are good in which all, or any, of the indicators are."""

    kind: At[str]
    indicators: tuple[At[str], ...]
    slice: At[Duration] | None


@statement(
    "automation <name:name> [<title:text>]",
    inside="file",
    body="automation",
    block="must",
    example='automation add-replicas "Scale out" { }',
)
class Automation(Statement):
    """What a program does when a budget burns, before people must."""

    name: At[str]
    title: At[str] | None


@statement(
    "when <objective:reference> burns <speed:fast|slowly>",
    inside="automation",
    once=True,
    required=True,
    example="when checkout.speed burns fast",
)
class When(Statement):
    """What starts it: the paging (fast) or the ticket (slowly) window pairs of an objective."""

    objective: At[str]
    speed: At[str]


@statement(
    "run <kind:playbook|script|webhook> <target:text> [with <arguments:argument,>]",
    inside="automation",
    once=True,
    required=True,
    example='run playbook "playbooks/scale.yml" with replicas 12',
)
class Run(Statement):
    """What is run, and with which values."""

    kind: At[str]
    target: At[str]
    arguments: tuple[Argument, ...]


@statement("at most once per <interval:duration>", inside="automation", once=True, example="at most once per 15m")
class AtMostOnce(Statement):
    """How often it may run."""

    interval: At[Duration]


@statement("during <schedules:name,>", inside="automation", once=True, example="during business-hours")
class AutomationDuring(Statement):
    """When it may run."""

    schedules: tuple[At[str], ...]


@statement("armed", inside="automation", once=True, example="armed")
class Armed(Statement):
    """It really acts; without this it only says what it would do."""
