"""A company's file with our part in it: theirs stays to the byte, and goes where it went; ours comes first."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from nines.contract import base_codes
from nines.diagnostics.pages import Page
from nines.driver import Built, Inputs, analyse, produce
from nines.emit.alertmanager.merge import Parts
from nines.emit.alertmanager.merge.secrets import masked
from tests.alertmanager.bases import COMPANY, WRITE, against, any_base, put_into
from tests.alertmanager.build import CHECKOUT, PAGER, amtool
from tests.support.specs import TODAY, Texts, findings
from tests.support.tools import ALERTMANAGER

BASE = COMPANY.replace("['/etc/alertmanager/company/*.tmpl'] # brackets, and nothing to add", "\n- company/*.tmpl")
PARTS: Parts = {
    "routes": ("# ours", "- matchers:", "  - 'nines=\"shop\"'", "  receiver: 'nines-shop-a'", "  continue: false"),
    "receivers": ("# ours", "- name: 'nines-shop-a'", "- name: 'nines-shop-b'"),
    "inhibit_rules": ("- source_matchers: ['nines=\"shop\"']", "  target_matchers: ['nines=\"shop\"']"),
    "time_intervals": ("- name: 'nines-shop-c'",),
    "templates": ("- 'templates/nines-shop-*.tmpl'",),
}
OURS = re.compile(r"(?m)^[ \t]*# nines begin shop\r?\n(?:.*\n)*?[ \t]*# nines end\r?\n")
OWN_KEY = re.compile(r"(?m)^[ \t]*[a-z_]+:  # nines\r?\n")


def built(base: str, *texts: str, project: str = "", write: str = WRITE) -> Built:
    compiled = against(base, *texts, project=project, write=write)
    assert not compiled.report.has_errors, findings(compiled)
    made = produce(compiled, None)
    assert made.faults == ()
    return made


def config_of(made: Built) -> str:
    return next(artifact.text for artifact in made.artifacts if artifact.kind == "alertmanager")


def put(made: Built, folder: Path, text: str | None = None) -> Path:
    for artifact in made.artifacts:
        if artifact.kind.startswith("alertmanager"):
            path = folder / artifact.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(artifact.text if text is None else text, encoding="utf-8")
    path = folder / "alertmanager" / "alertmanager.yaml"
    path.write_text(config_of(made) if text is None else text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def shop() -> Built:
    return built(BASE)


# --- what it becomes ------------------------------------------------------------


def test_all_that_the_company_wrote_is_there_to_the_byte(shop: Built) -> None:
    config = config_of(shop)
    assert config != BASE
    assert OWN_KEY.sub("", OURS.sub("", config)) == BASE


def test_ours_is_the_first_route_and_the_last_of_each_other_list(shop: Built) -> None:
    before, after = yaml.safe_load(BASE), yaml.safe_load(config_of(shop))
    assert after["route"]["routes"][0]["matchers"] == ['nines="shop"']
    assert after["route"]["routes"][0]["continue"] is False
    assert after["route"]["routes"][1:] == before["route"]["routes"]
    for key in ("receivers", "inhibit_rules", "templates"):
        assert after[key][: len(before[key])] == before[key]
        assert len(after[key]) > len(before[key])
    assert after["global"] == before["global"]
    names = [receiver["name"] for receiver in after["receivers"]]
    assert "nines-shop-pager" in names
    assert "nines-shop-elsewhere" not in names  # others' alerts are the company's


def test_a_second_merge_gives_the_same_bytes(shop: Built) -> None:
    config = config_of(shop)
    assert config_of(built(config)) == config


def test_what_the_specs_need_no_longer_goes(shop: Built) -> None:
    """A time interval, with the key that came with it."""
    office = "schedule office {\n  every mon..fri from 09:00 to 17:00 in Europe/Berlin\n}\n"
    timed = config_of(built(BASE, office, PAGER.replace("to chat", "to chat during office"), CHECKOUT))
    assert "\ntime_intervals:  # nines\n# nines begin shop\n" in timed
    assert config_of(built(timed)) == config_of(shop)


@pytest.mark.parametrize("generation", ALERTMANAGER)
def test_amtool_takes_it(shop: Built, generation: str, tmp_path: Path) -> None:
    done = amtool(generation, "check-config", put(shop, tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "fail" not in (done.stdout + done.stderr).lower()


def test_amtool_takes_it_in_strict_mode(shop: Built, tmp_path: Path) -> None:
    done = amtool("0.33", "--enable-feature=utf8-strict-mode", "check-config", put(shop, tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr


_VALUES = {
    "team": ["", "database", "shop"],
    "severity": ["", "page", "warning", "ticket"],
    "service": ["", "mail", "dns2", "checkout"],
}


@pytest.mark.parametrize("generation", ALERTMANAGER)
def test_the_companys_alerts_go_where_they_went(shop: Built, generation: str, tmp_path: Path) -> None:
    merged = put(shop, tmp_path)
    alone = put(shop, tmp_path / "alone", BASE)
    for values in itertools.product(*_VALUES.values()):
        labels = [f"{name}={value}" for name, value in zip(_VALUES, values, strict=True) if value]
        went, goes = (
            amtool(generation, "config", "routes", "test", f"--config.file={config}", "alertname=a", *labels)
            for config in (alone, merged)
        )
        assert goes.returncode == 0, goes.stderr
        assert goes.stdout == went.stdout, labels


def test_our_alerts_go_to_our_receivers_alone(shop: Built, tmp_path: Path) -> None:
    """Also those whose other labels a route of the company asks for."""
    for labels, receiver in (
        (["team=shop", "severity=page"], "nines-shop-pager"),
        (["team=shop", "severity=ticket", "service=mail"], "nines-shop-chat"),
        (["team=database", "severity=page"], "nines-shop-pager"),
    ):
        done = amtool(
            *("0.33", "config", "routes", "test", f"--config.file={put(shop, tmp_path)}", "nines=shop", *labels)
        )
        assert done.stdout.strip() == receiver


def test_what_looks_like_a_marker_in_a_text_is_none() -> None:
    base = BASE.replace("# nines end\n      That", "# nines begin shop\n      That")
    config = config_of(built(base))
    assert config_of(built(config)) == config
    assert yaml.safe_load(config)["receivers"][:3] == yaml.safe_load(base)["receivers"]


def test_the_companys_routes_can_get_our_alerts_too(tmp_path: Path) -> None:
    made = built(BASE, write=WRITE.rstrip() + " {\n    continue\n  }\n")
    config = put(made, tmp_path)
    assert yaml.safe_load(config.read_text("utf-8"))["route"]["routes"][0]["continue"] is True
    asked = ("alertname=a", "nines=shop", "team=shop", "severity=page", "service=mail")
    done = amtool("0.33", "config", "routes", "test", f"--config.file={config}", *asked)
    assert done.stdout.strip() == "nines-shop-pager,network"


def test_the_file_is_theirs_when_nobody_is_told_any_more() -> None:
    """What is deployed is what is built: it must not vanish with the last receiver."""
    nobody = "project {\n  bundle shop\n" + WRITE + "}\n" + CHECKOUT.replace("  owner shop\n", "")
    texts = {"project.nines": nobody, "base.yml": config_of(built(BASE))}
    compiled = analyse(Inputs(("project.nines",), Texts(texts), "project.nines"), TODAY)
    assert not compiled.report.has_errors, findings(compiled)
    assert config_of(produce(compiled, None)) == BASE
    texts["base.yml"] = "groups: []\n"
    compiled = analyse(Inputs(("project.nines",), Texts(texts), "project.nines"), TODAY)
    assert any(" N0630 " in said for said in findings(compiled))


def test_two_bundles_share_a_file() -> None:
    first, _ = put_into(BASE, PARTS)
    assert first is not None
    others = {name: tuple(line.replace("shop", "bank") for line in lines) for name, lines in PARTS.items()}
    both, said = put_into(first, others, "bank")
    assert said == []
    assert both is not None
    assert put_into(both, PARTS)[0] == both
    assert put_into(both, others, "bank")[0] == both
    assert put_into(both, {}, "bank")[0] == first
    one, _ = put_into(both, {})
    assert one is not None
    assert put_into(one, {}, "bank")[0] == BASE


# --- any file ---------------------------------------------------------------------


class _Loader(yaml.SafeLoader):
    """Takes a bare `=` and bare words for texts, as Go's does where it wants one."""


