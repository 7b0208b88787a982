"""What an author edits: one block per interaction kind, and the list of questions of a quiz."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from assessments import interactions
from assessments.enums import Difficulty, QuizForm
from assessments.interactions.faults import Fault, faults


class QuestionBlock(blocks.StreamBlock):
    """One question of any kind; refuses to be saved while it cannot be asked, and says so beside the field."""

    def clean(self, value: Any) -> Any:
        """Check each field as Wagtail does, then what the kind says about the fields together."""
        cleaned = super().clean(value)
        refused = {}
        for place, child in enumerate(cleaned):
            found = faults(child.block_type, child.block.get_prep_value(child.value))
            against = [fault for fault in found if not fault.is_advice]
            if against:
                refused[place] = _refusal(child.block, against)
        if refused:
            raise StreamBlockValidationError(block_errors=refused)
        return cleaned


def _refusal(block: Any, found: list[Fault]) -> ValidationError:
    """Sort the faults under the editor's fields; what names none stands above the question."""
    by_field: dict[str, list[Fault]] = {}
    for fault in found:
        by_field.setdefault(fault.field if fault.field in block.child_blocks else "", []).append(fault)
    above = [ValidationError(fault.message) for fault in by_field.pop("", [])]
    errors = {field: _field_error(block.child_blocks[field], own) for field, own in by_field.items()}
    refusal: ValidationError = StructBlockValidationError(block_errors=errors, non_block_errors=above)
    return refusal


def _field_error(block: Any, found: list[Fault]) -> ValidationError:
    if not isinstance(block, blocks.ListBlock):
        return ValidationError([fault.message for fault in found])
    entries: dict[int, list[Fault]] = {}
    for fault in found:
        entries.setdefault(fault.entry, []).append(fault)
    above = [ValidationError(fault.message) for fault in entries.pop(0, [])]
    errors = {entry - 1: _entry_error(block.child_block, own) for entry, own in entries.items()}
    refusal: ValidationError = ListBlockValidationError(block_errors=errors, non_block_errors=above)
    return refusal


def _entry_error(block: Any, found: list[Fault]) -> ValidationError:
    parts = {fault.part: ValidationError(fault.message) for fault in found if fault.part in block.child_blocks}
    above = [ValidationError(fault.message) for fault in found if fault.part not in block.child_blocks]
    refusal: ValidationError = StructBlockValidationError(block_errors=parts, non_block_errors=above)
    return refusal


def fault_sentence(kind: str, fault: Fault) -> str:
    """Return a fault with the name of its field, for a reader who does not have the editor open."""
    block = INTERACTIONS.child_blocks[kind].child_blocks.get(fault.field)
    if block is None:
        return fault.message
    place = str(block.label)
    if fault.entry:
        place = _now("%(list)s, entry %(number)d") % {"list": place, "number": fault.entry}
    return _now("%(field)s: %(message)s") % {"field": place, "message": fault.message}


def _editor(kind: str) -> Any:
    """Return a kind's editor; a new question opens with as many empty entries as it needs, not with a reproach."""
    block = interactions.block(kind).InteractionBlock()
    for child in block.child_blocks.values():
        if isinstance(child, blocks.ListBlock) and child.meta.min_num:
            child.meta.default = [child.child_block.get_default() for _entry in range(child.meta.min_num)]
    return block


INTERACTIONS = QuestionBlock([(kind, _editor(kind)) for kind in interactions.KINDS])

MOST_DRAWN = 100


class MarkedQuestionBlock(blocks.StructBlock):
    """A question that stands in one of two forms only, or that has to be right."""

    item = SnippetChooserBlock("assessments.Item", label=_("Question"))
    form = blocks.ChoiceBlock(
        choices=QuizForm.choices,
        label=_("Form"),
        required=False,
        help_text=_("Empty: both forms ask it. Forms exist only where the quiz has two."),
    )
    is_critical = blocks.BooleanBlock(
        label=_("Has to be right"),
        required=False,
        help_text=_("For tests of professionals: whoever gets it wrong does not pass, whatever the points."),
    )

    class Meta:
        icon = "tag"
        label = _("Question for one form, or one that has to be right")


class DrawBlock(blocks.StructBlock):
    """Some questions of a competency, another choice for each try."""

    count = blocks.IntegerBlock(label=_("How many questions"), min_value=1, max_value=MOST_DRAWN)
    competency = SnippetChooserBlock("curriculum.Competency", label=_("Competency"))
    difficulty = blocks.ChoiceBlock(
        choices=Difficulty.choices, label=_("Difficulty"), required=False, help_text=_("Empty: any.")
    )

    class Meta:
        icon = "rotate"
        label = _("Questions drawn from the bank")


class PlannedBlock(blocks.StructBlock):
    """How many questions of one competency a quiz is meant to ask."""

    competency = SnippetChooserBlock("curriculum.Competency", label=_("Competency"))
    recall = blocks.IntegerBlock(label=Difficulty.RECALL.label, min_value=0, max_value=MOST_DRAWN, default=0)
    apply = blocks.IntegerBlock(label=Difficulty.APPLY.label, min_value=0, max_value=MOST_DRAWN, default=0)
    judge = blocks.IntegerBlock(label=Difficulty.JUDGE.label, min_value=0, max_value=MOST_DRAWN, default=0)

    class Meta:
        icon = "table"
        label = _("Competency")


QUESTION_LIST_BLOCKS = [
    ("question", SnippetChooserBlock("assessments.Item", label=_("Question"))),
    ("marked", MarkedQuestionBlock()),
    ("draw", DrawBlock()),
]

BLUEPRINT_BLOCKS = [("planned", PlannedBlock())]


class SelfCheckBlock(blocks.StructBlock):
    """A question inside a lesson: graded on the spot, recorded nowhere."""

    item = SnippetChooserBlock("assessments.Item", label=_("Question"))

    class Meta:
        icon = "help"
        label = _("Question to try")
        template = "assessments/blocks/self_check.html"
