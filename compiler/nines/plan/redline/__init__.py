"""Two versions of a contract side by side: what changed in words, how that is for the customer, and whether in time."""
