"""`nines explain` on the web shop: what it says of each kind of thing, and of names that nothing has."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from nines.explain.find import things
from nines.explain.known import Known
from nines.explain.machine import to_json
from nines.explain.show import shown
from nines.explain.tell import tell
from nines.resources import resource
from tests.explain.conftest import Explain, Say

SCHEMA = json.loads(resource("grammar", "explanation.schema.json").read_text(encoding="utf-8"))


# --- an objective -------------------------------------------------------------


def test_an_objective_says_what_is_measured_and_where(say: Say) -> None:
    out = say("checkout.availability").flat
    assert 'bad http_requests_total{job="checkout", code=~"5.."} checkout.nines:' in out
    assert "left out Weekly maintenance (weekly), every Sunday from 03:00 to 03:30 (Europe/Berlin time)" in out


def test_it_says_how_much_of_each_month_may_fail_without_the_maintenance(say: Say) -> None:
    """December 2026 has four Sundays: 31 days less two hours, of which 0.03%."""
    out = say("checkout.availability").out
    assert "2026-12-01      31d      30d 22h           13m 21s" in out


def test_it_says_how_much_of_months_of_every_length_may_fail(say: Say) -> None:
    out = say("payments.captures").out
    for length, bad in (("28d", "40m 19s"), ("29d", "41m 45s"), ("30d", "43m 12s"), ("31d", "44m 38s")):
        assert f"  {length}                      {bad}\n" in out


def test_the_budget_in_events_goes_by_the_traffic_that_is_asked_for(explain: Explain) -> None:
    out = explain("checkout.availability", "--rate", "1_000/h").flat
    assert "at 1,000/h 720,000 events in 30d, of which 216 may be bad (0.03%)" in out
    assert explain("checkout.availability", "--rate", "many").err.startswith("nines: `--rate many` is no rate")


def test_it_says_when_each_alert_fires_and_resolves(say: Say) -> None:
    out = say("checkout.availability").flat
    assert "page 2% in 1h fires after 25m 56s 2m 36s 16s over 0.432% in 1h and 5m resolves after 2m 51s" in out


def test_it_says_whom_each_alert_reaches(say: Say) -> None:
    out = say("checkout.availability").flat
    assert "page ErrorBudgetBurn 1h money-pager" in out
    assert "ticket ErrorBudgetBurn 1d shop-chat (during Business hours)" in out


def test_it_says_what_rests_on_it(say: Say) -> None:
    out = say("checkout.availability").flat
    assert "ACME Retail: availability at least 99.95%, 8m 38s more of outage in 30d than the objective" in out
    assert "journey buy: A shopper buys something, weight 3" in out


def test_it_costs_more_with_more_raw_series_behind_it(explain: Explain) -> None:
    def read(number: str) -> int:
        flat = explain("checkout.availability", "--series", number).flat
        return int(flat.partition(" samples read an hour")[0].rpartition(" ")[2].replace(",", ""))

    few, many = read("20"), read("200")
    assert few < many < 10 * few


def test_errors_shrink_with_the_window(say: Say) -> None:
    out = say("checkout.availability").flat
    assert "5m 35% 30m, 1h and 2h 10% 10% 6h 10% 6% 1d and 3d 5% 2% month 1% 1%" in out


# --- alerts -------------------------------------------------------------------


def test_alerts_of_an_objective_say_when_they_fire_and_whom_they_reach(say: Say) -> None:
    out = say("alert", "checkout.availability").flat
    assert "fires when more than 0.432% are bad over 1h and over 5m: 14.4x what 99.97% of events" in out
    assert "goes to money-pager (pagerduty)" in out
    assert "sent after 30s; what joins its group every 5m; again after 4h" in out
    assert "silent while ErrorBudgetBurn 1h and ErrorBudgetBurn 6h fire." in out


def test_messages_are_shown_with_values_that_follow_from_each_other(say: Say) -> None:
    """Twice the threshold of 14.4x: 0.864% bad; 41% of 12m 57s left, gone in 41% of 30d / 28.8."""
    out = say("alert", "checkout.availability").flat
    assert "summary Checkout loses orders · 0.864 % of events bad, budget gone in 10h 15m" in out
    assert "impact 0.864 % of 200 events a second" in out
    assert "exhausts budget gone in 10h 15m" in out
    assert "why 1h 28.8x and 5m 28.8x, both over 14.4x" in out
    assert "budget 41.0 % left (5m 18s)" in out
    assert "suspects catalog-db 9x" in out
    assert "promises ACME Retail 15% credit (EUR 1,800.00) in 4h 10m" in out


def test_no_message_of_the_shop_is_shown_with_a_gap(known: Known) -> None:
    from nines.explain.alert import alert_names, explain_alerts, explain_named

    told = [explain_named(name, known) for name in alert_names(known)]
    told += [explain_alerts(objective.id, "", known) for objective in known.contract.objectives]
    text = "\n".join(shown(each, width=200, color=False) for each in told)
    gaps = ("{{", "$", "…", "an unknown", "its limit", "unknown source")
    assert [line for line in text.splitlines() if any(sign in line for sign in gaps)] == []


def test_a_broken_promise_is_told_with_less_than_was_promised(say: Say) -> None:
    out = say("alert", "acme.availability").flat
    assert "goes to legal@acme.example (e-mail to the customer)" in out
    assert "ACME Retail: Availability of 99.95% is broken, 99.925 % attained" in out


def test_an_alert_by_name_lists_where_each_goes(say: Say) -> None:
    out = say("alert", "ErrorBudgetBurn").flat
    assert "of class over stage to" in out
    assert "search.availability" in out


# --- agreements ---------------------------------------------------------------


def test_a_customer_shows_where_each_term_comes_from_and_what_it_replaced(say: Say) -> None:
    out = say("globex").flat
    assert "checkout.capacity at least 99.8% [its own, instead of “at least 99.5%” of plan premium]" in out
    assert "cap credits 60% per period, rest lapses [plan premium, instead of" in out
    assert "rewards 2% per period, rest lapses [sla platform]" in out
    assert "liability sole remedy [sla platform]" in out
    assert "agreement.nines:" in out


def test_what_was_replaced_is_named_by_who_said_it(say: Say) -> None:
    """The standard plan says nothing of its own."""
    out = say("acme").flat
    assert "at least 99.95% [its own, instead of “at least 99.9%” of sla platform]" in out


def test_a_customer_shows_what_a_miss_would_cost(say: Say) -> None:
    out = say("acme").flat
    assert "is worth 15% when missed: EUR 1,800.00" in out
    assert "Due to the customer EUR 1,800.00" in out


def test_a_promise_without_series_says_so(say: Say) -> None:
    assert "No series tells of it" in say("globex.first-answer").out


# --- people, hours, series ------------------------------------------------------


def test_a_team_says_what_it_owns_and_what_reaches_it(say: Say) -> None:
    out = say("team", "money").flat
    assert "service checkout: Checkout, tier 1" in out
    assert "tickets to shop-chat (slack) during Business hours" in out


def test_maintenance_says_its_next_times_by_both_clocks(say: Say) -> None:
    """29 November is taken out; in March the clock of Berlin is put forward."""
    out = say("weekly").out
    assert "2026-11-29 03:00" not in out
    assert "Sun 2026-12-06 03:00 to 03:30  Sun 2026-12-06 02:00 to 02:30    30m" in out


def test_an_emergency_has_no_times(say: Say) -> None:
    assert "Never: it has no hours that can be known beforehand." in say("urgent").out


def test_a_series_says_what_it_means_and_who_reads_it(say: Say) -> None:
    out = say("nines:budget_left").flat
    assert "unit ratio" in out
    assert "alerts ErrorBudgetLow" in out
    assert "board Portfolio:" in out


# --- names ----------------------------------------------------------------------


def test_without_a_name_everything_is_listed(explain: Explain) -> None:
    out = explain().out
    for name in ("checkout.availability", "acme", "roll-back", "platform.premium", "nines:state", "http.latency"):
        assert name in out.split()


def test_a_name_that_may_mean_several_things_is_asked_about(explain: Explain) -> None:
    outcome = explain("availability")
    assert outcome.code == 2
    assert "`checkout.availability`" in outcome.err
    assert outcome.err.rstrip().endswith("say which")


def test_a_kind_before_a_name_narrows_it(explain: Explain) -> None:
    assert explain("promise", "acme.availability").out.startswith("promise acme.availability")
    outcome = explain("team", "checkout")
    assert (outcome.code, "nothing here is called `checkout`" in outcome.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("checkout.availabilty",), "checkout.availability"),
        (("alert", "ErrorBudgetBrn"), "ErrorBudgetBurn"),
        (("team", "monney"), "money"),
        (("nines:budget_lft",), "nines:budget_left"),
    ],
)
def test_a_slip_is_told_what_was_meant(explain: Explain, words: tuple[str, ...], meant: str) -> None:
    outcome = explain(*words)
    assert outcome.code == 2
    assert f"did you mean `{meant}`?" in outcome.err


def test_a_statement_is_explained_as_help_does(explain: Explain) -> None:
    assert "An indicator: the share of events" in explain("sli").out


def test_specs_with_mistakes_are_not_explained(explain: Explain) -> None:
    Path("orders.nines").write_text("service {", encoding="utf-8")
    outcome = explain("checkout.availability")
    assert outcome.code == 1
    assert "error[" in outcome.err


# --- how it is shown --------------------------------------------------------------


def test_everything_can_be_explained_fits_the_terminal_and_the_schema(known: Known) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    wide: list[str] = []
    for thing in things(known):
        explanation = tell(thing, known)
        validator.validate(json.loads(to_json(explanation)))
        if thing.kind in ("blueprint", "policy"):
            continue  # code is shown as it is written
        wide += [line for line in shown(explanation, width=80, color=False).splitlines() if len(line) > 80]
    assert [line for line in wide if "://" not in line] == []


def test_json_has_places_by_file_line_and_column(explain: Explain) -> None:
    body = json.loads(explain("acme", "--format", "json").out)
    assert (body["kind"], body["name"], body["origin"]["file"]) == ("customer", "acme", "customers.nines")
    assert body["sections"][0]["blocks"][0]["facts"][0]["label"] == "sla"


def test_a_terminal_gets_colours_and_a_pipe_does_not(explain: Explain) -> None:
    assert "\x1b[1mcheckout.availability\x1b[0m" in explain("checkout.availability", "--color", "always").out
    assert "\x1b" not in explain("checkout.availability").out
