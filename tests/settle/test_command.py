"""`nines settle` as people call it: text, JSON, the ledger, what-if, and calls that mean nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from nines.cli.main import run
from tests.support.specs import ROOT

SPEC = ROOT / "specs" / "examples" / "contract.nines"
SCHEMAS = {
    name: Draft202012Validator(json.loads((ROOT / "grammar" / f"{name}.schema.json").read_text("utf-8")))
    for name in ("measured", "settlement", "ledger")
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "totals.csv").write_text("good,total\n998000,1000000\n", encoding="utf-8")
    return tmp_path


def settle(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """What is written: to standard output if all is well, else to standard error."""
    assert run(["settle", "2026-09", str(SPEC), *arguments]) == code
    seen = capsys.readouterr()
    return seen.out if code == 0 else seen.err


TEXT = """\
Settlement for September 2026
=============================

   Between     Fjordbase AS and Skagen Shipping
   Agreement   Storage Service Level Agreement, version 1.0
   Period      1 September 2026, 00:00 to 1 October 2026, 00:00 (Europe/Oslo), 30 days

   Credit      EUR 80.00
   Claim       submit by the end of 30 October 2026 (within 30 days of period end)

1. Availability: missed
   Promised    at least 99.9%  [1]
   Measured    998,000 good of 1,000,000 events = 99.8%  [2]
   Rounded     never  [3]
   Credit      10% of EUR 800.00 = EUR 80.00  [4]
               subscription: EUR 800.00 per month  [5] [6]

Account of credits
   Due         Availability: EUR 80.00
   Cap         the cap of EUR 240.00 is not reached  [7]
   Paid        EUR 80.00

Claim
   Submit      by the end of 30 October 2026 (within 30 days of period end) by mail  [8]

Clauses used
   [1]  contract.nines:26  promise availability of storage.availability at least 99.9%
   [2]  contract.nines:27  measure share of good events
   [3]  contract.nines:36  round measured never
   [4]  contract.nines:29  credit 10% when missed
   [5]  contract.nines:24  base subscription per month of the period missed
   [6]  contract.nines:46  fee subscription EUR 800 per month
   [7]  contract.nines:38  cap credits 30% per period, rest lapses
   [8]  contract.nines:39  submit within 30 days of period end by mail

Measured numbers
   totals.csv, line 2
