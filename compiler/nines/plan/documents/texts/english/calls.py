"""The English of call sheets."""

from __future__ import annotations

from typing import ClassVar

__all__ = ["Calls"]

Words = dict[str, str]
Forms = tuple[str, str]


class Calls:
    """For who has the customer on the phone."""

    CALL_SHEET = "Call sheet"
    CALL_PLAN = "plan {plan}"
    CALL_VERSION = "version {version}"
    CALL_SINCE_DAY = "since {day}"
    CALL_AS_OF = "As of {time}"
    CALL_NOT_ASKED = "Prometheus was not asked, so how the promises stand is not known here."
    CALL_NO_ANSWER = "Prometheus gave no answer, so how the promises stand is not known: {reason}."
    CALL_NOTHING = "Prometheus knows nothing of this customer: see whether the rules are loaded."
    CALL_OLD = "The newest numbers are {time} old."
    CALL_UNKNOWN = "not known"
    CALL_UNRECORDED = "known when the period is settled"

    CALL_PROMISES = "What we promised, and where it stands"
    CALL_HEAD_STATE = "State"
    CALL_HEAD_ATTAINED = "Attained"
    CALL_HEAD_PROMISED = "Promised"
    CALL_HEAD_LEFT = "May still be down"
    CALL_HEAD_CREDIT = "Credit now"
    CALL_STATES: ClassVar[Words] = {
        "no data": "no data",
        "kept": "kept so far",
        "watch": "watch",
        "risk": "at risk",
        "broken": "broken",
    }
    CALL_HEAD_BREAKS = "Breaks, if this goes on, in"
    CALL_NOT_SO = "not at this rate"
    CALL_NOTHING_LEFT = "nothing more"
    CALL_NO_CREDIT = "none"

    CALL_INCIDENTS = "Open incidents"
    CALL_NO_INCIDENTS = "None: nothing that the customer was promised has an alert that fires."
    CALL_URGENCY: ClassVar[Words] = {"page": "page", "ticket": "ticket"}
    CALL_SINCE = "for {time}"
    CALL_FIRST = "first step: {step}"
    CALL_SUSPECT = "also burning: {service}"

    CALL_CREDITS = "Credit as of now"
    CALL_NONE_DUE = "None is due as things stand."
    CALL_OF_FEES = "{share} of the base"
    CALL_CREDIT_UNKNOWN = "Not known to Prometheus: settle the period to know it."
    CALL_CREDIT_NOTE = "What would be due if the period ended now. Evidence and claims can still change it."

    CALL_PEOPLE = "Whom to call"
    CALL_OURS = "Whom to call on our side"
    CALL_THEIRS = "Whom to call on their side"
    CALL_SEVERITIES = "the number that the customer calls for {severities}"
    CALL_OWNS = "{team}, for {services}"
    CALL_PAGED = "paged by {receivers}"
    CALL_NOTICES = "Notices and claims"
    CALL_STATUS = "Status page"
    CALL_TOPICS: ClassVar[Words] = {
        "promise-at-risk": "promises at risk",
        "promise-broken": "broken promises",
        "monthly-report": "monthly reports",
    }
    CALL_NOBODY = "The specs name nobody."

    CALL_NOTES = "What was agreed last"
    CALL_NO_NOTES = "No notes are kept on this customer."
    CALL_MORE_NOTES: Forms = ("{n} older entry is in {file}.", "{n} older entries are in {file}.")
