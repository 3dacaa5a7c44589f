"""The German of call sheets."""

from __future__ import annotations

from typing import ClassVar

__all__ = ["Calls"]

Words = dict[str, str]
Forms = tuple[str, str]


class Calls:
    """For who has the customer on the phone."""

    CALL_SHEET = "Telefonblatt"
    CALL_PLAN = "Tarif {plan}"
    CALL_VERSION = "Fassung {version}"
    CALL_SINCE_DAY = "seit {day}"
    CALL_AS_OF = "Stand: {time}"
    CALL_NOT_ASKED = "Prometheus wurde nicht gefragt; wie es um die Zusagen steht, ist hier nicht bekannt."
    CALL_NO_ANSWER = "Prometheus antwortet nicht; wie es um die Zusagen steht, ist nicht bekannt: {reason}."
    CALL_NOTHING = "Prometheus weiß nichts von diesem Kunden: Sind die Regeln geladen?"
    CALL_OLD = "Die neuesten Zahlen sind {time} alt."
    CALL_UNKNOWN = "nicht bekannt"
    CALL_UNRECORDED = "steht erst mit der Abrechnung fest"

    CALL_PROMISES = "Was zugesagt ist, und wie es darum steht"
    CALL_HEAD_STATE = "Zustand"
    CALL_HEAD_ATTAINED = "Erreicht"
    CALL_HEAD_PROMISED = "Zugesagt"
    CALL_HEAD_LEFT = "Ausfall noch möglich"
    CALL_HEAD_CREDIT = "Gutschrift derzeit"
    CALL_STATES: ClassVar[Words] = {
        "no data": "keine Daten",
        "kept": "bisher eingehalten",
        "watch": "beobachten",
        "risk": "gefährdet",
        "broken": "gebrochen",
    }
    CALL_HEAD_BREAKS = "Geht es so weiter, gebrochen nach"
    CALL_NOT_SO = "so nicht"
    CALL_NOTHING_LEFT = "keiner mehr"
    CALL_NO_CREDIT = "keine"

    CALL_INCIDENTS = "Laufende Störungen"
    CALL_NO_INCIDENTS = "Keine: Zu nichts, was dem Kunden zugesagt ist, besteht ein Alarm."
    CALL_URGENCY: ClassVar[Words] = {"page": "Alarm", "ticket": "Ticket"}
    CALL_SINCE = "dauert schon {time}"
    CALL_FIRST = "erster Schritt: {step}"
    CALL_SUSPECT = "ebenfalls betroffen: {service}"

    CALL_CREDITS = "Gutschrift nach jetzigem Stand"
    CALL_NONE_DUE = "Nach jetzigem Stand ist keine fällig."
    CALL_OF_FEES = "{share} der Bemessungsgrundlage"
    CALL_CREDIT_UNKNOWN = "Prometheus kennt sie nicht; sie steht erst mit der Abrechnung fest."
    CALL_CREDIT_NOTE = "Was fällig wäre, wenn der Zeitraum jetzt endete. Nachweise und Anträge können es noch ändern."

    CALL_PEOPLE = "Ansprechpartner"
    CALL_OURS = "Ansprechpartner bei uns"
    CALL_THEIRS = "Ansprechpartner beim Kunden"
    CALL_SEVERITIES = "die Nummer, die der Kunde wählt bei {severities}"
    CALL_OWNS = "{team}, zuständig für {services}"
    CALL_PAGED = "alarmiert über {receivers}"
    CALL_NOTICES = "Mitteilungen und Anträge"
    CALL_STATUS = "Statusseite"
    CALL_TOPICS: ClassVar[Words] = {
        "promise-at-risk": "gefährdete Zusagen",
        "promise-broken": "gebrochene Zusagen",
        "monthly-report": "Monatsberichte",
    }
    CALL_NOBODY = "Niemand ist genannt."

    CALL_NOTES = "Was zuletzt vereinbart wurde"
    CALL_NO_NOTES = "Zu diesem Kunden gibt es keine Notizen."
    CALL_MORE_NOTES: Forms = (
        "{n} älterer Eintrag steht in {file}.",
        "{n} ältere Einträge stehen in {file}.",
    )
