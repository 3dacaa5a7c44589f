"""What a playbook is given has names that it can read."""

from __future__ import annotations

import keyword
from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.service import Run

_RUN = """\
automation scale {{
  when checkout.requests burns fast
  run  playbook "playbooks/scale.yml" with {name} "shop"
  armed
}}
"""

PAGE = Page(
    Code("N0515", "odd-argument", Severity.WARNING, "a playbook cannot read an argument of this name"),
    why="""\
The arguments of a playbook become variables of Ansible, with `_` for `-`. Words that Ansible or Python have a meaning
of their own for are no variables there: `hosts` given from outside does not change where a play runs.""",
    bad=examples.RUNNER + examples.slo("slo requests 99.9% over 30d\n") + _RUN.format(name="hosts"),
    good=examples.RUNNER + examples.slo("slo requests 99.9% over 30d\n") + _RUN.format(name="namespace"),
)

_TAKEN = frozenset(
    {
        *("hosts", "vars", "tasks", "roles", "become", "environment", "gather_facts", "name", "tags", "port", "serial"),
        *("groups", "group_names", "hostvars", "inventory_hostname", "play_hosts", "omit", "item"),
        *keyword.kwlist,
    }
)
"""Python's keywords, and words that Ansible has a meaning of its own for (its page "Special variables")."""


def check(context: Context) -> Iterator[Diagnostic]:
    for run in context.every(Run):
        if run.node.kind.value != "playbook":
            continue
        for argument in run.node.arguments:
            if argument.name.value.replace("-", "_") in _TAKEN:
                yield found(
                    PAGE,
                    f"a playbook cannot read a variable called `{argument.name.value}`",
                    argument.name.span,
                    "has a meaning of its own in Ansible",
                    helps=["take another name, here and in the playbook"],
                )
