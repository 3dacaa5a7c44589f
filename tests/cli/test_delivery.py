"""What stands beside the specs: a company's file that is merged into, and the files of secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Nines

PROJECT = """\
receiver beat webhook {
  url "https://beat.example/ping"
}
project {
  bundle    shop
  heartbeat to beat
  write alertmanager to "alertmanager" merged into "../company/alertmanager.yml"
}
"""
SPEC = """\
receiver pager pagerduty {
  key file "/etc/alertmanager/secrets/pager/key"
}
team shop {
  page   to pager
  ticket to pager
}
service checkout {
  owner shop

  sli availability {
    bad a_bad_total{job="a"}
    of  a_total{job="a"}
  }

  slo availability 99.9% over 30d
}
"""
BASE = "route:\n  receiver: operations\nreceivers:\n- name: operations  # of all\n"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project beside the folder of the company's own configuration; the user stands in the project."""
    folder = tmp_path / "specs"
    folder.mkdir()
    (tmp_path / "company").mkdir()
    (folder / "project.nines").write_text(PROJECT, encoding="utf-8")
    (folder / "shop.nines").write_text(SPEC, encoding="utf-8")
    (tmp_path / "company" / "alertmanager.yml").write_text(BASE, encoding="utf-8")
    return folder


@pytest.fixture
def here(nines: Nines, shop: Path, monkeypatch: pytest.MonkeyPatch) -> Nines:
    monkeypatch.chdir(shop)
    return nines


def test_a_build_writes_the_companys_file_with_our_part(here: Nines, shop: Path) -> None:
    done = here("build")
    assert done.code == 0, done.err
    text = (shop / "out" / "alertmanager" / "alertmanager.yaml").read_text("utf-8")
    assert "- name: operations  # of all\n# nines begin shop\n" in text
    assert (shop.parent / "company" / "alertmanager.yml").read_text("utf-8") == BASE


def test_a_changed_base_makes_outputs_stale_and_what_was_said_old(here: Nines, shop: Path) -> None:
    assert here("build").code == 0
    assert here("build", "--check").code == 0
    assert here("check").code == 0
    base = shop.parent / "company" / "alertmanager.yml"
    base.write_text(BASE + "# a word more\n", encoding="utf-8")
    stale = here("build", "--check")
    assert stale.code == 1
    assert "+# a word more" in stale.out
    base.write_text(BASE.replace("receiver: o", "receiver: O"), encoding="utf-8")
    said = here("check")
    assert said.code == 1
    assert "there is no receiver `Operations`" in said.out
    assert "../company/alertmanager.yml:2:13" in said.out


def test_the_file_of_the_last_build_can_be_the_base_of_the_next(here: Nines, shop: Path) -> None:
    assert here("build").code == 0
    built = shop / "out" / "alertmanager" / "alertmanager.yaml"
    first = built.read_text("utf-8")
    (shop.parent / "company" / "alertmanager.yml").write_text(first, encoding="utf-8")
    assert here("build").code == 0
    assert built.read_text("utf-8") == first


def test_a_base_that_is_not_there_is_an_error(here: Nines, shop: Path) -> None:
    (shop.parent / "company" / "alertmanager.yml").unlink()
    done = here("check")
    assert done.code == 1
    assert "there is no file `../company/alertmanager.yml`" in done.out


def test_a_base_that_is_no_text_is_an_error(here: Nines, shop: Path) -> None:
    (shop.parent / "company" / "alertmanager.yml").write_bytes(b"\xff\xfe\0r")
    done = here("build")
    assert done.code == 1
    assert "is in UTF-16" in done.err


# --- secrets ---------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["etc/alertmanager/secrets/pager/key", "secrets/pager/key", "key"])
def test_secrets_are_found_by_the_end_of_their_paths(here: Nines, tmp_path: Path, place: str) -> None:
    path = tmp_path / "machine" / place
    path.parent.mkdir(parents=True)
    path.write_text("k3y-that-nobody-may-see\n", encoding="utf-8")
    done = here("check", "--secrets", str(tmp_path / "machine"))
    assert done.code == 0, done.out
    assert "1 secret in place" in done.out
    assert "k3y" not in done.out


def test_a_secret_that_is_missing_is_an_error_at_its_line(here: Nines, tmp_path: Path) -> None:
    (tmp_path / "machine").mkdir()
    done = here("check", "--secrets", str(tmp_path / "machine"))
    assert done.code == 1
    assert "error[N0641]: the key of `pager` is not there" in done.out
    assert "shop.nines:2:12" in done.out
    assert here("check").code == 0, "what was said with a folder is not what is said without"


@pytest.mark.parametrize(("text", "said"), [("  \n", "is empty"), ("s3cret-a\ns3cret-b\n", "has several lines")])
def test_a_secret_that_cannot_be_one_is_an_error_that_does_not_show_it(
    here: Nines, tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "machine").mkdir()
    (tmp_path / "machine" / "key").write_text(text, encoding="utf-8")
    done = here("check", "--secrets", str(tmp_path / "machine"))
    assert done.code == 1
    assert said in done.out
    assert "s3cret" not in done.out
