"""The one finding of the verify pass: an output is not what was planned, by a bug of ours or by a user's template."""

from __future__ import annotations

from nines.diagnostics.model import Code, Severity
from nines.diagnostics.pages import Page

__all__ = ["NOT_AS_PLANNED", "PAGE"]

NOT_AS_PLANNED = Code(
    "N0901", "not-as-planned", Severity.ERROR, "an output is not what was planned: a bug of Nines, or of a template"
)

PAGE = Page(
    NOT_AS_PLANNED,
    why="""\
All that is written is read back and compared with the plan: each rule, each query of a board, each route. Where it
differs nothing is written, since an alert that says something else than the contract is worse than none. With templates
of your own (`--templates`) it is what one of them leaves out or changes; without them it is a bug of Nines, to be
reported with what is shown above the message.""",
    bad="""\
# prometheus/rules.yaml among your templates: the rules are left out
groups:
[% for about, name, interval, rules in groups %]
  - name: [[ name ]]
    interval: [[ interval ]]
    rules: []
[% endfor %]
""",
    good="""\
# start from the template of this name that comes with Nines, and keep what it writes: add comments, or another order
""",
    can_be_allowed=False,
    language="jinja",
)
