"""Templates of one's own: mistakes in them are shown where they stand, and never called bugs of Nines."""

from __future__ import annotations

from pathlib import Path

import pytest

from nines.cli import extras
from tests.cli.conftest import Nines

SPEC = """\
service blog {
  sli availability {
    bad http_requests_total{job="blog", code=~"5.."}
    of  http_requests_total{job="blog"}
  }
  slo availability 99.9% over 30d
}
"""
CONTRACT = """\
service blog {
  sli availability {
    bad http_requests_total{job="blog", code=~"5.."}
    of  http_requests_total{job="blog"}
  }
  slo availability 99.95% over calendar month in Etc/UTC
}
sla standard {
  version "1" effective 2026-01-01
  covers  blog
  period  calendar month in Etc/UTC
  base    fee per month of the period missed
  promise availability of blog.availability at least 99.9% {
    measure share of good events
    credit  10% when missed
  }
  no traffic     left out
  monitor outage left out
  partial period only existing time counts
  round          measured never
  round          money half-even to EUR 0.01
  cap            credits 25% per period, rest lapses
  claim { submit within 30 days of period end by mail }
}
customer acme "NAME" {
  sla standard
  fee fee EUR 1_000 per month
}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "blog.nines").write_text(SPEC)
    (tmp_path / "own" / "prometheus").mkdir(parents=True)
    return tmp_path


def own(project: Path, text: str) -> None:
    (project / "own" / "prometheus" / "rules.yaml").write_text(text)


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ("groups:\n[% if %]\n", "own/prometheus/rules.yaml:2:1", "Expected an expression"),
        ("groups:\n\n  [[ nothing.at ]]\n", "own/prometheus/rules.yaml:3:1", "'nothing' is undefined"),
        ("[[ 1 / 0 ]]\n", "own/prometheus/rules.yaml:1:1", "division"),
        ('[% include "prometheus/no.yaml" %]\n', "own/prometheus/rules.yaml:1:1", "no.yaml"),
        ("[[ groups.__class__.__mro__ ]]\n", "own/prometheus/rules.yaml:1:1", "unsafe"),
    ],
)
def test_a_template_that_does_not_work(nines: Nines, project: Path, text: str, place: str, why: str) -> None:
    own(project, text)
    said = nines("build", "blog.nines", "--templates", "own", "--out", "made")
    assert said.code == 1
    assert "error[N0902]: the template `prometheus/rules.yaml` does not work" in said.err
    assert place in said.err
    assert why in said.err
    assert "bug" not in said.err
    assert not (project / "made").exists()


def test_a_template_that_leaves_out_what_was_planned(nines: Nines, project: Path) -> None:
    own(project, "groups: []\n")
    said = nines("build", "blog.nines", "--templates", "own", "--out", "made")
    assert said.code == 1
    assert "error[N0901]" in said.err
    assert "bug" not in said.err
    assert not (project / "made").exists()


def test_an_own_template_that_adds_a_comment(nines: Nines, project: Path) -> None:
    ours = (Path(__file__).parents[2] / "templates" / "prometheus" / "rules.yaml").read_text()
    own(project, f"# Reviewed by the platform team\n{ours}")
    assert nines("build", "blog.nines", "--templates", "own", "--out", "made").code == 0
    made = next((project / "made" / "rules").glob("blog*"))
    assert made.read_text().startswith("# Reviewed by the platform team\n")


@pytest.mark.parametrize("code", ["N0901", "N0902", "N0903"])
def test_the_codes_of_outputs_are_explained(nines: Nines, code: str) -> None:
    said = nines("explain", code)
    assert said.code == 0
    assert said.out.startswith(f"error[{code}]")


# --- documents on paper -----------------------------------------------------


def paper(tmp_path: Path, forms: str = "pdf, word", name: str = "ACME Retail") -> None:
    (tmp_path / "project.nines").write_text(f'project {{\n  write documents to "contracts" also as {forms}\n}}\n')
    (tmp_path / "all.nines").write_text(CONTRACT.replace("NAME", name))


def test_documents_are_written_as_pdf_and_word_where_that_is_asked_for(nines: Nines, tmp_path: Path) -> None:
    paper(tmp_path)
    assert nines("build").code == 0
    made = sorted(path.name for path in (tmp_path / "out" / "contracts" / "customers").iterdir())
    assert made == ["acme.credits.json", "acme.docx", "acme.html", "acme.md", "acme.pdf"]
    assert (tmp_path / "out" / "contracts" / "customers" / "acme.pdf").read_bytes().startswith(b"%PDF-")
    assert nines("build", "--check", "--no-cache").code == 0
    (tmp_path / "all.nines").write_text(CONTRACT.replace("NAME", "ACME Trade"))
    stale = nines("build", "--check", "--no-cache")
    assert stale.code == 1
    assert "out/contracts/customers/acme.pdf differs: it is no text" in stale.out


def test_what_sets_paper_is_missing(nines: Nines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper(tmp_path)
    monkeypatch.setattr(extras, "find_spec", lambda name: None if name == "typst" else object())
    said = nines("build")
    assert said.code == 2
    assert "typst is not installed" in said.err
    assert "pip install 'nines-lang[documents]'" in said.err
    assert not (tmp_path / "out").exists()


def test_a_name_that_no_typeface_has(nines: Nines, tmp_path: Path) -> None:
    paper(tmp_path, "pdf", name="松田商店")
    said = nines("build")
    assert said.code == 1
    assert "error[N0903]: no typeface at hand can show `" in said.err
    assert "all.nines:25:" in said.err
    assert not (tmp_path / "out").exists()


def test_a_typst_template_that_does_not_work(nines: Nines, tmp_path: Path) -> None:
    paper(tmp_path, "pdf")
    (tmp_path / "own" / "documents").mkdir(parents=True)
    (tmp_path / "own" / "documents" / "document.typ").write_text("#let it = (\n")
    said = nines("build", "--templates", "own")
    assert said.code == 1
    assert "error[N0902]: the template `documents/document.typ` does not work: unclosed delimiter" in said.err


def test_a_template_that_comes_later_is_seen_in_the_same_process(nines: Nines, project: Path) -> None:
    assert nines("build", "blog.nines", "--templates", "own", "--out", "made", "--no-cache").code == 0
    ours = (Path(__file__).parents[2] / "templates" / "prometheus" / "rules.yaml").read_text()
    own(project, f"# Later\n{ours}")
    assert nines("build", "blog.nines", "--templates", "own", "--out", "made", "--no-cache").code == 0
    assert (project / "made" / "rules" / "blog.yaml").read_text().startswith("# Later\n")
