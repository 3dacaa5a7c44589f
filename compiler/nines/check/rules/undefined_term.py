"""Each term between brackets in own clauses is defined."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.check.wordings import BUILT_IN, terms_used, together
from nines.contract.model.wording import OwnUse
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Severity
from nines.diagnostics.pages import Page
from nines.diagnostics.suggest import closest

PAGE = Page(
    Code("N0911", "undefined-term", Severity.ERROR, "own clauses use a term that nothing defines"),
    why="""\
In own clauses, `[personal data]` is a defined term: the document links it to its definition, and a court reads it so.
One that is defined nowhere means what each party likes. A term is defined by a paragraph `**Personal data**: ...`, in
any file of the same document; some the document defines itself, such as `[period]` and `[base fee][base]`.""",
    bad="# Data protection\n\nThe provider deletes [personal data] after the end of the agreement.\n",
    good="""\
# Data protection

The provider deletes [personal data] after the end of the agreement.

**Personal data**: any information about a person who can be identified.
""",
    language="markdown",
)


def check(context: Context) -> Iterator[Diagnostic]:
    seen: set[object] = set()
    for item in together(context):
        known = {**item.terms}
        for use in terms_used(item.lines):
            place = (use.span.source.name, use.span.start)
            if use.key not in known and use.key not in BUILT_IN and place not in seen:
                seen.add(place)
                yield _finding(use, [*known, *sorted(BUILT_IN)])


def _finding(use: OwnUse, known: list[str]) -> Diagnostic:
    better = closest(use.key, known)
    words = use.key.replace("-", " ")
    said = f"no term `{words}` is defined"
    helps = [
        f"define it: `**{words[:1].upper()}{words[1:]}**: ...`",
        "brackets that mean no term are written `\\[...\\]`",
    ]
    if better is None:
        return found(PAGE, said, use.span, helps=helps)
    text = f"[{use.text}][{better.replace('-', ' ')}]"
    fix = Fix(f"write `{text}`", (Edit(use.span, text),), certain=False)
    return found(PAGE, f"{said}: did you mean `{better.replace('-', ' ')}`?", use.span, helps=helps, fixes=[fix])
