"""Slas, plans and customers: the terms that hold for each."""

from __future__ import annotations

from pathlib import Path

import pytest

from nines.contract.model import Customer
from tests.support.specs import ROOT, compile_folder, compile_text, findings

SHOP = ROOT / "specs" / "shop"

SPEC = """
service a {
  sli ok {
    bad errors_total{}
    of requests_total{}
    per tenant
  }
  slo ok 99.99% over calendar month in UTC
}
sla standard "Standard" {
  version "1" effective 2026-01-01
  covers a
  period calendar month in UTC
  no traffic left out
  cap credits 50% per period, rest lapses
  promise ok of a.ok at least 99.9% {
    measure share of good events
    credit 10% when missed
    credit 25% below 99%
  }
  support {
    severity critical "Down" respond 15m fix 4h around the clock
  }
  promise answers of support.critical.respond at most 15m {
    remedy none
  }
  plan silver
  plan gold extends silver {
    promise ok at least 99.95% {
      credit 20% when missed
    }
    cap credits 80% per period, rest lapses
  }
}
customer acme "ACME" {
  sla standard
  plan gold
  tenant "acme"
  fee subscription EUR 12_000 per month
  promise ok at least 99.97%
}
"""


def customer() -> Customer:
    return compile_text(SPEC).contract.customers[0]


def test_a_customers_value_replaces_the_plans_and_keeps_its_credits() -> None:
    promise = customer().agreement.promise("ok")
    assert promise is not None
    assert promise.comparison.value.span.text == "99.97%"
    assert [credit.head.text for credit in promise.credits] == ["credit 20% when missed"]
    assert promise.changed_by is not None


def test_a_plan_replaces_what_it_says_and_nothing_else() -> None:
    agreement = customer().agreement
    assert [cap.head.text for cap in agreement.caps] == ["cap credits 80% per period, rest lapses"]
    assert agreement.no_traffic == "left out"
    assert agreement.version == "1"


def test_the_sla_itself_stays_as_it_is() -> None:
    sla = compile_text(SPEC).contract.slas[0]
    promise = sla.agreement.promise("ok")
    assert promise is not None
    assert promise.comparison.value.span.text == "99.9%"
    assert [plan.name for plan in sla.plans] == ["silver", "gold"]
    silver = sla.plans[0].agreement.promise("ok")
    assert silver is not None
    assert len(silver.credits) == 2


def test_a_promise_is_guarded_by_the_strictest_objective_of_its_indicator() -> None:
    promise = customer().agreement.promise("ok")
    assert promise is not None
    assert promise.guard is not None
    assert promise.guard.target.text == "99.99%"


def test_a_support_clock_can_be_promised() -> None:
    promise = customer().agreement.promise("answers")
    assert promise is not None
    assert promise.of == "support.critical.respond"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("plan gold\n", "plan gould\n", "N0201 there is no plan `gould` in `standard`: did you mean `gold`?"),
        ("sla standard\n", "sla standart\n", "N0201 there is no sla `standart`: did you mean `standard`?"),
        ("covers a\n", "covers b\n", "N0201 there is no service `b`"),
        ("of a.ok at", "of a.okk at", "N0308 `a` has no sli `okk`: did you mean `ok`?"),
        (
            "of support.critical.respond",
            "of support.critical.update",
            "N0308 the support matrix has no `critical.update`",
        ),
        (
            "promise ok at least 99.97%",
            "promise okk at least 99.97%",
            "N0310 the promise `okk` does not say what it is of; did you mean to change `ok`?",
        ),
    ],
)
def test_what_names_nothing_is_told(old: str, new: str, said: str) -> None:
    assert old in SPEC
    assert any(said in line for line in findings(compile_text(SPEC.replace(old, new))))


def test_the_five_contracts_resolve_over_services_that_have_what_they_name() -> None:
    text = (Path(__file__).parents[1] / "syntax" / "corpus" / "contracts.nines").read_text("utf-8")
    services = "".join(
        f"service {service} {{\n  sli {sli} {{\n    bad errors_total{{}}\n    of all_total{{}}\n    per x\n  }}\n}}\n"
        for service, sli in (
            ("cluster", "connections"),
            ("edge", "outages"),
            ("registry", "requests"),
            ("suite", "requests"),
        )
    )
    services += (
        "service line {\n  sli jitter {\n    mean of jitter_seconds{}\n  }\n  sli outages {\n    up up{}\n  }\n}\n"
    )
    services += "maintenance patching {\n  emergency\n}\nmaintenance edge-works {\n  emergency\n}\n"
    compiled = compile_text(text + services)
    assert not [line for line in findings(compiled) if line.split()[1][:3] in ("N00", "N01", "N02", "N03")]
    promises = {sla.name: [promise.of for promise in sla.agreement.promises] for sla in compiled.contract.slas}
    assert promises == {
        "cluster": ["cluster.connections"],
        "edge": ["edge.outages"],
        "line": ["line.jitter", "line.outages"],
        "registry": ["registry.requests", "support.critical.fix"],
        "suite": ["suite.requests"],
    }


def test_the_shop_says_who_has_what() -> None:
    contract = compile_folder(SHOP).contract
    assert len(contract.customers) == 3
    assert all(found.agreement.promises and found.tenant and found.agreement.fees for found in contract.customers)
