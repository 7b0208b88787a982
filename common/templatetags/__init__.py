"""Template tags every room may use."""
