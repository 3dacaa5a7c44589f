"""The English of a document's frame: headings, labels, parties, the short version, annexes."""

from __future__ import annotations

from typing import ClassVar

__all__ = ["Structure"]

Words = dict[str, str]


class Structure:
    """Headings and labels."""

    LANGUAGE = "en"

    # Around the text.

    CONTENTS = "Contents"
    CLAUSE = "Clause"
    ANNEX = "Annex"
    FINGERPRINT = "Text fingerprint"
    VERSION = "Version"
    PAGE = "Page"
    PAGE_OF = "of"
    SKIP = "Skip to the text"
    BETWEEN = "between {provider} and {customer}"
    BY = "of {provider}"
    FOR = "with {customer}"
    FACT_VERSION = "Version"
    FACT_EFFECTIVE = "In force from"
    FACT_PLAN = "Plan"
    FACT_PLANS = "Plans"
    FACT_PROVIDER = "Provider"
    FACT_CUSTOMER = "Customer"

    # The short version.

    SHORT_TITLE = "The short version"
    SHORT_NOTE = "This summary is not binding. The numbered clauses below are."
    SHORT_PROMISED = "What is promised"
    SHORT_ALLOWS = "What that allows"
    SHORT_CREDITS = "What a miss gives back"
    SHORT_CLAIM = "How to get it"
    SHORT_CALL = "Whom to turn to"
    SHORT_PROMISE = "{title} {value}"
    SHORT_OF_PLAN = "{value} ({plan})"
    SEMICOLON = "; "
    SHORT_ALLOWED = "In {length}, {value} ({title}) leaves {time} in which everything may fail."
    SHORT_ALLOWED_EVENTS = "In {length} of even traffic, {value} ({title}) leaves {time} in which everything may fail."
    SHORT_CREDIT_ONE = "{amount} for a period in which a commitment is missed{see}."
    SHORT_CREDIT_MANY = "{least} to {most} for a period in which a commitment is missed{see}."
    SHORT_CREDIT_EITHER = "{first} or {second} for a period in which a commitment is missed{see}."
    SHORT_CREDIT_VARIES = "A credit for a period in which a commitment is missed{see}."
    SHORT_AT_MOST = "At most {cap} in one {period}."
    SHORT_AUTOMATIC = "nothing has to be done: credits come without a claim{see}."
    SHORT_SUBMIT = "claim {deadline}{way}{see}."
    SHORT_FOR = "{plan}: {line}"
    SHORT_WAY = " by {way}"
    SHORT_PHONE = "Call {number} for {severities}."
    SHORT_MAIL = "Write to {mail}."
    SHORT_STATUS = "The state of the services is shown at {page}."

    # Headings of sections and annexes.

    PARTIES = "Parties"
    COVERED = "What is covered"
    COMMITMENTS = "Commitments"
    DEFINITIONS = "Definitions"
    MEASURING = "How it is measured"
    MAINTENANCE = "Planned maintenance"
    EXCLUSIONS = "Exclusions"
    SUPPORT = "Support"
    CREDITS = "Credits"
    EXAMPLE = "Worked example"
    REWARDS = "Rewards"
    CLAIMS = "Claims and payment"
    CHRONIC = "Termination for repeated misses"
    REPORTING = "Reports and duties"
    LIABILITY = "Liability"
    CHANGES = "Changes and law"
    LAW_TITLE = "Law"
    ANNEX_ALLOWED = "What the commitments allow"
    ANNEX_PARTICULARS = "Particulars of {customer}"
    ANNEX_INDICATORS = "Indicators"
    ANNEX_SIGNATURES = "Signatures"
    ANNEX_SOURCES = "Where each clause is written"

    # Parties.

    THE_PROVIDER = "the [provider|provider]"
    PROVIDER_IS = "{provider} is the provider."
    PROVIDER_IS_ANY = "The provider is whoever has agreed on this document with the customer."
    CUSTOMER_IS = "{customer} is the customer."
    CUSTOMER_IS_ANY = "The customer is whoever has agreed on this document with the provider."
    FACT_WEBSITE = "Website"
    FACT_STATUS = "State of the services"
    FACT_MAIL = "Notices and claims to"
    ORDER_OF_TERMS = "This document states the terms that hold for {customer}: those of the {sla}{plan}{own}."
    ORDER_OF_PLAN = ", as the plan {plan} has them"
    ORDER_OF_OWN = ", changed where {customer} and the provider have agreed on something else"
    PLANS_ARE = "The customer has one of these plans: {plans}."
    PLANS_OR_NONE = "The customer has one of these plans, or none: {plans}."
    PLAN_IS = "The customer has the plan {plans}."
    PLANS_DIFFER = "Where what holds differs from plan to plan, the clause says so; all else holds for every plan."
    WITHOUT_PLAN = "No plan"
    EFFECTIVE = "Version {version} of this agreement is in force from {date}."

    # Covered.

    COVERS = "This agreement covers these services, and no others:"
    SERVICE = "{service}"
    SERVICE_DESCRIBED = "{service}: {description}"

    # Plans that differ.

    FOR_PLANS = "{plans}:"
    ONLY_FOR = "This holds for {plans} only."

    # Annexes.

    ALLOWED_INTRO = (
        "The table says how long everything may fail in one period before a commitment is [missed|missed], for each "
        "length that a period can have."
    )
    ALLOWED_INTRO_ONE = (
        "The table says how long everything may fail in one period before a commitment is [missed|missed]."
    )
    ALLOWED_EVENTS = "Where events are counted, this holds if they come evenly over the period."
    ALLOWED_EXCLUDED = "It holds for a period of which nothing is excluded."
    ALLOWED_ROUNDED = (
        "The times are those of the promised value itself; as measured values are rounded{see}, the values "
        "in the second column "
        "are the least that keep the commitments."
    )
    ALLOWED_EDGE = "Kept from"
    ALLOWED_UNITS = "Times are in days (d), hours (h), minutes (m) and seconds (s), rounded down."
    ALLOWED_CAPTION = "Time that may fail in one period"
    ALLOWED_HEAD = "Commitment"
    ALLOWED_ROW = "{value} ({titles})"
    LENGTH_IN_MONTH = "{length} ({month})"
    LENGTH_LESS = "{days} less {time}"
    LENGTH_MORE = "{days} and {time}"
    PARTICULARS_PLAN = "Plan"
    PARTICULARS_TENANT = "Known in measurements as"
    PARTICULARS_FEE = "Fee: {fee}"
    PARTICULARS_FEE_VALUE = "{amount} {per}"
    PARTICULARS_CONTACT = "Contact"
    PARTICULARS_CONTACT_VALUE = "{address}, for {topics}"
    TOPICS: ClassVar[Words] = {
        "promise-at-risk": "commitments at risk",
        "promise-broken": "missed commitments",
        "monthly-report": "the monthly report",
    }
    INDICATORS_INTRO = "These are the queries by which the provider’s monitoring takes what is measured."
    INDICATOR_OF = "“{indicator}” of {service}"
    PARTS: ClassVar[Words] = {"good": "Good:", "bad": "Bad:", "total": "All:"}
    QUERY = "Query:"
    WEIGHT = "Weight:"
    COMPOSITE = "It is put together of the indicators that follow."
    SLICE_CONDITION = "Condition of a slice:"
    SIGNATURE_FOR = "For {party}"
    SIGNATURE_LINES: tuple[str, ...] = ("Name", "Position", "Place and date", "Signature")
    SOURCES_INTRO = "Each clause follows from these lines of the specification."
    SOURCES_CAPTION = "Clauses and the lines that they follow from"
    SOURCES_CLAUSE = "Clause"
    SOURCES_LINES = "Lines"
    ANNEX_HISTORY = "Changes since version {version}"
    HISTORY_INTRO = (
        "The table says in which clauses this version differs from version {version}, in force from {date}, and how "
        "that is for the customer."
    )
    HISTORY_NOTE = "It explains the change; the clauses themselves bind."
    HISTORY_CAPTION = "What changed"
    HISTORY_HEADS: tuple[str, ...] = ("Clause", "Before", "Now", "For the customer")
    HISTORY_VERDICTS: ClassVar = {"adverse": "worse", "better": "better", "open": "different", "neutral": "alike"}
    HISTORY_NOTICE = "The change was announced on {date}."
    HISTORY_NOTHING = "–"
    HISTORY_NEW = "new, as the clause says"
    HISTORY_GONE = "no longer there"
