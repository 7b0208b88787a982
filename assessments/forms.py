"""What a question shows: its rows, the learner's answer so far, and errors in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from assessments import interactions
from assessments.interactions.base import AnswerCode, AnswerError, FrozenItem, ItemTexts, Json

ERRORS = {
    AnswerCode.EMPTY: _("Choose an answer. If you are not sure, choose “I don't know”."),
    AnswerCode.TOO_MANY: _("Choose one answer only."),
    AnswerCode.DONT_KNOW_AND_MORE: _("Choose either an answer or “I don't know”."),
    AnswerCode.REPEATED_POSITION: _("Each place can be given once. Check the places you chose."),
    AnswerCode.MISSING_POSITION: _("Give every line a place."),
}
OTHER_ERROR = _("This answer could not be read. Please choose again.")


@dataclass(frozen=True)
class Row:
    """One choice on the page; ``value`` is what the form posts for it."""

    id: str
    text: str
    is_chosen: bool = False
    position: str = ""


@dataclass(frozen=True)
class QuestionForm:
    """Everything the template of a kind needs; the key is not in here."""

    item_id: str
    kind: str
    prompt: str
    rows: Sequence[Row]
    dont_know: bool = False
    is_multiple: bool = False
    error: str = ""
    error_field: str = ""
    positions: Sequence[int] = field(default_factory=tuple)

    @property
    def template(self) -> str:
        """Return the template of the kind."""
        return f"assessments/interactions/{self.kind}.html"


def question_form(
    item: FrozenItem, texts: ItemTexts, order: Sequence[str], stored: Json | None, error: AnswerError | None = None
) -> QuestionForm:
    """Build the page of a question from its frozen content and the answer kept so far (JSON), if any."""
    stored = stored or {}
    chosen = stored.get("chosen")
    sequence = stored.get("sequence")
    picked = set(chosen) if isinstance(chosen, list) else set()
    if "value" in stored:
        picked = {"true" if stored["value"] else "false"}
    places = {choice: str(place) for place, choice in enumerate(sequence, 1)} if isinstance(sequence, list) else {}
    kind = interactions.logic(item.kind)
    rows = [
        Row(
            id=choice,
            text=kind.option_text(item, texts, choice) if not texts.choices else texts.choices[choice].text,
            is_chosen=choice in picked,
            position=places.get(choice, ""),
        )
        for choice in order
    ]
    return QuestionForm(
        item_id=item.id,
        kind=item.kind,
        prompt=texts.prompt,
        rows=rows,
        dont_know=bool(stored.get("dont_know")),
        is_multiple=getattr(item, "cardinality", "") == "multiple",
        error=str(ERRORS.get(error.code, OTHER_ERROR)) if error else "",
        error_field=error.fields[0] if error and error.fields else "",
        positions=range(1, len(rows) + 1),
    )
