"""Questions of each kind and a quiz, in the source language; ``texts_in`` gives the same structure other words."""

import json
from uuid import UUID, uuid5

import factory
from factory.django import DjangoModelFactory
from wagtail.models import Locale

from assessments.models import Item, Quiz, Rubric
from curriculum.models import Competency, CompetencyFramework

NAMESPACE = UUID("6f0c2a52-0f2b-4b7e-9a53-0d5f6f2d9b11")


def block_id(name: str) -> str:
    """Return the same identifier for the same short name, in every language."""
    return str(uuid5(NAMESPACE, name))


def entry(name: str, **fields: object) -> dict[str, object]:
    """Return one entry of a list block."""
    return {"type": "item", "id": block_id(name), "value": fields}


def choice(name: str, *, cardinality: str = "single", right: str = "a", mark: str = "") -> str:
    """Return a choice question with the choices a to d as stored; ``mark`` is put before every text."""
    choices = [
        entry(
            f"{name}-{letter}",
            text=f"{mark}{name} choice {letter}",
            correct=letter in right,
            feedback=f"{mark}{name} feedback {letter}",
            misconception="" if letter in right else f"{mark}{name} belief {letter}",
        )
        for letter in "abcd"
    ]
    value = {"prompt": f"{mark}{name} prompt", "cardinality": cardinality, "choices": choices, "shuffle": True,
             "feedback": f"{mark}{name} feedback"}  # fmt: skip
    return json.dumps([{"type": "choice", "id": block_id(name), "value": value}])


def true_false(name: str, *, answer: str = "false", mark: str = "") -> str:
    """Return a statement as stored."""
    texts = ("prompt", "feedback_right", "feedback_wrong", "misconception", "feedback")
    value = {"answer": answer, **{text: f"{mark}{name} {text}" for text in texts}}
    return json.dumps([{"type": "true_false", "id": block_id(name), "value": value}])


def order(name: str, *, mark: str = "") -> str:
    """Return an ordering question with the entries a to c, in the right order, as stored."""
    texts = ("prompt", "misconception", "feedback")
    choices = [entry(f"{name}-{letter}", text=f"{mark}{name} entry {letter}") for letter in "abc"]
    value = {"choices": choices, **{text: f"{mark}{name} {text}" for text in texts}}
    return json.dumps([{"type": "order", "id": block_id(name), "value": value}])


def work(name: str, kind: str, rubric: int, **settings: object) -> str:
    """Return a question that a person marks, as stored."""
    value = {"prompt": f"{name} prompt", "feedback": f"{name} feedback", "rubric": rubric, **settings}
    return json.dumps([{"type": kind, "id": block_id(name), "value": value}])


class RubricFactory(DjangoModelFactory):
    """Two criteria, the first of which needs two points."""

    class Meta:
        model = Rubric

    locale = factory.LazyFunction(Locale.get_default)
    name = factory.Sequence("Rubric {}".format)
    criteria = factory.LazyAttribute(
        lambda rubric: json.dumps(
            [
                {
                    "type": "criterion",
                    "id": block_id(f"{rubric.name} {name}"),
                    "value": {"text": name, "least": least} | {f"level_{n}": f"{name} level {n}" for n in range(4)},
                }
                for name, least in (("Safety", 2), ("Order", 0))
            ]
        )
    )


class FrameworkFactory(DjangoModelFactory):
    """A framework of competencies."""

    class Meta:
        model = CompetencyFramework

    locale = factory.LazyFunction(Locale.get_default)
    title = factory.Sequence("Framework {}".format)


class CompetencyFactory(DjangoModelFactory):
    """One thing a person can do."""

    class Meta:
        model = Competency

    locale = factory.LazyFunction(Locale.get_default)
    framework = factory.SubFactory(FrameworkFactory)
    code = factory.Sequence("D{}".format)
    statement = factory.Sequence("Can do thing {}".format)


class ItemFactory(DjangoModelFactory):
    """A single-choice question whose right choice is a."""

    class Meta:
        model = Item

    locale = factory.LazyFunction(Locale.get_default)
    name = factory.Sequence("q{}".format)
    interaction = factory.LazyAttribute(lambda item: choice(item.name))


class QuizFactory(DjangoModelFactory):
    """A quiz of the items passed as ``items``."""

    class Meta:
        model = Quiz

    class Params:
        items = ()

    locale = factory.LazyFunction(Locale.get_default)
    title = factory.Sequence("Quiz {}".format)
    questions = factory.LazyAttribute(
        lambda quiz: json.dumps(
            [{"type": "question", "id": block_id(f"ask-{item.pk}"), "value": item.pk} for item in quiz.items]
        )
    )
