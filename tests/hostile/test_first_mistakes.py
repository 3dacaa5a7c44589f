"""What people who come from other tools write in their first hour: one finding each, which says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

import nines
from tests.support.specs import ROOT

FIRST = {
    path.name: path.read_text("utf-8").replace("@bundle@", "shop").replace("@zone@", "Europe/Berlin")
    for path in (ROOT / "compiler" / "nines" / "first").glob("*.nines")
}
BAD = 'bad http_requests_total{job="shop", code=~"5.."}'


@pytest.mark.parametrize(
    ("file", "right", "wrong", "headline"),
    [
        ("shop.nines", BAD, f"bad rate({BAD[4:]}[5m])", "PromQL that is more than a selector stands in backticks"),
        ("shop.nines", BAD, f"bad sum({BAD[4:]})", "PromQL that is more than a selector stands in backticks"),
        ("shop.nines", BAD, f"bad sum by (job) ({BAD[4:]})", "PromQL that is more than a selector stands in backticks"),
        ("shop.nines", BAD, f"bad {BAD[4:]} / 2", "PromQL that is more than a selector stands in backticks"),
        ("shop.nines", "over 30d", "over 30 days", "a duration is one word: `30d`, not `30 days`"),
        (
            "shop.nines",
            "  owner",
            "  alert x\n  owner",
            "`alert` is not a statement of `service`: did you mean `alerts`?",
        ),
        ("shop.nines", '"teams', '"team', "there is no file `team.nines`: did you mean `teams.nines`?"),
        ("shop.nines", "service shop", "slo x 99% over 30d\nservice shop", "`slo` has no place in a file"),
        ("project.nines", "every 15s", "15s", "`scrape` wants `every` here, not `15s`"),
    ],
)
def test_one_mistake_is_one_finding(tmp_path: Path, file: str, right: str, wrong: str, headline: str) -> None:
    for name, text in FIRST.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert right in FIRST[file]
    (tmp_path / file).write_text(FIRST[file].replace(right, wrong, 1), "utf-8")
    assert [finding.headline for finding in nines.compile(tmp_path).findings] == [headline]


def test_one_file_of_a_project_is_checked_without_what_only_its_settings_need(tmp_path: Path) -> None:
    """As git hooks do: the heartbeat's receiver stands in a file that this one does not import."""
    for name, text in FIRST.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "cart.nines").write_text(
        "service cart {\n  sli b {\n    bad x{}\n    of  y{}\n  }\n  slo b 99% over 30d\n}\n"
    )
    assert [finding.headline for finding in nines.compile(tmp_path / "cart.nines").findings] == []
