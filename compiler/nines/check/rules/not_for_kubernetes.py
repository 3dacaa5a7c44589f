"""Names of namespaces and labels are those that Kubernetes takes."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.contract.operator import is_name, is_value
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.nodes import At
from nines.language.statements.project import Label, Write, WriteAnnotation, WriteNamespace

_WRITE = 'project {{\n  write rules to "rules" as prometheus-rule {{\n    {}\n  }}\n}}\n'

PAGE = Page(
    Code("N0622", "not-for-kubernetes", Severity.ERROR, "a namespace, label or annotation that Kubernetes refuses"),
    why="""\
A namespace has lower-case letters, digits and hyphens, 63 at most. The name of a label or annotation has letters,
digits, `-`, `_` and `.`, 63 at most, and may have a domain and `/` before it; the value of a label has the same signs.
Files have no such parts: only objects have.""",
    bad=_WRITE.format('namespace "Monitoring"'),
    good=_WRITE.format('namespace "monitoring"'),
    can_be_allowed=False,
)

_PLAIN = frozenset({"file", ""})


def check(context: Context) -> Iterator[Diagnostic]:
    for placed in context.every(Write):
        node = placed.node
        space = node.body.last(WriteNamespace)
        labels, annotations = node.body.all(Label), node.body.all(WriteAnnotation)
        parts = [
            *([space.name] if space else []),
            *(label.name for label in labels),
            *(one.name for one in annotations),
        ]
        if parts and (node.form is None or node.form.value in _PLAIN):
            yield found(
                PAGE,
                f"{node.kind.value} are written as files, which have no namespaces, labels or annotations",
                parts[0].span,
                "belongs to an object",
                helps=["say as what object they are written, or leave the block out"],
            )
            continue
        if space is not None and not (is_name(space.name.value) and "." not in space.name.value):
            yield _refused(space.name, "the namespace", "lower-case letters, digits and hyphens, 63 at most")
        for part in parts[1 if space else 0 :]:
            domain, slash, name = part.value.rpartition("/")
            if not (name and is_value(name) and (is_name(domain) if slash else True)):
                yield _refused(part, "the name", "letters, digits, `-`, `_` and `.`, and a domain with `/` before it")
        for label in labels:
            if not is_value(label.value.value):
                yield _refused(label.value, "the value", "63 letters, digits, `-`, `_` and `.` at most")


def _refused(part: At[str], what: str, allowed: str) -> Diagnostic:
    return found(PAGE, f"Kubernetes refuses {what} `{part.value}`", part.span, helps=[f"it may have {allowed}"])
