"""Descriptions of the specs stand in the document, where they belong."""

from __future__ import annotations

from nines.plan.documents.inline import lines_of, plain
from tests.documents.contracts import contract_of, document_of

SPEC = """
service a "Service" {
  "What shoppers see."
  sli ok "Answered" {
    "Counted at the load balancer."
    bad errors_total{}
    of requests_total{}
  }
}
sla plain "Plain" {
  "For everybody."
  covers a
  period calendar month in UTC
  promise ok "Uptime" of a.ok at least 99.9% {
    "What we are proud of."
    measure share of good events
  }
  support {
    "We pick up the phone."
    severity high "High" respond 1h around the clock
  }
  plan gold "Gold" {
    "With a faster line."
    promise ok at least 99.95%
  }
}
customer acme "ACME" {
  "Sells books."
  sla plain
  fee fee EUR 10 per month
}
"""


def words(name: str, anchor: str) -> str:
    clause = document_of(contract_of(SPEC), name).clause(anchor)
    assert clause is not None
    return " ".join(plain(line) for block in clause.blocks for line in lines_of(block))


def test_of_the_agreement() -> None:
    introduction = document_of(contract_of(SPEC), "plain").introduction
    assert [plain(line) for block in introduction for line in lines_of(block)] == ["For everybody."]


def test_of_services_indicators_promises_plans_support_and_customers() -> None:
    assert "Service: What shoppers see." in words("plain", "services")
    assert words("plain", "indicator-a.ok").startswith("Counted at the load balancer.")
    assert words("plain", "measure-ok.indicator").startswith("What we are proud of.")
    assert words("plain", "plans").endswith("Gold: With a faster line.")
    assert words("plain", "support-times").startswith("We pick up the phone.")
    assert words("acme", "particulars-list").startswith("Sells books.")
