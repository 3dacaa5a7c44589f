"""What every language says of a document's frame: headings, labels, parties, the short version, annexes."""

from __future__ import annotations

from typing import ClassVar, Protocol

__all__ = ["StructureTexts"]

Words = dict[str, str]


class StructureTexts(Protocol):
    """Headings and labels."""

    LANGUAGE: str
    CONTENTS: str
    CLAUSE: str
    ANNEX: str
    FINGERPRINT: str
    VERSION: str
    PAGE: str
    PAGE_OF: str
    SKIP: str
    BETWEEN: str
    BY: str
    FOR: str
    FACT_VERSION: str
    FACT_EFFECTIVE: str
    FACT_PLAN: str
    FACT_PLANS: str
    FACT_PROVIDER: str
    FACT_CUSTOMER: str
    SHORT_TITLE: str
    SHORT_NOTE: str
    SHORT_PROMISED: str
    SHORT_ALLOWS: str
    SHORT_CREDITS: str
    SHORT_CLAIM: str
    SHORT_CALL: str
    SHORT_PROMISE: str
    SHORT_OF_PLAN: str
    SEMICOLON: str
    SHORT_ALLOWED: str
    SHORT_ALLOWED_EVENTS: str
    SHORT_CREDIT_ONE: str
    SHORT_CREDIT_MANY: str
    SHORT_CREDIT_EITHER: str
    SHORT_CREDIT_VARIES: str
    SHORT_AT_MOST: str
    SHORT_AUTOMATIC: str
    SHORT_SUBMIT: str
    SHORT_FOR: str
    SHORT_WAY: str
    SHORT_PHONE: str
    SHORT_MAIL: str
    SHORT_STATUS: str
    PARTIES: str
    COVERED: str
    COMMITMENTS: str
    DEFINITIONS: str
    MEASURING: str
    MAINTENANCE: str
    EXCLUSIONS: str
    SUPPORT: str
    CREDITS: str
    EXAMPLE: str
    REWARDS: str
    CLAIMS: str
    CHRONIC: str
    REPORTING: str
    LIABILITY: str
    CHANGES: str
    LAW_TITLE: str
    ANNEX_ALLOWED: str
    ANNEX_PARTICULARS: str
    ANNEX_INDICATORS: str
    ANNEX_SIGNATURES: str
    ANNEX_SOURCES: str
    THE_PROVIDER: str
    PROVIDER_IS: str
    PROVIDER_IS_ANY: str
    CUSTOMER_IS: str
    CUSTOMER_IS_ANY: str
    FACT_WEBSITE: str
    FACT_STATUS: str
    FACT_MAIL: str
    ORDER_OF_TERMS: str
    ORDER_OF_PLAN: str
    ORDER_OF_OWN: str
    PLANS_ARE: str
    PLANS_OR_NONE: str
    PLAN_IS: str
    PLANS_DIFFER: str
    WITHOUT_PLAN: str
    EFFECTIVE: str
    COVERS: str
    SERVICE: str
    SERVICE_DESCRIBED: str
    FOR_PLANS: str
    ONLY_FOR: str
    ALLOWED_INTRO: str
    ALLOWED_INTRO_ONE: str
    ALLOWED_EVENTS: str
    ALLOWED_EXCLUDED: str
    ALLOWED_ROUNDED: str
    ALLOWED_EDGE: str
    ALLOWED_UNITS: str
    ALLOWED_CAPTION: str
    ALLOWED_HEAD: str
    ALLOWED_ROW: str
    LENGTH_IN_MONTH: str
    LENGTH_LESS: str
    LENGTH_MORE: str
    PARTICULARS_PLAN: str
    PARTICULARS_TENANT: str
    PARTICULARS_FEE: str
    PARTICULARS_FEE_VALUE: str
    PARTICULARS_CONTACT: str
    PARTICULARS_CONTACT_VALUE: str
    TOPICS: ClassVar[Words]
    INDICATORS_INTRO: str
    INDICATOR_OF: str
    PARTS: ClassVar[Words]
    QUERY: str
    WEIGHT: str
    COMPOSITE: str
    SLICE_CONDITION: str
    SIGNATURE_FOR: str
    SIGNATURE_LINES: tuple[str, ...]
    SOURCES_INTRO: str
    SOURCES_CAPTION: str
    SOURCES_CLAUSE: str
    SOURCES_LINES: str
    ANNEX_HISTORY: str
    HISTORY_INTRO: str
    HISTORY_NOTE: str
    HISTORY_CAPTION: str
    HISTORY_HEADS: tuple[str, ...]
    HISTORY_VERDICTS: ClassVar[Words]
    HISTORY_NOTICE: str
    HISTORY_NOTHING: str
    HISTORY_NEW: str
    HISTORY_GONE: str
