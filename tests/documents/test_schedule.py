"""The schedule of credits for programs: computed here once more, from the file alone."""

from __future__ import annotations

import itertools
import json
from fractions import Fraction
from typing import Any

import jsonschema
import pytest

from nines.contract.model import Contract
from nines.emit.documents.schedule import schedule_json
from nines.plan.documents import schedules, written
from tests.documents.contracts import BASE, contract_of, five, shop
from tests.support.specs import ROOT, compile_text

Json = dict[str, Any]
SCHEMA = json.loads((ROOT / "grammar" / "credit-schedule.schema.json").read_text("utf-8"))


def files(contract: Contract) -> dict[str, Json]:
    found = schedules(written(contract))
    return {f"{item.document.kind}-{item.document.name}": json.loads(schedule_json(item)) for item in found}


def public() -> dict[str, Json]:
    folder = ROOT / "specs" / "contracts"
    found: dict[str, Json] = {}
    for path in sorted(folder.glob("*.nines")):
        found |= files(compile_text(path.read_text("utf-8")).contract)
    return found


FILES = {**files(shop()), **files(five()), **public()}
EACH = pytest.mark.parametrize("name", FILES)


def terms_of(name: str) -> list[Json]:
    return list(FILES[name]["terms"])


# The second implementation: it knows nothing but the file.


def number(text: str) -> Fraction:
    return Fraction(text)


def rounded(value: Fraction, rule: Json | None) -> Fraction:
    if rule is None:
        return value
    step = number(rule["step"])
    whole, rest = divmod(value / step, 1)
    up = {
        "up": rest > 0,
        "down": False,
        "half-up": rest >= Fraction(1, 2),
        "half-even": rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1),
    }[rule["mode"]]
    return (whole + (1 if up else 0)) * step


def inside(value: Fraction, step: Json) -> bool:
    low, high = step["from"], step["to"]
    above = low is None or value > number(low["value"]) or (low["included"] and value == number(low["value"]))
    below = high is None or value < number(high["value"]) or (high["included"] and value == number(high["value"]))
    return above and below


Worth = tuple[str, Fraction]


def worth(amount: Json, terms: Json, commitment: Json, vector: Json) -> Worth:
    base = terms["base"]

    def of_base(part: Fraction) -> Worth:
        return ("share", part) if base is None else (base["currency"], part * number(base["amount"]))

    if "money" in amount:
        return amount["currency"], number(amount["money"])
    if "share" in amount:
        return of_base(number(amount["share"]) * number(amount.get("of-pool", "1")))
    if "fees-for-the-downtime" in amount:
        return of_base(
            number(amount["fees-for-the-downtime"]) * number(vector["downtime"]) / number(terms["period-seconds"])
        )
    if "hours-of-fee" in amount:
        hours = number(amount["hours-of-fee"])
        day = terms["day-of-fee"]
        return of_base(hours * number(day) / 24 if day else hours * 3600 / number(terms["period-seconds"]))
    if "times" in amount:
        kind, one = worth(amount["worth"], terms, commitment, vector)
        return kind, number(amount["times"]) * one
    for name, pick in (("greater-of", max), ("lesser-of", min)):
        if name in amount:
            both = [worth(item, terms, commitment, vector) for item in amount[name]]
            assert len({kind for kind, _ in both}) == 1
            return both[0][0], pick(value for _, value in both)
    if "each" in amount:
        kind, one = worth(amount["each"], terms, commitment, vector)
        return kind, one * units(amount, commitment, terms, vector)
    (key,) = amount
    return {"days-of-service": "days", "points": "points"}[key], number(amount[key])


