"""Blueprints: what `use` brings in, and what it refuses."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nines.contract.model import CalendarWindow, Events, Latency, RollingWindow, Window
from nines.promql.text import line
from nines.values.model import Duration
from tests.support.specs import compile_text, findings

API = """
blueprint api {
  parameter job text
  parameter goal percentage default 99.9%
  parameter only matchers default {}
  parameter over window default 30d
  sli ok {
    bad errors_total{job="${job}", ${only}}
    of requests_total{job="${job}", ${only}}
  }
  slo ok $goal over $over
}
"""


def test_arguments_come_into_texts_selectors_and_values() -> None:
    service = compile_text(
        API + 'service a {\n  use api with job "x", goal 99.5%, only {code="200"}\n}\n'
    ).contract.services[0]
    measured = service.indicators[0].measurement
    assert isinstance(measured, Events)
    expression = measured.bad[0].query.expression
    assert expression is not None
    assert line(expression) == 'errors_total{job="x",code="200"}'
    assert service.objectives[0].target.value == Fraction(995, 1000)


def test_an_empty_default_leaves_no_comma() -> None:
    compiled = compile_text(API + 'service a {\n  use api with job "x"\n}\n')
    assert not [line for line in findings(compiled) if " N00" in line or " N02" in line]
    measured = compiled.contract.services[0].indicators[0].measurement
    assert isinstance(measured, Events)
    assert measured.bad[0].query.text == 'errors_total{job="x"}'


def test_arguments_may_stand_in_a_block() -> None:
    text = API + 'service a {\n  use api {\n    job "x"\n    goal 99%\n  }\n}\n'
    assert compile_text(text).contract.services[0].objectives[0].target.value == Fraction(99, 100)


def test_the_standard_library_is_known_by_its_prefix() -> None:
    text = 'import std/http\nservice a {\n  use http.latency with job "x", bound 250ms\n}\n'
    measured = compile_text(text).contract.services[0].indicators[0].measurement
    assert isinstance(measured, Latency)
    assert measured.bound_value == Fraction(1, 4)


@pytest.mark.parametrize(
    ("window", "meant"),
    [
        ("7d", RollingWindow(Duration(7 * 86_400_000))),
        ("calendar month from day 15 in Europe/Berlin", CalendarWindow("month", 15, "Europe/Berlin")),
    ],
)
def test_a_window_may_be_any(window: str, meant: Window) -> None:
    inline = f'import std/http\nservice a {{\n  use http.availability with window {window}, job "x"\n}}\n'
    block = f'import std/http\nservice a {{\n  use http.availability {{\n    job "x"\n    window {window}\n  }}\n}}\n'
    for text in (inline, block):
        compiled = compile_text(text)
        assert not compiled.report.has_errors
        assert compiled.contract.services[0].objectives[0].window == meant


def test_what_a_use_brought_is_replaced_only_on_purpose() -> None:
    again = API + 'service a {\n  use api with job "x"\n  slo ok 95% over 7d\n}\n'
    assert any("N0210" in line for line in findings(compile_text(again)))
    meant = API + 'service a {\n  use api with job "x"\n  replace slo ok 95% over 7d\n}\n'
    compiled = compile_text(meant)
    assert not any("N0210" in line for line in findings(compiled))
    assert [objective.target.text for objective in compiled.contract.services[0].objectives] == ["95%"]


@pytest.mark.parametrize(
    ("use", "said"),
    [
        ("use api", "N0208 `api` needs `job`, which is not given"),
        ('use api with jub "x"', "N0208 `api` has no parameter `jub`: did you mean `job`?"),
        ('use api with job "x", job "y"', "N0208 `job` is given twice"),
        ('use api with job "x", goal 0.99', "N0208 expected a percentage, but `0.99` is a number without a unit"),
        ('use api with job "x", over calender month in UTC', "N0208 `over` wants a window such as `30d`"),
        ('use apy with job "x"', "N0201 there is no blueprint `apy`: did you mean `api`?"),
    ],
)
def test_wrong_arguments(use: str, said: str) -> None:
    assert any(said in line for line in findings(compile_text(f"{API}service a {{\n  {use}\n}}\n")))


def test_a_mistake_in_a_blueprint_says_where_it_is_used() -> None:
    text = "blueprint bad {\n  ownr x\n}\nservice a {\n  use bad\n}\n"
    finding = next(finding for finding in compile_text(text).report if finding.code.id == "N0101")
    assert str(finding.primary.span) == "main.nines:2:3"
    assert [(str(label.span), label.text) for label in finding.others] == [("main.nines:5:7", "brought in here")]


def test_a_blueprint_that_uses_itself_ends() -> None:
    text = "blueprint a {\n  use b\n}\nblueprint b {\n  use a\n}\nservice s {\n  use a\n}\n"
    assert any("N0209" in line and "a -> b -> a" in line for line in findings(compile_text(text)))


def test_a_mistake_in_promql_with_parameters_shows_the_text_they_make() -> None:
    sli = 'sli ok {\n    bad e_total{code=~"${code}"}\n    of r_total{}\n  }\n'
    text = f'blueprint b {{\n  parameter code text\n  {sli}}}\nservice a {{\n  use b with code "5("\n}}\n'
    finding = next(finding for finding in compile_text(text).report if finding.code.id.startswith("N005"))
    assert 'with its parameters it reads `e_total{code=~"5("}`' in finding.notes


def test_a_parameter_outside_of_a_blueprint_is_told() -> None:
    assert any(
        "N0110 there is no parameter `x` here" in line for line in findings(compile_text("service a {\n  tier $x\n}\n"))
    )
