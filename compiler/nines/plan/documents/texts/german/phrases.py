"""The German of phrases: numbers with their units, comparisons, conditions, amounts, periods, hours, deadlines.

`{slot}` and `[words|key]` are those of `nines.plan.documents.inline`; a pair is one and many.
"""

from __future__ import annotations

from typing import ClassVar

__all__ = ["Phrases"]

Words = dict[str, str]

Forms = tuple[str, str]


class Phrases:
    """Parts of sentences."""

    AND = " und "
    OR = " oder "
    COMMA = ", "
    LAST_AND = " und "
    LAST_OR = " oder "
    SENTENCE_COLON = "{label}: {value}"
    QUOTED = "„{text}“"
    POINTER = (" (Ziffer ", ")")
    ANNEX_POINTER = (" (Anlage ", ")")
    IN_BRACKETS = "({inner})"

    # Numbers: the units are in the nominative or accusative, and no template asks for another case.

    UNITS_OF_TIME: ClassVar[dict[str, Forms]] = {
        "w": ("Woche", "Wochen"),
        "d": ("Tag", "Tage"),
        "h": ("Stunde", "Stunden"),
        "m": ("Minute", "Minuten"),
        "s": ("Sekunde", "Sekunden"),
        "ms": ("Millisekunde", "Millisekunden"),
    }
    RATE_UNITS: ClassVar[Words] = {"s": "je Sekunde", "min": "je Minute", "h": "je Stunde", "d": "je Tag"}
    POINTS_OF_PERCENT: Forms = ("Prozentpunkt", "Prozentpunkte")
    EVERY_ONE: ClassVar[Words] = {
        "w": "jede Woche",
        "d": "jeden Tag",
        "h": "jede Stunde",
        "m": "jede Minute",
        "s": "jede Sekunde",
        "ms": "jede Millisekunde",
    }
    EVERY_TIME = "alle {time}"
    DECIMAL_MARK = ","
    THOUSANDS_MARK = "."
    PERCENT_SIGN = "\N{NO-BREAK SPACE}%"
    MONEY = "{amount}\N{NO-BREAK SPACE}{currency}"
    DATE = "{day}. {month} {year}"
    ORDINAL_NUMBER = "{number}-%"
    NO_TIME = "keine"
    LESS_THAN_MOMENT = "weniger als eine Tausendstel Millisekunde"

    # Comparisons.

    COMPARISONS: ClassVar[Words] = {
        "at least": "mindestens {value}",
        "at most": "höchstens {value}",
        "below": "weniger als {value}",
        "above": "mehr als {value}",
        "exactly": "genau {value}",
    }
    OTHER_THAN = "nicht {value}"
    BOTH = "{first} und {second}"
    DOWN_TO = "{first}, jedoch nicht weniger als {second}"
    UP_TO = "{first}, jedoch nicht mehr als {second}"

    # Conditions: each is a clause with its verb at the end, which can stand after “sofern”.

    MISSED = "die [Zusage|commitment] [verfehlt|missed] wird"
    KEPT = "die [Zusage|commitment] [eingehalten|missed] wird"
    ANY_MISSED = "mindestens eine [Zusage|commitment] [verfehlt|missed] wird"
    ALL_KEPT = "alle [Zusagen|commitment] [eingehalten|missed] werden"
    QUANTITY_IS = "{quantity} {range} beträgt"
    QUANTITIES: ClassVar[Words] = {
        "measured": "der [Messwert|measured]",
        "shortfall": "die [Abweichung|shortfall]",
        "overrun": "die [relative Abweichung|overrun]",
        "unavailability": "die [Nichtverfügbarkeit|unavailability]",
        "downtime": "die [Ausfallzeit|downtime]",
        "excess downtime": "die [überschießende Ausfallzeit|excess]",
        "bad slices": "die Anzahl der [mangelhaften Zeitabschnitte|slice]",
        "outages": "die Anzahl der [Ausfälle|outage]",
        "points": "der [Punktestand|points]",
        "total downtime": "die gesamte [Ausfallzeit|downtime]",
    }
    MEASURED_OF = "der [Messwert|measured] der Zusage „{promise}“"
    IN_A_ROW: Forms = (
        "in {n} [Abrechnungszeitraum|period] {clause}",
        "in {n} aufeinanderfolgenden [Abrechnungszeiträumen|period] {clause}",
    )
    OUT_OF = "in {n} von {m} aufeinanderfolgenden [Abrechnungszeiträumen|period], darunter dem letzten, {clause}"
    IN_PERIODS: Forms = (
        "in einem [Abrechnungszeitraum|period] {clause}",
        "in {n} [Abrechnungszeiträumen|period] {clause}",
    )
    BOTH_CLAUSES = "{first} und {second}"
    EITHER_CLAUSE = "{first} oder {second}"

    # Amounts: each is a noun in the nominative.

    OF_BASE = "{share} der [Bemessungsgrundlage|base]"
    OF_FEE = "{share} des Entgelts „{fee}“"
    OF_POOL = "{share} des Kontingents „{pool}“"
    DAYS_OF_SERVICE: Forms = (
        "{n} [entgeltfreier Vertragstag|service-days]",
        "{n} [entgeltfreie Vertragstage|service-days]",
    )
    HOURS_OF_FEE: Forms = (
        "die [Bemessungsgrundlage|base] für {n} Stunde",
        "die [Bemessungsgrundlage|base] für {n} Stunden",
    )
    POINTS: Forms = ("{n} [Punkt|points]", "{n} [Punkte|points]")
    PRO_RATA: Forms = ("das [Ausfallentgelt|pro-rata]", "das {n}-Fache des [Ausfallentgelts|pro-rata]")
    TIMES_UNIT: Forms = ("eine Einheit {unit}", "{n} Einheiten {unit}")
    UNIT_NAME = "„{unit}“"
    GREATER = "der höhere der beiden Werte {first} und {second}"
    LESSER = "der niedrigere der beiden Werte {first} und {second}"
    FORMULA = "das Ergebnis der Formel {formula}"
    PER_STARTED = "{amount} je angefangene Einheit ({step}) {quantity}"
    PER_WHOLE = "{amount} je volle Einheit ({step}) {quantity}"
    PER_EXACT = "{amount} je Einheit ({step}) {quantity}, für Teile einer Einheit anteilig"
    PER_QUANTITIES: ClassVar[Words] = {
        "measured": "des [Messwerts|measured]",
        "shortfall": "der [Abweichung|shortfall]",
        "overrun": "der [relativen Abweichung|overrun]",
        "unavailability": "der [Nichtverfügbarkeit|unavailability]",
        "downtime": "der [Ausfallzeit|downtime]",
        "excess downtime": "der [überschießenden Ausfallzeit|excess]",
        "bad slices": "der Anzahl der [mangelhaften Zeitabschnitte|slice]",
        "outages": "der Anzahl der [Ausfälle|outage]",
        "points": "des [Punktestands|points]",
        "total downtime": "der gesamten [Ausfallzeit|downtime]",
    }
    PER_EVENT: ClassVar[Words] = {
        "outage": "{amount} je [Ausfall|outage]",
        "bad slice": "{amount} je [mangelhaften Zeitabschnitt|slice]",
        "late ticket": "{amount} je [verspätet bearbeitete Meldung|late]",
    }

    # Periods.

    PERIOD_NOUNS: ClassVar[Words] = {
        "day": "der Kalendertag",
        "week": "die Kalenderwoche",
        "month": "der Kalendermonat",
        "quarter": "das Kalendervierteljahr",
        "year": "das Kalenderjahr",
    }
    SHORT_NOUNS: ClassVar[Words] = {
        "day": "Tag",
        "week": "Woche",
        "month": "Monat",
        "quarter": "Quartal",
        "year": "Jahr",
        "hour": "Stunde",
    }
    PER_NOUNS: ClassVar[Words] = {
        "day": "je Tag",
        "week": "je Woche",
        "month": "je Monat",
        "quarter": "je Quartal",
        "year": "je Jahr",
        "hour": "je Stunde",
    }
    A_CALENDAR_PERIOD = "{noun} (Zeitzone {zone})"
    FROM_DAY = "der Monat, der jeweils am {day}. eines Kalendermonats beginnt (Zeitzone {zone})"
    FROM_DAY_SHORT = (
        "Hat ein Kalendermonat diesen Tag nicht, so beginnt der Zeitraum am letzten Tag des Kalendermonats."
    )
    FROM_MONTH = "{noun}, gerechnet vom Beginn des Monats {month} an (Zeitzone {zone})"
    FROM_DAY_OF_MONTH = "{noun}, gerechnet vom {day}. {month} an (Zeitzone {zone})"
    FROM_WEEKDAY = "die Woche, die jeweils am {weekday} beginnt (Zeitzone {zone})"
    A_CLOCK_HOUR = "die Stunde nach der Uhr, von einer vollen Stunde bis zur nächsten (Zeitzone {zone})"
    A_ROLLING_PERIOD = "ein gleitender Zeitraum (Länge: {length}), der {step} neu beurteilt wird (Zeitzone {zone})"
    A_FIXED_PERIOD = (
        "ein vom Kalender unabhängiger Zeitraum (Länge: {length}); maßgeblich ist die Folge der Zeiträume, von denen "
        "einer am {date} um {time} Uhr beginnt (Zeitzone {zone})"
    )
    PERIOD_NAMES: ClassVar[Words] = {
        "rolling": "Zeitraum ({length})",
        "fixed": "Zeitraum ({length})",
    }

    # Hours.

    WEEKDAYS: tuple[str, ...] = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
    MONTHS: tuple[str, ...] = (
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    )
    ORDINALS: ClassVar[dict[int, str]] = {
        1: "ersten",
        2: "zweiten",
        3: "dritten",
        4: "vierten",
        5: "fünften",
        -1: "letzten",
    }
    EVERY_DAY = "täglich"
    EVERY = "jeden {days}"
    EVERY_ROW = "jeweils von {first} bis {last}"
    NTH_OF_MONTH = "am {nth} {weekday} jedes Monats"
    FROM_TO = "{days} von {start} bis {end} Uhr"
    FROM_TO_NEXT_DAY = "{days} von {start} Uhr bis {end} Uhr des Folgetags"
    ALL_DAY = "{days}, ganztägig"
    DATED = "vom {start_day}, {start} Uhr, bis zum {end_day}, {end} Uhr"
    DATED_DAYS = "vom Beginn des {start_day} bis zum Ende des {end_day}"
    IN_UTC = "{hours} (UTC)"
    IN_ZONE = "{hours} (Zeitzone {zone})"
    EXCEPT_DATES = "{hours}, jedoch nicht am {dates}"
    EXCEPT_HOURS = "{hours}, jedoch nicht {other}"
    AROUND_THE_CLOCK = "rund um die Uhr"

    # Deadlines.

    DAYS: Forms = ("{n} Tag", "{n} Tagen")
    BUSINESS_DAYS: Forms = ("{n} [Arbeitstag|business-day]", "{n} [Arbeitstagen|business-day]")
    WITHIN = "innerhalb von {days} {anchor}"
    ANCHORS: ClassVar[Words] = {
        "outage start": "nach Beginn des [Ausfalls|outage]",
        "outage end": "nach dem Ende des [Ausfalls|outage]",
        "awareness": "nach Kenntniserlangung",
        "period end": "nach dem Ende des [Abrechnungszeitraums|period]",
        "report": "nach Zugang des Berichts",
        "invoice": "nach dem Rechnungsdatum",
    }
