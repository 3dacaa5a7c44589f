"""The German of termination, reports, liability, changes, and of the definitions."""

from __future__ import annotations

from typing import ClassVar

__all__ = ["Legal"]

Forms = tuple[str, str]
Words = dict[str, str]


class Legal:
    """The legal frame."""

    TERMINATE = "Der Kunde ist zur Kündigung dieser Vereinbarung berechtigt, wenn {condition}."
    TERMINATE_NOTICE = "Die Kündigung ist {deadline} zu erklären."

    REPORT = "Der Anbieter legt dem Kunden {deadline} einen Bericht über den [Abrechnungszeitraum|period] vor."
    REPORT_MISSING = (
        "Unterbleibt der fristgerechte Bericht, so gilt die Zusage „{promise}“ für diesen Abrechnungszeitraum als "
        "[verfehlt|missed]."
    )
    DUTY = "{text}."
    DUTY_WITHIN = "{text} ({deadline})."
    DUTY_IF = "{text}, wenn {condition}."
    DUTY_WITHIN_IF = "{text} ({deadline}), wenn {condition}."
    DUTIES_INTRO = "Der Anbieter schuldet dem Kunden ferner:"
    DUTIES_OF = "Zu der Zusage „{promise}“ schuldet der Anbieter dem Kunden ferner:"

    SOLE_REMEDY = (
        "Die Gutschriften und die in dieser Vereinbarung ausdrücklich eingeräumten Rechte regeln die Ansprüche des "
        "Kunden wegen einer verfehlten Zusage abschließend."
    )
    LIABILITY_TEXT = "{text}"
    CHANGES_NOTICE = (
        "Der Anbieter kündigt eine Änderung dieser Vereinbarung mindestens {time} vor ihrem Wirksamwerden an."
    )
    LAW = "Diese Vereinbarung unterliegt dem in {place} geltenden Recht."

    COUNTRIES: ClassVar[Words] = {  # as they stand after “in”
        "Albania": "Albanien",
        "Argentina": "Argentinien",
        "Armenia": "Armenien",
        "Australia": "Australien",
        "Austria": "Österreich",
        "Azerbaijan": "Aserbaidschan",
        "Belgium": "Belgien",
        "Bosnia & Herzegovina": "Bosnien und Herzegowina",
        "Brazil": "Brasilien",
        "Britain (UK)": "dem Vereinigten Königreich",
        "Bulgaria": "Bulgarien",
        "Canada": "Kanada",
        "Colombia": "Kolumbien",
        "Croatia": "Kroatien",
        "Cyprus": "Zypern",
        "Czech Republic": "Tschechien",
        "Denmark": "Dänemark",
        "Egypt": "Ägypten",
        "Estonia": "Estland",
        "Finland": "Finnland",
        "France": "Frankreich",
        "Georgia": "Georgien",
        "Germany": "Deutschland",
        "Greece": "Griechenland",
        "Hong Kong": "Hongkong",
        "Hungary": "Ungarn",
        "Iceland": "Island",
        "India": "Indien",
        "Indonesia": "Indonesien",
        "Ireland": "Irland",
        "Italy": "Italien",
        "Jordan": "Jordanien",
        "Kazakhstan": "Kasachstan",
        "Kenya": "Kenia",
        "Korea (South)": "Südkorea",
        "Latvia": "Lettland",
        "Lithuania": "Litauen",
        "Luxembourg": "Luxemburg",
        "Mexico": "Mexiko",
        "Moldova": "Moldau",
        "Morocco": "Marokko",
        "Netherlands": "den Niederlanden",
        "New Zealand": "Neuseeland",
        "North Macedonia": "Nordmazedonien",
        "Norway": "Norwegen",
        "Philippines": "den Philippinen",
        "Poland": "Polen",
        "Qatar": "Katar",
        "Romania": "Rumänien",
        "Russia": "Russland",
        "Saudi Arabia": "Saudi-Arabien",
        "Serbia": "Serbien",
        "Singapore": "Singapur",
        "Slovakia": "der Slowakei",
        "Slovenia": "Slowenien",
        "South Africa": "Südafrika",
        "Spain": "Spanien",
        "Sweden": "Schweden",
        "Switzerland": "der Schweiz",
        "Tunisia": "Tunesien",
        "Turkey": "der Türkei",
        "United Arab Emirates": "den Vereinigten Arabischen Emiraten",
        "United Kingdom": "dem Vereinigten Königreich",
        "United States": "den Vereinigten Staaten von Amerika",
    }

    # Definitions: the term, and what follows it.

    DEFINITION = "{term}: {meaning}"
    DEFINED: ClassVar[dict[str, Forms]] = {
        "commitment": ("Zusage", "der Inhalt je einer Zeile der Tabelle in Ziffer {commitments}."),
        "missed": (
            "Verfehlt, eingehalten",
            (
                "Eine [Zusage|commitment] ist in einem [Abrechnungszeitraum|period] eingehalten, wenn ihr "
                "[Messwert|measured] dem zugesagten Wert genügt; andernfalls ist sie verfehlt."
            ),
        ),
        "measured": (
            "Messwert",
            (
                "der Wert, der sich nach Ziffer {measuring} für eine Zusage und einen [Abrechnungszeitraum|period] "
                "ergibt."
            ),
        ),
        "period": ("Abrechnungszeitraum", "der Zeitraum, für den die Zusagen beurteilt werden{see_period}."),
        "base": ("Bemessungsgrundlage", "der Betrag, nach dem sich anteilige Gutschriften bemessen{see_base}."),
        "slice": (
            "Zeitabschnitt",
            "ein Teil der Zeit, der nur im Ganzen als ordnungsgemäß oder als mangelhaft gewertet wird.",
        ),
        "outage": ("Ausfall", "ein ununterbrochener Zeitraum, in dem ein Dienst nicht verfügbar ist."),
        "downtime": (
            "Ausfallzeit",
            ("die Gesamtdauer der mangelhaften und nicht ausgeschlossenen Zeit in einem [Abrechnungszeitraum|period]."),
        ),
        "excess": (
            "Überschießende Ausfallzeit",
            "der Teil der [Ausfallzeit|downtime], der über das nach der Zusage zulässige Maß hinausgeht.",
        ),
        "unavailability": (
            "Nichtverfügbarkeit",
            "der Anteil, um den der [Messwert|measured] hinter dem Ganzen zurückbleibt.",
        ),
        "shortfall": ("Abweichung", "der Abstand des [Messwerts|measured] vom zugesagten Wert."),
        "overrun": (
            "Relative Abweichung",
            "der Abstand des [Messwerts|measured] vom zugesagten Wert, ausgedrückt als Anteil des zugesagten Werts.",
        ),
        "points": (
            "Punkt, Punktestand",
            (
                "Punkte sind die Einheiten, in denen Verfehlungen zusammengerechnet werden, bevor sich aus ihnen ein "
                "Geldbetrag ergibt; der Punktestand ist ihre jeweilige Summe{see_points}."
            ),
        ),
        "service-days": (
            "Entgeltfreier Vertragstag",
            "ein Tag, um den sich die Laufzeit des Vertrags mit dem Kunden verlängert, ohne dass ein Entgelt anfällt.",
        ),
        "pro-rata": (
            "Ausfallentgelt",
            (
                "die [Bemessungsgrundlage|base], vervielfacht mit der [Ausfallzeit|downtime] und geteilt durch die "
                "Länge des [Abrechnungszeitraums|period]."
            ),
        ),
        "business-day": (
            "Arbeitstag",
            "jeder Tag von Montag bis Freitag, der in {place} kein gesetzlicher Feiertag ist.",
        ),
        "ticket": ("Meldung", "eine Mitteilung des Kunden, für deren Bearbeitung Ziffer {support} Zeiten vorsieht."),
        "late": (
            "Verspätet bearbeitete Meldung",
            "eine [Meldung|ticket], die nicht innerhalb der für sie geltenden Zeit bearbeitet wird.",
        ),
    }
    DEFINED_ALSO: ClassVar[Words] = {
        "missed": (
            "Ein Abrechnungszeitraum, der außer Betracht bleibt oder nicht beurteilt wird, gilt weder als eingehalten "
            "noch als verfehlt und wird bei der Zählung aufeinanderfolgender Abrechnungszeiträume übersprungen."
        ),
    }
    DEFINED_PLAINLY: ClassVar[Words] = {
        "business-day": "jeder Tag von Montag bis Freitag, der kein gesetzlicher Feiertag ist.",
        "ticket": "eine Mitteilung des Kunden, dass eine Störung vorliegt.",
    }
