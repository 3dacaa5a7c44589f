"""The English of termination, reports, liability, changes, and of the definitions."""

from __future__ import annotations

from typing import ClassVar

__all__ = ["Legal"]

Forms = tuple[str, str]
Words = dict[str, str]


class Legal:
    """The legal frame."""

    TERMINATE = "The customer may terminate this agreement where {condition}."
    TERMINATE_NOTICE = "It gives notice {deadline}."

    REPORT = "The provider reports on each [period|period] {deadline}."
    REPORT_MISSING = "Where it does not, {promise} counts as [missed|missed] in that period."
    DUTY = "{text}."
    DUTY_WITHIN = "{text}, {deadline}."
    DUTY_IF = "{text}, where {condition}."
    DUTY_WITHIN_IF = "{text}, {deadline}, where {condition}."
    DUTIES_INTRO = "The provider also owes the customer:"
    DUTIES_OF = "The provider also owes the customer, for {promise}:"

    SOLE_REMEDY = (
        "Credits, and the rights that this agreement itself gives, are all that the customer can claim for a missed "
        "commitment."
    )
    LIABILITY_TEXT = "{text}"
    CHANGES_NOTICE = "The provider announces a change of this agreement at least {time} before it takes effect."
    LAW = "The law of {place} governs this agreement."

    COUNTRIES: ClassVar[Words] = {
        "Bahamas": "the Bahamas",
        "Britain (UK)": "the United Kingdom",
        "Cayman Islands": "the Cayman Islands",
        "Czech Republic": "the Czech Republic",
        "Dominican Republic": "the Dominican Republic",
        "Faroe Islands": "the Faroe Islands",
        "Isle of Man": "the Isle of Man",
        "Maldives": "the Maldives",
        "Netherlands": "the Netherlands",
        "Philippines": "the Philippines",
        "United Arab Emirates": "the United Arab Emirates",
        "United Kingdom": "the United Kingdom",
        "United States": "the United States",
    }

    # Definitions: the term, and what follows it.

    DEFINITION = "{term}: {meaning}"
    DEFINED: ClassVar[dict[str, Forms]] = {
        "commitment": ("Commitment", "what a row of the table in clause {commitments} says."),
        "missed": (
            "Missed, kept",
            (
                "a [commitment|commitment] is kept in a [period|period] if its [measured value|measured] is as "
                "promised, and missed if it is not."
            ),
        ),
        "measured": ("Measured value", "what clause {measuring} gives for a commitment and a [period|period]."),
        "period": ("Period", "the time over which commitments are judged{see_period}."),
        "base": ("Base fee", "the sum of which credits are a share{see_base}."),
        "slice": ("Slice", "a piece of time that is judged as a whole: good or bad."),
        "outage": ("Outage", "a time without a break in which a service is down."),
        "downtime": ("Downtime", "the length of all time in a [period|period] that is bad and not excluded."),
        "excess": ("Excess downtime", "the [downtime|downtime] beyond what the commitment allows."),
        "unavailability": ("Unavailability", "what is missing from the [measured value|measured] to the whole."),
        "shortfall": ("Shortfall", "the distance of the [measured value|measured] from the promised one."),
        "overrun": (
            "Overrun",
            "the distance of the [measured value|measured] from the promised one, as a share of the promised one.",
        ),
        "points": ("Point", "a unit in which misses are added up before they are money{see_points}."),
        "service-days": ("Day of service", "a day by which the term of the customer’s contract grows without a fee."),
        "pro-rata": (
            "Fee for the downtime",
            (
                "the [base fee|base] multiplied by the [downtime|downtime] and divided by the length of the "
                "[period|period]."
            ),
        ),
        "business-day": ("Business day", "a day from Monday to Friday that is no public holiday in {place}."),
        "ticket": ("Ticket", "a report of the customer that clause {support} gives times for."),
        "late": ("Late ticket", "a [ticket|ticket] that is not handled within its time."),
    }
    DEFINED_ALSO: ClassVar[Words] = {
        "missed": "A period that is left out or not judged is neither, and periods in a row are counted without it.",
    }
    DEFINED_PLAINLY: ClassVar[Words] = {
        "business-day": "a day from Monday to Friday that is no public holiday.",
        "ticket": "a report of the customer that something does not work.",
    }
