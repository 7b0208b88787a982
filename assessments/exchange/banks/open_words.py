"""A question that a format has no kind for, as words: who opens it there sees what it asks, and can mark by hand."""

from assessments.exchange.banks.encoding import CONTROLS
from assessments.interactions.packing import CHOICES, PackQuestion


def clean(text: str) -> str:
    """Return words without what readers of files leave out."""
    return CONTROLS.sub("", text.replace("\r", "\n").replace("\0", ""))


def in_words(question: PackQuestion) -> str:
    """Return prompt, passage and entries, a line each."""
    lines = [question.texts.get("prompt", ""), question.texts.get("passage", "")]
    for name in (CHOICES, "targets"):
        lines += [f"- {text}" for entry in question.lists.get(name, ()) if (text := entry.texts.get("text", ""))]
    return "\n".join(line for line in lines if line)
