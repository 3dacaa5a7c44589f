"""Files of companies: one that people wrote, and any that a generator thinks of."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent, indent

from hypothesis import strategies as st

from nines.diagnostics.model import Diagnostic, Report
from nines.driver import Compiled, Inputs, analyse
from nines.emit.alertmanager.merge import Parts, merged, read_base
from nines.source import Source
from tests.alertmanager.build import BEAT, CHECKOUT, PAGER
from tests.support.specs import TODAY, Texts

__all__ = ["COMPANY", "WRITE", "against", "any_base", "put_into"]

COMPANY = """\
# The company's own. Ask operations before you change it.
global:
  resolve_timeout: 5m   # as agreed in March
  smtp_smarthost: &server 'mail.example.com:587'
  smtp_from: "alerts@example.com"

templates: ['/etc/alertmanager/company/*.tmpl'] # brackets, and nothing to add

route:
  receiver: operations   # everything that nobody else takes
  group_by: [alertname, cluster]
  # Teams, in the order of their names.
  routes:
    # The databases have their own people.
    - matchers: [ team="database" , severity =~ "warning|page" ]
      receiver: database
      continue: true
      mute_time_intervals: [weekends]
    - match_re:
        service: ^(mail|dns)$
      receiver: "network"

  group_wait: 30s

receivers:
- name: operations
  webhook_configs:
  - url: http://operations.example/  # in the cellar
- name: database
  email_configs:
  - to: dba@example.com
    smarthost: *server
    text: |
      # nines end
      That is no marker.
# - name: storage, gone since 2024
- name: network

inhibit_rules:
  - source_match: {alertname: SwitchDown}
    target_matchers: ['alertname="HostDown"']
    equal: [rack]

mute_time_intervals:
- name: weekends
  time_intervals:
  - weekdays: ['saturday', 'sunday']
"""
"""A file with the habits of several people; only what is in brackets keeps others' parts out."""

WRITE = '  write alertmanager to "alertmanager" merged into "base.yml"\n'


def against(base: str, *texts: str, project: str = "", write: str = WRITE) -> Compiled:
    """Specs whose routes are merged into a file, compiled."""
    settings = BEAT.replace("  bundle shop\n", f"  bundle shop\n{write}{project}")
    files = {
        "project.nines": settings,
        "main.nines": "\n".join(dedent(text) for text in texts or (PAGER, CHECKOUT)),
        "base.yml": base,
    }
    return analyse(Inputs(("project.nines", "main.nines"), Texts(files), "project.nines"), TODAY)


def put_into(base: str, parts: Parts, bundle: str = "shop") -> tuple[str | None, list[Diagnostic]]:
    """What comes of merging lines into a text, and what is said of it."""
    report = Report()
    read = read_base(Source("base.yml", base), bundle, report)
    text = merged(read, bundle, parts, report) if read is not None else None
    return text, list(report)


# --- any file -----------------------------------------------------------------


_word = st.sampled_from(["operations", "database", "x", "'quoted: # name'", '"twice \\" quoted"', "ümläut", "on"])
_comment = st.sampled_from(["", "", "  # why", " # nines end?"])
_between = st.sampled_from(["", "", "\n", "# a line of its own\n", "   # moved\n\n", "\n\n# two\n# lines\n"])
_scalar = st.sampled_from(
    ["5m", "'it''s'", '"a\\nb"', "|\n{m}  # nines end\n{m}  text\n", ">-\n{m}  folded\n{m}  text\n", "{{a: b}}"]
)


@st.composite
def _receiver(draw: st.DrawFn, number: int) -> str:
    name = draw(_word)
    text = f"- name: {name if not number else f'r{number}'}{draw(_comment)}\n"
    if draw(st.booleans()):
        value = draw(_scalar).format(m="    ")
        text += f"  slack_configs:\n  - text: {value}".rstrip("\n") + "\n"
    return text


@st.composite
def _route(draw: st.DrawFn) -> str:
    text = f"- receiver: r1{draw(_comment)}\n"
    text += draw(st.sampled_from(["", "  matchers: ['a=\"b\"']\n", "  match:\n    a: b  # c\n", "  continue: true\n"]))
    if draw(st.integers(0, 3)) == 0:
        text += "  routes:\n" + indent(draw(_route()), draw(st.sampled_from(["  ", "      "])))
    return text


@st.composite
def _list(draw: st.DrawFn, key: str, item: st.SearchStrategy[str], least: int = 0) -> str:
    items = draw(st.lists(item, min_size=least, max_size=3))
    if not items:
        return f"{key}:{draw(_comment)}\n"
    margin = draw(st.sampled_from(["", "  ", "    "]))
    between: Callable[[], str] = lambda: draw(_between)  # noqa: E731 - it draws anew each time
    body = "".join(between() + indent(one, margin) for one in items)
    return f"{key}:{draw(_comment)}\n{body}"


@st.composite
def any_base(draw: st.DrawFn) -> str:
    """A file that Alertmanager's parser would take, laid out in some way."""
    names = ["- name: r1\n", *(draw(_receiver(number)) for number in range(2, draw(st.integers(2, 4))))]
    margin = draw(st.sampled_from(["", "  "]))
    receivers = f"receivers:{draw(_comment)}\n" + "".join(draw(_between) + indent(one, margin) for one in names)
    root = [f"receiver: r1{draw(_comment)}\n", draw(st.sampled_from(["", "group_wait: 10s\n", "group_by: [a, b]\n"]))]
    if draw(st.booleans()):
        root.insert(draw(st.integers(0, 2)), draw(_list("routes", _route())))
    route = f"route:{draw(_comment)}\n" + "".join(
        draw(_between) + indent(part, draw(st.just("  "))) for part in root if part
    )
    intervals = st.sampled_from(["- name: i1\n", "- name: i2\n  time_intervals:\n  - times:\n", "- {name: i3}\n"])
    rules = st.sampled_from(["- source_match: {a: b}\n", "- equal:\n  - a\n", "- target_matchers: ['a=\"b\"']  # x\n"])
    globs = st.sampled_from(["- a\n", "- 'b/*'\n", '- "c"  # d\n'])
    parts = [receivers, route]
    for key, item in (("inhibit_rules", rules), ("time_intervals", intervals), ("templates", globs)):
        if draw(st.booleans()):
            parts.append(draw(_list(key, item)))
    if draw(st.booleans()):
        parts.append("global:\n  resolve_timeout: 5m  # ok\n")
    text = "".join(draw(_between) + part for part in draw(st.permutations(parts))) + draw(_between)
    text += draw(st.sampled_from(["", "", "...\n", "\n\n"]))
    if draw(st.booleans()):
        text = "---\n" + text
    if draw(st.integers(0, 4)) == 0:
        text = text.rstrip("\n")
    return text.replace("\n", "\r\n") if draw(st.integers(0, 4)) == 0 else text
