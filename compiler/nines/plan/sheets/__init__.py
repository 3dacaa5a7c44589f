"""Call sheets: one page for who has a customer on the phone."""

from nines.plan.sheets.asking import Question, questions, services_of
from nines.plan.sheets.build import sheet
from nines.plan.sheets.model import Incident, Now, Promised, PromiseNow, Sample, Sheet, Unknown
from nines.plan.sheets.standing import Answers, standing

__all__ = [
    "Answers",
    "Incident",
    "Now",
    "PromiseNow",
    "Promised",
    "Question",
    "Sample",
    "Sheet",
    "Unknown",
    "questions",
    "services_of",
    "sheet",
    "standing",
]
