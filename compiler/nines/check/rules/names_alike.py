"""Names differ by more than hyphens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.source import Span

PAGE = Page(
    Code("N0337", "names-alike", Severity.WARNING, "two names differ only in hyphens or capitals"),
    why="""\
`check-out` and `checkout` are two services to the compiler, and one to whoever reads a message at night. The same goes
for two indicators of one service.""",
    bad='service check-out "Checkout" {\n  tier 1\n}\nservice checkout "Checkout, the new one" {\n  tier 1\n}\n',
    good='service checkout "Checkout" {\n  tier 1\n}\nservice checkout-next "Checkout, the new one" {\n  tier 1\n}\n',
)


def check(context: Context) -> Iterator[Diagnostic]:
    contract = context.contract
    things = [(service.name, service.origin) for service in contract.services]
    things += [(journey.name, journey.origin) for journey in contract.journeys]
    yield from _alike("services", things)
    for service in contract.services:
        yield from _alike(f"indicators of `{service.name}`", [(sli.name, sli.origin) for sli in service.indicators])


def _alike(what: str, things: Iterable[tuple[str, Span]]) -> Iterator[Diagnostic]:
    seen: dict[str, tuple[str, Span]] = {}
    for name, origin in things:
        first, place = seen.setdefault(name.casefold().replace("-", ""), (name, origin))
        if first != name:
            yield found(
                PAGE,
                f"two {what} are called `{first}` and `{name}`",
                origin,
                "hard to tell from the first",
                others=[Label(place, "the first")],
                helps=["give one of them a name that says what it is"],
            )
