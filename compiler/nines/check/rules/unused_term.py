"""Each term that own clauses define is used."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.check.wordings import documents_of, terms_used, together
from nines.contract.model.wording import OwnTerm
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page

PAGE = Page(
    Code("N0912", "unused-term", Severity.WARNING, "own clauses define a term that nothing uses"),
    why="""\
A definition that no clause uses is a trap: a reader takes it that the word means this wherever it stands, while clauses
that write it without brackets may mean something else. Either a clause means the term and lacks the brackets, or the
definition is left over.""",
    bad="""\
# Data protection

The provider deletes personal data after the end of the agreement.

**Personal data**: any information about a person who can be identified.
""",
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
        for term in item.terms.values():
            place = (term.span.source.name, term.span.start)
            if place not in seen and not _is_used(context, term):
                seen.add(place)
                said = f"no clause uses `{term.words}`"
                yield found(PAGE, said, term.span, helps=[f"write `[{term.words.lower()}]` where it is meant"])


def _is_used(context: Context, term: OwnTerm) -> bool:
    """Whether any document that it is defined in uses it, outside of its own definition."""
    return any(
        use.key == term.key and use.span not in _spans(term)
        for item in documents_of(context, term)
        for use in terms_used(item.lines)
    )


def _spans(term: OwnTerm) -> tuple[object, ...]:
    return tuple(use.span for use in terms_used(iter((term.meaning,))))
