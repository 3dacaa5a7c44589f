"""Counts, order and cutting a long report."""

from __future__ import annotations

from nines.diagnostics.summary import Summary, cap, count_of, in_order, summarize
from tests.diagnostics.specimens import fixes, long_remarks, note, two_files


def test_counts_by_severity_file_and_code() -> None:
    findings = [two_files(), fixes(), note(), long_remarks(), two_files()]
    assert summarize(findings) == Summary(3, 1, 1, 2, 1, ("N0401", "N0203", "N0412", "N0901"))
    assert summarize(findings).total == 5
    assert summarize([]) == Summary(0, 0, 0, 0, 0, ())


def test_order_is_that_of_the_texts() -> None:
    assert in_order([fixes(), note(), two_files(), long_remarks()]) == (long_remarks(), two_files(), note(), fixes())


def test_a_cut_report_keeps_errors_first_and_the_order() -> None:
    findings = [note(), long_remarks(), two_files(), note(), fixes()]
    assert cap(findings, 3).shown == (long_remarks(), two_files(), fixes())
    assert cap(findings, 3).left_out == 2
    assert cap(findings, 1).shown == (two_files(),)
    assert cap(findings, 4).shown == (note(), long_remarks(), two_files(), fixes())
    assert (cap(findings, 5).shown, cap(findings, 5).left_out) == (tuple(findings), 0)
    assert (cap(findings, 0).shown, cap(findings, 0).left_out) == ((), 5)


def test_counts_are_said_with_their_noun() -> None:
    assert [count_of(number, "file") for number in (0, 1, 2, 1200)] == ["0 files", "1 file", "2 files", "1,200 files"]
