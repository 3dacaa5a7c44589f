"""Deadlines in words: `within 30 days of the end of the period`."""

from __future__ import annotations

from nines.language.phrases import Deadline
from nines.plan.documents.inline import say
from nines.plan.documents.model import Line
from nines.plan.documents.texts import Texts
from nines.plan.documents.words.numbers import count

__all__ = ["deadline"]


def deadline(value: Deadline, t: Texts) -> Line:
    forms = t.BUSINESS_DAYS if value.unit.value == "business days" else t.DAYS
    days = count(forms, value.count.value.whole or 0, t, value.count.span)
    return say(t.WITHIN, days=days, anchor=say(t.ANCHORS[value.anchor.value]))
