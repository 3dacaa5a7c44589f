"""Files, imports, and names across files."""

from __future__ import annotations

import pytest

from nines.driver import Compiled, Inputs, analyse
from tests.support.specs import TODAY, Texts, compile_text, findings

TEAM = 'receiver pager pagerduty {\n  key file "/etc/key"\n}\nteam payments {\n  page to pager\n}\n'
SERVICE = "  sli ok {\n    bad errors_total{}\n    of requests_total{}\n  }\n"


def codes(compiled: Compiled) -> list[str]:
    return [finding.code.id for finding in compiled.report]


def test_a_name_from_an_imported_file_is_known() -> None:
    compiled = compile_text('import "teams.nines"\nservice checkout {\n  owner payments\n}\n', teams=TEAM)
    owner = compiled.contract.services[0].owner
    assert owner is not None
    assert owner.name == "payments"
    assert owner.routes[0].receiver.files[0].value == "/etc/key"


def test_a_name_is_known_through_the_import_of_an_import() -> None:
    compiled = compile_text(
        'import "people.nines"\nservice checkout {\n  owner payments\n}\n',
        people='import "teams.nines"\n',
        teams=TEAM,
    )
    assert compiled.contract.services[0].owner is not None


def test_a_name_from_a_file_that_is_not_imported_is_told_with_both_places() -> None:
    texts = {"main.nines": "service checkout {\n  owner payments\n}\n", "teams.nines": TEAM}
    compiled = analyse(Inputs(tuple(texts), Texts(texts)), TODAY)
    finding = next(finding for finding in compiled.report if finding.code.id == "N0203")
    assert str(finding.primary.span) == "main.nines:2:9"
    assert str(finding.others[0].span) == "teams.nines:4:6"
    assert "import `teams.nines`" in finding.helps[0]


def test_the_project_file_may_name_what_any_file_declares() -> None:
    texts = {"project.nines": "project {\n  heartbeat to pager\n}\n", "teams.nines": TEAM}
    compiled = analyse(Inputs(("teams.nines",), Texts(texts), "project.nines"), TODAY)
    assert compiled.contract.project.heartbeat is not None
    assert "N0203" not in codes(compiled)


@pytest.mark.parametrize(
    ("text", "others", "expected"),
    [
        ('import "main.nines"\n', {}, "main.nines:1:8 N0204 `main.nines` imports itself"),
        (
            'import "teems.nines"\n',
            {"teams": TEAM},
            "main.nines:1:8 N0205 there is no file `teems.nines`: did you mean `teams.nines`?",
        ),
        (
            'import "../other/teams.nines"\n',
            {},
            "main.nines:1:8 N0206 the import `../other/teams.nines` leads out of the project's folder",
        ),
        (
            'import "/etc/passwd"\n',
            {},
            "main.nines:1:8 N0206 the import `/etc/passwd` leads out of the project's folder",
        ),
        (
            "import std/htpp\n",
            {},
            "main.nines:1:8 N0205 there is no `std/htpp` in the standard library: did you mean `std/http`?",
        ),
    ],
)
def test_an_import_that_leads_nowhere(text: str, others: dict[str, str], expected: str) -> None:
    assert expected in findings(compile_text(text, **others))


def test_a_circle_of_imports_is_told_once_with_its_way() -> None:
    compiled = compile_text('import "a.nines"\n', a='import "b.nines"\n', b='import "a.nines"\n')
    circles = [finding for finding in compiled.report if finding.code.id == "N0204"]
    assert [str(finding.primary.span) for finding in circles] == ["b.nines:1:8"]
    assert circles[0].headline.endswith("a.nines -> b.nines -> a.nines")


def test_a_file_is_read_once_however_often_it_is_imported() -> None:
    compiled = compile_text(
        'import "a.nines"\nimport "b.nines"\n', a='import "c.nines"\n', b='import "c.nines"\n', c=TEAM
    )
    assert [team.name for team in compiled.contract.teams] == ["payments"]


def test_two_declarations_of_one_name_are_told_with_both_places() -> None:
    compiled = compile_text("team a\nservice a\nteam a\n")
    finding = next(finding for finding in compiled.report if finding.code.id == "N0202")
    assert (str(finding.primary.span), str(finding.others[0].span)) == ("main.nines:3:6", "main.nines:1:6")


def test_a_service_and_a_journey_cannot_share_a_name() -> None:
    compiled = compile_text(f"service buy {{\n{SERVICE}}}\njourney buy {{\n  weight 1 buy.ok\n}}\n")
    assert "N0202" in codes(compiled)


def test_a_typo_in_a_name_is_mended_for_certain() -> None:
    compiled = compile_text("service checkout {\n  owner paiments\n}\n" + TEAM)
    finding = next(finding for finding in compiled.report if finding.code.id == "N0201")
    assert finding.fixes[0].certain
    assert finding.fixes[0].edits[0].text == "payments"


def test_what_refers_to_a_broken_declaration_is_not_told_again() -> None:
    compiled = compile_text("team payments 42\nservice checkout {\n  owner payments\n}\n")
    assert [code for code in codes(compiled) if code < "N0300"] == ["N0102"]


def test_a_misspelt_keyword_is_read_as_what_it_means() -> None:
    compiled = compile_text("servce checkout {\n  tier 1\n}\n")
    assert [service.tier for service in compiled.contract.services] == [1]
    assert "N0101" in codes(compiled)
