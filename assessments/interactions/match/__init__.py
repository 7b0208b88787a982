"""Match: every line on the left gets its partner from a list on the right."""
