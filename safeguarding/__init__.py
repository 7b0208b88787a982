"""Leaving quickly and finding help; it stores no cases and no stories."""
