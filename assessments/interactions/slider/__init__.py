"""Slider: a place between two ends; for oneself, never scored and never kept."""