def _plus(base: dict[str, Any]) -> dict[str, Any]:
    """What a file says with our part, by another way: in the tree."""
    ours = {name: yaml.load("\n".join(lines), Loader=_Loader) for name, lines in PARTS.items()}
    route = dict(base["route"])
    route["routes"] = [*ours["routes"], *(route.get("routes") or [])]
    lists = {name: [*(base.get(name) or []), *ours[name]] for name in PARTS if name != "routes"}
    return {**base, "route": route, **lists}


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_base())
def test_any_file_says_what_it_said_and_what_we_say(base: str) -> None:
    before = yaml.load(base, Loader=_Loader)
    text, said = put_into(base, PARTS)
    assert text is not None, [finding.headline for finding in said]
    assert yaml.load(text, Loader=_Loader) == _plus(before)
    assert put_into(text, PARTS)[0] == text
    rest = OWN_KEY.sub("", OURS.sub("", text))
    end = "\r\n" if "\r\n" in base else "\n"
    assert rest in (base, base + end)
    assert put_into(text, {})[0] == rest


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_base(), any_base())
def test_pieces_of_files_never_raise(base: str, other: str) -> None:
    for text in (base[: len(base) // 2] + other[len(other) // 3 :], base[:-7], other[5:]):
        merged, said = put_into(text, PARTS)
        assert (merged is None) is bool(said)


# --- what keeps it from being merged -------------------------------------------------


def errors(base: str, *texts: str, project: str = "") -> list[str]:
    return [said for said in findings(against(base, *texts, project=project)) if " N063" in said]


SMALL = "route:\n  receiver: operations\nreceivers:\n- name: operations\n"


@pytest.mark.parametrize(
    ("base", "found"),
    [
        ("groups: []\n", "base.yml:1:1 N0630 `base.yml` is not Alertmanager's: it has the key `groups`"),
        ("receivers:\n- name: a\n", "base.yml:1:1 N0630 `base.yml` is not Alertmanager's: it has no `route`"),
        ("", "base.yml:1:1 N0630 `base.yml` is not Alertmanager's: it has no keys such as"),
        ("{route: {receiver: a}}", "base.yml:1:1 N0630 `base.yml` is not Alertmanager's: it has no keys"),
        ("route: [\n", "base.yml:2:1 N0630 `base.yml` is not Alertmanager's: it is no YAML"),
        (SMALL + "recievers: 1\n", "base.yml:5:1 N0630 `base.yml` is not Alertmanager's: it has the key `recievers`"),
        (SMALL + "---\na: b\n", "base.yml:5:1 N0630 `base.yml` is not Alertmanager's: a second document begins"),
        (SMALL + "route:\n  receiver: b\n", "base.yml:5:1 N0630 `route` is there twice in `base.yml`"),
        ("route:\nreceivers:\n- name: a\n", "base.yml:1:1 N0630 `base.yml` is not Alertmanager's: its `route` says"),
        (
            SMALL.replace("operations\nr", "operations\n  matchers: [a]\nr"),
            "base.yml:3:14 N0630 `base.yml` is not Alertmanager's: `a` is no condition on a label",
        ),
        (
            SMALL.replace("operations\nr", "operations\n  continue: true\n  group_by: [a]\nr"),
            "base.yml:3:3 N0630 the root route has `continue`, and Alertmanager refuses that",
        ),
        (SMALL + "templates: []\n", "base.yml:5:12 N0631 nothing can be added to `templates` in `base.yml`, which is"),
        ("route: {receiver: a}\nreceivers: [{name: a}]\n", "base.yml:1:8 N0631 nothing can be added to `route`"),
        (
            "route:\n  receiver: a\n  routes: &r\n  - receiver: a\n    routes: []\nreceivers: *r\n",
            "base.yml:3:11 N0631 nothing can be added to `routes` in `base.yml`, which stands in more than one place",
        ),
        (SMALL + "# nines begin shop\n", "base.yml:5:1 N0632 `# nines begin shop` has no `# nines end` after it"),
        (SMALL + "# nines end\n", "base.yml:5:1 N0632 `# nines end` has no `# nines begin shop` before it"),
        (
            SMALL + "# nines begin shop\n# nines begin shop\n# nines end\n",
            "base.yml:6:1 N0632 `# nines begin shop` stands before another `# nines end`",
        ),
        (
            SMALL + "# nines begin shop\n# nines end\n# nines begin shop\n# nines end\n",
            "base.yml:7:1 N0632 the markers stand a second time in `receivers`",
        ),
        (
            "# nines begin shop\n# nines end\n" + SMALL,
            "base.yml:1:1 N0632 the markers stand in none of routes, receivers",
        ),
        (
            SMALL + "- name: nines-shop-pager\n",
            "base.yml:5:9 N0633 the receiver `nines-shop-pager` is one of the specs",
        ),
        (SMALL + "- name: operations\n", "base.yml:5:9 N0633 the receiver `operations` is defined twice"),
        (
            SMALL.replace("receiver: o", "receiver: p"),
            "base.yml:2:13 N0634 there is no receiver `pperations`",
        ),
        ("route:\n  group_wait: 1s\n", "base.yml:2:3 N0634 the root route names no receiver"),
        (
            SMALL.replace("operations\nr", "operations\n  routes:\n  - mute_time_intervals: [night]\nr"),
            "base.yml:4:27 N0634 there is no time interval `night`",
        ),
        (
            SMALL.replace("operations\nr", "operations\n  routes:\n  - receiver: nines-shop-gone\nr"),
            "base.yml:4:15 N0634 there is no receiver `nines-shop-gone`: the specs need it no longer",
        ),
        (
            SMALL.replace(
                "operations\nr",
                "operations\n  routes:\n  - matchers: ['severity=\"page\"']\n"
                "  # nines begin shop\n  # nines end\n  - receiver: operations\nr",
            ),
            "base.yml:4:5 N0635 this route takes alerts of the bundle, such as `ErrorBudgetBurn` of",
        ),
        (
            SMALL + "inhibit_rules:\n- source_matchers: [a=b]\n  target_matchers: [severity!=critical]\n",
            "base.yml:6:3 N0636 this rule can silence alerts of the bundle, such as `ErrorBudgetBurn` of",
        ),
        (
            SMALL + "inhibit_rules:\n- source_matchers: [severity=critical]\n  target_matchers: [severity=warning]\n",
            "base.yml:6:21 N0638 the file goes by the severities `critical` and `warning`, and the specs by `page` and",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_place(base: str, found: str) -> None:
    said = errors(base)
    assert any(one.startswith(found) for one in said), said


def test_a_route_before_ours_that_lets_others_have_its_alerts_takes_none() -> None:
    moved = "operations\n  routes:\n  - matchers: ['severity=\"page\"']\n    continue: true\n"
    base = SMALL.replace("operations\nr", moved + "  # nines begin shop\n  # nines end\nr")
    assert [said for said in errors(base) if "N0635" in said] == []


@pytest.mark.parametrize(
    "target",
    [
        "target_match: {severity: warning}",
        "target_match_re: {alertname: 'Host.*|Node.*'}",
        "target_matchers: ['nines=\"\"']",
        'target_matchers: [ \'{alertname="x", a!~"b.*"}\' ]',
    ],
)
def test_a_rule_that_cannot_reach_ours_is_no_finding(target: str) -> None:
    rule = f"inhibit_rules:\n- source_matchers: [severity=page]\n  {target}\n"
    assert errors(SMALL + rule) == []


def test_a_rule_may_be_accepted_for_a_time() -> None:
    base = SMALL + "inhibit_rules:\n- source_matchers: [alertname=Down]\n  target_matchers: [alertname!=Down]\n"
    accepted = '  allow N0636 because "the whole site is down then" until 2199-01-01\n'
    assert [said[:12] for said in errors(base)] == ["base.yml:6:3"]
    assert errors(base, project=accepted) == []


MAIL = 'receiver desk email {\n  to "desk@example.com"\n}\nteam shop {\n  page to desk\n  ticket to desk\n}\n'


def test_mails_go_through_the_server_of_whoever_names_one() -> None:
    assert [said[:20] for said in errors(SMALL, MAIL, CHECKOUT)] == ["base.yml:1:1 N0637 m"]
    through = '  mail through "mail.example.com:25" from "a@example.com" as "u" with password file "/p"\n'
    assert errors(SMALL, MAIL, CHECKOUT, project=through) == []
    named = "global:\n  smtp_smarthost: mail.example.com:25\n  smtp_from: a@example.com\n" + SMALL
    assert errors(named, MAIL, CHECKOUT) == []
    made = yaml.safe_load(config_of(built(SMALL, MAIL, CHECKOUT, project=through)))
    (mail,) = next(one for one in made["receivers"] if one["name"] == "nines-shop-desk")["email_configs"]
    assert "global" not in made  # the company's, and not ours to write
    assert (mail["smarthost"], mail["from"]) == ("mail.example.com:25", "a@example.com")
    assert (mail["auth_username"], mail["auth_password_file"]) == ("u", "/p")


def test_a_file_that_is_not_there_is_said_to_be_missing() -> None:

    text = f"project {{\n{WRITE}}}\n"
    compiled = analyse(Inputs(("project.nines",), Texts({"project.nines": text}), "project.nines"), TODAY)
    assert findings(compiled)[0] == "project.nines:2:52 N0205 there is no file `base.yml`"


def test_aliases_of_aliases_are_not_followed_for_ever() -> None:
    """A short text can stand for a billion routes."""
    lines = ["route:\n  receiver: a\n  routes:\n  - &a0 {receiver: a}\n"]
    lines += [f"  - &a{n} {{receiver: a, routes: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 20)]
    assert errors("".join(lines) + "receivers:\n- name: a\n") == []


@pytest.mark.parametrize("page", base_codes.PAGES, ids=lambda page: page.code.id)
def test_the_page_of_a_finding_shows_it(page: Page) -> None:
    mail = page.code.id == "N0637"
    texts = (MAIL, CHECKOUT) if mail else ()
    assert any(f" {page.code.id} " in said for said in errors(page.bad, *texts)), errors(page.bad, *texts)
    assert not any(f" {page.code.id} " in said for said in errors(page.good, *texts))


SECRETS = """\
global:
  slack_api_url: 'https://hooks.chat.example/s3cret-1'
  smtp_auth_password: "s3cret-2"  # of last year
  opsgenie_api_key: $OPSGENIE
route:
  receiver: operations
receivers:
- name: operations
  pagerduty_configs:
  - routing_key: s3cret-3
    http_config: {basic_auth: {username: a, password: s3cret-4}}
  victorops_configs:
  - routing_key: no-secret
    api_key_file: /v
- name: operations
"""


def test_secrets_of_the_companys_file_are_said_and_not_shown() -> None:
    from io import StringIO

    from nines.cli.console import Console

    compiled = against(SECRETS)
    said = [finding for finding in compiled.report if finding.code.id == "N0639"]
    assert [finding.headline.partition("`")[2].partition("`")[0] for finding in said] == [
        "slack_api_url",
        "smtp_auth_password",
        "routing_key",
        "password",
    ]
    page = StringIO()
    Console(page, 200, color=False).findings(compiled.report, "text")
    assert "s3cret" not in page.getvalue()
    assert "operations` is defined twice" in page.getvalue()


@given(any_base())
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_masking_moves_nothing(base: str) -> None:
    text = base + SECRETS
    assert len(masked(text)) == len(text)
    assert [at for at, sign in enumerate(masked(text)) if sign == "\n"] == [
        at for at, sign in enumerate(text) if sign == "\n"
    ]
    assert "s3cret" not in masked(text)
