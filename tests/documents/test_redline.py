"""Two versions of a contract: what changed, and whether that is better or worse for the customer."""

from __future__ import annotations

import datetime
import json
import random
from functools import cache

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nines.change import Change, Verdict, compare
from nines.change.declared import declared_changes
from nines.contract.model import Customer
from nines.emit.redline import redlines_html, redlines_json, redlines_markdown, redlines_text
from nines.plan.documents import Document, documents
from nines.plan.documents.inline import lines_of, plain
from nines.plan.redline.build import redlines, version_redlines
from nines.plan.redline.model import Compared, Redline
from tests.documents.changed import CAP, CHECKOUT, NEXT, SPEC, STEPS, changed
from tests.documents.pages import read
from tests.documents.test_markdown import tokens
from tests.support.specs import ROOT, compile_text

TOLD = datetime.date(2026, 3, 1)
SCHEMA = json.loads((ROOT / "grammar" / "redline.schema.json").read_text("utf-8"))


def acme(*replaced: tuple[str, str]) -> Customer:
    return next(customer for customer in changed(*replaced).customers if customer.name == "acme")


@cache
def before() -> Customer:
    return acme()


def changes(*replaced: tuple[str, str]) -> list[Change]:
    return list(compare(before().agreement, acme(*replaced).agreement))


JUDGED = {
    "a lower cap": ((CAP, CAP.replace("50%", "40%")), "cap of credits", Verdict.ADVERSE),
    "a higher cap": ((CAP, CAP.replace("50%", "60%")), "cap of credits", Verdict.BETTER),
    "a rest that carries": ((CAP, CAP.replace("lapses", "carries")), "cap of credits", Verdict.BETTER),
    "no cap": ((CAP, "cap credits none"), "cap of credits", Verdict.BETTER),
    "a cap over another time": ((CAP, "cap credits 50% per year, rest lapses"), "cap of credits", Verdict.OPEN),
    "lower credits": ((STEPS, STEPS.replace("25%", "20%")), "credits of Availability", Verdict.ADVERSE),
    "higher credits": ((STEPS, STEPS.replace("25%", "30%")), "credits of Availability", Verdict.BETTER),
    "a later step": ((STEPS, STEPS.replace("99.0%", "98.5%")), "credits of Availability", Verdict.ADVERSE),
    "an earlier step": ((STEPS, STEPS.replace("99.0%", "99.5%")), "credits of Availability", Verdict.BETTER),
    "better here, worse there": (
        (STEPS, STEPS.replace("25%", "20%").replace("50%", "60%")),
        "credits of Availability",
        Verdict.ADVERSE,
    ),
    "a lower promise": (
        ("requests at least 99.95%", "requests at least 99.9%"),
        "what is promised of Availability",
        Verdict.ADVERSE,
    ),
    "a higher promise": (
        ("requests at least 99.95%", "requests at least 99.97%"),
        "what is promised of Availability",
        Verdict.BETTER,
    ),
    "coarser rounding": (("half-even to 0.001%", "half-up to 0.1%"), "what is promised of Feed", Verdict.ADVERSE),
    "a higher reward": (("reward 2% at", "reward 3% at"), "rewards of Availability", Verdict.ADVERSE),
    "a later reward": (("at least 99.98%", "at least 99.99%"), "rewards of Availability", Verdict.BETTER),
    "a shorter claim window": (("submit within 30 days", "submit within 20 days"), "time to submit", Verdict.ADVERSE),
    "a later answer": (("answer within 45 days", "answer within 60 days"), "time to answer", Verdict.ADVERSE),
    "less evidence": (("with period, affected-orders", "with period"), "evidence to submit", Verdict.BETTER),
    "claims of another anchor": (("submit within 30 days of period end", "submit within 30 days of report"), "", None),
    "another exclusion": (
        ("  exclude customer", '  exclude strike "Strike" leaves downtime shown by "news"\n  exclude customer'),
        "exclusion strike",
        Verdict.ADVERSE,
    ),
    "works announced later": (("notice 5d", "notice 2d"), "notice of weekly", Verdict.ADVERSE),
    "a shorter notice": (
        ("changes with 60d notice", "changes with 30d notice"),
        "notice of changes",
        Verdict.ADVERSE,
    ),
    "an easier way out": (("when 3 of 6 periods", "when 2 of 6 periods"), "the right to leave", Verdict.BETTER),
    "another way out": (("when 3 of 6 periods", "when 4 of 8 periods"), "the right to leave", Verdict.OPEN),
    "a sum": (("stack highest only", "stack sum"), "stacking", Verdict.BETTER),
    "a slower mend": (("fix 4h around the clock", "fix 5h around the clock"), "time to fix", Verdict.ADVERSE),
    "support by day": (
        ("fix 4h around the clock", "fix 4h during business-hours"),
        "hours of severity critical",
        Verdict.ADVERSE,
    ),
    "small sums that lapse": (("EUR 25 or waits", "EUR 25 or lapses"), "the least that is paid out", Verdict.ADVERSE),
    "a higher fee": (("EUR 12_000", "EUR 12_500"), "fee subscription", Verdict.ADVERSE),
    "a condition": (
        ("  needs paid-up", '  needs insured "Insurance" else no credit\n  needs paid-up'),
        "need insured",
        Verdict.ADVERSE,
    ),
    "a service less": (("covers checkout, catalog", "covers checkout"), "service catalog", Verdict.ADVERSE),
    "a multiple of the fee": (("credit 3 x fee", "credit 4 x fee"), "credits of Pages", Verdict.BETTER),
    "a longer unit": (("per started 20m", "per started 30m"), "credits of Feed", Verdict.ADVERSE),
    "whole units": (("per started 20m", "per whole 20m"), "credits of Feed", Verdict.ADVERSE),
    "another measure": (
        ("measure share of good events\n", "measure share of good time\n"),
        "what is measured of Availability",
        Verdict.OPEN,
    ),
    "no data as bad": (("monitor outage left out", "monitor outage counts as bad"), "monitor outage", Verdict.BETTER),
    "liability": (("liability sole remedy", 'liability "As the law has it."'), "liability", Verdict.OPEN),
}


