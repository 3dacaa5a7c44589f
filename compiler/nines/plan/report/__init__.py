"""The report of a period to a customer: what was promised and reached, what happened, and what is due."""
