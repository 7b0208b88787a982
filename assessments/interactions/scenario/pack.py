"""A branching story in a content pack."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.interactions.packing import Entries, OneOf, PackQuestion, Place, Shape
from assessments.interactions.scenario.story import Ending, Fault, Story, Way

SHAPE = Shape(
    lists={
        "choices": Entries(
            texts=("text", "misconception"), settings={"ending": OneOf(("", *Ending), "")}, longest={"text": 1000}
        ),
        "targets": Entries(
            texts=("text", "feedback"), settings={"scene": Place("choices"), "leads_to": Place("choices")}
        ),
    },
)


def problems(question: PackQuestion) -> Iterator[tuple[str, str]]:
    """Yield field and sentence for everything that keeps the story from being told."""
    sentences = {
        Fault.TOO_FEW_SCENES: _("A story has two scenes at least."),
        Fault.TOO_MANY_SCENES: _("A story has 26 scenes at most."),
        Fault.TOO_MANY_WAYS: _("A story has 60 choices at most."),
        Fault.LEADS_NOWHERE: _("This choice stands in no scene, or leads to none."),
        Fault.DEAD_END: _("This scene has no choices, so say how the story ends here."),
        Fault.GOES_ON: _("The story ends here, so the scene has no choices."),
        Fault.UNREACHED: _("No choice leads to this scene."),
        Fault.CIRCLE: _("This scene leads back to itself, so the story would never end."),
        Fault.NO_GOOD_ENDING: _("No choice leads to a good ending."),
    }
    ways = question.lists.get("targets", ())
    for place, fault in _story(question).faults():
        name = f"targets[{place}]" if place in {way.id for way in ways} else f"choices[{place}]" if place else "choices"
        yield name, sentences[fault]
    for scene in question.choices:
        if scene.settings.get("ending") in (Ending.MIXED, Ending.BAD) and "misconception" not in scene.texts:
            yield f"choices[{scene.id}].misconception", _("Say what a student who ends up here believes.")


def _story(question: PackQuestion) -> Story:
    scenes = {scene.id: str(scene.settings.get("ending", "")) for scene in question.choices}
    ways = question.lists.get("targets", ())
    return Story(scenes, [Way(way.id, str(way.settings["scene"]), str(way.settings["leads_to"])) for way in ways])
