from __future__ import annotations

import re

import pytest

from nines.contract.model import AlertClass
from nines.plan import names
from nines.plan.model import AlertRule, RecordingRule
from nines.promql.text import line
from tests.plan.planning import SLI, alerts, plan_of, recorded
from tests.support.specs import compile_text


def service(body: str, sli: str = SLI) -> str:
    return f"service a {{{sli}{body}\n}}\n"


# --- the base range ---------------------------------------------------------


@pytest.mark.parametrize(
    ("scrape", "evaluate", "slices", "base"),
    [
        ("15s", "30s", "", "1m"),
        ("30s", "30s", "", "2m"),
        ("1m", "1m", "", "4m"),
        ("5s", "30s", "", "30s"),
        ("15s", "30s", "slices of 90s averaged", "1m30s"),
        ("1m", "30s", "slices of 5m averaged", "5m"),
    ],
)
def test_the_base_range_is_four_scrapes_or_more_and_divides_what_is_summed(
    scrape: str, evaluate: str, slices: str, base: str
) -> None:
    project = f"project {{\n  scrape every {scrape}\n  evaluate every {evaluate}\n}}\n"
    sli = SLI.replace("  }\n", f"    {slices}\n  }}\n")
    planned = plan_of(service("  slo ok 99% over calendar month in UTC", sli), project=project)
    (running,) = recorded(planned, names.COUNTED_HOURS.name, piece="now")
    assert f":{base}])" in running


def test_a_rate_reaches_one_scrape_further_than_the_base_range() -> None:
    planned = plan_of(service("  slo ok 99% over 30d"))
    (pair,) = recorded(planned, names.MEASURED_RATE.name)
    assert 'label_replace(sum(rate(asked_total{job="a"}[1m15s])), "half", "total", "", "")' in pair


def test_what_is_recorded_is_not_read_again() -> None:
    planned = plan_of(service("  slo ok 99% over 30d"))
    (pair,) = recorded(planned, names.MEASURED_RATE.name)
    assert (pair.count("asked_total"), pair.count("failed_total")) == (1, 1)
    (counted,) = recorded(planned, names.COUNTED_RATE.name)
    zeros = '0 * sum by (nines, service, indicator) (nines:measured:rate{nines="nines",service="a",half="total"})'
    assert f'label_replace({zeros}, "half", "bad", "", "")' in counted


def test_what_is_bad_of_all_that_measure_what_is_good_is_one_rule() -> None:
    sli = "\n".join(
        f"  sli {name} {{\n    within 1s of {name}_seconds{{}}\n  }}\n  slo {name} 99% over 30d" for name in ("a", "b")
    )
    planned = plan_of(service("", f"\n{sli}\n"))
    pairs = recorded(planned, names.MEASURED_RATE.name)
    assert len(pairs) == 3
    half = 'nines:measured:rate{nines="nines",service="a",half='
    assert pairs[-1] == f'clamp_min({half}"total"}} - ignoring (half) {half}"good"}}, 0)'
    assert {series.of for series in planned.series if series.means == "bad"} >= {"a.a", "a.b"}


def test_intervals_that_do_not_fit_are_said() -> None:
    project = "project {\n  evaluate every 7s\n}\n"
    compiled = compile_text(service("  slo ok 99% over 30d"), project=project)
    (finding,) = (finding for finding in compiled.report if finding.code.id == "N0701")
    assert "at least four scrapes" in finding.notes[0]


# --- families ---------------------------------------------------------------


def test_objectives_of_a_service_share_their_rules() -> None:
    one = plan_of(service("  slo ok 99% over 30d"))
    slos = "".join(f"  slo ok 99.{number}% over 30d as more-{number}\n" for number in range(1, 9))
    many = plan_of(service(f"  slo ok 99% over 30d\n{slos}"))
    extra = sum(1 for _ in many.rules) - sum(1 for _ in one.rules)
    assert extra == 8, "what there is to know of each"


