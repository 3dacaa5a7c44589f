"""What is said to break a template breaks it, and nothing else does, as the real Alertmanager reads them."""

from __future__ import annotations

import pytest

from nines.contract.templates import FUNCTIONS, fault_of
from tests.alertmanager.build import CHECKOUT, amtool
from tests.support.specs import compile_text, findings

SOUND = [
    "no template",
    "{{ .CommonLabels.service }}",
    '{{ if eq .Status "firing" }}on{{ else if .Alerts }}{{ else }}off{{ end }}',
    "{{ range $at, $alert := .Alerts.Firing }}{{ if lt $at 8 }}{{ .Labels.alertname }}{{ end }}{{ end }}",
    '{{- with index .Alerts 0 -}} {{ reReplaceAll "}}" `{{ end }}` .Labels.a }} {{- end -}}',
    '{{/* nope } */}}{{ template "company.title" . }}',
    "{{ (index .Alerts 0).Labels.a | toUpper | printf `%s` }}",
    "{{ len .Alerts }} {{ 0x1f }} {{ 1e3 }} {{ 'a' }} {{ true }} {{ nil | print }}",
    '{{ define "x" }}{{ . }}{{ end }}{{ block "y" . }}z{{ end }}',
]
BROKEN = [
    ("{{ .CommonLabels.service", "{{"),
    ("{{ upper .Status }}", "upper"),
    ("{{ .Status | trim }}", "trim"),
    ("{{ if .Alerts }}x", "if"),
    ("{{ range .Alerts }}{{ if .Labels }}{{ end }}", "range"),
    ("{{ humanize 3 }}", "humanize"),
]


def read(text: str) -> bool:
    """Whether Alertmanager can read a template: it stands in another, which is not worked out."""
    done = amtool(
        "0.33", "template", "render", "--template.glob=none/*", f"--template.text={{{{ if false }}}}{text}{{{{ end }}}}"
    )
    return done.returncode == 0


@pytest.mark.parametrize("text", SOUND)
def test_what_alertmanager_reads_is_no_finding(text: str) -> None:
    assert fault_of(text) is None
    if "define" not in text:  # which must not stand within another
        assert read(text) or "template" in text


@pytest.mark.parametrize(("text", "word"), BROKEN)
def test_what_alertmanager_cannot_read_is_one(text: str, word: str) -> None:
    fault = fault_of(text)
    assert fault is not None
    assert fault[0] == word
    assert not read(text)


@pytest.mark.parametrize("text", ["a }} b {{ .c }}", "{{ end }}", "{{ else }}"])
def test_what_ends_nothing_is_one_too(text: str) -> None:
    assert fault_of(text) is not None


def test_the_functions_are_those_that_alertmanager_knows() -> None:
    for name in sorted(FUNCTIONS - {"break", "continue"}):
        assert read(f"{{{{ {name} }}}}"), name


def test_a_receivers_own_text_is_checked() -> None:
    text = """
    receiver chat slack {{
      url    file "/etc/alertmanager/secrets/chat"
      option title "{title}"
    }}
    team shop {{
      page   to chat
      ticket to chat
    }}
    """
    for title, codes in (("{{ .Status | uper }}", 1), ("{{ .Status | toUpper }}", 0)):
        said = findings(compile_text(text.format(title=title) + CHECKOUT))
        assert sum(" N0626 `uper` in `title` of `chat`" in one for one in said) == codes
