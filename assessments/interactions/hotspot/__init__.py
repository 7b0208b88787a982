"""Hotspot: one or several places on a picture are right."""
