"""Screens of the curriculum."""
