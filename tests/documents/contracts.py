"""The contracts that documents are tested on: the shop's, the five of the design, and any that a test writes."""

from __future__ import annotations

from functools import cache

from nines.contract.model import Agreement, Contract
from nines.driver import Inputs, analyse
from nines.plan.documents import Document, documents
from nines.record import replace
from tests.support.specs import ROOT, TODAY, Texts, compile_folder, compile_text

__all__ = ["BASE", "contract_of", "document_of", "five", "in_language", "shop"]

BASE = """
provider "Northwind Hosting" {
  website "https://northwind.example"
  mail "claims@northwind.example"
  law "Ireland"
}
service cluster "Database clusters" {
  sli connections "Connections that are accepted" {
    bad db_connections_total{outcome="refused"}
    of db_connections_total{}
    per cluster
  }
}
service edge "Edge network" { sli outages "Edge sites that answer" { up probe_success{job="edge"} } }
service line "Leased lines" {
  sli jitter "Jitter of the line" { samples of line_jitter_seconds{} <= 4ms }
  sli outages "Lines that carry traffic" { up line_up{} }
}
service registry "Domain registry" {
  sli requests "Requests answered" {
    bad registry_requests_total{code=~"5.."}
    of registry_requests_total{}
  }
}
service suite "Office suite" {
  sli requests "Requests answered" {
    bad suite_requests_total{code=~"5.."}
    of suite_requests_total{}
  }
}
maintenance patching "Patching" {
  every sun from 02:00 to 04:00 in UTC
  notice 5d
}
maintenance edge-works "Works at the edge" {
  every first sun of month from 22:00 to 02:00 in UTC
  notice 72h
  at most 4h per month
}
"""
"""What the five contracts take as declared elsewhere."""

CUSTOMERS = """
customer rhea-cluster "Rhea Freight" {
  sla cluster
  fee subscription EUR 2_400 per month
}
customer rhea-edge "Rhea Freight" {
  sla edge
  plan gold
  fee delivery USD 9_000 per month
}
customer rhea-line "Rhea Freight" {
  sla line
  fee rent EUR 700 per month
}
customer rhea-registry "Rhea Freight" {
  sla registry
  fee services EUR 60_000 per year
}
customer rhea-suite "Rhea Freight" {
  sla suite
  fee subscription GBP 310 per month
}
"""


@cache
def shop() -> Contract:
    """The reference example."""
    return compile_folder(ROOT / "specs" / "shop").contract


@cache
def five() -> Contract:
    """The five contracts of the language's design, with a customer each."""
    contracts = (ROOT / "tests" / "syntax" / "corpus" / "contracts.nines").read_text("utf-8")
    texts = {"base.nines": BASE, "contracts.nines": f'import "base.nines"\n{contracts}'}
    texts["customers.nines"] = f'import "contracts.nines"\n{CUSTOMERS}'
    return analyse(Inputs(tuple(texts), Texts(texts)), TODAY).contract


def contract_of(text: str) -> Contract:
    """The contract of a text that the reader takes: what the checks find in it does not matter here."""
    compiled = compile_text(text)
    unread = [str(finding.headline) for finding in compiled.report if finding.code.id.startswith(("N00", "N01"))]
    assert unread == []
    return compiled.contract


def document_of(contract: Contract, name: str) -> Document:
    """The document of an sla or a customer."""
    return next(document for document in documents(contract) if document.name == name)


def in_language(contract: Contract, code: str) -> Contract:
    """The same contract, as if every sla and customer had said `language`."""

    def said(agreement: Agreement) -> Agreement:
        return replace(agreement, language=code)

    slas = tuple(
        replace(
            sla,
            agreement=said(sla.agreement),
            plans=tuple(replace(plan, agreement=said(plan.agreement)) for plan in sla.plans),
        )
        for sla in contract.slas
    )
    customers = tuple(replace(customer, agreement=said(customer.agreement)) for customer in contract.customers)
    return replace(contract, slas=slas, customers=customers)
