"""Contracts as documents: `documents` gives one for each sla and one for each customer, free of any format."""

from nines.plan.documents.build import customer_document, documents, schedules, sla_document, written
from nines.plan.documents.model import Clause, Document

__all__ = ["Clause", "Document", "customer_document", "documents", "schedules", "sla_document", "written"]
