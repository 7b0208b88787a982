"""What readers share of texts with gaps."""

import re

NUMBER = re.compile(r"\[(\d+)\]")
INSTRUCTION = "Fill in the gaps."
SHOWN = "_____"  # a gap in a prompt, which has no numbers


def escaped(passage: str) -> str:
    """Return words in which a number in brackets is no gap."""
    return NUMBER.sub(r"[[\1]]", passage)
