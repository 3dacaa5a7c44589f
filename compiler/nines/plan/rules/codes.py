"""What the rules cannot do, with the pages that say why."""

from __future__ import annotations

from nines.diagnostics.model import Code, Severity
from nines.diagnostics.pages import Page

__all__ = ["NO_BASE", "PAGES", "TAKEN_LABEL", "TAKEN_NAME", "UNMEASURED_PROMISE"]

NO_BASE = Code(
    "N0701", "uneven-intervals", Severity.ERROR, "no base range fits the scrapes, the evaluations and the slices"
)
TAKEN_LABEL = Code("N0702", "taken-label", Severity.ERROR, "a label has a name that the recorded series need")
TAKEN_NAME = Code("N0703", "taken-name", Severity.ERROR, "a journey bears the name of a service")
UNMEASURED_PROMISE = Code(
    "N0704", "promise-without-series", Severity.NOTE, "a promise is settled, but not recorded as it goes"
)

_SLI = "  sli ok {\n    bad errors_total{}\n    of requests_total{}\n"
_SERVICE = "service shop {\n" + _SLI + "  }\n}\n\n"
_SLO = "  }\n  slo ok 99% over 30d\n}\n"
_SLA = "sla gold {\n  period calendar month in UTC\n"

PAGES: tuple[Page, ...] = (
    Page(
        NO_BASE,
        why="What is measured is recorded over a base range: at least four scrapes, a whole number of evaluations, and "
        "a divisor of the hour (of a quarter of it where a zone's midnight needs that) and of every slice. Only then "
        "do its values add up to hours and slices without a gap.",
        bad="project {\n  evaluate every 7s\n}\n\nservice checkout {\n" + _SLI + _SLO,
        good="project {\n  evaluate every 30s\n}\n\nservice checkout {\n" + _SLI + _SLO,
        can_be_allowed=False,
    ),
    Page(
        TAKEN_LABEL,
        why="Every recorded series is known by `nines`, `service`, `indicator`, `objective` and `window`, and pieces "
        "of sums by a few more. A label of the metrics with such a name would be lost, or would split what belongs "
        "together.",
        bad="service checkout {\n" + _SLI + "    per service\n" + _SLO,
        good="service checkout {\n" + _SLI + "    per tenant\n" + _SLO,
        can_be_allowed=False,
    ),
    Page(
        TAKEN_NAME,
        why="A journey's series bear its name as their `service`, so that boards and alerts treat both alike.",
        bad="service buy {\n" + _SLI + "  }\n}\n\njourney buy {\n  weight 1 buy.ok\n  slo 99% over 30d\n}\n",
        good=_SERVICE + "journey buy {\n  weight 1 shop.ok\n  slo 99% over 30d\n}\n",
        can_be_allowed=False,
    ),
    Page(
        UNMEASURED_PROMISE,
        why="Some promises are of things that Prometheus does not see (a support clock), or are measured in a way that "
        "cannot be summed up from the indicator's pair (a percentile, the longest outage). `settle` computes them "
        "exactly from what was observed; there is no series and no alert of them.",
        bad=_SERVICE + _SLA + "  promise ok of shop.ok at most 3h {\n    judge each outage\n    measure downtime\n"
        "    remedy none\n  }\n}\n",
        good=_SERVICE + _SLA + "  promise ok of shop.ok at least 99% {\n    measure share of good events\n"
        "    remedy none\n  }\n}\n",
    ),
)
