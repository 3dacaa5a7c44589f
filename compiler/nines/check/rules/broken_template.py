"""What stands between `{{` and `}}` in the text of an alert is something that Prometheus can work out."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Severity
from nines.diagnostics.pages import Page
from nines.diagnostics.suggest import closest
from nines.language.nodes import At, Node
from nines.language.statements.alerts import Summary
from nines.language.statements.project import Write, WriteAnnotation
from nines.late import late_pattern
from nines.source import Span

PAGE = Page(
    Code("N0517", "broken-template", Severity.ERROR, "a template in the text of an alert cannot be worked out"),
    why="""\
Prometheus works out what stands between `{{` and `}}` when an alert fires: `{{ $labels.tenant }}`, `{{ $value |
humanize }}`. A text that it cannot read makes it refuse the whole file of rules, and with it every alert in it.""",
    bad=examples.slo('slo requests 99.9% over 30d {\n  summary "{{ $label.tenant }} fails: {{ nope }}"\n}\n'),
    good=examples.slo('slo requests 99.9% over 30d {\n  summary "{{ $labels.service }} fails: {{ $value }}x"\n}\n'),
)

FUNCTIONS = frozenset(
    (
        *("and", "args", "break", "continue", "define", "else", "end", "eq", "externalURL", "first", "ge", "graphLink"),
        *("gt", "html", "humanize", "humanize1024", "humanizeDuration", "humanizePercentage", "humanizeTimestamp"),
        *("if", "index", "js", "label", "le", "len", "lt", "match", "ne", "not", "or", "parseDuration", "pathPrefix"),
        *(
            "print",
            "printf",
            "println",
            "query",
            "range",
            "reReplaceAll",
            "safeHtml",
            "slice",
            "sortByLabel",
            "stripPort",
        ),
        *("strvalue", "tableLink", "template", "title", "toLower", "toTime", "toUpper", "urlquery", "value", "with"),
    )
)
"""What templates of Prometheus 2.42 know: Go's own words and its functions, and Prometheus' (its docs on templates)."""

_VARIABLES = ("$externalLabels", "$externalURL", "$labels", "$value")
_ACTION = late_pattern(r"\{\{-?(.*?)-?\}\}")
_LITERAL = late_pattern(r'"(?:[^"\\]|\\.)*"|`[^`]*`')
_WORD = late_pattern(r"\$?[A-Za-z_]\w*|\.\w+")


def check(context: Context) -> Iterator[Diagnostic]:
    for placed in context.placed:
        text = _text(placed.node) if placed.inside(Write) is None else None
        if text is None or "{{" not in text.value or context.is_broken(text.span):
            continue
        rest = _ACTION.sub("", text.value)
        if "{{" in rest or "}}" in rest:
            yield found(PAGE, "`{{` and `}}` do not come in pairs in this text", text.span, helps=[_HELP])
            continue
        for action in _ACTION.findall(text.value):
            unknown = _unknown(action)
            if unknown:
                yield _finding(text, unknown)
                break


_HELP = "write `{{ $labels.tenant }}` or `{{ $value }}`"


def _text(node: Node) -> At[str] | None:
    match node:
        case Summary():
            return node.text
        case WriteAnnotation():
            return node.value
        case _:
            return None


def _unknown(action: str) -> str:
    """The first word that no template knows; variables that it sets itself are known."""
    bare = _LITERAL.sub("", action)
    own = {word for word in _WORD.findall(bare) if word.startswith("$") and f"{word} :=" in bare}
    for word in _WORD.findall(bare):
        known = word in FUNCTIONS or word in _VARIABLES or word in own or word in ("true", "false", "nil")
        if not known and not word.startswith("."):
            return str(word)
    return ""


def _finding(text: At[str], word: str) -> Diagnostic:
    at = text.span.text.find(word)
    span = text.span.part(at, at + len(word)) if at >= 0 else text.span
    better = closest(word, (*_VARIABLES, *FUNCTIONS))
    return found(
        PAGE,
        f"templates of Prometheus know no `{word}`" + (f": did you mean `{better}`?" if better else ""),
        span,
        helps=[] if better else [_HELP],
        fixes=_fixes(span, better, at),
    )


def _fixes(span: Span, better: str | None, at: int) -> list[Fix]:
    return [Fix(f"write `{better}`", (Edit(span, better),))] if better and at >= 0 else []
