"""Retention, privacy registry and health of the installation."""
