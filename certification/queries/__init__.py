"""Reads of the professional track, by what is asked."""
