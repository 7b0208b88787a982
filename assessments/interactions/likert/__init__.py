"""Likert: how far one agrees, on a scale in words; for oneself, never scored and never kept."""