def test_ten_objectives_take_less_than_five_rules_each() -> None:
    def rules_of(sli: str) -> int:
        body = "".join(
            f"  sli s{number} {{\n    {sli.replace('N', str(number))}\n  }}\n  slo s{number} 99.9% over 30d\n"
            for number in range(10)
        )
        planned = plan_of(PEOPLE + f"service a {{\n  owner people\n{body}}}\n")
        (file,) = (file for file in planned.files if file.name == "a")
        return sum(len(group.rules) for group in file.groups)

    assert rules_of('bad failed_total{job="N"}\n    of asked_total{job="N"}') == 42
    assert rules_of('within 1s of h_seconds{job="N"}') == 43


def test_what_one_objective_leaves_out_does_not_touch_another() -> None:
    weekly = "maintenance weekly {\n  every sun from 03:00 to 03:30 in UTC\n  notice 48h\n  at most 3h per month\n}\n"
    planned = plan_of(service("  slo ok 99% over 30d\n  slo ok 99% over 7d as kept { except weekly }") + weekly)
    (masked,) = recorded(planned, names.MASKED.name)
    assert 'objective="kept"' in masked
    (pairs,) = recorded(planned, names.COUNTED_RATE.name)
    plain, other = pairs.split('(nines:objective{nines="nines",service="a",objective="ok"} > bool 0)')
    assert "nines:masked" not in plain
    assert "nines:masked" in other


def test_a_bound_of_its_own_is_measured_on_its_own() -> None:
    sli = "\n  sli fast {\n    within 1s of h_seconds{}\n  }\n"
    planned = plan_of(service("  slo fast 95% over 30d\n  slo fast 99% within 5s over 30d as slow", sli))
    (own,) = recorded(planned, names.COUNTED_RATE.name, objective="slow", half="bad")
    assert 'le=~"5|5\\\\.0"' in own
    shared, _ = recorded(planned, names.MEASURED_RATE.name)
    assert 'le=~"1|1\\\\.0"' in shared


@pytest.mark.parametrize(
    ("bound", "spellings"),
    [
        ("800ms", 'le="0.8"'),
        ("5s", 'le=~"5|5\\\\.0"'),
        ("50us", None),
        ("20m", 'le=~"1200|1200\\\\.0"'),
    ],
)
def test_bounds_are_written_as_clients_write_them(bound: str, spellings: str | None) -> None:
    if spellings is None:
        sli = "\n  sli fast {\n    within 0.05ms of h_seconds{}\n  }\n"
        spellings = 'le=~"0\\\\.00005|5e-05"'
    else:
        sli = f"\n  sli fast {{\n    within {bound} of h_seconds{{}}\n  }}\n"
    pair, _ = recorded(plan_of(service("  slo fast 95% over 30d", sli)), names.MEASURED_RATE.name)
    assert spellings in pair


def test_groups_are_kept_apart_only_by_each() -> None:
    sli = SLI.replace("  }\n", "    per tenant, region\n  }\n")
    planned = plan_of(service("  slo ok 99% over 30d\n  slo ok 99% over 30d each tenant as apart", sli))
    (pairs,) = recorded(planned, names.COUNTED_RATE.name)
    assert "sum by (nines, service, indicator, half) (nines:measured:rate" in pairs
    assert "sum by (nines, service, indicator, tenant, half) (nines:measured:rate" in pairs
    state = next(series for series in planned.series if series.of == "a.apart" and series.means == "state")
    assert state.groups == ("tenant",)


# --- windows ----------------------------------------------------------------


def test_ranges_that_include_their_start_are_a_millisecond_shorter() -> None:
    def long(version: str) -> str:
        project = f"project {{\n  target prometheus {version}\n}}\n"
        return recorded(plan_of(service("  slo ok 99% over 30d"), project=project), names.COUNTED.name)[0]

    assert "[1h])" in long("3.5")
    assert "[59m59s999ms])" in long("2.42")


