"""Inline choice: every gap of a text has a list of choices of its own."""