@pytest.mark.parametrize("name", JUDGED)
def test_each_kind_of_change_is_judged(name: str) -> None:
    replaced, subject, verdict = JUDGED[name]
    found = changes(replaced)
    assert found, "nothing was found"
    if verdict is not None:
        mine = [change for change in found if change.subject.startswith(subject)]
        assert mine, [change.subject for change in found]
        assert {change.verdict for change in mine} == {verdict}, mine


@pytest.mark.parametrize("name", [name for name, (_, _, verdict) in JUDGED.items() if verdict is not None])
def test_the_way_back_is_judged_the_other_way_round(name: str) -> None:
    replaced, subject, verdict = JUDGED[name]
    back = compare(acme(replaced).agreement, before().agreement)
    found = {change.verdict for change in back if change.subject.startswith(subject)}
    opposite = {Verdict.ADVERSE: Verdict.BETTER, Verdict.BETTER: Verdict.ADVERSE}.get(verdict or Verdict.OPEN)
    if name == "better here, worse there":
        opposite = Verdict.ADVERSE
    assert found == {opposite or verdict}


def test_numbers_are_told_in_money() -> None:
    (found,) = [item for item in changes((STEPS, STEPS.replace("25%", "20%"))) if item.verdict is Verdict.ADVERSE]
    assert "EUR 2,400.00 instead of EUR 3,000.00" in found.text


def test_the_same_is_no_change() -> None:
    assert compare(before().agreement, acme().agreement) == ()
    assert redlines(changed(), changed(), TOLD) == ()
    assert changes((CAP, CAP + "  # as agreed"), ("claim {", "claim {  # by mail")) == []


def one(*replaced: tuple[str, str], name: str = "acme", told: datetime.date = TOLD) -> Redline:
    return next(item for item in redlines(changed(), changed(*replaced), told) if item.name == name)


def test_a_notice_is_kept_or_not_to_the_day() -> None:
    """60 days before 1 June are 2 April."""
    worse = (CAP, CAP.replace("50%", "40%"))
    kept = one(NEXT, worse, told=datetime.date(2026, 4, 2))
    assert kept.notice is not None
    assert kept.notice.is_kept
    assert kept.notice.given == 60
    assert kept.faults == ()
    late = one(NEXT, worse, told=datetime.date(2026, 4, 3))
    assert late.notice is not None
    assert not late.notice.is_kept
    assert late.notice.first == datetime.date(2026, 6, 2)
    assert len(late.faults) == 1


def test_the_old_notice_counts() -> None:
    """A change that shortens the notice cannot use the shorter one itself."""
    shorter = ("changes with 60d notice", "changes with 10d notice")
    found = one(NEXT, shorter, told=datetime.date(2026, 5, 1))
    assert found.notice is not None
    assert found.notice.days == 60
    assert not found.notice.is_kept


def test_what_is_better_needs_no_notice() -> None:
    found = one(NEXT, (CAP, CAP.replace("50%", "60%")), told=datetime.date(2026, 5, 31))
    assert found.verdict is Verdict.BETTER
    assert found.notice is None
    assert found.faults == ()


def test_a_version_says_when_it_was_announced() -> None:
    told = (NEXT[0], f"{NEXT[1]} announced 2026-04-01")
    found = one(told, (CAP, CAP.replace("50%", "40%")), told=datetime.date(2026, 5, 31))
    assert found.notice is not None
    assert found.notice.announced == datetime.date(2026, 4, 1)
    assert found.notice.is_kept