def test_long_windows_are_made_of_shorter_ones() -> None:
    def parts(window: str, text: str) -> list[str]:
        planned = plan_of(service(f"  slo ok 99% over {window}"))
        (made,) = [
            of
            for name in (names.COUNTED.name, names.COUNTED_LONG.name)
            for of in recorded(planned, name, window=window)
        ]
        return re.findall(text, made)

    assert parts("6h", 'window="(..)"') == ["2h", "2h", "2h"]
    assert parts("30d", "offset (\\w+)") == ["15d"], "by way of a window of half of it, which nobody looks at"
    assert parts("7d", "offset (\\w+)") == ["3d", "6d"]
    assert parts("4h30m", "offset (\\w+)") == ["2h", "4h", "4h", "4h30m"], "the last half an hour is summed up"


def test_what_pages_waits_for_nothing_that_is_evaluated_seldom() -> None:
    planned = plan_of(PEOPLE + service("  owner people\n  slo ok 99% over 30d"))
    (file,) = (file for file in planned.files if file.name == "a")
    often, seldom = file.groups
    assert (often.interval, seldom.interval) == (30_000, 120_000)
    kinds = [[rule.alert_class for rule in group.rules if isinstance(rule, AlertRule)] for group in file.groups]
    assert kinds == [[AlertClass.PAGE], [AlertClass.TICKET]]


def test_hours_are_quartered_where_midnight_needs_it() -> None:
    planned = plan_of(service("  slo ok 99% over calendar day in Asia/Kathmandu"))
    (hour,) = recorded(planned, names.COUNTED_HOURS.name, piece="hour")
    assert "[14m30s:1m])[15m:15m]" in hour


def test_each_calendar_is_recorded_once_for_the_bundle() -> None:
    both = service("  slo ok 99% over calendar month in Europe/Berlin")
    other = both.replace("service a", "service b")
    planned = plan_of(both + other)
    assert len(recorded(planned, names.CALENDAR_START.name)) == 1
    users = [text for text in recorded(planned, names.WINDOW_START.name) if "nines:calendar_start" in text]
    assert len(users) == 2


# --- alerts -----------------------------------------------------------------


PEOPLE = """
receiver chat slack {
  url file "/etc/slack"
}
team people {
  page to chat
  ticket to chat
}
"""


def test_a_pair_that_total_failure_cannot_fire_is_left_out() -> None:
    planned = plan_of(service("  slo ok 90% over 30d"))
    burns = alerts(planned, names.ERROR_BUDGET_BURN)
    windows = sorted(dict(fired.labels)["window"] for alert in burns for fired in alert.fires)
    assert windows == ["1d", "3d", "6h"], "14.4 budgets of a tenth are more than there can be"


def test_alerts_that_are_alike_are_one_rule() -> None:
    planned = plan_of(PEOPLE + service("  owner people\n  slo ok 99% over 30d\n  slo ok 99.9% over 30d as other"))
    page, ticket = alerts(planned, names.ERROR_BUDGET_BURN)
    assert [(fired.of, dict(fired.labels)["window"]) for fired in page.fires] == [
        ("a.ok", "1h"),
        ("a.ok", "6h"),
        ("a.other", "1h"),
        ("a.other", "6h"),
    ]
    own = 'nines:burn_rate{nines="nines",service="a",'
    assert line(page.expression) == (
        f'{own}window="1h"}} > 14.4 and ignoring (window) {own}window="5m"}} > 14.4'
        f' or {own}window="6h"}} > 6 and ignoring (window) {own}window="30m"}} > 6'
    )
    assert "window" not in dict(page.labels), "the expression tells it"
    assert {dict(fired.labels)["window"] for fired in ticket.fires} == {"1d", "3d"}


