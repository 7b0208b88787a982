"""Screens of sign-in: students, staff, and doors that stay closed."""
