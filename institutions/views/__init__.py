"""Screens of classes and staff, and the way in without a card."""
