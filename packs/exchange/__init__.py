"""A pack as files: where they come from, what they say together, and how they are written."""
