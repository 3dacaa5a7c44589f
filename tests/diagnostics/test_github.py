"""Annotations that GitHub reads, from texts that try to be commands themselves."""

from __future__ import annotations

import re

from nines.diagnostics.github import command, commands
from nines.diagnostics.model import Label
from nines.source import Source
from tests.diagnostics.specimens import ALL, finding, long_remarks, note, two_files


def read(line: str) -> tuple[str, dict[str, str], str]:
    """As GitHub's runner reads a command."""
    match = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line)
    assert match
    level, listed, message = match.groups()
    properties = dict(each.split("=", 1) for each in listed.split(","))
    return level, {key: _unescaped(value) for key, value in properties.items()}, _unescaped(message)


def _unescaped(text: str) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def test_a_finding_as_a_command() -> None:
    assert command(two_files()) == (
        "::error file=shop/checkout.nines,line=38,endLine=38,col=21,endColumn=26,"
        "title=N0401 objective-below-promise::the SLO allows more downtime than the SLA that rests on it"
        "%0Aallows 3h 36m in 30 days%0Ashop/sla.nines:9:58: promises at most 43m 12s"
        "%0Ahelp: raise the objective above 99.9%25, or promise less"
    )


def test_levels_are_those_of_github() -> None:
    assert [read(command(each()))[0] for each in (two_files, long_remarks, note)] == ["error", "warning", "notice"]


def test_properties_escape_what_would_end_them() -> None:
    source = Source("a,b:c%\r\n.nines", "slo")
    line = command(finding(Label(source.span(0, 3)), headline="100%0A\r\n::set-env name=X::y"))
    assert "\n" not in line
    assert "\r" not in line
    assert "file=a%2Cb%3Ac%25%0D%0A.nines," in line
    _, properties, message = read(line)
    assert properties["file"] == "a,b:c%\r\n.nines"
    assert message == "100%0A<U+000D>\n::set-env name=X::y"


def test_a_place_of_several_lines_has_no_columns() -> None:
    source = Source("a.nines", "service a {\n}\n")
    _, properties, _ = read(command(finding(Label(source.span(0, 13)))))
    assert (properties["line"], properties["endLine"]) == ("1", "2")
    assert "col" not in properties
    assert "endColumn" not in properties


def test_one_line_for_each_finding_whatever_the_text() -> None:
    lines = commands(each() for each in ALL).split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(ALL)
    assert all(read(line)[2].split("\n")[0] for line in lines)
