"""What a question shows: the view of its kind, filled with what was typed or stored, and errors in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale
from wagtailmedia.widgets import AdminAudioChooser

from assessments import interactions
from assessments.enums import Difficulty
from assessments.exchange import banks
from assessments.exchange.banks import words
from assessments.exchange.banks.base import LARGEST_FILE, Refusal
from assessments.grading import answer_from_json
from assessments.interactions.base import AnswerCode, AnswerError, Fields, FrozenItem, ItemTexts, Json, Scoring
from assessments.interactions.media import NO_MEDIA, Media
from assessments.models import Quiz
from cms.models import CustomMedia

ERRORS = {
    AnswerCode.EMPTY: _("Choose an answer. If you are not sure, choose “I don't know”."),
    AnswerCode.TOO_MANY: _("Choose one answer only."),
    AnswerCode.DONT_KNOW_AND_MORE: _("Choose either an answer or “I don't know”."),
    AnswerCode.REPEATED_POSITION: _("Each place can be given once. Check the places you chose."),
    AnswerCode.MISSING_POSITION: _("Give every line a place."),
    AnswerCode.INCOMPLETE: _("Something is still empty. Fill in every place, or choose “I don't know”."),
    AnswerCode.USED_TWICE: _("Each word has one place only. Check the words you chose."),
    AnswerCode.UNPAIRED: _("Two lines with the same number make a pair. Check the numbers you chose."),
    AnswerCode.NOT_A_NUMBER: _("Write a number here, such as 12 or 3,5."),
    AnswerCode.TOO_LONG: _("This answer is too long. Write less."),
    AnswerCode.NO_TEXT: _("Write your answer, or choose “Skip for now”."),
    AnswerCode.NO_FILE: _("Choose a file, or “Skip for now”."),
    AnswerCode.TOO_MANY_FILES: _("These are too many files. Leave some out and choose again."),
    AnswerCode.FILE_EMPTY: _("This file is empty. Choose another one."),
    AnswerCode.FILE_TOO_LARGE: _("This file is too large. A photo may have 15 MB, a document 2 MB."),
    AnswerCode.FILE_UNKNOWN: _("This is no photo, no PDF and no plain text. Choose another file."),
    AnswerCode.PICTURE_BROKEN: _("This photo is damaged. Take it again, or choose another one."),
    AnswerCode.PICTURE_TOO_LARGE: _("This photo has too many pixels. Take it with a smaller size."),
}
OTHER_ERROR = _("This answer could not be read. Please choose again.")


@dataclass(frozen=True)
class QuestionForm:
    """Everything the template of a kind needs; the key is not in here."""

    item_id: str
    kind: str
    prompt: str
    view: Mapping[str, object]
    is_stored: bool
    error: str = ""
    error_field: str = ""
    media: Media = NO_MEDIA

    @property
    def template(self) -> str:
        """Return the template of the kind."""
        return f"assessments/interactions/{self.kind}.html"

    @property
    def print_template(self) -> str:
        """Return the template of the kind on paper."""
        return f"assessments/interactions/print/{self.kind}.html"


def question_form(
    item: FrozenItem,
    texts: ItemTexts,
    order: Sequence[str],
    stored: Json | None = None,
    *,
    posted: Fields | None = None,
    error: AnswerError | None = None,
) -> QuestionForm:
    """Build the page of a question from its frozen content.

    It is filled with what was just ``posted``, so that a mistake costs no typing, else with the ``stored`` answer.
    """
    kind = interactions.logic(item.kind)
    filled = posted if posted is not None else {}
    if posted is None and stored is not None:
        filled = kind.fields(item, answer_from_json(item, stored))
    return QuestionForm(
        item_id=item.id,
        kind=item.kind,
        prompt=texts.prompt,
        view=kind.view(item, texts, order, filled),
        is_stored=kind.SCORING is not Scoring.NONE,
        error=_sentence(error) if error else "",
        error_field=error.fields[0] if error and error.fields else "",
        media=texts.media,
    )


def _sentence(error: AnswerError) -> str:
    """Return what is wrong, with the number of the file that is meant."""
    said = str(ERRORS.get(error.code, OTHER_ERROR))
    return _now("File %(number)d: %(message)s") % {"number": error.place, "message": said} if error.place else said


def posted_fields(post: QueryDict) -> Fields:
    """Return what a page posted, as plain lists."""
    return {name: post.getlist(name) for name in post}


class BankUploadForm(forms.Form):
    """A question bank of another system."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "GIFT, Aiken, Moodle XML, QTI, H5P, a dump of django-quiz-app or a table; 50 MB at most. "
            "Nothing is imported before you have looked."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(name, words.FORMATS.get(name, name)) for name in banks.FORMATS]
        self.fields["format"] = forms.ChoiceField(
            label=_("Format"), required=False, choices=[("", _("Find out by itself")), *known]
        )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse what is too large before it is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(words.explain_refusal(Refusal.TOO_LARGE))
        return file


class BankExportForm(forms.Form):
    """What is taken out, and how it is written."""

    format = forms.ChoiceField(label=_("Format"), choices=[(name, words.WRITTEN[name]) for name in banks.WRITTEN])


class BankExportAllForm(BankExportForm):
    """The questions of a quiz, or all of one language."""

    quiz = forms.ModelChoiceField(
        label=_("Quiz"), queryset=Quiz.objects.order_by("title", "pk"), required=False, empty_label=_("All questions")
    )
    locale = forms.ModelChoiceField(label=_("Language"), queryset=Locale.objects.all(), empty_label=None)


class BankImportForm(forms.Form):
    """How the questions of a bank come in."""

    locale = forms.ModelChoiceField(
        label=_("Language of the questions"), queryset=Locale.objects.none(), empty_label=None
    )
    difficulty = forms.ChoiceField(
        label=_("What they ask of the learner"), choices=Difficulty, initial=Difficulty.RECALL
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        locale = self.fields["locale"]
        if isinstance(locale, forms.ModelChoiceField):
            locale.queryset = Locale.objects.all()


class OwnSoundForm(forms.Form):
    """Which sound a translated question plays; none means its source's."""

    sound = forms.ModelChoiceField(
        label=_("Sound in this language"), required=False, queryset=CustomMedia.objects.filter(type="audio"),
        widget=AdminAudioChooser,
    )  # fmt: skip
