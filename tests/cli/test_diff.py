"""`nines diff`: two folders, or what a commit of git had."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import click
import pytest

from tests.cli.conftest import Nines
from tests.documents.changed import CAP, CHECKOUT, CUSTOMERS, NEXT, SERVICES

SPEC = SERVICES + CHECKOUT + CUSTOMERS + 'allow N0403 because "not measured here" until 2027-01-01\n'
WORSE = SPEC.replace(CAP, CAP.replace("50%", "40%"))


def git(*arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture
def repository(nines: Nines) -> Nines:
    """A project in the folder `shop` of a repository, with one commit, and worse terms in the work tree."""
    write("shop/project.nines", "project { bundle shop }\n")
    write("shop/contract.nines", SPEC)
    git("init", "--initial-branch=main")
    git("add", ".")
    git("commit", "-m", "first")
    git("tag", "v1")
    write("shop/contract.nines", WORSE.replace(*NEXT))
    return nines


def test_nothing_changed(nines: Nines) -> None:
    write("a/contract.nines", SPEC)
    write("b/contract.nines", SPEC + "# a comment\n")
    outcome = nines("diff", "a", "b")
    assert (outcome.code, outcome.out) == (0, "No contract differs.\n")


def test_two_folders(nines: Nines) -> None:
    write("a/contract.nines", SPEC)
    write("b/contract.nines", WORSE.replace(*NEXT))
    outcome = nines("diff", "a", "b")
    assert outcome.code == 0
    assert "Cap of credits: worse for the customer" in outcome.out
    assert "[-50%-] {+40%+}" in outcome.out
    assert nines("diff", "b", "a").out != outcome.out


def test_two_files(nines: Nines) -> None:
    write("a.nines", SPEC)
    write("b.nines", WORSE.replace(*NEXT))
    assert "worse for the customer" in nines("diff", "a.nines", "b.nines").out


def test_worse_terms_without_a_version_fail(nines: Nines) -> None:
    write("a/contract.nines", SPEC)
    write("b/contract.nines", WORSE)
    outcome = nines("diff", "a", "b")
    assert outcome.code == 1
    assert "it is still version 2.1" in outcome.out


def test_a_notice_that_is_too_short_fails(nines: Nines) -> None:
    """Today is 15 January; 60 days before 1 June are 2 April."""
    write("a/contract.nines", SPEC)
    write("b/contract.nines", WORSE.replace(*NEXT))
    assert nines("diff", "a", "b", "--announced", "2026-04-02").code == 0
    late = nines("diff", "a", "b", "--announced", "2026-04-03")
    assert late.code == 1
    assert "it may be in force from 2 June 2026" in late.out


def test_with_the_last_commit(repository: Nines, monkeypatch: pytest.MonkeyPatch) -> None:
    found = repository("diff", "shop")
    assert found.code == 0
    assert "Cap of credits: worse" in found.out
    assert repository("diff", "v1", "shop").out == found.out
    monkeypatch.chdir("shop")
    assert repository("diff").out == found.out
    assert repository("diff", "HEAD").out == found.out
    assert repository("diff", "v1", "main").out == "No contract differs.\n"


def test_a_commit_with_a_mistake_is_compared_as_far_as_it_goes(repository: Nines) -> None:
    write("shop/contract.nines", SPEC.replace("liability sole remedy", "liability sole"))
    git("commit", "-am", "broken")
    write("shop/contract.nines", WORSE.replace(*NEXT))
    outcome = repository("diff", "shop")
    assert "the old specs have 1 error" in outcome.err
    assert "Cap of credits: worse" in outcome.out


def test_mistakes_in_the_new_specs_are_shown(repository: Nines) -> None:
    write("shop/contract.nines", SPEC.replace("liability sole remedy", "liability sole"))
    outcome = repository("diff", "shop")
    assert outcome.code == 1
    assert outcome.out == ""
    assert "contract.nines" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nonsense", "shop"), "`nonsense` is neither a file or folder nor a commit"),
        (("--", "--output=x", "shop"), "neither a file or folder nor a commit"),
        (("a", "b", "c"), "name OLD and NEW"),
        (("--versions", "a", "b"), "name one folder or file"),
        (("v1", "shop", "--only", "nobody"), "there is no customer or sla `nobody`"),
        (("--announced", "soon"), "soon"),
    ],
)
def test_wrong_calls_say_what_to_do(repository: Nines, arguments: tuple[str, ...], said: str) -> None:
    outcome = repository("diff", *arguments)
    assert outcome.code == 2
    assert said in outcome.err


def test_outside_of_a_repository(nines: Nines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd().parent))
    write("contract.nines", SPEC)
    outcome = nines("diff")
    assert outcome.code == 2
    assert "lies in no git repository" in outcome.err


def test_versions_in_the_specs(nines: Nines) -> None:
    later = CHECKOUT.replace(*NEXT).replace(CAP, CAP.replace("50%", "40%"))
    write("contract.nines", SPEC + later)
    outcome = nines("diff", "--versions", "--announced", "2026-03-01")
    assert outcome.code == 0, outcome.err
    assert "version 2.1, in force from 1 January 2026, is replaced by version 2.2" in outcome.out
    only = nines("diff", "--versions", "--only", "lindenhof", "--format", "json", "--announced", "2026-03-01")
    assert {item["name"] for item in json.loads(only.out)["contracts"]} == {"lindenhof-from-2026-06-01"}


@pytest.mark.parametrize(("form", "start"), [("markdown", "# Redline"), ("html", "<!doctype html>"), ("json", "{")])
def test_forms(nines: Nines, form: str, start: str) -> None:
    write("a/contract.nines", SPEC)
    write("b/contract.nines", WORSE.replace(*NEXT))
    outcome = nines("diff", "a", "b", "--format", form)
    assert outcome.code == 0
    assert outcome.out.startswith(start)
    assert "40%" in outcome.out


def test_colours_are_for_people_who_ask(nines: Nines) -> None:
    write("a/contract.nines", SPEC)
    write("b/contract.nines", WORSE.replace(*NEXT))
    plain = nines("diff", "a", "b").out
    colored = nines("diff", "a", "b", "--color", "always").out
    assert "\x1b[31m[-50%-]\x1b[0m \x1b[32m{+40%+}\x1b[0m" in colored
    assert "\x1b" not in plain
    assert click.unstyle(colored) == plain
    assert "\x1b" not in nines("diff", "a", "b", "--color", "always", "--format", "markdown").out
