"""Nines: a language for reliability promises, and its compiler."""
