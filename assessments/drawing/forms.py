"""Two forms of one quiz, and who gets which."""

from typing import Final

FORM_A: Final = "A"
FORM_B: Final = "B"
FORMS: Final = (FORM_A, FORM_B)


def forms_of(*, has_forms: bool) -> tuple[str, ...]:
    """The forms of a quiz; one without a name where it has none."""
    return FORMS if has_forms else ("",)


def form_for(*, seat: int, number: int) -> str:
    """The form of somebody's n-th try: neighbouring seats differ, and so do two tries in a row."""
    return FORMS[(seat + number) % 2]
