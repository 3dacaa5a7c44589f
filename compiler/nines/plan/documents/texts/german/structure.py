"""The German of a document's frame: headings, labels, parties, the short version, annexes."""

from __future__ import annotations

from typing import ClassVar

__all__ = ["Structure"]

Words = dict[str, str]


class Structure:
    """Headings and labels."""

    LANGUAGE = "de"

    # Around the text.

    CONTENTS = "Inhalt"
    CLAUSE = "Ziffer"
    ANNEX = "Anlage"
    FINGERPRINT = "Prüfsumme des Textes"
    VERSION = "Fassung"
    PAGE = "Seite"
    PAGE_OF = "von"
    SKIP = "Zum Text springen"
    BETWEEN = "Dienstgütevereinbarung zwischen {provider} und {customer}"
    BY = "Dienstgütevereinbarung von {provider}"
    FOR = "Dienstgütevereinbarung mit {customer}"
    FACT_VERSION = "Fassung"
    FACT_EFFECTIVE = "In Kraft ab"
    FACT_PLAN = "Tarif"
    FACT_PLANS = "Tarife"
    FACT_PROVIDER = "Anbieter"
    FACT_CUSTOMER = "Kunde"

    # The short version.

    SHORT_TITLE = "Das Wichtigste in Kürze"
    SHORT_NOTE = "Diese Zusammenfassung ist unverbindlich. Maßgeblich sind die nachstehenden nummerierten Bestimmungen."
    SHORT_PROMISED = "Was zugesagt ist"
    SHORT_ALLOWS = "Was danach zulässig ist"
    SHORT_CREDITS = "Was bei Verfehlung gutgeschrieben wird"
    SHORT_CLAIM = "Wie der Anspruch geltend zu machen ist"
    SHORT_CALL = "An wen sich der Kunde wendet"
    SHORT_PROMISE = "{title}: {value}"
    SHORT_OF_PLAN = "{value} ({plan})"
    SEMICOLON = "; "
    SHORT_ALLOWED = (
        "Dauert der Abrechnungszeitraum {length}, so bleibt bei {value} ({title}) als Zeit, in der alles ausfallen "
        "darf: {time}."
    )
    SHORT_ALLOWED_EVENTS = (
        "Dauert der Abrechnungszeitraum {length} und ist die Nutzung gleichmäßig, so bleibt bei {value} ({title}) als "
        "Zeit, in der alles ausfallen darf: {time}."
    )
    SHORT_CREDIT_ONE = "{amount} für einen Abrechnungszeitraum, in dem eine Zusage verfehlt wird{see}."
    SHORT_CREDIT_MANY = "{least} bis {most} für einen Abrechnungszeitraum, in dem eine Zusage verfehlt wird{see}."
    SHORT_CREDIT_EITHER = "{first} oder {second} für einen Abrechnungszeitraum, in dem eine Zusage verfehlt wird{see}."
    SHORT_CREDIT_VARIES = "Eine Gutschrift für einen Abrechnungszeitraum, in dem eine Zusage verfehlt wird{see}."
    SHORT_AT_MOST = "Obergrenze je {period}: {cap}."
    SHORT_AUTOMATIC = "Gutschriften werden ohne Geltendmachung erteilt; der Kunde braucht nichts zu veranlassen{see}."
    SHORT_SUBMIT = "Geltendmachung {deadline}{way}{see}."
    SHORT_FOR = "{plan}: {line}"
    SHORT_WAY = " (Weg: {way})"
    SHORT_PHONE = "Telefon für {severities}: {number}."
    SHORT_MAIL = "E-Mail: {mail}."
    SHORT_STATUS = "Der Zustand der Dienste ist hier einsehbar: {page}."

    # Headings of sections and annexes.

    PARTIES = "Vertragsparteien"
    COVERED = "Gegenstand"
    COMMITMENTS = "Zusagen"
    DEFINITIONS = "Begriffsbestimmungen"
    MEASURING = "Messung"
    MAINTENANCE = "Geplante Wartung"
    EXCLUSIONS = "Ausschlüsse"
    SUPPORT = "Störungsbearbeitung"
    CREDITS = "Gutschriften"
    EXAMPLE = "Rechenbeispiel"
    REWARDS = "Vergütung für Mehrleistung"
    CLAIMS = "Geltendmachung und Abwicklung"
    CHRONIC = "Kündigung bei wiederholter Verfehlung"
    REPORTING = "Berichte und weitere Pflichten"
    LIABILITY = "Haftung"
    CHANGES = "Änderungen und anwendbares Recht"
    LAW_TITLE = "Anwendbares Recht"
    ANNEX_ALLOWED = "Zulässige Ausfallzeiten"
    ANNEX_PARTICULARS = "Besondere Angaben zum Kunden {customer}"
    ANNEX_INDICATORS = "Messgrößen"
    ANNEX_SIGNATURES = "Unterschriften"
    ANNEX_SOURCES = "Fundstellen der Bestimmungen"

    # Parties.

    THE_PROVIDER = "der [Anbieter|provider]"
    PROVIDER_IS = "Anbieter ist {provider}."
    PROVIDER_IS_ANY = "Anbieter ist, wer dieses Dokument mit dem Kunden vereinbart hat."
    CUSTOMER_IS = "Kunde ist {customer}."
    CUSTOMER_IS_ANY = "Kunde ist, wer dieses Dokument mit dem Anbieter vereinbart hat."
    FACT_WEBSITE = "Website"
    FACT_STATUS = "Zustand der Dienste"
    FACT_MAIL = "Mitteilungen und Ansprüche an"
    ORDER_OF_TERMS = (
        "Dieses Dokument gibt die Bestimmungen wieder, die für {customer} gelten; Grundlage ist „{sla}“{plan}{own}."
    )
    ORDER_OF_PLAN = " in der Ausgestaltung des Tarifs „{plan}“"
    ORDER_OF_OWN = ", geändert durch die zwischen {customer} und dem Anbieter getroffenen Individualvereinbarungen"
    PLANS_ARE = "Der Kunde bezieht einen der folgenden Tarife: {plans}."
    PLANS_OR_NONE = "Der Kunde bezieht einen der folgenden Tarife oder keinen Tarif: {plans}."
    PLAN_IS = "Der Kunde bezieht den Tarif {plans}."
    PLANS_DIFFER = (
        "Bestimmungen, die nicht für alle Tarife gelten, sind als solche bezeichnet; im Übrigen gelten sie für jeden "
        "Tarif."
    )
    WITHOUT_PLAN = "Ohne Tarif"
    EFFECTIVE = "Diese Vereinbarung gilt in der Fassung {version} ab dem {date}."

    # Covered.

    COVERS = "Diese Vereinbarung gilt ausschließlich für die folgenden Dienste:"
    SERVICE = "{service}"
    SERVICE_DESCRIBED = "{service}: {description}"

    # Plans that differ.

    FOR_PLANS = "{plans}:"
    ONLY_FOR = "Dies gilt nur für: {plans}."

    # Annexes.

    ALLOWED_INTRO = (
        "Die Tabelle gibt für jede mögliche Länge eines Abrechnungszeitraums an, wie lange darin alles ausfallen darf, "
        "bevor eine Zusage [verfehlt|missed] ist."
    )
    ALLOWED_INTRO_ONE = (
        "Die Tabelle gibt an, wie lange in einem Abrechnungszeitraum alles ausfallen darf, bevor eine Zusage "
        "[verfehlt|missed] ist."
    )
    ALLOWED_EVENTS = (
        "Soweit Ereignisse gezählt werden, gelten die Werte unter der Annahme, dass die Ereignisse gleichmäßig über "
        "den Abrechnungszeitraum verteilt sind."
    )
    ALLOWED_EXCLUDED = "Die Werte gelten für Abrechnungszeiträume, in denen kein Ausschluss greift."
    ALLOWED_ROUNDED = (
        "Die Zeiten beziehen sich auf den zugesagten Wert selbst; da Messwerte gerundet werden{see}, nennt die zweite "
        "Spalte den kleinsten Wert, mit dem die jeweilige Zusage noch eingehalten ist."
    )
    ALLOWED_EDGE = "Eingehalten ab"
    ALLOWED_UNITS = "Angegeben sind Tage (d), Stunden (h), Minuten (m) und Sekunden (s); Bruchteile sind abgerundet."
    ALLOWED_CAPTION = "Zulässige Ausfallzeit je Abrechnungszeitraum"
    ALLOWED_HEAD = "Zusage"
    ALLOWED_ROW = "{value} ({titles})"
    LENGTH_IN_MONTH = "{length} ({month})"
    LENGTH_LESS = "{days} abzüglich {time}"
    LENGTH_MORE = "{days} zuzüglich {time}"
    PARTICULARS_PLAN = "Tarif"
    PARTICULARS_TENANT = "Bezeichnung in den Messungen"
    PARTICULARS_FEE = "Entgelt „{fee}“"
    PARTICULARS_FEE_VALUE = "{amount} {per}"
    PARTICULARS_CONTACT = "Ansprechstelle"
    PARTICULARS_CONTACT_VALUE = "{address} (zuständig für {topics})"
    TOPICS: ClassVar[Words] = {
        "promise-at-risk": "gefährdete Zusagen",
        "promise-broken": "verfehlte Zusagen",
        "monthly-report": "den Monatsbericht",
    }
    INDICATORS_INTRO = "Mit den folgenden Abfragen erhebt das Überwachungssystem des Anbieters die Messgrößen."
    INDICATOR_OF = "„{indicator}“ ({service})"
    PARTS: ClassVar[Words] = {"good": "Ordnungsgemäß:", "bad": "Mangelhaft:", "total": "Insgesamt:"}
    QUERY = "Abfrage:"
    WEIGHT = "Gewichtung:"
    COMPOSITE = "Diese Messgröße setzt sich aus den nachfolgenden Messgrößen zusammen."
    SLICE_CONDITION = "Bedingung für einen Zeitabschnitt:"
    SIGNATURE_FOR = "Für {party}"
    SIGNATURE_LINES: tuple[str, ...] = ("Name", "Funktion", "Ort, Datum", "Unterschrift")
    SOURCES_INTRO = "Die Bestimmungen beruhen auf den folgenden Zeilen der Spezifikation."
    SOURCES_CAPTION = "Bestimmungen und die zugrunde liegenden Zeilen"
    SOURCES_CLAUSE = "Ziffer"
    SOURCES_LINES = "Zeilen"
    ANNEX_HISTORY = "Änderungen seit Version {version}"
    HISTORY_INTRO = (
        "Die Tabelle nennt die Bestimmungen, in denen diese Fassung von Version {version}, gültig ab {date}, abweicht, "
        "und was das für den Kunden bedeutet."
    )
    HISTORY_NOTE = "Sie erläutert die Änderung; verbindlich sind die Bestimmungen selbst."
    HISTORY_CAPTION = "Was sich geändert hat"
    HISTORY_HEADS: tuple[str, ...] = ("Ziffer", "Bisher", "Jetzt", "Für den Kunden")
    HISTORY_VERDICTS: ClassVar = {
        "adverse": "schlechter",
        "better": "besser",
        "open": "anders",
        "neutral": "gleichwertig",
    }
    HISTORY_NOTICE = "Die Änderung wurde am {date} angekündigt."
    HISTORY_NOTHING = "–"
    HISTORY_NEW = "neu, wie dort bestimmt"
    HISTORY_GONE = "entfallen"
