"""Any combination of terms makes a whole document: numbered, resolved, in sentences, valid in both forms."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from nines.emit.documents.html import html
from nines.emit.documents.markdown import markdown
from nines.plan.documents import documents
from tests.documents import test_structure
from tests.documents.contracts import contract_of
from tests.documents.pages import read

LAWS = (
    test_structure.test_anchors_are_unique,
    test_structure.test_clauses_are_numbered_without_gaps,
    test_structure.test_every_clause_knows_its_place_in_the_specs,
    test_structure.test_no_clause_is_empty,
    test_structure.test_no_term_is_defined_that_is_not_used,
    test_structure.test_sentences_are_sentences,
    test_structure.test_terms_are_defined_once_and_linked_at_first_use,
)

FRAME = """
{provider}
schedule office {{ every mon..fri from 09:00 to 17:00 in UTC }}
maintenance weekly "Weekly work" {{
  every sun from 03:00 to 03:30 in UTC
  {maintenance}
}}
service a "Service" {{
  sli ok "Requests answered" {{
    bad errors_total{{}}
    of requests_total{{}}
    per tenant
  }}
  sli fast "Requests answered in time" {{
    good fast_total{{}}
    of requests_total{{}}
    slices of 5m where good >= 95%
    no traffic counts as good
    during office
  }}
}}
sla plain "Plain agreement" {{
{terms}
  promise ok "Uptime" of a.ok {value} {{
{promise}
  }}
  promise fast of a.fast at least 99% {{
    measure share of good slices
  }}
{plan}
}}
customer acme "ACME" {{
  sla plain
{customer}
}}
"""

PROVIDERS = ["", 'provider "Hosting" { mail "claims@hosting.example" }', 'provider "Hosting" { law "Delaware" }']
VALUES = ["at least 99.9%", "at least 100%", "above 99%", "at most 3h", "at most 4ms", "exactly 5", "below 10"]
SUPPORT = """
support {
  severity high respond 1h workaround 4h during office
  clock starts at-report
  call "112" for high
}
"""
POINTS = """
points {
  balance credits
  reset after 3 periods in a row kept
  credit 5% when points at least 3
  duty "Plan" when points above 9
}
"""
TERMS = [
    (
        "period calendar month in Europe/Berlin",
        "period clock hour in UTC",
        "period rolling 90d every 1d in UTC",
        "period calendar week from sunday in UTC",
        "period 30d from 2026-01-05 08:00 in UTC",
    ),
    ('version "2.1" effective 2026-01-01', 'version "1" effective 2027-03-01'),
    ("covers a",),
    ('calendar "NL"', 'calendar "Somewhere"'),
    ("partial period not judged", "partial period missing time counts as good"),
    (
        "base rent per month of the period missed",
        "base rent, power of the affected tenant per quarter of the period before",
    ),
    ("no traffic left out", "no traffic counts as bad"),
    ("monitor outage counts as good",),
    ("crossing split",),
    ("measured by provider, customer decides", "measured by monitors"),
    ("round measured never", "round measured half-even to 0.01% before comparing"),
    ("round money up to EUR 1",),
    ("stack sum", "stack first that pays", "stack ok, fast highest only"),
    ("cap credits 10% per period, rest lapses", "cap credits EUR 50 per outage, rest carries", "cap credits none"),
    ("cap credits 30% per rolling 12 months, rest lapses",),
    ("cap rewards 2% per calendar year, rest lapses", "cap rewards none"),
    ("pool at-risk 20% of base",),
    ("unit daily-use worth 1/30",),
    ("day of fee 1/30",),
    ("set off rewards within quarter, rest carries",),
    ("earn back 40% when 3 periods in a row kept",),
    ("payout at least EUR 25 or waits", "payout at least EUR 25 or lapses"),
    ("settle as refund", "settle as term extension"),
    (
        "claim automatic",
        "claim { submit within 30 business days of report by mail with logs }",
        "claim {\n notify within 5 days of awareness\n answer within 9 days of invoice\n}",
    ),
    (
        "terminate when 3 of 6 periods missed or fast below 90%",
        "terminate when 2 periods in a row missed, notice within 9 days of report",
    ),
    (
        "report within 5 business days of period end",
        "report within 5 days of period end, missing counts as a miss of fast",
    ),
    ('needs paid "Bills are paid."', 'needs paid "Bills are paid" else no credit'),
    ("liability sole remedy", 'liability "As the law has it."'),
    ("changes with 30d notice",),
    ('law "US"',),
    ("exclude weekly leaves downtime and period, beyond it counts", "exclude weekly waives credit"),
    ('exclude fault "Your own fault" leaves downtime shown by "ticket", beyond it counts',),
    ('duty "A meeting" within 5 days of outage end',),
    (SUPPORT,),
    (POINTS,),
]
PROMISE = [
    (
        "measure share of good events",
        "measure share of good time",
        "measure downtime",
        "measure mean of slice ratios",
        "measure 99th percentile of value",
        "measure share within 4h",
        "measure score",
        "measure outages",
        "measure value",
    ),
    ("judge each tenant", "judge each outage", "judge each tenant, region"),
    (
        "credit 10% when missed",
        "credit 5 points",
        "credit 2 days of service below 98%",
        "credit 3 x fee for the downtime",
    ),
    ("credit 20% below 98%", "credit EUR 5 per outage", "credit 1/12 of rent at most 97%"),
    (
        "credit 30% when downtime above 9h",
        "credit greater of EUR 5 and 4% per started 20m of excess downtime below 90%",
    ),
    ("reward 2% when 3 periods in a row kept, then counts anew", "reward 1% at least 99.99%, pays every period"),
    ("trigger 3 periods in a row missed, pays all",),
    ("remedy none",),
    ("target 99.95%",),
    ("strength best efforts",),
    ("weight 40%",),
    ("slice 1m",),
    ("bad slice error rate at least 4%", "bad slice down at all"),
    ('valid "Requests of people"', "valid slice clients at least 50"),
    ("no traffic counts as good",),
    ("thin slice below 20 events left out",),
    ("runs of at least 4m count beyond it",),
    ("weigh by affected visitors",),
    ("round measured down to 0.1% before comparing",),
    ("base power per month of the period missed",),
    ("cap credits 5% per outage, rest lapses",),
    ("score 1 within 2s, 0.3 within 8s, 0 otherwise",),
    ('duty "Report" within 3 business days of outage end when missed',),
    (
        "level high at least 99.95% where zones above 1 {\n credit 15% when missed\n target 99.99%\n}",
        "level high at least 99%",
    ),
]
PLANS = ["", "plan gold { claim automatic }", "plan gold {\n promise ok { credit 50% when missed }\n}\nplan silver"]
CUSTOMER = [("fee rent EUR 700 per month",), ("fee power EUR 1_200 per year",), ('tenant "acme"',), ("plan gold",)]
MAINTENANCE = ["notice 48h", "at most 3h per month", "emergency"]


def some(pool: Sequence[tuple[str, ...]]) -> st.SearchStrategy[list[str]]:
    """Of each group of the pool one line or none."""
    return st.tuples(*(st.one_of(st.none(), st.sampled_from(group)) for group in pool)).map(
        lambda found: [line for line in found if line is not None]
    )


@given(
    provider=st.sampled_from(PROVIDERS),
    value=st.sampled_from(VALUES),
    terms=some(TERMS),
    promise=some(PROMISE),
    plan=st.sampled_from(PLANS),
    customer=some(CUSTOMER),
    maintenance=st.lists(st.sampled_from(MAINTENANCE), unique=True),
)
@settings(max_examples=60)
def test_any_terms_make_a_whole_document(
    provider: str,
    value: str,
    terms: list[str],
    promise: list[str],
    plan: str,
    customer: list[str],
    maintenance: list[str],
) -> None:
    text = FRAME.format(
        provider=provider,
        value=value,
        terms="\n".join(terms),
        promise="\n".join(promise),
        plan=plan,
        customer="\n".join(customer),
        maintenance="\n".join(maintenance),
    )
    for document in documents(contract_of(text)):
        for law in LAWS:
            law(document)
        page = read(html(document, None))
        assert len(page.all("section")) == len(document.sections) + len(document.annexes) + 1
        written = markdown(document, None)
        assert not re.search(r"\{[a-z_]+\}|<[a-z-]+>|clause [.)]", written), text