def test_worse_terms_need_a_version_of_their_own() -> None:
    found = one((CAP, CAP.replace("50%", "40%")))
    assert any("still version 2.1" in fault for fault in found.faults)


def test_words_of_each_clause() -> None:
    found = one(NEXT, (CAP, CAP.replace("50%", "40%")))
    (cap,) = [clause for clause in found.clauses if clause.anchor == "cap-credits-1"]
    pieces = [(piece.mark.value, piece.text) for line in cap.lines for piece in line]
    assert ("old", "50%") in pieces
    assert ("new", "40%") in pieces
    assert cap.verdict is Verdict.ADVERSE


def test_prose_that_changed_has_to_be_read() -> None:
    found = one(NEXT, ("No invoice is more than 30 days overdue", "No invoice is overdue"))
    assert Verdict.OPEN in {clause.verdict for clause in found.clauses}


def test_a_moved_number_is_no_change() -> None:
    """A new commitment moves later clauses; only those that say something else are shown."""
    found = one(NEXT, ("stack highest only", "stack first that pays"))
    assert {clause.anchor for clause in found.clauses} <= {"effective", "stacking-1"}


def test_versions_in_one_specification() -> None:
    later = CHECKOUT.replace(*NEXT).replace(CAP, CAP.replace("50%", "40%"))
    old = changed((CHECKOUT, CHECKOUT + later))
    found = version_redlines(old, TOLD)
    assert {item.name for item in found} >= {"platform-from-2026-06-01", "acme-from-2026-06-01"}
    assert all(item.verdict is Verdict.ADVERSE for item in found if item.party_name == "acme")
    from_before = redlines(changed(), old, TOLD)
    assert {item.name for item in from_before} == {item.name for item in found}


def test_contracts_that_come_and_go() -> None:
    without = changed(("customer lindenhof", "customer lindhof"))
    found = redlines(changed(), without, TOLD)
    assert {(item.name, item.old is None, item.new is None) for item in found} == {
        ("lindhof", True, False),
        ("lindenhof", False, True),
    }


# Forms.

HOSTILE = '<script>alert("1")</script> **b** `c` | [x](javascript:y) \\u202e &amp;'


@cache
def hostile() -> tuple[Redline, ...]:
    quoted = HOSTILE.replace('"', "'")
    return redlines(
        changed(),
        changed(NEXT, ("No invoice is more than 30 days overdue", quoted), ('"ACME Retail"', f'"{quoted}"')),
        TOLD,
    )


def test_every_form_says_every_change() -> None:
    found = redlines(
        changed(), changed(NEXT, (CAP, CAP.replace("50%", "40%")), (STEPS, STEPS.replace("25%", "20%"))), TOLD
    )
    forms = [form(Compared(found, ())) for form in (redlines_text, redlines_markdown, redlines_html, redlines_json)]
    for item in found:
        for change in item.changes:
            for form in forms:
                assert change.change.subject.split()[-1] in form
    assert all("worse for the customer" in form for form in forms[:3])
    assert '"verdict": "adverse"' in forms[3]


def test_the_machine_form() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for found in (hostile(), redlines(changed(), changed(("customer lindenhof", "customer lindhof")), TOLD)):
        jsonschema.validate(json.loads(redlines_json(Compared(found, ()))), SCHEMA)


def test_hostile_text_stays_text() -> None:
    page = read(redlines_html(Compared(hostile(), ())))
    assert page.all("script", "img", "iframe") == []
    assert all(not link.attributes["href"].startswith("javascript") for link in page.all("a"))
    assert "alert(" in page.text
    assert "\u202e" not in redlines_text(Compared(hostile(), ()))
    assert not any(token.type.startswith("html") for token in tokens(redlines_markdown(Compared(hostile(), ()))))


def test_the_page_is_well_formed_and_alone() -> None:
    page = read(redlines_html(Compared(redlines(changed(), changed(NEXT, (CAP, CAP.replace("50%", "40%"))), TOLD), ())))
    assert [head.text for head in page.all("h1")] == ["Redline"]
    assert {mark.text for mark in page.all("ins")} >= {"40%", "2.2"}
    assert {mark.text for mark in page.all("del")} >= {"50%", "2.1"}
    ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))


# Properties.

