"""Objectives and their alerts: defaults, policies, and what stands further in."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nines.contract.model import AlertClass, AlertPlan, CalendarWindow, Missing, RollingWindow
from nines.contract.windows import period_window
from tests.support.specs import compile_text, findings

SLI = "  sli ok {\n    bad errors_total{}\n    of requests_total{}\n  }\n"


def plan(slo: str, *, project: str = "", service: str = "") -> AlertPlan:
    settings = {"project": f"project {{\n{project}\n}}\n"} if project else {}
    compiled = compile_text(f"service a {{\n{SLI}{service}\n  slo ok {slo}\n}}\n", **settings)
    assert not [line for line in findings(compiled) if " N01" in line or " N02" in line]
    return compiled.contract.services[0].objectives[0].alerts


def shown(found: AlertPlan) -> list[tuple[str, str, str | None, Fraction]]:
    return [(b.alert_class.value, b.window.text, b.short.text if b.short else None, b.factor) for b in found.burns]


def test_without_a_word_the_alerts_are_the_workbooks() -> None:
    assert shown(plan("99.9% over 30d")) == [
        ("page", "1h", "5m", Fraction(144, 10)),
        ("page", "6h", "30m", Fraction(6)),
        ("ticket", "1d", "2h", Fraction(3)),
        ("ticket", "3d", "6h", Fraction(1)),
    ]
    assert not any(burn.written for burn in plan("99.9% over 30d").burns)


def test_a_months_budget_is_shared_out_over_thirty_days() -> None:
    assert shown(plan("99.9% over calendar month in UTC"))[0][3] == Fraction(144, 10)


def test_lines_of_a_class_replace_those_further_out_of_that_class() -> None:
    found = plan("99.9% over 30d {\n    page 5% in 2h\n  }")
    assert shown(found) == [
        ("page", "2h", "10m", Fraction(18)),
        ("ticket", "1d", "2h", Fraction(3)),
        ("ticket", "3d", "6h", Fraction(1)),
    ]
    assert found.burns[0].written


def test_service_and_project_give_defaults() -> None:
    found = plan(
        "99.9% over 30d", project="  alerts {\n    ticket 20% in 2d\n  }", service="  alerts {\n    page 10x in 1h\n  }"
    )
    assert [(burn.alert_class.value, burn.factor) for burn in found.burns] == [
        ("page", Fraction(10)),
        ("ticket", Fraction(3)),
    ]


def test_ticket_only_and_no_alerts() -> None:
    assert {burn.alert_class for burn in plan("99.9% over 30d {\n    ticket only\n  }").burns} == {AlertClass.TICKET}
    assert plan("99.9% over 30d {\n    no alerts\n  }").burns == ()


def test_a_policy_scales_to_the_objectives_window() -> None:
    found = plan("99.9% over 14d {\n    by pyrra\n  }")
    assert shown(found)[0] == ("page", "30m", "2m30s", Fraction(14))
    assert found.burns[0].hold is not None
    assert found.burns[0].hold.text == "1m"


def test_names_labels_and_receivers_merge_inwards() -> None:
    found = plan(
        "99.9% over 30d {\n"
        '    page {\n      label ring "0"\n    }\n'
        '    page 2% in 1h {\n      named "Down"\n      label ring "1"\n    }\n'
        "  }",
        project='  alerts {\n    label area "web"\n  }',
    )
    first, *others = [burn for burn in found.burns if burn.alert_class is AlertClass.PAGE]
    assert first.style.name == "Down"
    assert {(label.name, label.value) for label in first.style.labels} == {("area", "web"), ("ring", "1")}
    assert others == []


def test_a_single_window_and_a_guard_for_low_traffic() -> None:
    found = plan("99% over 7d {\n    page 2x in 1h alone for 5m\n    at least 10 bad events\n  }")
    assert found.burns[0].short is None
    assert found.fewest_bad == 10


def test_data_missing_is_told_of() -> None:
    other = plan("99% over 7d {\n    page when data missing for 10m\n  }").others[0]
    assert isinstance(other, Missing)
    assert other.delay.milliseconds == 600_000


def test_windows() -> None:
    compiled = compile_text(
        f"service a {{\n{SLI}  slo ok 99% over 7d\n"
        "  slo ok 99% over calendar year from april in Asia/Kolkata as fiscal\n}\n"
    )
    rolling, fiscal = (objective.window for objective in compiled.contract.services[0].objectives)
    assert isinstance(rolling, RollingWindow)
    assert fiscal == CalendarWindow("year", 4, "Asia/Kolkata")


@pytest.mark.parametrize(
    ("window", "start"),
    [
        ("week from sunday", (6, 1)),
        ("month from day 31", (31, 1)),
        ("quarter from february", (2, 1)),
        ("quarter from 6 april", (4, 6)),
        ("year from april", (4, 1)),
        ("year from 6 april", (4, 6)),
        ("year from april 6", (4, 6)),
    ],
)
def test_calendar_windows_start_where_they_are_said_to(window: str, start: tuple[int, int]) -> None:
    service = f"service a {{\n{SLI}  slo ok 99% over calendar {window} in UTC\n}}\n"
    promised = "promise ok of a.ok at least 98% {\n    measure share of good events\n    remedy none\n  }\n"
    sla = f"sla s {{\n  period calendar {window} in UTC\n  covers a\n  {promised}}}\n"
    contract = compile_text(service + sla).contract
    wanted = CalendarWindow(window.split(maxsplit=1)[0], start[0], "UTC", start[1])
    assert contract.objectives[0].window == wanted
    assert period_window(contract.slas[0].agreement) == wanted


@pytest.mark.parametrize(
    ("window", "said"),
    [
        ("week from sun", "a week cannot start at `sun`: did you mean `sunday`?"),
        ("month from day 32", "a month cannot start at `day 32`"),
        ("month from april", "a month cannot start at `april`"),
        ("quarter from aprl", "a quarter cannot start at `aprl`: did you mean `april`?"),
        ("year from day 31", "a year cannot start at `day 31`"),
        ("day from monday", "a day cannot start at `monday`"),
        ("week from 6 monday", "a week cannot start at `6 monday`"),
        ("month from 6 april", "a month cannot start at `6 april`"),
        ("year from 0 april", "a year cannot start at `0 april`"),
        ("year from april 31", "a year cannot start at `april 31`"),
    ],
)
def test_other_starts_are_refused_of_objectives_and_contracts(window: str, said: str) -> None:
    objective = f"service a {{\n{SLI}  slo ok 99% over calendar {window} in UTC\n}}\n"
    contract = f"sla s {{\n  period calendar {window} in UTC\n}}\n"
    for text in (objective, contract):
        assert any(line.endswith(f"N0302 {said}") for line in findings(compile_text(text)))


@pytest.mark.parametrize(
    ("start", "label"),
    [
        ("31 april", "April has 30 days"),
        ("april 31", "April has 30 days"),
        ("29 february", "February has 28 days in most years"),
    ],
)
def test_a_fiscal_year_that_starts_on_no_day_is_explained(start: str, label: str) -> None:
    text = f"service a {{\n{SLI}  slo ok 99% over calendar year from {start} in UTC\n}}\n"
    finding = next(finding for finding in compile_text(text).report if finding.code.id == "N0302")
    assert finding.headline == f"a year cannot start at `{start}`"
    assert (finding.primary.span.text, finding.primary.text) == (start, label)
    assert finding.helps == ("it starts at a month such as `april`, or within one: `6 april`",)


def test_two_slos_of_one_name_are_told_with_both_places() -> None:
    compiled = compile_text(f"service a {{\n{SLI}  slo ok 99% over 7d\n  slo ok 98% over 7d\n}}\n")
    finding = next(finding for finding in compiled.report if finding.code.id == "N0202")
    assert (finding.primary.span.line, finding.others[0].span.line) == (7, 6)
    assert len(compiled.contract.services[0].objectives) == 1


def test_an_slo_of_no_sli_is_told_with_what_was_meant() -> None:
    compiled = compile_text(f"service a {{\n{SLI}  slo okk 99% over 7d\n}}\n")
    assert "main.nines:6:7 N0308 `a` has no sli `okk`: did you mean `ok`?" in findings(compiled)


def test_a_services_matchers_come_into_bare_selectors_only() -> None:
    compiled = compile_text(
        'service a {\n  select {job="x"}\n  sli ok {\n    bad e_total{}\n    of `sum(r_total{job="y"})`\n  }\n}\n'
    )
    measured = compiled.contract.services[0].indicators[0].measurement
    queries = [repr(part.query.expression) for part in (*measured.bad, *measured.total)]  # type: ignore[union-attr]  # events
    assert "'x'" in queries[0]
    assert "'x'" not in queries[1]
