"""Screens of the professional track, by who looks at them."""