def test_objectives_of_other_windows_have_factors_of_their_own_in_the_same_rule() -> None:
    planned = plan_of(PEOPLE + service("  owner people\n  slo ok 99% over 30d\n  slo ok 99% over 28d as other"))
    page, _ = alerts(planned, names.ERROR_BUDGET_BURN)
    text = line(page.expression)
    assert 'objective="ok",window="1h"} > 14.4' in text
    assert 'objective="other",window="1h"} > 13.44' in text


def test_alerts_that_are_told_apart_say_whose_they_are() -> None:
    planned = plan_of(
        PEOPLE
        + service(
            "  owner people\n  slo ok 99% over 30d\n  slo ok 99.5% over 30d as other\n"
            '  slo ok 99.9% over 30d as third {\n    page 2% in 1h {\n      summary "Look"\n    }\n'
            "    page 5% in 6h\n  }"
        )
    )
    burns = [alert for alert in alerts(planned, names.ERROR_BUDGET_BURN) if dict(alert.labels).get("window") == "1h"]
    assert [dict(alert.labels).get("objective") for alert in burns] == ["ok", "other", "third"]
    longer = [alert for alert in alerts(planned, names.ERROR_BUDGET_BURN) if dict(alert.labels).get("window") == "6h"]
    assert [[fired.of for fired in alert.fires] for alert in longer] == [["a.ok", "a.other", "a.third"]]


def test_a_change_of_the_target_keeps_rules_and_thresholds_and_only_allows_less() -> None:
    """What makes a stricter objective never alert later: only the allowed share differs."""

    def of(target: str) -> list[str]:
        planned = plan_of(PEOPLE + service(f"  owner people\n  slo ok {target} over 30d"))
        texts = [
            f"{rule.record} {text}"
            for rule in planned.rules
            if isinstance(rule, RecordingRule)
            for text in recorded(planned, rule.record)
        ]
        return [*texts, *(str(alert.expression) for alert in planned.alerts)]

    loose, strict = of("99%"), of("99.9%")
    different = {(one, other) for one, other in zip(loose, strict, strict=True) if one != other}
    target = '* max by (nines, service, indicator, objective) (nines:objective_info{nines="nines",service="a"})'
    assert different == {(f"nines:objective 0.99 {target}", f"nines:objective 0.999 {target}")}


def test_alerts_bear_what_routes_go_by() -> None:
    project = 'project {\n  carry component\n  label environment "production"\n  severity page is "critical"\n}\n'
    text = PEOPLE + service('  owner people\n  tier 2\n  label component "core"\n  slo ok 99.9% over 30d')
    page = next(
        alert
        for alert in alerts(plan_of(text, project=project), names.ERROR_BUDGET_BURN)
        if alert.alert_class is AlertClass.PAGE
    )
    assert (
        dict(page.labels).items()
        >= {
            "severity": "critical",
            "team": "people",
            "tier": "2",
            "component": "core",
            "environment": "production",
        }.items()
    )
    fired, _ = page.fires
    assert dict(fired.labels) == {
        "nines": "nines",
        "service": "a",
        "indicator": "ok",
        "objective": "ok",
        "window": "1h",
    }


def test_project_labels_are_on_every_rule() -> None:
    project = 'project {\n  label environment "production"\n}\n'
    planned = plan_of(service("  slo ok 99.9% over 30d"), project=project)
    assert all(("environment", "production") in rule.labels for rule in planned.rules)


def test_few_bad_events_are_nobodys_business() -> None:
    planned = plan_of(service("  slo ok 99.9% over 30d {\n    at least 10 bad events\n  }"))
    for alert in alerts(planned, names.ERROR_BUDGET_BURN):
        for fired in alert.fires:
            window = dict(fired.labels)["window"]
            bad = f'nines:counted{{nines="nines",service="a",half="bad",window="{window}"}}'
            assert f"sum without (half) ({bad}) >= 10" in _text(alert)


def _text(alert: AlertRule) -> str:
    return line(alert.expression)
