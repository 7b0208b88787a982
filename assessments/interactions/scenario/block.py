"""The editor of a branching story."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.interactions.base import Json
from assessments.interactions.scenario.story import MOST_SCENES, MOST_WAYS


class SceneBlock(blocks.StructBlock):
    """What happens; its place in the list is its number."""

    text = blocks.TextBlock(label=_("What happens"), max_length=1000)
    ending = blocks.ChoiceBlock(
        choices=[("good", _("a good ending")), ("mixed", _("a mixed ending")), ("bad", _("a bad ending"))],
        required=False, label=_("The story ends here with"),
        help_text=_("Leave it empty where the story goes on. Students read an ending with the feedback."),
    )  # fmt: skip
    misconception = blocks.CharBlock(
        label=_("Misconception"), required=False, max_length=200,
        help_text=_("For a mixed or bad ending: what a student who ends up here believes; only teachers see it."),
    )  # fmt: skip


class WayBlock(blocks.StructBlock):
    """What one can do in a scene, and where it leads."""

    scene = blocks.IntegerBlock(
        label=_("In scene number"), min_value=1, max_value=MOST_SCENES, help_text=_("Count the scenes above from 1.")
    )
    text = blocks.CharBlock(label=_("What one can do"), max_length=250)
    leads_to = blocks.IntegerBlock(label=_("Leads to scene number"), min_value=1, max_value=MOST_SCENES)
    feedback = blocks.TextBlock(
        label=_("Consequence"), required=False, help_text=_("What comes of it; students read it with the feedback.")
    )


class InteractionBlock(blocks.StructBlock):
    """A story with choices."""

    prompt = blocks.TextBlock(
        label=_("Opening"), help_text=_("Say who it is about and what to do. Invent the people; nobody's own story.")
    )
    choices = blocks.ListBlock(
        SceneBlock(), label=_("Scenes"), min_num=2, max_num=MOST_SCENES,
        help_text=_("The first scene begins. Every scene is an ending or has choices below; no scene comes twice."),
    )  # fmt: skip
    targets = blocks.ListBlock(WayBlock(), label=_("Choices"), min_num=1, max_num=MOST_WAYS)
    feedback = blocks.TextBlock(label=_("Feedback for everybody"), required=False)

    class Meta:
        icon = "comment"
        label = _("Story with choices")


def freeze(value: blocks.StructValue) -> Json:
    """Return the kind's own part of the frozen structure: scenes and ways by block id instead of by number."""
    scenes = [(str(entry.id), entry.value["ending"] or "") for entry in value["choices"].bound_blocks]
    ids = dict(enumerate((scene for scene, _ending in scenes), 1))
    return {
        "scenes": [{"id": scene, "ending": ending} for scene, ending in scenes],
        "ways": [
            {
                "id": str(entry.id),
                "scene": ids.get(entry.value["scene"], "-"),
                "leads_to": ids.get(entry.value["leads_to"], "-"),
            }
            for entry in value["targets"].bound_blocks
        ],
    }


def freeze_texts(value: blocks.StructValue) -> Json:
    """Return the texts of one language, scenes and ways by block id."""
    scenes = {
        str(entry.id): {name: entry.value[name] for name in ("text", "misconception")}
        for entry in value["choices"].bound_blocks
    }
    ways = {
        str(entry.id): {name: entry.value[name] for name in ("text", "feedback")}
        for entry in value["targets"].bound_blocks
    }
    return {"prompt": value["prompt"], "feedback": value["feedback"], "choices": scenes | ways}
