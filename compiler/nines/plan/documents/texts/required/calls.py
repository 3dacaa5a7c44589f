"""What every language says on call sheets."""

from __future__ import annotations

from typing import ClassVar, Protocol

__all__ = ["CallTexts"]

Words = dict[str, str]
Forms = tuple[str, str]


class CallTexts(Protocol):
    """For who has the customer on the phone."""

    CALL_SHEET: str
    CALL_PLAN: str
    CALL_VERSION: str
    CALL_SINCE_DAY: str
    CALL_AS_OF: str
    CALL_NOT_ASKED: str
    CALL_NO_ANSWER: str
    CALL_NOTHING: str
    CALL_OLD: str
    CALL_UNKNOWN: str
    CALL_UNRECORDED: str
    CALL_PROMISES: str
    CALL_HEAD_STATE: str
    CALL_HEAD_ATTAINED: str
    CALL_HEAD_PROMISED: str
    CALL_HEAD_LEFT: str
    CALL_HEAD_CREDIT: str
    CALL_STATES: ClassVar[Words]
    CALL_HEAD_BREAKS: str
    CALL_NOT_SO: str
    CALL_NOTHING_LEFT: str
    CALL_NO_CREDIT: str
    CALL_INCIDENTS: str
    CALL_NO_INCIDENTS: str
    CALL_URGENCY: ClassVar[Words]
    CALL_SINCE: str
    CALL_FIRST: str
    CALL_SUSPECT: str
    CALL_CREDITS: str
    CALL_NONE_DUE: str
    CALL_OF_FEES: str
    CALL_CREDIT_UNKNOWN: str
    CALL_CREDIT_NOTE: str
    CALL_PEOPLE: str
    CALL_OURS: str
    CALL_THEIRS: str
    CALL_SEVERITIES: str
    CALL_OWNS: str
    CALL_PAGED: str
    CALL_NOTICES: str
    CALL_STATUS: str
    CALL_TOPICS: ClassVar[Words]
    CALL_NOBODY: str
    CALL_NOTES: str
    CALL_NO_NOTES: str
    CALL_MORE_NOTES: Forms
