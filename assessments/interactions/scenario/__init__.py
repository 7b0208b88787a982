"""Scenario: a story with choices; each way leads to another scene, and the ending says how it turned out."""
