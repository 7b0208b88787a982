"""What went wrong with a bank, in the reader's language."""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.exchange.banks.base import Reason, Refusal

FORMATS: Mapping[str, str] = {
    "gift": "GIFT",
    "aiken": "Aiken",
    "moodle_xml": "Moodle XML",
    "table": "CSV / XLSX",
    "django_quiz": "django-quiz-app (JSON)",
    "qti": "QTI",
    "h5p": "H5P",
}
WRITTEN: Mapping[str, str] = {"gift": "GIFT", "moodle_xml": "Moodle XML", "qti": "QTI 3.0", "table": "CSV"}
REASONS: Mapping[Reason, str | Promise] = {
    Reason.UNKNOWN_KIND: gettext_lazy("There is no such kind of question here."),
    Reason.NO_KEY: gettext_lazy("It is not said which answer is right."),
    Reason.NO_PROMPT: gettext_lazy("The question itself is missing."),
    Reason.TOO_FEW_CHOICES: gettext_lazy("It has too few choices."),
    Reason.TOO_MANY_CHOICES: gettext_lazy("It has more choices than a question may have."),
    Reason.TOO_LONG: gettext_lazy("One of its texts is too long."),
    Reason.BROKEN: gettext_lazy("It cannot be understood at this place."),
    Reason.WEIGHTS_LOST: gettext_lazy("It was graded by other shares of points there: look at its key."),
    Reason.FORMATTING_LOST: gettext_lazy("Formatting, tables or formulas became plain text: look how it reads."),
    Reason.MEDIA_MISSING: gettext_lazy("It shows a picture or plays a sound that is not in the file."),
    Reason.MEDIA_REFUSED: gettext_lazy("Its picture or sound is damaged or too large and was left out."),
    Reason.RESPONSE_PROCESSING: gettext_lazy("A program of its own decides there what is right."),
    Reason.SCRIPTED: gettext_lazy("It needs a program that is not run here."),
    Reason.NEEDS_PERSON: gettext_lazy("A person has to mark it: choose its rubric before it is asked."),
    Reason.DUPLICATE: gettext_lazy("The same question stands earlier in the file."),
    Reason.NOT_A_QUESTION: gettext_lazy("It is a text without a question."),
    Reason.SEVERAL_KEYS: gettext_lazy("It has two right answers where only one can be right here."),
    Reason.PATTERN_LOST: gettext_lazy("The sign * stood for any letters there; here only the words count."),
    Reason.FEEDBACK_LOST: gettext_lazy("A comment has no place here and was left out."),
    Reason.MEDIA_LEFT_OUT: gettext_lazy(
        "This picture or sound was left out: a question takes one picture (PNG, JPEG, WebP, GIF) beside its words."
    ),
    Reason.FEWER_CHOICES: gettext_lazy("Only some of the words in the text can be marked here."),
    Reason.PLACES_UNNAMED: gettext_lazy(
        "The places on the picture only have numbers. Give each a name, for those who cannot see it."
    ),
    Reason.ENCODING_GUESSED: gettext_lazy("The file does not say in which letters it is written. Look at a few texts."),
}
REFUSALS: Mapping[str, str | Promise] = {
    Refusal.EMPTY: gettext_lazy("The file is empty."),
    Refusal.TOO_LARGE: gettext_lazy("The file is too large. Divide it into smaller ones."),
    Refusal.TOO_MANY: gettext_lazy("The file holds too many questions. Divide it into smaller ones."),
    Refusal.TOO_SLOW: gettext_lazy("Reading the file takes too long. Divide it into smaller ones."),
    Refusal.NUL: gettext_lazy("The file is damaged: it holds signs that no text has."),
    Refusal.ENCODING: gettext_lazy("The letters of the file cannot be read. Save it as UTF-8."),
    Refusal.WRONG_FORMAT: gettext_lazy(
        "This is not a file of this format. Choose the format yourself, or another file."
    ),
    Refusal.DAMAGED: gettext_lazy("The file is damaged or not complete."),
    Refusal.DECLARATIONS: gettext_lazy("The file declares things of its own (DTD, entities). Such files are not read."),
    Refusal.TOO_DEEP: gettext_lazy("The file is nested too deeply."),
    Refusal.NO_QUESTIONS: gettext_lazy("There are no questions in the file."),
}
LINE = re.compile(r"line (\d{1,9})")
QUESTION = re.compile(r"question (\S{1,40})")


def explain_refusal(reason: str, place: str = "") -> str:
    """Return the sentence for a file that could not be read."""
    sentence = str(REFUSALS.get(reason, _("The file cannot be read.")))
    return f"{sentence} ({explain_place(place)})" if place else sentence


def explain_place(place: str) -> str:
    """Return a place in the reader's language; names of entries stay as they are."""
    found = LINE.fullmatch(place)
    if found:
        return _("line %(number)s") % {"number": found.group(1)}
    found = QUESTION.fullmatch(place)
    return _("question %(number)s") % {"number": found.group(1)} if found else place
