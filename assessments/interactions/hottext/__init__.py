"""Hottext: the words to mark stand in a text."""
