"""The German of what is promised and how it is measured."""

from __future__ import annotations

from typing import ClassVar

__all__ = ["Measuring"]

Words = dict[str, str]

Forms = tuple[str, str]


class Measuring:
    """Commitments, measurement, maintenance, exclusions, support."""

    # Commitments.

    COMMITMENTS_INTRO = (
        "Der [Anbieter|provider] sagt dem [Kunden|customer] für jeden [Abrechnungszeitraum|period] Folgendes zu:"
    )
    COMMITMENTS_CAPTION = "Zusagen"
    HEAD_COMMITMENT = "Zusage"
    HEAD_MEASURED = "Messgröße"
    HEAD_PROMISED = "Zugesagter Wert"
    HEAD_PROMISED_IN = "Zugesagter Wert ({plan})"
    HEAD_TARGET = "Zielwert"
    NOT_IN_PLAN = "nicht enthalten"
    NO_TARGET = "–"
    LEVEL_WHERE = "{title} („{label}“: {range})"
    LEVEL_PLAIN = "{title} ({level})"
    LEVELS_ORDER = (
        "Bestehen zu einer Zusage mehrere Zeilen, so ist die erste zutreffende maßgeblich; die besonderen Zeilen gehen "
        "der allgemeinen vor."
    )
    CLOCK_MEASURED: ClassVar[Words] = {
        "respond": "Meldungen der Störungsklasse „{severity}“ mit einer Reaktionszeit von höchstens {time}",
        "update": "Meldungen der Störungsklasse „{severity}“ mit Zwischenberichten im Abstand von höchstens {time}",
        "workaround": "Meldungen der Störungsklasse „{severity}“ mit einer Umgehungslösung nach höchstens {time}",
        "fix": "Meldungen der Störungsklasse „{severity}“ mit einer Behebungszeit von höchstens {time}",
    }
    CLOCK_TIMES: ClassVar[Words] = {
        "respond": "Reaktionszeit bei Meldungen der Störungsklasse „{severity}“",
        "update": "Abstand der Zwischenberichte bei Meldungen der Störungsklasse „{severity}“",
        "workaround": "Zeit bis zu einer Umgehungslösung bei Meldungen der Störungsklasse „{severity}“",
        "fix": "Behebungszeit bei Meldungen der Störungsklasse „{severity}“",
    }
    TARGETS = "Zielwerte sind keine Zusagen; aus ihrer Verfehlung ergeben sich keine Ansprüche."
    STRENGTHS: ClassVar[Words] = {
        "reasonable efforts": (
            "Bei den folgenden Zusagen schuldet der Anbieter ein angemessenes Bemühen, nicht den Erfolg: {promises}."
        ),
        "best efforts": (
            "Bei den folgenden Zusagen schuldet der Anbieter sein bestmögliches Bemühen, nicht den Erfolg: {promises}."
        ),
        "guaranteed": "Für die folgenden Zusagen übernimmt der Anbieter eine Garantie: {promises}.",
    }
    WEIGHTS = "Soweit Zusagen zusammengerechnet werden, geht die Zusage „{promise}“ mit {share} ein."

    # How it is measured, for all.

    PERIOD_IS = "[Abrechnungszeitraum|period] ist {period}."
    COUNTED_AS = "Unabhängig von seiner tatsächlichen Länge wird jeder Abrechnungszeitraum so angesetzt: {length}."
    PERIODS_ALONE = "Jeder Abrechnungszeitraum wird für sich beurteilt."
    PARTIAL: ClassVar[Words] = {
        "missing time counts as good": (
            "Gilt diese Vereinbarung nur für einen Teil eines Abrechnungszeitraums, so wird die übrige Zeit als "
            "ordnungsgemäß gewertet."
        ),
        "only existing time counts": (
            "Gilt diese Vereinbarung nur für einen Teil eines Abrechnungszeitraums, so wird nur dieser Teil gewertet."
        ),
        "not judged": (
            "Ein Abrechnungszeitraum, für den diese Vereinbarung nur teilweise gilt, wird nicht beurteilt; die Zusagen "
            "gelten für ihn weder als [verfehlt|missed] noch als eingehalten."
        ),
    }
    MEASURED_BY = "Zuständig für die Messung ist {party}."
    MEASURED_DECIDES = "Zuständig für die Messung ist {party}; die so gewonnenen Messergebnisse sind maßgeblich."
    MEASURED_OTHER_DECIDES = (
        "Zuständig für die Messung ist {party}. Weichen Messergebnisse voneinander ab, so ist die Messung folgender "
        "Stelle maßgeblich: {decider}."
    )
    PARTY_PROVIDER = "der [Anbieter|provider]"
    PARTY_CUSTOMER = "der [Kunde|customer]"
    MONITOR_OUTAGE: ClassVar[Words] = {
        "left out": "Zeiten, für die das Überwachungssystem keine Daten liefert, bleiben außer Betracht.",
        "counts as good": (
            "Zeiten, für die das Überwachungssystem keine Daten liefert, werden als ordnungsgemäß gewertet."
        ),
        "counts as bad": "Zeiten, für die das Überwachungssystem keine Daten liefert, werden als mangelhaft gewertet.",
    }
    NO_TRAFFIC: ClassVar[Words] = {
        "left out": (
            "Ein [Zeitabschnitt|slice], in dem nichts zu messen ist, bleibt außer Betracht; ein Abrechnungszeitraum, "
            "in dem nichts zu messen ist, wird nicht beurteilt und gilt weder als [verfehlt|missed] noch als "
            "eingehalten."
        ),
        "counts as good": (
            "Ein [Zeitabschnitt|slice] oder Abrechnungszeitraum, in dem nichts zu messen ist, wird als ordnungsgemäß "
            "gewertet."
        ),
        "counts as bad": (
            "Ein [Zeitabschnitt|slice] oder Abrechnungszeitraum, in dem nichts zu messen ist, wird als mangelhaft "
            "gewertet."
        ),
    }
    NO_TRAFFIC_EVENTS: ClassVar[Words] = {
        "left out": (
            "Ein Abrechnungszeitraum, in dem nichts zu messen ist, wird nicht beurteilt und gilt weder als "
            "[verfehlt|missed] noch als eingehalten."
        ),
        "counts as good": "Ein Abrechnungszeitraum, in dem nichts zu messen ist, wird als ordnungsgemäß gewertet.",
        "counts as bad": "Ein Abrechnungszeitraum, in dem nichts zu messen ist, wird als mangelhaft gewertet.",
    }
    NO_TRAFFIC_SLICES: ClassVar[Words] = {
        "left out": "Ein [Zeitabschnitt|slice], in dem nichts zu messen ist, bleibt außer Betracht.",
        "counts as good": "Ein [Zeitabschnitt|slice], in dem nichts zu messen ist, wird als ordnungsgemäß gewertet.",
        "counts as bad": "Ein [Zeitabschnitt|slice], in dem nichts zu messen ist, wird als mangelhaft gewertet.",
    }
    CROSSING: ClassVar[Words] = {
        "split": (
            "Was über das Ende eines Abrechnungszeitraums hinaus andauert, wird jedem Abrechnungszeitraum mit dem Teil "
            "zugerechnet, der in ihn fällt."
        ),
        "counts where it starts": (
            "Was über das Ende eines Abrechnungszeitraums hinaus andauert, wird dem Abrechnungszeitraum zugerechnet, "
            "in dem es beginnt."
        ),
        "counts where it ends": (
            "Was über das Ende eines Abrechnungszeitraums hinaus andauert, wird dem Abrechnungszeitraum zugerechnet, "
            "in dem es endet."
        ),
    }
    NOT_ROUNDED = "Der [Messwert|measured] wird ungerundet mit dem zugesagten Wert verglichen."
    ROUNDED = "Vor dem Vergleich mit dem zugesagten Wert wird der [Messwert|measured] {rounding} gerundet."
    ROUNDINGS: ClassVar[Words] = {
        "half-even": "auf das nächste und bei gleichem Abstand auf das gerade Vielfache von {step}",
        "half-up": "auf das nächste und bei gleichem Abstand auf das höhere Vielfache von {step}",
        "up": "nach oben auf ein Vielfaches von {step}",
        "down": "nach unten auf ein Vielfaches von {step}",
    }

    INSTEAD = "Ziffer {clause} findet insoweit keine Anwendung."

    # How one commitment is measured.

    BY_INDICATOR = (
        "Die Zusage „{title}“ wird anhand der Messgröße „{indicator}“ des Dienstes „{service}“ gemessen{see}."
    )
    BY_JOURNEY = "Die Zusage „{title}“ wird anhand der Messgröße „{indicator}“ gemessen{see}."
    BY_TICKETS = (
        "Die Zusage „{title}“ wird anhand der [Meldungen|ticket] der Störungsklasse „{severity}“ gemessen{see}."
    )
    CLOCK_GOOD: ClassVar[Words] = {
        "respond": "Eine Meldung ist ordnungsgemäß bearbeitet, wenn die Reaktionszeit höchstens {time} beträgt.",
        "update": (
            "Eine Meldung ist ordnungsgemäß bearbeitet, wenn der Abstand der Zwischenberichte höchstens {time} beträgt."
        ),
        "workaround": (
            "Eine Meldung ist ordnungsgemäß bearbeitet, wenn die Zeit bis zu einer Umgehungslösung höchstens {time} "
            "beträgt."
        ),
        "fix": "Eine Meldung ist ordnungsgemäß bearbeitet, wenn die Behebungszeit höchstens {time} beträgt.",
    }
    GOOD_LATENCY = "Ein Ereignis ist ordnungsgemäß, wenn es höchstens {bound} dauert."
    GOOD_SIZE = "Ein Ereignis ist ordnungsgemäß, wenn sein Wert höchstens {bound} beträgt."
    GOOD_PROBE = "Der Dienst wird durch Abfragen geprüft; eine Probe ist ordnungsgemäß, wenn ihr Wert {value} beträgt."
    GOOD_SAMPLE = "Eine Probe ist ordnungsgemäß, wenn ihr Wert {comparison} beträgt."
    GOOD_GAUGE = "Die gemessene Größe ist selbst der Anteil des Ordnungsgemäßen."
    GOOD_GAUGE_OF = "Der Anteil des Ordnungsgemäßen ist die gemessene Größe, geteilt durch {full}."
    GOOD_FRESH = "Zeit ist ordnungsgemäß, solange das Alter der Daten weniger als {age} beträgt."
    GOOD_RATIO = (
        "Der Anteil des Ordnungsgemäßen wird so übernommen, wie ihn das Überwachungssystem des Anbieters angibt."
    )
    BAD_RATIO = (
        "Der Anteil des Mangelhaften wird so übernommen, wie ihn das Überwachungssystem des Anbieters angibt; das "
        "Übrige ist ordnungsgemäß."
    )
    WEIGHTED_MEAN = "Diese Messgröße ist das gewichtete Mittel der folgenden Messgrößen: {parts}."
    WEIGHTED_PART = "„{indicator}“ (Gewicht {weight})"
    ALL_OF = "Ein Zeitabschnitt ist ordnungsgemäß, wenn in ihm alle folgenden Messgrößen ordnungsgemäß sind: {parts}."
    ANY_OF = (
        "Ein Zeitabschnitt ist ordnungsgemäß, wenn in ihm mindestens eine der folgenden Messgrößen ordnungsgemäß ist: "
        "{parts}."
    )
    PART_NAMED = "„{indicator}“"

    VALUE_IS = "Der [Messwert|measured] ist {measure}."
    MEASURES: ClassVar[Words] = {
        "share of good events": (
            "die Anzahl der ordnungsgemäßen Ereignisse, geteilt durch die Anzahl aller gewerteten Ereignisse"
        ),
        "share of good slices": (
            "die Anzahl der ordnungsgemäßen [Zeitabschnitte|slice], geteilt durch die Anzahl aller gewerteten "
            "Zeitabschnitte"
        ),
        "share of good time": "die Dauer der ordnungsgemäßen Zeit, geteilt durch die Dauer der gewerteten Zeit",
        "mean of slice ratios": (
            "das Mittel der Anteile ordnungsgemäßer Ereignisse in allen gewerteten [Zeitabschnitten|slice]"
        ),
        "downtime": "die Dauer der [Ausfallzeit|downtime]",
        "outages": "die Anzahl der [Ausfälle|outage]",
        "bad slices": "die Anzahl der [mangelhaften Zeitabschnitte|slice]",
        "mean of value": "das Mittel aller Werte",
        "value": "der erfasste Wert",
        "value of planned": "der erfasste Wert, geteilt durch den geplanten Wert",
        "score": "das Mittel der Bewertungen aller gewerteten Ereignisse",
        "percentile": (
            "das {percentile}-Perzentil aller Werte: der kleinste Wert, den ein Anteil dieser Größe nicht überschreitet"
        ),
        "share within": (
            "die Anzahl der rechtzeitig erledigten Vorgänge (Dauer höchstens {bound}), geteilt durch die Anzahl aller "
            "gewerteten Vorgänge"
        ),
        "formula": "das Ergebnis der Formel {formula}",
    }
    TICKET_MEASURE = (
        "die Anzahl der ordnungsgemäß bearbeiteten Meldungen, geteilt durch die Anzahl aller gewerteten Meldungen"
    )
    FORMULAS: ClassVar[Words] = {
        "share of good events": "{title} = ordnungsgemäße Ereignisse ÷ alle gewerteten Ereignisse",
        "share of good slices": "{title} = ordnungsgemäße Zeitabschnitte ÷ alle gewerteten Zeitabschnitte",
        "share of good time": "{title} = ordnungsgemäße Zeit ÷ gesamte gewertete Zeit",
        "mean of slice ratios": (
            "{title} = Summe der Anteile ordnungsgemäßer Ereignisse je Zeitabschnitt ÷ Anzahl der gewerteten "
            "Zeitabschnitte"
        ),
        "mean of value": "{title} = Summe der Werte ÷ Anzahl der Werte",
        "value of planned": "{title} = Wert ÷ geplanter Wert",
        "share within": "{title} = rechtzeitig erledigte Vorgänge ÷ alle gewerteten Vorgänge",
        "score": "{title} = Summe der Bewertungen ÷ Anzahl der gewerteten Ereignisse",
    }
    TICKET_FORMULA = "{title} = ordnungsgemäß bearbeitete Meldungen ÷ alle gewerteten Meldungen"
    FORMULA_NUMBERS = "zum Beispiel {good} ÷ {all} = {value}"
    SCORE = (
        "Ein Ereignis wird mit {one} bewertet, wenn es höchstens {full} dauert, mit {half}, wenn es höchstens {limit} "
        "dauert, und im Übrigen mit {rest}."
    )

    SLICES_OF = (
        "Die Zeit wird in [Zeitabschnitte|slice] gleicher Länge geteilt, die an der Uhr ausgerichtet sind: {length}."
    )
    BAD_SLICE: ClassVar[Words] = {
        "every event fails": "Ein Zeitabschnitt ist mangelhaft, wenn in ihm jedes Ereignis fehlschlägt.",
        "down throughout": "Ein Zeitabschnitt ist mangelhaft, wenn der Dienst während seiner gesamten Dauer ausfällt.",
        "down at all": "Ein Zeitabschnitt ist mangelhaft, wenn der Dienst in ihm auch nur teilweise ausfällt.",
    }
    BAD_SLICE_QUANTITY: ClassVar[Words] = {
        "error rate": (
            "Ein Zeitabschnitt ist mangelhaft, wenn der Anteil der mangelhaften Ereignisse in ihm {comparison} beträgt."
        ),
        "value": "Ein Zeitabschnitt ist mangelhaft, wenn der Wert in ihm {comparison} beträgt.",
    }
    BAD_SLICE_QUERY = "Ein Zeitabschnitt ist mangelhaft, wenn {query} {comparison} beträgt."
    GOOD_SLICE = "Ein Zeitabschnitt ist ordnungsgemäß, wenn {conditions}."
    VALID_SLICE = "Ein Zeitabschnitt wird nur gewertet, wenn {conditions}."
    SLICE_PARTS: ClassVar[Words] = {
        "good": "der Anteil der ordnungsgemäßen Ereignisse in ihm {comparison} beträgt",
        "bad": "der Anteil der mangelhaften Ereignisse in ihm {comparison} beträgt",
    }
    SLICE_QUERY = "{query} {comparison} beträgt"
    AGGREGATES: ClassVar[Words] = {
        "rate": "die Rate von {query} {comparison} beträgt",
        "sum": "die Summe von {query} {comparison} beträgt",
        "min": "der kleinste Wert von {query} {comparison} beträgt",
        "max": "der größte Wert von {query} {comparison} beträgt",
        "mean": "das Mittel von {query} {comparison} beträgt",
        "age": "das Alter von {query} {comparison} beträgt",
        "p50": "der Median von {query} {comparison} beträgt",
        "p90": "das {percentile}-Perzentil von {query} {comparison} beträgt",
        "p95": "das {percentile}-Perzentil von {query} {comparison} beträgt",
        "p99": "das {percentile}-Perzentil von {query} {comparison} beträgt",
    }
    AVERAGED = "Jeder Zeitabschnitt zählt gleich, unabhängig von der Anzahl seiner Ereignisse."
    THIN_SLICE: ClassVar[Words] = {
        "left out": "Ein Zeitabschnitt mit weniger als {events} bleibt außer Betracht.",
        "counts as good": "Ein Zeitabschnitt mit weniger als {events} wird als ordnungsgemäß gewertet.",
        "counts as bad": "Ein Zeitabschnitt mit weniger als {events} wird als mangelhaft gewertet.",
    }
    EVENTS: Forms = ("{n} Ereignis", "{n} Ereignissen")
    RUNS: ClassVar[Words] = {
        "in full": (
            "Mangelhafte Zeit wird nur gewertet, wenn sie ununterbrochen mindestens {length} andauert, dann jedoch in "
            "vollem Umfang."
        ),
        "beyond it": (
            "Mangelhafte Zeit wird nur gewertet, wenn sie ununterbrochen mehr als {length} andauert, und nur mit dem "
            "darüber hinausgehenden Teil."
        ),
    }
    VALID = "Gewertet wird nur Folgendes: {what}."
    VALID_SUBJECT = "Ein Ereignis wird nur gewertet, wenn „{subject}“ {range} beträgt."
    VALID_SLICE_SUBJECT = "Ein Zeitabschnitt wird nur gewertet, wenn „{subject}“ {range} beträgt."
    VALID_SLICE_TEXT = "Ein Zeitabschnitt wird nur unter folgender Voraussetzung gewertet: {what}."
    DURING = "Gewertet werden nur die folgenden Zeiten: {hours}."
    EXCEPT = "Nicht gewertet werden die folgenden Zeiten: {hours}."
    WEIGH = (
        "Jeder Ausfall wird mit dem betroffenen Anteil („{label}“) gewertet; ein Ausfall, der die Hälfte betrifft, "
        "zählt zur Hälfte."
    )
    JUDGE_LABEL = "Die Beurteilung erfolgt getrennt nach „{what}“."
    JUDGE_LABELS = "Die Beurteilung erfolgt getrennt für jede Kombination der folgenden Merkmale: {what}."
    JUDGE_TENANT = "Die Beurteilung erfolgt getrennt nach „{what}“; der Kunde ist dort als „{tenant}“ geführt."
    JUDGE_EVENTS: ClassVar[Words] = {
        "outage": "Jeder [Ausfall|outage] wird für sich beurteilt.",
        "ticket": "Jede [Meldung|ticket] wird für sich beurteilt.",
        "record": "Jeder Datensatz wird für sich beurteilt.",
    }

    # Maintenance.

    MAINTENANCE_HOURS = "Zeiten der Arbeiten „{title}“: {hours}."
    MAINTENANCE_EMERGENCY = "„{title}“ ist Arbeiten vorbehalten, die nicht bis zu den planmäßigen Zeiten warten können."
    MAINTENANCE_NOTICE = "Der Anbieter kündigt die Arbeiten mindestens {time} vor ihrem Beginn an."
    MAINTENANCE_ALLOWANCE = "Die Arbeiten dauern insgesamt höchstens {time} {per}."

    # Exclusions.

    EXCLUSIONS_INTRO = (
        "Über das hinaus, was bereits nach den Regeln der Messung außer Betracht bleibt{see}, ist nur das Folgende in "
        "dem jeweils genannten Umfang ausgeschlossen."
    )
    EFFECTS: ClassVar[Words] = {
        "leaves downtime and period": (
            "Was hierunter fällt, bleibt außer Betracht; es wird weder als ordnungsgemäß noch als mangelhaft gewertet."
        ),
        "leaves downtime": (
            "Was hierunter fällt, wird nicht als mangelhaft gewertet, bleibt aber Teil des Abrechnungszeitraums."
        ),
        "waives credit": (
            "Was hierunter fällt, geht in den [Messwert|measured] ein; für eine dadurch verursachte Verfehlung wird "
            "jedoch keine Gutschrift geschuldet."
        ),
    }
    EVIDENCE = "Nachweis: {evidence}."
    BEYOND = "Was über das nach Ziffer {maintenance} Zulässige hinausgeht, wird wie alles Übrige gewertet."
    BEYOND_PLAIN = "Was über das Angekündigte hinausgeht, wird wie alles Übrige gewertet."
    AS_MAINTENANCE = "Erfasst sind die Arbeiten nach Ziffer {maintenance}."

    # Support.

    SUPPORT_INTRO = (
        "Für die Bearbeitung von [Meldungen|ticket] gelten die folgenden Höchstzeiten; sie laufen nur während der in "
        "der letzten Spalte genannten Servicezeiten."
    )
    SUPPORT_CAPTION = "Störungsbearbeitung nach Störungsklassen"
    HEAD_SEVERITY = "Störungsklasse"
    HEAD_RESPOND = "Reaktionszeit"
    HEAD_UPDATE = "Abstand der Zwischenberichte"
    HEAD_WORKAROUND = "Zeit bis zur Umgehungslösung"
    HEAD_FIX = "Behebungszeit"
    HEAD_HOURS = "Servicezeiten"
    NO_TIME_SET = "–"
    HOURS_NAMED = "{title}"
    HOURS_ARE = "{title}: {hours}."
    CLOCKS: ClassVar[Words] = {
        "starts": "Beginn der Zeiten: {event}.",
        "pauses": "Hemmung der Zeiten: {event}.",
        "stops": "Ende der Zeiten: {event}.",
    }
    CLOCKS_FOR: ClassVar[Words] = {
        "starts": "Beginn der Zeiten für {severity}: {event}.",
        "pauses": "Hemmung der Zeiten für {severity}: {event}.",
        "stops": "Ende der Zeiten für {severity}: {event}.",
    }
    CLOCK_EVENTS: ClassVar[Words] = {
        "while waiting-for-customer": "solange der Anbieter auf eine Mitwirkung des Kunden wartet",
    }
    CALL = "Bei Meldungen der folgenden Störungsklassen ruft der Kunde die Nummer {number} an: {severities}."
    NO_CREDIT_FOR_SUPPORT = "Werden diese Zeiten nicht eingehalten, so wird keine Gutschrift geschuldet."
    CREDIT_FOR_SUPPORT_ONLY = (
        "Werden diese Zeiten nicht eingehalten, so wird eine Gutschrift nur geschuldet, soweit sie Gegenstand einer "
        "Zusage sind{see}."
    )
