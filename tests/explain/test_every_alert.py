"""Of every alert of the shop it is told when it fires, whom it reaches, when, how often, and what keeps it silent."""

from __future__ import annotations

import pytest

from nines.cli.files import select
from nines.driver import analyse
from nines.explain.alert import alert_names, explain_alerts, explain_named
from nines.explain.known import Assumption, Known
from nines.explain.model import Explanation, Facts, Section
from nines.plan.routes.model import Delivery
from tests.support.specs import ROOT, TODAY


@pytest.fixture(scope="module")
def known() -> Known:
    compiled = analyse(select((str(ROOT / "specs" / "shop"),)).inputs, TODAY)
    return Known(compiled.contract, compiled.program, Assumption(TODAY, 20, None))


def facts(section: Section) -> dict[str, list[str]]:
    """What a section says of when, who and what silences it."""
    found: dict[str, list[str]] = {}
    table = next(part for part in section.blocks if isinstance(part, Facts))
    for fact in table.facts:
        found.setdefault(fact.label, []).append(fact.text)
    return found


def explanations(known: Known) -> list[Explanation]:
    """Those of all objectives and promises, and those of the alerts that are of none."""
    deliveries = _deliveries(known)
    of = dict.fromkeys(each.alert.of for each in deliveries if each.alert.of)
    alone = [
        name for name in alert_names(known) if not any(each.alert.of for each in deliveries if each.alert.name == name)
    ]
    return [*(explain_alerts(name, "", known) for name in of), *(explain_named(name, known) for name in alone)]


def _deliveries(known: Known) -> tuple[Delivery, ...]:
    assert known.planned.routes is not None
    return known.planned.routes.deliveries


def test_no_alert_is_left_out_and_each_says_what_people_ask(known: Known) -> None:
    sections = [section for each in explanations(known) for section in each.sections]
    assert len(sections) == len(_deliveries(known))
    for section in sections:
        said = facts(section)
        assert said["fires when"], section.title
        assert said["goes to"], section.title
        if not said["goes to"][0].startswith("nobody"):
            assert len(said["sent"]) == len(said["grouped"]) == len(said["goes to"]), section.title
            assert said["silent while"], section.title


def test_who_is_named_is_who_the_routes_reach(known: Known) -> None:
    named = [facts(section)["goes to"] for each in explanations(known) for section in each.sections]
    planned = {each.of: each.name for each in known.planned.routes.receivers} if known.planned.routes else {}
    receivers = {receiver.name for receiver in known.contract.receivers}
    told = {text.split(" ")[0] for texts in named for text in texts if not text.startswith("nobody")}
    assert told & receivers == {name for name in planned if name in receivers}
