"""The German of credits, rewards, the worked example, claims and payment."""

from __future__ import annotations

from typing import ClassVar

__all__ = ["MoneyTexts"]

Words = dict[str, str]

Forms = tuple[str, str]


class MoneyTexts:
    """What is due, how it is computed and how it is paid."""

    # The base.

    BASE_TITLE = "Bemessungsgrundlage"
    BASE_IS = "Die [Bemessungsgrundlage|base] umfasst {fees}{affected} {unit}, und zwar {when}{except_}."
    FEE_NAMED = "das Entgelt „{fee}“"
    BASE_AFFECTED = ", soweit „{label}“ betroffen ist,"
    BASE_UNITS: ClassVar[Words] = {
        "month": "für einen Monat",
        "quarter": "für ein Quartal",
        "year": "für ein Jahr",
        "period": "für einen Abrechnungszeitraum",
    }
    BASE_WHEN: ClassVar[Words] = {
        "of the period missed": "in der im Abrechnungszeitraum der Verfehlung geltenden Höhe",
        "of the period before": "in der im Abrechnungszeitraum vor der Verfehlung geltenden Höhe",
        "of the period after": "in der im Abrechnungszeitraum nach der Verfehlung geltenden Höhe",
        "of the period credited": "in der im Abrechnungszeitraum der Gutschrift geltenden Höhe",
    }
    BASE_EXCEPT = ", jedoch ohne {fees}"
    BASE_NOW = "Sie beträgt derzeit {amount}{see}."
    BASE_OF_PROMISE = (
        "Für die Zusage „{promise}“ umfasst die [Bemessungsgrundlage|base] {fees}{affected} {unit}, und zwar "
        "{when}{except_}."
    )
    POOL_IS = "Das Kontingent „{pool}“ beträgt {share} der [Bemessungsgrundlage|base]."
    UNIT_IS = "Wert einer Einheit „{unit}“: {amount}."
    DAY_OF_FEE = "Das Entgelt für einen Tag beträgt {share} der [Bemessungsgrundlage|base]."

    # Credits.

    CREDIT_IF = "Wenn {condition}, schuldet der Anbieter dem Kunden eine Gutschrift in folgender Höhe: {amount}."
    CREDIT_ALWAYS = (
        "Wird die [Zusage|commitment] „{promise}“ [verfehlt|missed], so schuldet der Anbieter dem Kunden eine "
        "Gutschrift in folgender Höhe: {amount}."
    )
    CREDIT_NOW = "Beim derzeitigen Entgelt ergibt sich ein Betrag von {money}."
    CREDIT_LEVEL = "Abweichend davon gilt (bei „{label}“: {range}):"
    CREDIT_LEVEL_PLAIN = "Abweichend davon gilt (bei „{level}“):"
    CREDIT_TABLE_CAPTION = "Gutschriften für {promise}"
    CREDIT_TABLE_CAPTION_PLAN = "Gutschriften für {promise}, {plan}"
    HEAD_IF_MEASURED = "[Messwert|measured] für {promise}"
    HEAD_IF = "Wenn"
    HEAD_CREDIT = "Gutschrift"
    HEAD_CREDIT_SHARE = "Gutschrift, Anteil der [Bemessungsgrundlage|base]"
    HEAD_CREDIT_MONEY = "Beim derzeitigen Entgelt"
    HIGHEST_ONLY = "Treffen mehrere Zeilen zu, so wird nur die höchste Gutschrift geschuldet."
    NO_REMEDY = "Bei Verfehlung der folgenden Zusagen wird keine Gutschrift geschuldet: {promises}."
    TRIGGER: ClassVar[Words] = {
        "pays the last": (
            "Eine Gutschrift zur Zusage „{promise}“ wird nur geschuldet, wenn {condition}, und dann nur für den "
            "letzten dieser Abrechnungszeiträume."
        ),
        "pays all": (
            "Eine Gutschrift zur Zusage „{promise}“ wird nur geschuldet, wenn {condition}, dann jedoch für alle diese "
            "Abrechnungszeiträume."
        ),
    }
    STACK: ClassVar[Words] = {
        "highest only": (
            "Werden in einem [Abrechnungszeitraum|period] mehrere Zusagen [verfehlt|missed], so wird nur die höchste "
            "Gutschrift geschuldet."
        ),
        "sum": (
            "Werden in einem [Abrechnungszeitraum|period] mehrere Zusagen [verfehlt|missed], so werden die "
            "Gutschriften zusammengerechnet."
        ),
        "first that pays": (
            "Werden in einem [Abrechnungszeitraum|period] mehrere Zusagen [verfehlt|missed], so wird nur die erste "
            "Gutschrift geschuldet, die sich in der Reihenfolge der Ziffer {commitments} ergibt."
        ),
        "highest per incident": (
            "Führt ein einziger Vorfall zur [Verfehlung|missed] mehrerer Zusagen, so wird für ihn nur die höchste "
            "Gutschrift geschuldet."
        ),
    }
    STACK_OF: ClassVar[Words] = {
        "highest only": (
            "Werden in einem [Abrechnungszeitraum|period] mehrere der folgenden Zusagen [verfehlt|missed], so wird nur "
            "die höchste Gutschrift geschuldet: {promises}."
        ),
        "sum": (
            "Werden in einem [Abrechnungszeitraum|period] mehrere der folgenden Zusagen [verfehlt|missed], so werden "
            "die Gutschriften zusammengerechnet: {promises}."
        ),
        "first that pays": (
            "Werden in einem [Abrechnungszeitraum|period] mehrere der folgenden Zusagen [verfehlt|missed], so wird "
            "nur die erste Gutschrift geschuldet, die sich in dieser Reihenfolge ergibt: {promises}."
        ),
        "highest per incident": (
            "Führt ein einziger Vorfall zur [Verfehlung|missed] mehrerer der folgenden Zusagen, so wird für ihn nur "
            "die höchste Gutschrift geschuldet: {promises}."
        ),
    }
    CAP_CREDITS = "Obergrenze der Gutschriften {scope}: {amount}{rest}."
    CAP_REWARDS = "Obergrenze der Vergütungen für Mehrleistung {scope}: {amount}{rest}."
    CAP_CREDITS_OF = "Obergrenze der Gutschriften zur Zusage „{promise}“ {scope}: {amount}{rest}."
    CAP_REWARDS_OF = "Obergrenze der Vergütungen für Mehrleistung zur Zusage „{promise}“ {scope}: {amount}{rest}."
    CAP_SCOPES: ClassVar[Words] = {
        "outage": "je [Ausfall|outage]",
        "day": "je Tag",
        "period": "je [Abrechnungszeitraum|period]",
        "month": "je Monat",
        "quarter": "je Quartal",
        "year": "je Jahr",
        "calendar year": "je Kalenderjahr",
    }
    CAP_ROLLING: Forms = ("für jeweils {n} Monat", "für jeweils {n} aufeinanderfolgende Monate")
    CAP_RESTS: ClassVar[Words] = {
        "lapses": "; was darüber hinausgeht, verfällt",
        "carries": "; was darüber hinausgeht, wird vorgetragen",
    }
    CAP_OF_WINDOW = "{share} der [Bemessungsgrundlagen|base] dieser Zeit"
    NO_CAP_CREDITS = "Die Gutschriften sind der Höhe nach nicht begrenzt."
    NO_CAP_REWARDS = "Die Vergütungen für Mehrleistung sind der Höhe nach nicht begrenzt."

    # Points.

    POINTS_BALANCE: ClassVar[Words] = {
        "credits": "Der [Punktestand|points] ist die Summe der dem Anbieter angelasteten Punkte.",
        "credits minus rewards": (
            "Der [Punktestand|points] ist die Summe der dem Anbieter angelasteten Punkte abzüglich der ihm "
            "gutgeschriebenen Punkte."
        ),
    }
    POINTS_RESET = "Er wird auf null zurückgesetzt, sobald {condition}."
    POINTS_CREDIT = "Wenn {condition}, schuldet der Anbieter dem Kunden eine Gutschrift in folgender Höhe: {amount}."
    POINTS_REWARD = "Wenn {condition}, wird dem Anbieter gutgeschrieben: {amount}."

    # The worked example.

    EXAMPLE_INTRO = "Dieses Beispiel ist nach den vorstehenden Bestimmungen berechnet; die Beobachtung ist angenommen."
    EXAMPLE_INTRO_PLAN = (
        "Dieses Beispiel ({plan}) ist nach den vorstehenden Bestimmungen berechnet; die Beobachtung ist angenommen."
    )
    EXAMPLE_CAPTION = "Gutschrift bei Verfehlung der Zusage „{promise}“"
    EXAMPLE_STEP = "Schritt"
    EXAMPLE_RESULT = "Ergebnis"
    EXAMPLE_CLAUSE = "Ziffer"
    EX_ASSUMED = "Annahme, dass {condition}"
    EX_EVENTS = "Ereignisse im Abrechnungszeitraum"
    EX_SLICES = "Zeitabschnitte im Abrechnungszeitraum"
    EX_TICKETS = "Meldungen im Abrechnungszeitraum"
    EX_TIME = "Länge des Abrechnungszeitraums"
    EX_FAILED: ClassVar[Words] = {
        "events": "Fehlgeschlagene Ereignisse",
        "slices": "Mangelhafte Zeitabschnitte",
        "tickets": "Verspätet bearbeitete Meldungen",
    }
    EX_DOWN = "Mangelhafte Zeit"
    EX_DOWN_WEIGHED = "Mangelhafte Zeit, nach dem betroffenen Anteil gewichtet"
    EX_EXCLUDED_BOTH = "davon „{exclusion}“: außer Betracht"
    EX_EXCLUDED_BAD = "davon „{exclusion}“: nicht als fehlgeschlagen gewertet"
    EX_QUOTIENT = "Messwert: {good} ÷ {all}"
    EX_QUOTIENT_TIME = "Messwert: ({length} − {down}) ÷ {length}"
    EX_MEASURED = "Messwert"
    EX_ROUNDED = "Messwert, gerundet"
    EX_COMPARED = "Messwert, wie er verglichen wird"
    EX_PROMISED = "Zugesagter Wert, der damit verfehlt ist"
    EX_STEP_REACHED = "Zeile der Tabelle: {range}"
    EX_CREDIT = "Gutschrift"
    EX_CREDIT_OF = "Gutschrift: {amount}"
    EX_BASE = "Bemessungsgrundlage"
    EX_CREDIT_MONEY = "Gutschrift: {share} × {base}"
    EX_GREATER = "Der höhere der beiden Werte {first} und {second}"
    EX_LESSER = "Der niedrigere der beiden Werte {first} und {second}"
    EX_UNITS: ClassVar[Words] = {
        "started": "Angefangene Einheiten ({step}) bei {value}",
        "whole": "Volle Einheiten ({step}) bei {value}",
        "exact": "Einheiten ({step}) bei {value}",
    }
    EX_TIMES = "{factor} × {amount}"
    EX_EXCESS = "Überschießende Ausfallzeit: {value} − {allowed}"
    EX_PRO_RATA = "{factor} × {base} × {downtime} ÷ {length}"
    EX_PRO_RATA_SHARE = "{factor} × {downtime} ÷ {length}"
    EX_ROUND_MONEY = "Auf den zu leistenden Betrag gerundet"
    EX_CAP = "Obergrenze: {cap}"
    EX_NOT_REACHED = "nicht erreicht"
    EX_NOT_REACHED_AT = "{most}: nicht erreicht"
    EX_PAYOUT = "Mindestbetrag: {amount}"
    EX_PAID = "erreicht"
    EX_WAITS = "nicht erreicht: wird vorgetragen"
    EX_LAPSES = "nicht erreicht: verfällt"
    EX_CHARGED = "Dem Anbieter angelastet"
    EX_BALANCE = "[Punktestand|points], wenn er zuvor null betrug"
    EX_POINTS_CREDIT = "Gutschrift für den Punktestand: {amount}"
    EX_DUE = "Dem Kunden geschuldet"

    # Rewards.

    REWARD_IF = "Wenn {condition}, wird dem Anbieter gutgeschrieben: {amount}{repeat}."
    REWARD_ALWAYS = (
        "Wird die [Zusage|commitment] „{promise}“ [eingehalten|missed], so wird dem Anbieter gutgeschrieben: "
        "{amount}{repeat}."
    )
    REWARD_REPEATS: ClassVar[Words] = {
        "counts anew": "; danach beginnt die Zählung der Abrechnungszeiträume von neuem",
        "pays every period": "; dies gilt für jeden weiteren Abrechnungszeitraum, für den die Voraussetzung zutrifft",
    }
    BEST_ONLY = (
        "Kommen für eine Zusage in einem Abrechnungszeitraum mehrere Vergütungen in Betracht, so wird nur die höchste "
        "gutgeschrieben."
    )
    SET_OFF = (
        "Vergütungen für Mehrleistung werden mit den Gutschriften aus demselben Zeitraum verrechnet ({window}){rest}."
    )
    SET_OFF_WINDOWS: ClassVar[Words] = {
        "period": "[Abrechnungszeitraum|period]",
        "quarter": "Quartal",
        "year": "Jahr",
        "calendar year": "Kalenderjahr",
    }
    SET_OFF_RESTS: ClassVar[Words] = {
        "lapses": "; ein verbleibender Rest verfällt",
        "carries": "; ein verbleibender Rest wird in den nächsten Zeitraum vorgetragen",
    }
    EARN_BACK = (
        "Wenn {condition}, erstattet der Kunde {share} der ihm zuvor erteilten Gutschriften; jede Gutschrift wird nur "
        "einmal erstattet."
    )

    # Claims and payment.

    AUTOMATIC = "Gutschriften werden ohne Geltendmachung durch den Kunden erteilt."
    STEPS: ClassVar[Words] = {
        "notify": "Der Kunde hat den Anbieter {deadline}{way} zu unterrichten{evidence}.",
        "submit": "Der Kunde hat seinen Anspruch {deadline}{way} geltend zu machen{evidence}.",
        "answer": "Der Anbieter hat {deadline}{way} zu antworten{evidence}.",
    }
    WITHOUT_CLAIM = "Nach Ablauf dieser Frist ist der Anspruch auf die Gutschrift ausgeschlossen."
    WAY = " (Weg: {way})"
    WAY_MAIL = " per E-Mail an {address}"
    EVIDENCE_IS = "; dabei sind anzugeben: {evidence}"
    NEEDS_ELSE = "Voraussetzung jeder Gutschrift ist: {text}."
    NEEDS = "Der Kunde hat Folgendes sicherzustellen: {text}."
    PAYOUT: ClassVar[Words] = {
        "lapses": "Gutschriften von weniger als {amount} werden nicht geleistet; sie verfallen.",
        "waits": (
            "Gutschriften von weniger als {amount} werden zunächst nicht geleistet; sie werden vorgetragen, bis sie "
            "zusammen diesen Betrag erreichen."
        ),
    }
    SETTLE_AS: ClassVar[Words] = {
        "next invoice": "Gutschriften werden mit der nächsten Rechnung verrechnet.",
        "refund": "Gutschriften werden ausgezahlt.",
        "term extension": "Gutschriften werden durch Verlängerung der Vertragslaufzeit erteilt.",
    }
    MONEY_ROUNDED = "Geldbeträge werden exakt berechnet; der zu leistende Betrag wird {rounding} gerundet."
