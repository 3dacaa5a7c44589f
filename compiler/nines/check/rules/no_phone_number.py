"""A telephone number has digits to dial."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.people import Phone
from nines.language.statements.support import Call
from nines.late import late_pattern

PAGE = Page(
    Code("N0653", "no-phone-number", Severity.ERROR, "a telephone number cannot be dialled"),
    why="""\
Call sheets make links of numbers, which a telephone dials when they are touched. A number has three digits or more,
perhaps with `+` before it and blanks, brackets, dots, slashes and hyphens between, and an extension behind `ext`.""",
    bad='provider "Example Commerce GmbH" {\n  phone "operations desk"\n}\n',
    good='provider "Example Commerce GmbH" {\n  phone "+49 30 000001" "Operations desk"\n}\n',
)

_NUMBER = late_pattern(r"\+?[0-9 ()./-]*(?:[0-9][ ()./-]*){3}(?:ext\.? ?[0-9]+)?")


def check(context: Context) -> Iterator[Diagnostic]:
    phones = [placed.node.number for placed in context.every(Phone)]
    for number in (*phones, *(placed.node.number for placed in context.every(Call))):
        if not context.is_broken(number.span) and not _NUMBER.fullmatch(number.value.strip()):
            yield found(
                PAGE,
                f"`{number.value}` is no number that can be dialled",
                number.span,
                "digits, perhaps with `+` before them",
                helps=["write it as `+49 30 000001`; who answers stands behind it"],
            )
