"""Screens of students and teachers."""