def units(amount: Json, commitment: Json, terms: Json, vector: Json) -> Fraction:
    promised, compared = number(commitment["promised"]["value"]), number(vector["compared"])
    least = commitment["promised"]["operator"] in ("at least", "above")
    down = number(vector["downtime"]) if vector["downtime"] is not None else Fraction(0)
    allowed = (1 - promised) * number(terms["period-seconds"]) if least else promised
    quantity = {
        "downtime": down,
        "excess downtime": max(Fraction(0), down - allowed),
        "shortfall": max(Fraction(0), promised - compared if least else compared - promised),
        "unavailability": 1 - compared,
        "measured": compared,
        "bad slices": compared,
        "outages": compared,
        "outage": compared,
        "bad slice": compared,
    }[amount["per"]]
    number_of = quantity / number(amount.get("step") or "1")
    return {"exact": number_of, "whole": Fraction(number_of // 1), "started": Fraction(-(-number_of // 1))}[
        amount.get("units", "exact")
    ]


def kept(commitment: Json, value: Fraction) -> bool:
    promised = number(commitment["promised"]["value"])
    return {
        "at least": value >= promised,
        "above": value > promised,
        "at most": value <= promised,
        "below": value < promised,
    }[commitment["promised"]["operator"]]


# What is tried.


@EACH
def test_the_form(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(FILES[name], SCHEMA)


@EACH
def test_steps_have_neither_gap_nor_overlap(name: str) -> None:
    for commitment in (item for terms in terms_of(name) for item in terms["commitments"] if item["steps"]):
        steps = commitment["steps"]
        assert steps[0]["from"] == {"value": "0", "included": True}
        assert steps[-1]["to"] is None or steps[-1]["to"] == {"value": "1", "included": True}
        for before, after in itertools.pairwise(steps):
            assert before["to"]["value"] == after["from"]["value"]
            assert before["to"]["included"] is not after["from"]["included"]


@EACH
def test_vectors_are_what_the_steps_give(name: str) -> None:
    tried = 0
    for terms in terms_of(name):
        for commitment in terms["commitments"]:
            for vector in commitment["vectors"]:
                value = rounded(number(vector["measured"]), commitment["round"])
                assert value == number(vector["compared"])
                assert vector["kept"] is kept(commitment, value)
                if commitment["steps"] is None:
                    continue
                (step,) = [step for step in commitment["steps"] if inside(value, step)]
                assert step["kept"] is vector["kept"]
                for side in ("credit", "reward"):
                    found = vector[side]
                    if "formula" in json.dumps(step[side]):
                        continue  # it is told in words alone
                    if step[side] is None:
                        assert found is None
                        continue
                    kind, amount = worth(step[side], terms, commitment, vector)
                    assert (found.get("currency", found["kind"]), number(found["amount"])) == (kind, amount)
                tried += 1
    assert tried >= 3


@EACH
def test_both_sides_of_each_step_are_tried(name: str) -> None:
    """For each edge, a vector that is just on it or rounded to it, and one just beside it on each side there is."""
    for commitment in (item for terms in terms_of(name) for item in terms["commitments"] if item["steps"]):
        compared = {number(vector["compared"]) for vector in commitment["vectors"]}
        for before, after in itertools.pairwise(commitment["steps"]):
            edge = number(after["from"]["value"])
            assert edge in compared
            assert any(inside(value, before) for value in compared)
            assert any(inside(value, after) for value in compared)
        for vector in commitment["vectors"]:
            if commitment["round"] is None:
                assert vector["measured"] == vector["compared"]


@pytest.mark.parametrize("name", [name for name in FILES if any(terms["accounts"] for terms in terms_of(name))])
def test_accounts_are_stacked_capped_and_rounded_once(name: str) -> None:
    (terms,) = terms_of(name)
    by_name = {item["name"]: item for item in terms["commitments"]}
    for account in terms["accounts"]:
        due: list[Fraction] = []
        for promise, measured in account["measured"].items():
            commitment = by_name[promise]
            value = rounded(number(measured), commitment["round"])
            (step,) = [step for step in commitment["steps"] if inside(value, step)]
            if step["credit"] is not None and commitment["trigger"] is None:
                length = number(account["period-seconds"])
                vector = {"compared": str(value), "downtime": str((1 - value) * length)}
                assert "formula" not in step["credit"]
                due.append(worth(step["credit"], {**terms, "period-seconds": str(length)}, commitment, vector)[1])
        (rule,) = terms["stack"] or [{"pays": "sum", "of": []}]
        amount = {"highest only": max(due, default=Fraction(0)), "sum": sum(due, Fraction(0))}[rule["pays"]]
        for cap in terms["caps"]:
            if cap["of"] == "credits" and cap["most"] is not None:
                assert cap["per"] in ("period", "rolling 12 months")  # in a first period its fees are all there are
                amount = min(amount, worth(cap["most"], terms, {}, {})[1])
        amount = rounded(amount, terms["round-money"]) if terms["base"] is not None else amount
        assert amount == (number(account["due"]["amount"]) if account["due"] is not None else 0)
        least = terms["payout"]
        waits = least is not None and amount < Fraction(least["at-least"])
        assert (0 if waits else amount) == (number(account["paid"]["amount"]) if account["paid"] is not None else 0)


def test_the_shop_has_accounts_of_every_kind() -> None:
    accounts = terms_of("customer-acme")[0]["accounts"]
    dues = {account["due"]["amount"] for account in accounts if account["due"] is not None}
    assert {"1800", "1200", "600", "6000"} <= dues  # each alone, and the cap of half the fee


def test_any_form_of_credit_has_a_schedule() -> None:
    contract = contract_of(
        BASE
        + """
sla any "Any" {
  version "1" effective 2026-02-01
  period calendar month in UTC
  base rent per month of the period missed
  unit day worth 1/30
  promise up of line.outages at least 99% {
    measure share of good time
    credit greater of EUR 40 and 4% per started 20m of excess downtime
    level big at least 99.5% where size above 3 {
      credit 2 x day when overrun above 1%
    }
  }
}
customer vega "Vega" {
  sla any
  fee rent EUR 100 per month
}
"""
    )
    found = files(contract)
    jsonschema.validate(found["customer-vega"], SCHEMA)
    amounts = [step["credit"] for item in found["customer-vega"]["terms"][0]["commitments"] for step in item["steps"]]
    assert any(amount and "greater-of" in amount for amount in amounts)
    assert any(amount and "times" in amount for amount in amounts)
