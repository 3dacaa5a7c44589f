"""What every language says of phrases: numbers, comparisons, conditions, amounts, periods, hours, deadlines."""

from __future__ import annotations

from typing import ClassVar, Protocol

__all__ = ["PhraseTexts"]

Words = dict[str, str]
Forms = tuple[str, str]


class PhraseTexts(Protocol):
    """Parts of sentences."""

    AND: str
    OR: str
    COMMA: str
    LAST_AND: str
    LAST_OR: str
    SENTENCE_COLON: str
    QUOTED: str
    POINTER: Forms
    ANNEX_POINTER: Forms
    IN_BRACKETS: str
    UNITS_OF_TIME: ClassVar[dict[str, Forms]]
    RATE_UNITS: ClassVar[Words]
    POINTS_OF_PERCENT: Forms
    EVERY_ONE: ClassVar[Words]
    EVERY_TIME: str
    DECIMAL_MARK: str
    THOUSANDS_MARK: str
    PERCENT_SIGN: str
    MONEY: str
    DATE: str
    ORDINAL_NUMBER: str
    NO_TIME: str
    LESS_THAN_MOMENT: str
    COMPARISONS: ClassVar[Words]
    OTHER_THAN: str
    BOTH: str
    DOWN_TO: str
    UP_TO: str
    MISSED: str
    KEPT: str
    ANY_MISSED: str
    ALL_KEPT: str
    QUANTITY_IS: str
    QUANTITIES: ClassVar[Words]
    MEASURED_OF: str
    IN_A_ROW: Forms
    OUT_OF: str
    IN_PERIODS: Forms
    BOTH_CLAUSES: str
    EITHER_CLAUSE: str
    OF_BASE: str
    OF_FEE: str
    OF_POOL: str
    DAYS_OF_SERVICE: Forms
    HOURS_OF_FEE: Forms
    POINTS: Forms
    PRO_RATA: Forms
    TIMES_UNIT: Forms
    UNIT_NAME: str
    GREATER: str
    LESSER: str
    FORMULA: str
    PER_STARTED: str
    PER_WHOLE: str
    PER_EXACT: str
    PER_QUANTITIES: ClassVar[Words]
    PER_EVENT: ClassVar[Words]
    PERIOD_NOUNS: ClassVar[Words]
    SHORT_NOUNS: ClassVar[Words]
    PER_NOUNS: ClassVar[Words]
    A_CALENDAR_PERIOD: str
    FROM_DAY: str
    FROM_DAY_SHORT: str
    FROM_MONTH: str
    FROM_DAY_OF_MONTH: str
    FROM_WEEKDAY: str
    A_CLOCK_HOUR: str
    A_ROLLING_PERIOD: str
    A_FIXED_PERIOD: str
    PERIOD_NAMES: ClassVar[Words]
    WEEKDAYS: tuple[str, ...]
    MONTHS: tuple[str, ...]
    ORDINALS: ClassVar[dict[int, str]]
    EVERY_DAY: str
    EVERY: str
    EVERY_ROW: str
    NTH_OF_MONTH: str
    FROM_TO: str
    FROM_TO_NEXT_DAY: str
    ALL_DAY: str
    DATED: str
    DATED_DAYS: str
    IN_UTC: str
    IN_ZONE: str
    EXCEPT_DATES: str
    EXCEPT_HOURS: str
    AROUND_THE_CLOCK: str
    DAYS: Forms
    BUSINESS_DAYS: Forms
    WITHIN: str
    ANCHORS: ClassVar[Words]
