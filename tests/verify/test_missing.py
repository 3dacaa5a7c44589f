"""That data are missing is told of what is gone, and of nothing else: in the real promtool."""

from __future__ import annotations

from pathlib import Path

from tests.support.promtool import Asked, ask, write_rules

SPEC = """
service shop {
  sli ok {
    bad requests_total{code="500"}
    of  requests_total{code!=""}
    per tenant
  }
  slo ok 99% over 1d each tenant
  slo ok 99% over 1d as together
  alerts {
    ticket when data missing for 10m
    page 2% in 1h
    at least 400 bad events
  }
}
service quiet {
  sli ok {
    bad idle_total{code="500"}
    of  idle_total{code!=""}
  }
  slo ok 99% over 1d
}
journey buy {
  all of shop.ok, quiet.ok
  slo 99% over 1d { ticket when data missing for 10m }
}
"""

SERIES = {
    'requests_total{code="200",tenant="acme"}': "0+30x300",
    # this tenant is gone after half an hour; until then a tenth of two requests a second fails
    'requests_total{code="200",tenant="globex"}': "0+27x120 _x180",
    'requests_total{code="500",tenant="globex"}': "0+3x120 _x180",
    # all the time without a request
    'idle_total{code="200"}': "50x300",
}
OWN = 'nines="test",service="shop",indicator="ok",half="total"'
EDITED = {
    # recorded before a label of the project was edited, and of an objective that is no longer there
    f'nines:counted:rate{{{OWN},objective="ok",tenant="acme",environment="staging"}}': "2x40 _x260",
    f'nines:counted:rate{{{OWN},objective="ok"}}': "2x40 _x260",
    f'nines:counted:rate{{{OWN},objective="removed"}}': "2x40 _x260",
}


def firing(folder: Path, series: dict[str, str], name: str, at: str) -> list[tuple[str, str, str]]:
    files = write_rules(folder, SPEC, "3.5", project='project {\n  bundle test\n  label environment "production"\n}\n')
    (found,) = ask(folder, "3", files, series, [Asked(f'ALERTS{{alertstate="firing",alertname="{name}"}}', at)])
    labels = (dict(one) for one in found)
    return sorted((one["service"], one["objective"], one.get("tenant", "")) for one in labels)


def test_a_group_that_is_gone_is_missed_and_nothing_that_was_edited(tmp_path: Path) -> None:
    assert firing(tmp_path, {**SERIES, **EDITED}, "IndicatorMissing", "70m7s") == [("shop", "ok", "globex")]


def test_few_bad_events_tell_nobody(tmp_path: Path) -> None:
    """A fifth of a request a second: 240 in twenty minutes are too few, 432 later are not."""
    busy = {
        'requests_total{code="200",tenant="globex"}': "0+27x300",
        'requests_total{code="500",tenant="globex"}': "0+3x300",
    }
    few, enough = (firing(tmp_path, {**SERIES, **busy}, "ErrorBudgetBurn", at) for at in ("20m7s", "40m7s"))
    assert [one for one in few if one[0] == "shop"] == []
    assert ("shop", "ok", "globex") in enough
