"""A contract with words of its spec replaced: two versions to compare."""

from __future__ import annotations

from functools import cache

from nines.contract.model import Contract
from tests.support.specs import compile_text

__all__ = ["CAP", "CHECKOUT", "CUSTOMERS", "NEXT", "SERVICES", "SPEC", "STEPS", "changed"]

NEXT = ('version "2.1" effective 2026-01-01', 'version "2.2" effective 2026-06-01')
"""What makes a new version of it."""
CAP = "cap credits 50% per period, rest lapses"
STEPS = "credit 25% below 99.0%\n    credit 50% below 95.0%"

SERVICES = """\
provider "Northwind Hosting" {
  mail "claims@northwind.example"
  law "Ireland"
}
service checkout "Checkout" {
  sli requests "Requests answered" {
    bad http_requests_total{code=~"5.."}
    of http_requests_total{}
  }
  sli feed "Feed is fresh" { up probe_success{job="feed"} }
}
service catalog "Catalog" { sli pages "Pages served" { up probe_success{job="pages"} } }
schedule business-hours {
  every mon..fri from 09:00 to 17:00 in Europe/Dublin
}
maintenance weekly "Weekly works" {
  every sun from 02:00 to 04:00 in Europe/Dublin
  notice 5d
  at most 10h per month
}
"""

CHECKOUT = f"""\
sla platform "Platform Agreement" {{
  version "2.1" effective 2026-01-01
  covers checkout, catalog
  calendar "IE"
  period calendar month in Europe/Dublin
  base subscription per month of the period missed
  promise availability of checkout.requests at least 99.95% {{
    measure share of good events
    credit 15% when missed
    {STEPS}
    reward 2% at least 99.98%
    duty "Report on the cause" within 10 days of period end when missed
  }}
  promise pages of catalog.pages at least 99.9% {{
    measure share of good time
    credit 10% when missed
    credit 3 x fee for the downtime when measured below 98%
  }}
  promise feed of checkout.feed at least 99% {{
    measure share of good time
    credit greater of EUR 40 and 1% per started 20m of excess downtime
  }}
  no traffic left out
  monitor outage left out
  partial period only existing time counts
  round measured half-even to 0.001% before comparing
  round money half-even to EUR 0.01
  exclude weekly leaves downtime and period, beyond it counts
  exclude customer-fault "Caused by the customer" leaves downtime shown by "ticket"
  stack highest only
  {CAP}
  cap rewards 2% per period, rest lapses
  payout at least EUR 25 or waits
  needs paid-up "No invoice is more than 30 days overdue" else no credit
  report within 5 days of period end, missing counts as a miss of availability
  claim {{
    submit within 30 days of period end by mail with period, affected-orders
    answer within 45 days of period end
  }}
  terminate when 3 of 6 periods missed or 1 period with availability below 95.0%, notice within 30 days of period end
  liability sole remedy
  changes with 60d notice
  support {{
    severity critical "Nothing works" respond 15m update 1h fix 4h around the clock
    severity minor "Anything else" respond 8h during business-hours
    clock pauses while waiting-for-customer
    call "+353 1 000" for critical
  }}
  plan standard "Standard"
  plan premium "Premium" extends standard {{
    promise availability at least 99.97% {{ credit 20% when missed }}
  }}
}}
"""

CUSTOMERS = """\
customer acme "ACME Retail" {
  sla platform
  plan standard
  fee subscription EUR 12_000 per month
}
customer lindenhof "Lindenhof Books" {
  sla platform
  plan premium
  fee subscription EUR 490 per month
  language de
}
"""

SPEC = SERVICES + CHECKOUT + CUSTOMERS


@cache
def changed(*replaced: tuple[str, str]) -> Contract:
    """The contract with texts in place of others, each of which has to be there."""
    text = SPEC
    for before, after in replaced:
        assert before in text, before
        text = text.replace(before, after)
    compiled = compile_text(text)
    unread = [str(finding.headline) for finding in compiled.report if finding.code.id.startswith(("N00", "N01", "N02"))]
    assert unread == []
    return compiled.contract
