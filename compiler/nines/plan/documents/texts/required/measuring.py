"""What every language says of what is promised and how it is measured."""

from __future__ import annotations

from typing import ClassVar, Protocol

__all__ = ["MeasuringTexts"]

Words = dict[str, str]
Forms = tuple[str, str]


class MeasuringTexts(Protocol):
    """Commitments, measurement, maintenance, exclusions, support."""

    COMMITMENTS_INTRO: str
    COMMITMENTS_CAPTION: str
    HEAD_COMMITMENT: str
    HEAD_MEASURED: str
    HEAD_PROMISED: str
    HEAD_PROMISED_IN: str
    HEAD_TARGET: str
    NOT_IN_PLAN: str
    NO_TARGET: str
    LEVEL_WHERE: str
    LEVEL_PLAIN: str
    LEVELS_ORDER: str
    CLOCK_MEASURED: ClassVar[Words]
    CLOCK_TIMES: ClassVar[Words]
    TARGETS: str
    STRENGTHS: ClassVar[Words]
    WEIGHTS: str
    PERIOD_IS: str
    COUNTED_AS: str
    PERIODS_ALONE: str
    PARTIAL: ClassVar[Words]
    MEASURED_BY: str
    MEASURED_DECIDES: str
    MEASURED_OTHER_DECIDES: str
    PARTY_PROVIDER: str
    PARTY_CUSTOMER: str
    MONITOR_OUTAGE: ClassVar[Words]
    NO_TRAFFIC: ClassVar[Words]
    NO_TRAFFIC_EVENTS: ClassVar[Words]
    NO_TRAFFIC_SLICES: ClassVar[Words]
    CROSSING: ClassVar[Words]
    NOT_ROUNDED: str
    ROUNDED: str
    ROUNDINGS: ClassVar[Words]
    INSTEAD: str
    BY_INDICATOR: str
    BY_JOURNEY: str
    BY_TICKETS: str
    CLOCK_GOOD: ClassVar[Words]
    GOOD_LATENCY: str
    GOOD_SIZE: str
    GOOD_PROBE: str
    GOOD_SAMPLE: str
    GOOD_GAUGE: str
    GOOD_GAUGE_OF: str
    GOOD_FRESH: str
    GOOD_RATIO: str
    BAD_RATIO: str
    WEIGHTED_MEAN: str
    WEIGHTED_PART: str
    ALL_OF: str
    ANY_OF: str
    PART_NAMED: str
    VALUE_IS: str
    MEASURES: ClassVar[Words]
    TICKET_MEASURE: str
    FORMULAS: ClassVar[Words]
    TICKET_FORMULA: str
    FORMULA_NUMBERS: str
    SCORE: str
    SLICES_OF: str
    BAD_SLICE: ClassVar[Words]
    BAD_SLICE_QUANTITY: ClassVar[Words]
    BAD_SLICE_QUERY: str
    GOOD_SLICE: str
    VALID_SLICE: str
    SLICE_PARTS: ClassVar[Words]
    SLICE_QUERY: str
    AGGREGATES: ClassVar[Words]
    AVERAGED: str
    THIN_SLICE: ClassVar[Words]
    EVENTS: Forms
    RUNS: ClassVar[Words]
    VALID: str
    VALID_SUBJECT: str
    VALID_SLICE_SUBJECT: str
    VALID_SLICE_TEXT: str
    DURING: str
    EXCEPT: str
    WEIGH: str
    JUDGE_LABEL: str
    JUDGE_LABELS: str
    JUDGE_TENANT: str
    JUDGE_EVENTS: ClassVar[Words]
    MAINTENANCE_HOURS: str
    MAINTENANCE_EMERGENCY: str
    MAINTENANCE_NOTICE: str
    MAINTENANCE_ALLOWANCE: str
    EXCLUSIONS_INTRO: str
    EFFECTS: ClassVar[Words]
    EVIDENCE: str
    BEYOND: str
    BEYOND_PLAIN: str
    AS_MAINTENANCE: str
    SUPPORT_INTRO: str
    SUPPORT_CAPTION: str
    HEAD_SEVERITY: str
    HEAD_RESPOND: str
    HEAD_UPDATE: str
    HEAD_WORKAROUND: str
    HEAD_FIX: str
    HEAD_HOURS: str
    NO_TIME_SET: str
    HOURS_NAMED: str
    HOURS_ARE: str
    CLOCKS: ClassVar[Words]
    CLOCKS_FOR: ClassVar[Words]
    CLOCK_EVENTS: ClassVar[Words]
    CALL: str
    NO_CREDIT_FOR_SUPPORT: str
    CREDIT_FOR_SUPPORT_ONLY: str
