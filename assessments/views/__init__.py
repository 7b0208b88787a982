"""Screens of the quiz engine."""
