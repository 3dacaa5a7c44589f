"""Names in Alertmanager's configuration, and the times that its routes keep."""

from __future__ import annotations

from nines.contract.model import AlertClass, Customer
from nines.plan import names
from nines.plan.routes.model import Timing
from nines.record import dataclass

__all__ = [
    "AT_RISK",
    "AUTOMATIONS",
    "BROKEN",
    "BY_AUTOMATION",
    "BY_CUSTOMER",
    "BY_NAME",
    "BY_SERVICE",
    "HEARTBEAT",
    "Names",
    "timing",
]

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400

_PAGE = Timing(30, 5 * _MINUTE, 4 * _HOUR)
_TICKET = Timing(5 * _MINUTE, 30 * _MINUTE, 3 * _DAY)
_PROMISED_PAGE = Timing(30, 5 * _MINUTE, _DAY)
_PROMISED_TICKET = Timing(5 * _MINUTE, 30 * _MINUTE, _DAY)

HEARTBEAT = Timing(0, 20, 50)
"""A beat each minute. Alertmanager looks every `interval`, and repeats once `repeat` has passed since the last message
was *sent*, so that 60 and 60 come to a beat every two minutes (tried on 0.25 and 0.33)."""

AUTOMATIONS = Timing(0, 30, 60)
"""At once, and again each minute while it burns: the runner decides whether anything may be done."""

BY_AUTOMATION = (names.BUNDLE, "alertname", names.AUTOMATION)
BY_SERVICE = (names.BUNDLE, names.SERVICE, names.SEVERITY)
BY_CUSTOMER = (names.BUNDLE, names.CUSTOMER)
BY_NAME = (names.BUNDLE, "alertname")

AT_RISK, BROKEN = "promise-at-risk", "promise-broken"
"""What a customer's contact can be told of by an alert."""


def timing(alert_class: AlertClass, *, promised: bool) -> Timing:
    """When alerts of a class are told: pages soon, tickets after the pages, those about promises once a day."""
    if alert_class is AlertClass.PAGE:
        return _PROMISED_PAGE if promised else _PAGE
    return _PROMISED_TICKET if promised else _TICKET


@dataclass(frozen=True, slots=True)
class Names:
    """Names with the bundle's before them. `taken` are the receivers of the specs, which come first."""

    bundle: str
    taken: frozenset[str]

    def of(self, name: str) -> str:
        """The name of a receiver or a schedule of the specs."""
        return f"nines-{self.bundle}-{name}"

    def made(self, name: str) -> str:
        """The name of a receiver that no spec has."""
        while name in self.taken:
            name += "-2"
        return self.of(name)

    @property
    def nobody(self) -> str:
        """Who gets alerts that nobody is to be told."""
        return self.made("nobody")

    @property
    def elsewhere(self) -> str:
        """Who gets alerts that are not of this bundle."""
        return self.made("elsewhere")

    def customer(self, customer: Customer, topic: str) -> str:
        return self.made(f"customer-{customer.name}-{topic}")
