"""Diagnostics: what they are, and how they are shown."""
