"""Forms of the professional track, by who fills them in."""