SHARES = st.integers(0, 40)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 300), SHARES), min_size=1, max_size=3, unique_by=lambda step: step[0]),
    SHARES,
    st.integers(0, 2),
)
def test_to_pay_more_everywhere_is_never_adverse(steps: list[tuple[int, int]], more: int, which: int) -> None:
    """Raising one credit of a table in which worse pays more is better, and taking it back is adverse."""
    table = [(f"{100 - at / 10:.1f}", share) for at, share in sorted(steps)]
    total, rising = 0, []
    for at, share in table:
        total += share
        rising.append((at, total))
    raised = list(rising)
    index = which % len(raised)
    for later in range(index, len(raised)):
        raised[later] = (raised[later][0], raised[later][1] + more)
    one_, other = _with(rising), _with(raised)
    there = [change.verdict for change in compare(one_.agreement, other.agreement)]
    back = [change.verdict for change in compare(other.agreement, one_.agreement)]
    assert there == ([Verdict.BETTER] if more else [])
    assert back == ([Verdict.ADVERSE] if more else [])


def _with(steps: list[tuple[str, int]]) -> Customer:
    table = "".join(f"    credit {share}% below {at}%\n" for at, share in steps)
    text = f"""
service api "API" {{
  sli up "Up" {{
    bad errors_total{{job="api"}}
    of requests_total{{job="api"}}
  }}
}}
sla s "S" {{
  version "1" effective 2026-01-01
  period calendar month in UTC
  base fee per month of the period missed
  promise up of api.up at least 99.99% {{
    measure share of good events
{table}  }}
  round measured never
}}
customer c "C" {{
  sla s
  fee fee EUR 100 per month
}}
"""
    return compile_text(text).contract.customers[0]


# The annex of a document.


def test_a_new_version_says_what_changed() -> None:
    """Each clause that changed, before and now, with its number in the new version; in the document's language."""
    told = (NEXT[0], f"{NEXT[1]} announced 2026-03-01")
    later = CHECKOUT.replace(*told).replace(CAP, CAP.replace("50%", "40%")).replace("stack highest only", "stack sum")
    found = {document.name: document for document in documents(changed((CHECKOUT, CHECKOUT + later)))}
    assert found["acme"].clause("history") is None
    english, german = found["acme-from-2026-06-01"], found["lindenhof-from-2026-06-01"]
    table = text_of(english, "history-table")
    assert "1 March 2026" in table
    assert "at most 50% of the base fee" in table
    assert "at most 40% of the base fee" in table
    assert "worse" in table
    assert "better" in table
    cap = english.clause("cap-credits-1")
    assert cap is not None
    assert cap.number in table
    german_table = text_of(german, "history-table")
    assert "50 % der Bemessungsgrundlage" in german_table
    assert "schlechter" in german_table
    assert "  " not in table


def text_of(document: Document, anchor: str) -> str:
    clause = document.clause(anchor)
    assert clause is not None
    return "\n".join(plain(line) for block in clause.blocks for line in lines_of(block))


def test_the_annex_is_no_change_itself() -> None:
    later = CHECKOUT.replace(*NEXT).replace(CAP, CAP.replace("50%", "40%"))
    both = changed((CHECKOUT, CHECKOUT + later))
    assert redlines(both, both, TOLD) == ()
    third = later.replace('"2.2" effective 2026-06-01', '"2.3" effective 2026-09-01').replace("40%", "30%")
    found = version_redlines(changed((CHECKOUT, CHECKOUT + later + third)), TOLD)
    assert not any(clause.anchor.startswith("history") for item in found for clause in item.clauses)


def test_what_no_contract_words_is_told_too() -> None:
    other = ("every sun from 02:00 to 04:00", "every sun from 03:00 to 04:00")
    old, new = compile_text(SPEC), compile_text(SPEC.replace(*other) + "team ops {\n}\n")
    found = declared_changes(old.program, new.program)
    assert [(item.what, item.gone, item.come) for item in found] == [
        ("maintenance weekly", (f"{other[0]} in Europe/Dublin",), (f"{other[1]} in Europe/Dublin",)),
        ("team ops", (), ("team ops",)),
    ]
    compared = Compared((), found)
    for form in (redlines_text, redlines_markdown, redlines_html, redlines_json):
        assert other[1] in form(compared)
    assert redlines_text(compared).endswith("No contract differs. 2 other declarations differ.\n")
    jsonschema.validate(json.loads(redlines_json(compared)), SCHEMA)


@pytest.mark.parametrize("seed", range(12))
def test_any_two_texts_can_be_compared(seed: int) -> None:
    """Lines that are missing, doubled or otherwise: whatever is left of a contract is compared, in every form."""
    choose = random.Random(seed)
    lines = SPEC.split("\n")
    for _ in range(6):
        at = choose.randrange(len(lines))
        lines[at : at + 1] = choose.choice([[], [lines[at]] * 2, [lines[at].replace("9", "8").replace("1", "2")]])
    old, new = compile_text(SPEC), compile_text("\n".join(lines))
    contracts = redlines(old.contract, new.contract, TOLD)
    compared = Compared(contracts, declared_changes(old.program, new.program))
    assert all(form(compared) for form in (redlines_text, redlines_markdown, redlines_html))
    jsonschema.validate(json.loads(redlines_json(compared)), SCHEMA)
