"""No more can be promised than what a service stands on gives."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.check import examples
from nines.check.agreements import floor_of, promises
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Promise, Service
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.record import dataclass
from nines.source import Span
from nines.values.model import Percentage
from nines.values.text import literal, percent

_BANK = 'service bank "Bank" {{\n  external by "PayCo" promising {value} over calendar month in UTC\n}}\n'


def _needs_bank(text: str) -> str:
    return text.replace('service checkout "Checkout" {\n', 'service checkout "Checkout" {\n  depends on bank\n\n')


PAGE = Page(
    Code(
        "N0451", "promise-beyond-dependencies", Severity.ERROR, "a promise is above what the dependencies give together"
    ),
    why="""\
A service that needs three others is down whenever one of them is: three at 99.95 % in a row make 99.85 %, before the
service itself has failed once. Of each dependency the strictest objective counts, or what an external company promises;
one that says neither counts as perfect. Dependencies of dependencies count too, each once.""",
    bad=_BANK.format(value="99.5%") + _needs_bank(examples.agreement()),
    good=_BANK.format(value="99.99%") + _needs_bank(examples.agreement()),
)


@dataclass(frozen=True, slots=True)
class _Part:
    """What a dependency gives at best, and where that is said."""

    service: str
    share: Percentage
    span: Span


def check(context: Context) -> Iterator[Diagnostic]:
    services = {service.name: service for service in context.contract.services}
    for _, promise in promises(context):
        least = floor_of(promise.comparison)
        service = services.get(promise.indicator.service) if promise.indicator is not None else None
        if least is None or service is None:
            continue
        parts = _parts(context, service, services)
        together = Fraction(1)
        for part in parts:
            together *= part.share.value
        if together < least:
            yield _finding(promise, service, parts, together)


def _parts(context: Context, service: Service, services: dict[str, Service]) -> list[_Part]:
    """Everything that a service stands on, each once."""
    reached: dict[str, Service] = {}
    waiting = list(service.depends_on)
    for name in waiting:
        needed = services.get(name)
        if needed is not None and name != service.name and name not in reached:
            reached[name] = needed
            waiting.extend(needed.depends_on)
    return [part for needed in reached.values() if (part := _part(context, needed)) is not None]


def _part(context: Context, service: Service) -> _Part | None:
    statement = context.statement(service.origin)
    if statement is not None and context.is_unsure(statement):
        return None  # its strictest objective may be the one that could not be read
    if service.external is not None:
        return _Part(service.name, service.external.share, service.external.origin)
    sound = [objective for objective in service.objectives if 0 < objective.target.value < 1]
    strictest = max(sound, key=lambda objective: objective.target.value, default=None)
    return None if strictest is None else _Part(service.name, strictest.target, strictest.target_origin)


def _finding(promise: Promise, service: Service, parts: list[_Part], together: Fraction) -> Diagnostic:
    value = promise.comparison.value
    product = " x ".join(literal(part.share) for part in parts)
    sum_up = f"{product} = {percent(together)}" if len(parts) > 1 else percent(together)
    return found(
        PAGE,
        f"{literal(value.value)} of `{service.name}` is promised, and what it depends on gives {percent(together)}",
        value.span,
        "more than its dependencies give together",
        others=[Label(part.span, f"`{part.service}` gives {literal(part.share)}") for part in parts],
        notes=[f"without any failure of its own: {sum_up}"],
        helps=["promise less, depend on less, or have what it depends on give more"],
    )
