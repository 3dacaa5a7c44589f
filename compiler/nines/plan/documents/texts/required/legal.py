"""What every language says of termination, reports, liability, changes, and of the definitions."""

from __future__ import annotations

from typing import ClassVar, Protocol

__all__ = ["LegalTexts"]

Words = dict[str, str]
Forms = tuple[str, str]


class LegalTexts(Protocol):
    """The legal frame."""

    TERMINATE: str
    TERMINATE_NOTICE: str
    REPORT: str
    REPORT_MISSING: str
    DUTY: str
    DUTY_WITHIN: str
    DUTY_IF: str
    DUTY_WITHIN_IF: str
    DUTIES_INTRO: str
    DUTIES_OF: str
    SOLE_REMEDY: str
    LIABILITY_TEXT: str
    CHANGES_NOTICE: str
    LAW: str
    COUNTRIES: ClassVar[Words]
    DEFINITION: str
    DEFINED: ClassVar[dict[str, Forms]]
    DEFINED_ALSO: ClassVar[Words]
    DEFINED_PLAINLY: ClassVar[Words]
