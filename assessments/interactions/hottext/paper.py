"""Words to mark on paper: each has a letter in the text, typed as those of a choice."""

from assessments.interactions.choice.paper import allowed, read, space, write

__all__ = ["allowed", "read", "space", "write"]
