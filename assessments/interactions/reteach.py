"""The five minutes that an author advises when a class has missed a question: how long such a text may be."""

MOST_WORDS = 90  # what a teacher reads at a glance and says in five minutes, with room for the class to answer


def word_count(text: str) -> int:
    """Return how many words a text has; a dash between spaces is none."""
    return sum(1 for word in text.split() if any(letter.isalnum() for letter in word))


def is_too_long(text: str) -> bool:
    """Whether this is more than five minutes."""
    return word_count(text) > MOST_WORDS
