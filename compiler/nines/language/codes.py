"""Findings about the form of statements, with their pages."""

from __future__ import annotations

from nines.diagnostics.model import Code, Severity
from nines.diagnostics.pages import Page

__all__ = [
    "BAD_LITERAL",
    "BAD_NAME",
    "MISFIT",
    "MISSING",
    "NO_PARAMETER",
    "PAGES",
    "REPEATED",
    "UNKNOWN",
    "WRONG_BLOCK",
    "WRONG_PLACE",
    "WRONG_UNIT",
]

UNKNOWN = Code("N0101", "unknown-statement", Severity.ERROR, "a line starts with a word that is no statement")
MISFIT = Code("N0102", "misfit-statement", Severity.ERROR, "a statement is not written the way it has to be")
WRONG_PLACE = Code("N0103", "misplaced-statement", Severity.ERROR, "a statement stands in a block it has no place in")
MISSING = Code("N0104", "missing-statement", Severity.ERROR, "a block lacks a statement it cannot do without")
REPEATED = Code("N0105", "repeated-statement", Severity.ERROR, "a statement that may stand once in a block is repeated")
WRONG_BLOCK = Code("N0106", "block-mismatch", Severity.ERROR, "a block is missing, or stands where there can be none")
BAD_LITERAL = Code("N0107", "bad-literal", Severity.ERROR, "a number, date or time has no meaning")
WRONG_UNIT = Code("N0108", "wrong-unit", Severity.ERROR, "a value has another unit than its place wants")
BAD_NAME = Code("N0109", "bad-name", Severity.ERROR, "a name is not written in kebab-case")
NO_PARAMETER = Code("N0110", "unknown-parameter", Severity.ERROR, "a parameter is used that no blueprint declares")

PAGES: tuple[Page, ...] = (
    Page(
        UNKNOWN,
        why="Each line starts with the keyword of a statement. A misspelt one would otherwise be skipped, and what it "
        "was to say with it. The message names the closest statement that may stand there.",
        bad="service checkout {\n  ownr payments\n}\nteam payments\n",
        good="service checkout {\n  owner payments\n}\nteam payments\n",
    ),
    Page(
        MISFIT,
        why="A statement is read from left to right against its form, which the message shows with an example. "
        "Nothing is guessed: a word too many or too few could change what is promised.",
        bad="service checkout {\n  depends catalog\n}\nservice catalog\n",
        good="service checkout {\n  depends on catalog\n}\nservice catalog\n",
    ),
    Page(
        WRONG_PLACE,
        why="A statement means something only inside the block that it is made for. The message says where it belongs.",
        bad="per tenant\n",
        good="service checkout {\n  sli ok {\n    bad errors_total{}\n    of total{}\n    per tenant\n  }\n}\n",
    ),
    Page(
        MISSING,
        why="What has no safe default must be written. A contract without a period, or a customer without an sla, "
        "could mean anything.",
        bad='customer acme "ACME Retail" {\n  tenant "acme"\n}\n',
        good='customer acme "ACME Retail" {\n  tenant "acme"\n  sla standard\n}\n',
    ),
    Page(
        REPEATED,
        why="Of two statements that exclude each other one would have to be ignored, and nobody could tell which. "
        "To replace what a `use` brought, write the statement once outside of it.",
        bad="service checkout {\n  tier 1\n  tier 2\n}\n",
        good="service checkout {\n  tier 1\n}\n",
    ),
    Page(
        WRONG_BLOCK,
        why="Some statements hold others in braces, some must, and most cannot. What stands in a block that has no "
        "place would be lost.",
        bad="service checkout {\n  tier 1 {\n    owner payments\n  }\n}\n",
        good="service checkout {\n  tier 1\n}\n",
    ),
    Page(
        BAD_LITERAL,
        why="Numbers, dates and times are exact; one that does not exist, such as 30 February, cannot be meant.",
        bad='sla standard {\n  version "1" effective 2026-02-30\n}\n',
        good='sla standard {\n  version "1" effective 2026-02-28\n}\n',
    ),
    Page(
        WRONG_UNIT,
        why="Values carry their unit, so that 0.999 cannot be taken for 0.999 % nor 300 seconds for 300 ms.",
        bad="service checkout {\n  slo availability 0.999 over 30d\n}\n",
        good="service checkout {\n  slo availability 99.9% over 30d\n}\n",
    ),
    Page(
        BAD_NAME,
        why="Names become labels, file names and links. In kebab-case they are the same in all of them.",
        bad="service Checkout_API {\n  tier 1\n}\n",
        good="service checkout-api {\n  tier 1\n}\n",
    ),
    Page(
        NO_PARAMETER,
        why="A parameter has a value only inside the blueprint that declares it.",
        bad='service checkout {\n  runbook "https://runbooks.example/checkout"\n  tier $tier\n}\n',
        good='service checkout {\n  runbook "https://runbooks.example/checkout"\n  tier 1\n}\n',
    ),
)
