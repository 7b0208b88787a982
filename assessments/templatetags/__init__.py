"""Template tags of the quiz engine."""
