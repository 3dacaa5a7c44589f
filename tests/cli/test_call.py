"""`nines call`: finding the customer, asking the server, and what it says when that cannot be had."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.boards.drawn import SHOP, drawn
from tests.boards.test_live import MONTH
from tests.cli.conftest import Nines
from tests.render.recorded import recorded
from tests.support.ports import free_port

AT = "2026-11-24T16:00Z"


@pytest.fixture
def shop(nines: Nines, tmp_path: Path) -> Nines:
    shutil.copytree(SHOP, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("out", ".nines-cache"))
    return nines


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with recorded(drawn(SHOP).contract, MONTH, tmp_path_factory.mktemp("history")) as address:
        yield address


@pytest.mark.parametrize("asked", ["acme", "ACME Retail", "acme re", "AC"])
def test_a_customer_is_found_by_what_people_call_it(shop: Nines, asked: str) -> None:
    done = shop("call", asked)
    assert done.code == 0
    assert done.out.startswith("customer acme")
    assert "Prometheus was not asked, so how the promises stand is not known here." in done.out


def test_one_that_is_not_there_is_told_with_those_that_are(shop: Nines) -> None:
    done = shop("call", "acmee")
    assert (done.code, done.err) == (2, "nines: there is no customer `acmee`: did you mean `acme`?\n")
    done = shop("call", "nobody-at-all")
    assert "there is `acme`, `globex` and `lindenhof`" in done.err


def test_what_a_server_knows_is_on_the_sheet(shop: Nines, server: str) -> None:
    done = shop("call", "acme", "--from-prometheus", server, "--at", AT)
    assert done.code == 0, done.err
    text = " ".join(done.out.split())
    for said in (
        "As of 24 November 2026 17:00 Europe/Berlin",
        "■ page checkout.availability (ErrorBudgetBurn)",
        "also burning: catalog-db",
        "✖ broken Feed at least 99%",
        "EUR 600.00, 5% of the base",
    ):
        assert said in text, said


def test_programs_get_the_same(shop: Nines, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NINES_PROMETHEUS", server)
    read = json.loads(shop("call", "globex", "--at", AT, "--format", "json").out)
    assert (read["kind"], read["name"]) == ("customer", "globex")
    promised = next(one for one in read["sections"] if one.get("title") == "What we promised, and where it stands")
    assert promised["blocks"][0]["rows"][0]["cells"][0] == "✖ broken"


def test_a_page_is_written(shop: Nines, server: str, tmp_path: Path) -> None:
    done = shop("call", "lindenhof", "--from-prometheus", server, "--at", AT, "--html", "lindenhof.html")
    assert (done.code, done.out, done.err) == (0, "", "Wrote lindenhof.html\n")
    text = (tmp_path / "lindenhof.html").read_text("utf-8")
    assert text.startswith('<!doctype html>\n<html lang="de">')
    assert "✖ gebrochen" in text


def test_without_an_answer_the_sheet_says_so_and_is_there_all_the_same(shop: Nines) -> None:
    done = shop("call", "acme", "--from-prometheus", f"http://127.0.0.1:{free_port()}")
    assert done.code == 1
    assert "cannot be reached" in done.err
    assert "Prometheus gave no answer" in " ".join(done.out.split())
    assert "+49 40 000010" in done.out


def test_a_server_that_knows_nothing_of_the_customer_is_an_error(shop: Nines, server: str) -> None:
    done = shop("call", "acme", "--from-prometheus", server, "--at", "2020-01-01T00:00Z")
    assert done.code == 1
    assert "Prometheus knows nothing of this customer" in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--at", "yesterday", "--from-prometheus", "http://x"), "`--at yesterday` is no moment"),
        (("--from-prometheus", "prometheus"), "`prometheus` is no address of a server"),
        (("--html", "no/such/folder/page.html"), "cannot be written"),
    ],
)
def test_a_wrong_call_is_said(shop: Nines, arguments: tuple[str, ...], said: str) -> None:
    done = shop("call", "acme", *arguments)
    assert done.code == 2
    assert said in done.err


def test_specs_with_mistakes_are_not_told_from(nines: Nines, tmp_path: Path) -> None:
    (tmp_path / "a.nines").write_text("customer acme {\n  sla gone\n}\n", "utf-8")
    done = nines("call", "acme")
    assert done.code == 1
    assert "N0201" in done.err
