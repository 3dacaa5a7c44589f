"""Findings of the model pass: what cannot be made a contract, with their pages."""

from __future__ import annotations

from nines.diagnostics.model import Code, Severity
from nines.diagnostics.pages import Page

__all__ = [
    "BAD_HOURS",
    "HALF_MEASURED",
    "INCOMPARABLE",
    "NAMELESS_OBJECTIVE",
    "NO_COMPOSITE",
    "NO_MEASUREMENT",
    "NO_PROMISE",
    "NO_SUCH_PART",
    "PAGES",
    "SECOND_MEASUREMENT",
    "UNKNOWN_ZONE",
]

UNKNOWN_ZONE = Code("N0301", "unknown-zone", Severity.ERROR, "a time zone does not exist")
BAD_HOURS = Code("N0302", "bad-hours", Severity.ERROR, "the hours of a schedule cannot be made out")
NO_MEASUREMENT = Code("N0303", "no-measurement", Severity.ERROR, "an sli does not say what it measures")
HALF_MEASURED = Code("N0304", "half-measured", Severity.ERROR, "an sli of events lacks one of its two queries")
SECOND_MEASUREMENT = Code("N0305", "second-measurement", Severity.ERROR, "an sli says twice what it measures")
INCOMPARABLE = Code("N0306", "incomparable", Severity.ERROR, "a value is compared with something of another unit")
NAMELESS_OBJECTIVE = Code("N0307", "nameless-objective", Severity.ERROR, "an slo does not say which indicator it is of")
NO_SUCH_PART = Code(
    "N0308", "no-such-indicator", Severity.ERROR, "a service has no indicator or objective of that name"
)
NO_COMPOSITE = Code("N0309", "empty-journey", Severity.ERROR, "a journey does not say what it is made of")
NO_PROMISE = Code("N0310", "promise-of-nothing", Severity.ERROR, "a promise does not say what it promises")

_SLI = "  sli ok {\n    bad errors_total{}\n    of requests_total{}\n  }\n"

PAGES: tuple[Page, ...] = (
    Page(
        UNKNOWN_ZONE,
        why="Days and months begin at midnight somewhere. Zones are those of the IANA database, as it spells them.",
        bad="service checkout {\n" + _SLI + "  slo ok 99% over calendar month in Europe/Berln\n}\n",
        good="service checkout {\n" + _SLI + "  slo ok 99% over calendar month in Europe/Berlin\n}\n",
    ),
    Page(
        BAD_HOURS,
        why="Hours that are empty, that end before they start, or that are unclear would leave out the wrong minutes.",
        bad="schedule peak {\n  every mon..fir from 08:00 to 22:00 in UTC\n}\n",
        good="schedule peak {\n  every mon..fri from 08:00 to 22:00 in UTC\n}\n",
    ),
    Page(
        NO_MEASUREMENT,
        why="An sli is the share of something that is good; without a query there is nothing to record.",
        bad="service checkout {\n  sli ok {\n    per tenant\n  }\n}\n",
        good="service checkout {\n" + _SLI + "}\n",
    ),
    Page(
        HALF_MEASURED,
        why="The share of good events needs two of three: the good, the bad, and all (`of`).",
        bad="service checkout {\n  sli ok {\n    bad errors_total{}\n  }\n}\n",
        good="service checkout {\n" + _SLI + "}\n",
    ),
    Page(
        SECOND_MEASUREMENT,
        why="An sli measures one thing. Two ways in one sli would need a rule how to mix them; use two slis.",
        bad="service checkout {\n" + _SLI.replace("  }\n", "    up probe_success{}\n  }\n") + "}\n",
        good="service checkout {\n" + _SLI + "}\n",
    ),
    Page(
        INCOMPARABLE,
        why="A bound is converted to the unit that the series counts in. A time cannot be made bytes.",
        bad="service db {\n  sli room {\n    samples of disk_free_bytes{} >= 5m\n  }\n}\n",
        good="service db {\n  sli room {\n    samples of disk_free_bytes{} >= 5 GiB\n  }\n}\n",
    ),
    Page(
        NAMELESS_OBJECTIVE,
        why="In a service an slo names its sli; only a journey has just one indicator.",
        bad="service checkout {\n" + _SLI + "  slo 99% over 30d\n}\n",
        good="service checkout {\n" + _SLI + "  slo ok 99% over 30d\n}\n",
    ),
    Page(
        NO_SUCH_PART,
        why="`checkout.availability` means the sli of that name in the service; tests, alerts and automations mean the "
        "slo.",
        bad="service checkout {\n" + _SLI + "  slo okay 99% over 30d\n}\n",
        good="service checkout {\n" + _SLI + "  slo ok 99% over 30d\n}\n",
    ),
    Page(
        NO_COMPOSITE,
        why="A journey is put together from indicators of services: weighted, or all of them, or any.",
        bad='journey buy "A shopper buys" {\n  slo 99% over 30d\n}\n',
        good="service checkout {\n" + _SLI + "}\njourney buy {\n  weight 1 checkout.ok\n  slo 99% over 30d\n}\n",
    ),
    Page(
        NO_PROMISE,
        why="A promise has an indicator and a value. A plan or a customer may change one of the sla's, by its name.",
        bad="sla standard {\n  promise availability {\n  }\n}\n",
        good="service checkout {\n"
        + _SLI
        + "}\nsla standard {\n  promise ok of checkout.ok at least 99% {\n    remedy none\n  }\n}\n",
    ),
)
