"""`nines check`: files, folders, patterns, standard input; forms; fixes; exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Nines

GOOD = """service a "A" {
  sli ok {
    bad errors_total{job="a"}
    of  requests_total{job="a"}
  }
  slo ok 99% over 30d
}
"""
TYPO = GOOD.replace("slo ok", "slo okk")
Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


def write(path: str, text: str = GOOD) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file


def test_a_file_without_mistakes(nines: Nines) -> None:
    write("a.nines")
    outcome = nines("check", "a.nines")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == "No mistakes: 1 file, 1 service, 1 objective, 0 customers\n"


def test_a_mistake_is_shown_with_its_place_and_ends_with_1(nines: Nines) -> None:
    write("a.nines", TYPO)
    outcome = nines("check", "a.nines")
    assert outcome.code == 1
    assert "error[N0308]: `a` has no sli `okk`: did you mean `ok`?" in outcome.out
    assert "--> a.nines:6:7" in outcome.out
    assert "1 error in 1 file" in outcome.out


def test_without_arguments_the_project_is_checked_from_anywhere_in_it(
    nines: Nines, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("project.nines", "project {\n  bundle shop\n}\n")
    write("deep/er/a.nines", TYPO)
    monkeypatch.chdir("deep/er")
    outcome = nines("check")
    assert outcome.code == 1
    assert "--> a.nines:6:7" in outcome.out


def test_paths_in_messages_are_seen_from_where_the_user_stands(nines: Nines, monkeypatch: pytest.MonkeyPatch) -> None:
    write("project.nines", "project {\n  bundle shop\n}\n")
    write("specs/a.nines", TYPO)
    write("elsewhere/b.nines")
    monkeypatch.chdir("elsewhere")
    assert "--> ../specs/a.nines:6:7" in nines("check", "../specs/a.nines").out


@pytest.mark.parametrize("argument", ["specs", "specs/", ".", "specs/*.nines", "specs/a.nines"])
def test_folders_and_patterns_work(nines: Nines, argument: str) -> None:
    write("specs/a.nines", TYPO)
    assert nines("check", argument).code == 1


def test_a_file_with_blanks_in_its_name(nines: Nines) -> None:
    write("my specs/the shop.nines", TYPO)
    assert "--> my specs/the shop.nines:6:7" in nines("check", "my specs/the shop.nines").out


def test_standard_input(process: Process) -> None:
    result = process("check", "-", stdin=TYPO.encode())
    assert result.returncode == 1
    assert b"--> <stdin>:6:7" in result.stdout
    assert process("check", "-", stdin=GOOD.encode()).returncode == 0


def test_json_is_written_also_when_there_is_nothing_to_say(nines: Nines) -> None:
    write("a.nines")
    assert json.loads(nines("check", "--format", "json").out)["findings"] == []
    write("a.nines", TYPO)
    finding = json.loads(nines("check", "--format", "json").out)["findings"][0]
    assert finding["code"] == "N0308"


def test_annotations_for_github(nines: Nines) -> None:
    write("a.nines", TYPO)
    assert nines("check", "--format", "github").out.startswith("::error file=a.nines,line=6,")


def test_sarif_and_short(nines: Nines) -> None:
    write("a.nines", TYPO)
    log = json.loads(nines("check", "--format", "sarif").out)
    assert log["runs"][0]["results"][0]["ruleId"] == "N0308"
    assert nines("check", "--format", "short").out.startswith("a.nines:6:7: error[N0308]: ")


def test_strict_makes_warnings_stop(nines: Nines) -> None:
    write("a.nines", GOOD + "team idle\n")
    assert nines("check").code == 0
    assert nines("check", "--strict").code == 1


def test_fix_mends_the_file_and_keeps_all_else(nines: Nines) -> None:
    file = write("a.nines", TYPO.replace("\n", "\r\n") + "# last\r\n")
    outcome = nines("check", "--fix", "a.nines")
    assert (outcome.code, outcome.err) == (0, "1 mended\n")
    assert file.read_bytes() == GOOD.replace("\n", "\r\n").encode() + b"# last\r\n"


def test_fix_leaves_a_file_with_nothing_to_mend_untouched(nines: Nines) -> None:
    file = write("a.nines")
    before = file.stat().st_mtime_ns
    nines("check", "--fix", "a.nines")
    assert file.stat().st_mtime_ns == before


def test_at_most_so_many_findings(nines: Nines) -> None:
    write("a.nines", "wrong\n" * 10)
    assert nines("check", "--max", "2", "--format", "short").out.count("\n") == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "no.nines"], "there is no file `no.nines`"),
        (["check", "empty"], "there is no `.nines` file in `empty`"),
        (["check", "*.nines"], "no `.nines` file matches `*.nines`"),
        (["check"], "there is no `.nines` file here"),
        (["check", "-", "a.nines"], "standard input (`-`) cannot be read together with files"),
        (["chekc"], "did you mean `nines check`?"),
        (["check", "--frmat", "json"], "No such option"),
        (["explain", "N9999"], "there is no code `N9999`"),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_what_to_do(nines: Nines, arguments: list[str], said: str) -> None:
    Path("empty").mkdir()
    outcome = nines(*arguments)
    assert outcome.code == 2
    assert said in outcome.err
    assert outcome.out == ""


def test_a_wrong_name_of_a_file_says_which_was_meant(nines: Nines) -> None:
    write("checkout.nines")
    assert "did you mean `chekout.nines`" not in nines("check", "chekout.nines").err
    assert "did you mean `checkout.nines`?" in nines("check", "chekout.nines").err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfes\x00l\x00o\x00", "is in UTF-16"),
        (b"service caf\xe9 {}\n", "is not in UTF-8: line 1 has the byte 0xe9"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "is no text: it holds null bytes"),
    ],
)
def test_a_file_that_is_no_text_in_utf8(nines: Nines, content: bytes, said: str) -> None:
    Path("a.nines").write_bytes(content)
    outcome = nines("check", "a.nines")
    assert outcome.code == 1
    assert said in outcome.out


def test_a_byte_order_mark_and_windows_line_ends_are_fine(nines: Nines) -> None:
    Path("a.nines").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert nines("check", "a.nines").code == 0


def test_an_empty_file_is_fine(nines: Nines) -> None:
    write("a.nines", "")
    assert nines("check", "a.nines").code == 0


def test_a_folder_in_the_place_of_a_file(nines: Nines) -> None:
    Path("teams.nines").mkdir()
    write("a.nines", 'import "teams.nines"\n')
    assert "is a folder" in nines("check", "a.nines").out


def test_hostile_texts_end_with_findings_and_no_traceback(nines: Nines) -> None:
    for text in (
        "{" * 2000,
        "service a {\n" * 1500,
        "\x00\x01\ufeff" * 10,
        "a " * 5000,
        '"' * 999,
        "`" * 999,
        "$x\n" * 500,
    ):
        write("a.nines", text.replace("\x00", ""))
        outcome = nines("check", "a.nines")
        assert outcome.code == 1
        assert "Traceback" not in outcome.err + outcome.out


def test_ten_thousand_statements(nines: Nines) -> None:
    sli = 'sli ok {{\n    bad e_total{{job="s{0}"}}\n    of r_total{{job="s{0}"}}\n  }}'
    body = "".join(f'service s{n} "S" {{\n  {sli.format(n)}\n  slo ok 99% over 30d\n}}\n' for n in range(2000))
    write("a.nines", body)
    outcome = nines("check", "a.nines")
    assert (outcome.code, outcome.out) == (0, "No mistakes: 1 file, 2,000 services, 2,000 objectives, 0 customers\n")


def test_colours_only_where_they_are_asked_for(nines: Nines) -> None:
    write("a.nines", TYPO)
    assert "\x1b[" not in nines("check").out
    assert "\x1b[" in nines("check", "--color", "always").out


def redirected(folder: Path, shell: str) -> subprocess.CompletedProcess[str]:
    """A command line with redirections, as a shell runs it; `nines` is ours."""
    line = f'nines() {{ "{sys.executable}" -m nines "$@"; }}; {shell}'
    return subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, text=True, check=False)


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.nines").write_text(GOOD)
    for _ in range(2):
        full = redirected(tmp_path, "nines check a.nines > /dev/full")
        assert (full.returncode, full.stderr) == (
            1,
            "nines: what was found could not be written: No space left on device\n",
        )


def test_a_stream_that_is_closed_takes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.nines").write_text(TYPO)
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        assert redirected(tmp_path, f"nines check a.nines {closed}").returncode == 1


def test_who_stops_reading_hears_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.nines").write_text(TYPO)
    left = redirected(tmp_path, "nines check a.nines | true; echo ${PIPESTATUS[0]}")
    assert left.stdout in ("0\n", "1\n")
    assert left.stderr == ""
