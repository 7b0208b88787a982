"""A text of some length that a person marks."""
