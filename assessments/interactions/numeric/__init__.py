"""Numeric: a number is written; a range of numbers is right."""
