"""Journeys, promises, masks and states in the real promtool."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.promtool import Asked, Labels, ask, write_rules
from tests.support.tools import PROMETHEUS

VERSIONS = {"2": "2.42", "3": "3.5"}

SERVICES = """
service web {
  sli ok {
    bad web_total{code="500"}
    of  web_total{code!=""}
    per tenant
  }
  slo ok 99.9% over 30d
}
service pay {
  sli ok {
    bad pay_total{code="500"}
    of  pay_total{code!=""}
  }
  slo ok 99% over 30d
}
"""

SERIES = {
    # pay fails for a tenth of its requests from the tenth minute to the twentieth; acme's pages always for a hundredth
    'web_total{code="200",tenant="acme"}': "90000+1485x160",
    'web_total{code="500",tenant="acme"}': "90000+15x160",
    'web_total{code="200",tenant="globex"}': "90000+1500x160",
    'web_total{code="500",tenant="globex"}': "90000+0x160",
    'pay_total{code="200"}': "90000+30x39 91200+27x39 92280+30x80",
    'pay_total{code="500"}': "90000+0x39 90000+3x39 90120+0x80",
}


def values(found: dict[Labels, float], *labels: str) -> dict[str, float]:
    return {",".join(dict(key).get(label, "") for label in labels): value for key, value in found.items()}


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_a_weighted_journey_is_the_mean_of_its_steps(generation: str, tmp_path: Path) -> None:
    spec = SERVICES + "journey buy {\n  weight 1 web.ok\n  weight 3 pay.ok\n  slo 99% over 30d\n}\n"
    files = write_rules(tmp_path, spec, VERSIONS[generation])
    ratio, left = ask(
        tmp_path,
        generation,
        files,
        SERIES,
        [
            Asked('nines:error_ratio{service="buy",window="1h"}', "30m7s"),
            Asked('nines:budget_left{service="buy"}', "30m7s"),
        ],
    )
    expected = (1 * 0.005 + 3 * 120 / (30 * 120)) / 4
    assert list(ratio.values()) == [pytest.approx(expected, rel=0.03)]
    assert list(left.values()) == [pytest.approx(1 - expected / 0.01, rel=0.05)]


@pytest.mark.parametrize(("kind", "bad"), [("all of", 30), ("any of", 10)])
def test_a_journey_of_slices_is_good_while_its_steps_keep_their_objectives(kind: str, bad: int, tmp_path: Path) -> None:
    spec = SERVICES + f"journey buy {{\n  {kind} web.ok, pay.ok in slices of 1m\n  slo 99% over 30d\n}}\n"
    files = write_rules(tmp_path, spec, "3.5")
    questions = [
        Asked(f'nines:counted{{service="buy",window="1h",half="{half}"}}', "31m7s") for half in ("bad", "total")
    ]
    found = ask(tmp_path, "3", files, SERIES, questions)
    assert [next(iter(half.values())) for half in found] == [pytest.approx(bad, abs=1.6), pytest.approx(30, abs=1.6)]


GUARDED = SERVICES.replace("99.9% over 30d", "99.95% over calendar month in UTC { except night }").replace(
    "99% over 30d", "99.9% over calendar month in UTC { except night }"
)
AGREEMENT = """
maintenance night {
  every day from 00:10 to 00:15 in UTC
  notice 24h
  at most 1h per day
}
sla gold {
  version "1.0" effective 2026-01-01
  covers web, pay
  period calendar month in UTC
  promise ok of web.ok at least 99.5% {
    measure share of good events
    judge each tenant
    remedy none
  }
  promise pay of pay.ok at least 99% {
    measure share of good events
    remedy none
  }
  exclude night leaves downtime and period
  no traffic left out
  monitor outage left out
  partial period only existing time counts
  round measured never
  round money half-even to EUR 0.01
}
customer acme "ACME" {
  sla gold
  tenant "acme"
}
customer globex "Globex" {
  sla gold
  tenant "globex"
  promise ok at least 99.9%
}
"""


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_each_customer_is_judged_by_its_own_traffic(generation: str, tmp_path: Path) -> None:
    files = write_rules(tmp_path, GUARDED + AGREEMENT, VERSIONS[generation])
    attained, promised, state, left = ask(
        tmp_path,
        generation,
        files,
        SERIES,
        [
            Asked('nines:promise_attained{promise="ok"}', "30m7s"),
            Asked('nines:promised{promise="ok"}', "30m7s"),
            Asked("nines:promise_state", "30m7s"),
            Asked('nines:promise_bad_left{promise="ok"}', "30m7s"),
        ],
    )
    assert values(attained, "customer") == {"acme": pytest.approx(0.99, abs=1e-4), "globex": 1}
    assert values(promised, "customer") == {"acme": 0.995, "globex": 0.999}
    assert values(state, "customer", "promise") == {
        "acme,ok": 4,
        "acme,pay": 4,
        "globex,ok": 1,
        "globex,pay": 4,
    }
    counted = (30 * 60 - 5 * 60 - 75) * 100
    assert values(left, "customer") == {
        "acme": pytest.approx(counted * (0.005 - 0.01), rel=0.06),
        "globex": pytest.approx(counted * 0.001, rel=0.06),
    }


def test_what_a_contract_excludes_does_not_count(tmp_path: Path) -> None:
    files = write_rules(tmp_path, GUARDED + AGREEMENT, "3.5")
    questions = [
        Asked('nines:promise_counted:rate{customer="acme",promise="pay",half="bad"}', at)
        for at in ("9m", "12m", "16m", "19m")
    ]
    found = ask(tmp_path, "3", files, SERIES, questions)
    rates = [next(iter(values.values())) for values in found]
    assert rates == [0, 0, pytest.approx(0, abs=0.01), pytest.approx(0.2, rel=0.05)]


def test_states_tell_the_worst_that_holds(tmp_path: Path) -> None:
    spec = """
        service calm {
          sli ok {
            up up{job="calm"}
          }
          slo ok 99% over 30d
        }
        service silent {
          sli ok {
            up up{job="silent"}
          }
          slo ok 99% over 30d
        }
        service broken {
          owner people
          sli ok {
            up up{job="broken"}
          }
          slo ok 99% over 30d
        }
        receiver chat slack {
          url file "/etc/slack"
        }
        team people {
          page to chat
          ticket to chat
        }
        """
    files = write_rules(tmp_path, spec, "3.5")
    series = {'up{job="calm"}': "1x200", 'up{job="broken"}': "1x39 0x160"}
    before, after = ask(tmp_path, "3", files, series, [Asked("nines:state", "9m"), Asked("nines:state", "30m7s")])
    assert values(before, "service") == {"calm": 1, "silent": 0, "broken": 1}
    assert values(after, "service") == {"calm": 1, "silent": 0, "broken": 4}


def test_a_gap_in_scraping_is_missing_data_and_no_outage(tmp_path: Path) -> None:
    files = write_rules(tmp_path, SERVICES, "3.5")
    gone = {name: text.split("x")[0] + "x80" for name, text in SERIES.items() if name.startswith("web")}
    ratio, left = ask(
        tmp_path,
        "3",
        files,
        gone,
        [
            Asked('nines:error_ratio{service="web",window="5m"}', "30m7s"),
            Asked('nines:budget_left{service="web"}', "30m7s"),
        ],
    )
    assert ratio == {}
    assert list(left.values()) == [pytest.approx(1 - 0.005 / 0.001, rel=0.02)]