"""


def test_the_text_can_be_sent_to_a_customer_and_is_the_same_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert settle(capsys, "-m", "totals.csv") == TEXT
    assert settle(capsys, "-m", "totals.csv") == TEXT


def test_json_has_its_schema_and_its_numbers_are_exact(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "fees.csv").write_text("fee,amount\nsubscription,EUR 100\n", encoding="utf-8")
    (here / "numbers.json").write_text('{"customer": "skagen", "totals": [{"good": 2, "total": 3}]}', encoding="utf-8")
    SCHEMAS["measured"].validate(json.loads((here / "numbers.json").read_text("utf-8")))
    read = json.loads(settle(capsys, "-m", "numbers.json", "-m", "fees.csv", "--format", "json"))
    SCHEMAS["settlement"].validate(read)
    [settlement] = read["settlements"]
    [promise] = settlement["promises"]
    assert promise["measured"] == {"exact": "2/3", "text": "66.666666...%"}
    assert settlement["credit"]["paid"] == {"kind": "money", "exact": "30", "currency": "EUR", "text": "EUR 30.00"}
    assert promise["credit"]["clause"] == {"file": "contract.nines", "line": 30, "text": "credit 30% below 99.0%"}


def test_a_run_of_months_is_remembered_and_a_second_time_adds_nothing(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = ""
    for _ in range(2):
        settle(capsys, "-m", "totals.csv", "--ledger", "ledger.jsonl", "--record")
        text = (here / "ledger.jsonl").read_text("utf-8")
        lines = text.splitlines()
        assert len(lines) == 3
        for line in lines:
            SCHEMAS["ledger"].validate(json.loads(line))
    (here / "totals.csv").write_text("good,total\n1,2\n", encoding="utf-8")
    told = settle(capsys, "-m", "totals.csv", "--ledger", "ledger.jsonl", "--record", code=1)
    assert "ledger.jsonl:2:1" in told
    assert "was settled before, with another result" in told
    assert (here / "ledger.jsonl").read_text("utf-8") == text


def test_a_changed_or_cut_ledger_is_refused(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = here / "ledger.jsonl"
    for month in ("2026-09", "2026-10", "2026-11"):
        assert run(["settle", month, str(SPEC), "-m", "totals.csv", "--ledger", "ledger.jsonl", "--record"]) == 0
    capsys.readouterr()
    text = ledger.read_text("utf-8")
    lines = text.splitlines(keepends=True)
    broken = {
        text.replace('"amount": "80"', '"amount": "8"', 1): "entry 1 of the ledger was changed: skagen, 2026-09",
        "".join([lines[0], *lines[2:]]): "before entry 1 of the ledger something was changed or taken out",
        "".join(lines[:-1]): "the ledger is cut",
        "".join([*lines[:-2], lines[-1]]): "the ledger is cut, or its end was changed: it has 2 entries here",
        text[:-10]: "its last line has no end",
        text.replace("nines-ledger", "ledger"): "this is no ledger",
        text.replace(
            lines[2], lines[2].replace('"points": "0"', '"points":  "0"')
        ): "entry 2 of the ledger was changed",
    }
    for other, said in broken.items():
        assert other != text
        ledger.write_text(other, encoding="utf-8")
        told = settle(capsys, "-m", "totals.csv", "--ledger", "ledger.jsonl", code=1)
        assert "N1011" in told
        assert said in " ".join(told.split())


def test_a_later_period_in_the_ledger_is_not_settled_behind(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["settle", "2026-10", str(SPEC), "-m", "totals.csv", "--ledger", "l.jsonl", "--record"]) == 0
    capsys.readouterr()
    told = settle(capsys, "-m", "totals.csv", "--ledger", "l.jsonl", "--record", code=1)
    assert "skagen's 2026-10 is in the ledger, and was settled without 2026-09" in told


def test_what_if_shows_what_it_would_cost(capsys: pytest.CaptureFixture[str]) -> None:
    told = settle(
        capsys,
        *("-m", "totals.csv"),
        *("--what-if", "outage 9h", "--what-if", "promise availability { credit 20% when missed }"),
        *("--what-if", "promise availability at least 99.7%"),
    )
    assert told.startswith(TEXT)
    assert told[len(TEXT) :] == (
        "\nWhat if: outage 9h (Skagen Shipping)\n"
        "   Assumed     everything fails; traffic as on average; values and tickets as they are; not excluded\n"
        "   Credit      EUR 240.00, instead of EUR 80.00: EUR 160.00 more\n"
        "   Availability: 98.5525%, missed, instead of 99.8%, missed\n"
        "\nWhat if: promise availability { credit 20% when missed } (Skagen Shipping)\n"
        "   Credit      EUR 160.00, instead of EUR 80.00: EUR 80.00 more\n"
        "\nWhat if: promise availability at least 99.7% (Skagen Shipping)\n"
        "   Credit      none, instead of EUR 80.00\n"
        "   Availability: 99.8%, kept, instead of 99.8%, missed\n"
    )
    read = json.loads(settle(capsys, "-m", "totals.csv", "--what-if", "outage 9h", "--format", "json"))
    SCHEMAS["settlement"].validate(read)
    assert read["what-if"][0]["settlement"]["credit"]["due"]["text"] == "EUR 240.00"


def test_what_if_with_a_mistake_is_told_where_it_would_stand(capsys: pytest.CaptureFixture[str]) -> None:
    told = settle(capsys, "-m", "totals.csv", "--what-if", "stack highst only", code=1)
    assert "with --what-if" in told
    assert "did you mean `highest`" in told


def test_another_plan_takes_the_place_of_the_old(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = SPEC.read_text("utf-8").replace(
        "  liability      sole remedy\n",
        "  liability sole remedy\n  plan basic\n  plan gold {\n"
        "    promise availability {\n      credit 40% when missed\n    }\n"
        "    cap credits 100% per period, rest lapses\n  }\n",
    )
    (here / "book.nines").write_text(text.replace('  tenant  "skagen"\n', '  tenant "skagen"\n  plan basic\n'), "utf-8")
    assert run(["settle", "2026-09", "book.nines", "-m", "totals.csv", "--what-if", "plan gold"]) == 0
    told = capsys.readouterr().out
    assert "plan Basic" in told
    assert "   Credit      EUR 320.00, instead of EUR 80.00: EUR 240.00 more\n" in told


def test_a_file_that_is_not_utf_8_is_told_at_its_byte(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "totals.csv").write_bytes(b"good,total\n1,2\n# M\xe4rz\n")
    told = settle(capsys, "-m", "totals.csv", code=1)
    assert "totals.csv:3:4" in told
    assert "is not in UTF-8: line 3 has the byte 0xe4" in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-m", "numbers.csv"], "which table is in `numbers.csv`?"),
        (["-m", "totals=nowhere.csv"], "there is no file `nowhere.csv`"),
        (["-m", "totals.csv", "--customer", "skagn"], "did you mean `skagen`?"),
        (["-m", "totals.csv", "--record"], "name it with `--ledger FILE`"),
        (["-m", "totals.csv", "--ledger", "no.jsonl"], "`--record` begins one"),
        (["-m", "totals.csv", "--what-if", "outage forty"], "an outage has a length, such as `outage 40m`"),
    ],
)
def test_a_call_that_means_nothing(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said in settle(capsys, *arguments, code=2)


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2026-13", "`2026-13` is no time of the calendar"),
        ("2026", "more than one period starts in `2026`"),
        ("2026-09-02", "no period starts in `2026-09-02`: one starts at 2026-09-01T00:00:00+02:00"),
        ("september", "`september` names no period"),
    ],
)
def test_a_period_that_there_is_not(period: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["settle", period, str(SPEC), "-m", "totals.csv"]) == 1
    assert said in " ".join(capsys.readouterr().err.split())
