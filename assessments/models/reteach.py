"""What an author advises to do in five minutes when a class has missed a question; for its teacher alone."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.interactions.reteach import MOST_WORDS, is_too_long, word_count


def check_length(text: str) -> None:
    """Raises ValidationError for more than fits into five minutes."""
    if is_too_long(text):
        message = _("Five minutes are %(most)s words at most; this has %(count)s.")
        raise ValidationError(message % {"most": MOST_WORDS, "count": word_count(text)})


class Reteachable(models.Model):
    """A question that may say how to explain once more what it asks about; no student ever reads it."""

    reteach = models.TextField(
        gettext_lazy("five minutes to teach it again"), blank=True, default="", db_default="",
        validators=[check_length],
        help_text=gettext_lazy(
            "Only teachers see it, where many in their class missed the question. What to ask, show or do, in 90 words "
            "at most; an empty line begins a new paragraph."
        ),
    )  # fmt: skip

    class Meta:
        abstract = True
