"""A class with work to hand in: a text, photos, and one question with a key; and pictures to send."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from assessments.models import QuizAssignment
from assessments.queries import frozen_structure
from assessments.services import assign_quiz, publish_quiz, send_attempt, start_attempt, take_answer
from tests.factories.questions import ItemFactory, QuizFactory, RubricFactory, work


def work_assignment(cohort, **fields) -> QuizAssignment:
    """Give a class a quiz: 1 a text, 2 up to three files, 3 a choice whose right one is a."""
    rubric = RubricFactory()
    items = [
        ItemFactory(name="text", interaction=work("text", "extended_text", rubric.pk, words=50)),
        ItemFactory(name="photo", interaction=work("photo", "upload", rubric.pk, files=3)),
        ItemFactory(name="keyed"),
    ]
    return assign_quiz(
        version=publish_quiz(quiz=QuizFactory(items=items), actor=None), cohort=cohort, actor=None, **fields
    )


def items_of(assignment):
    """Return the frozen text, upload and choice."""
    return frozen_structure(assignment.version).items


def picture(kind="JPEG", size=(64, 48), **options) -> bytes:
    """Return a picture as a file."""
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def sent(data, name="work.bin"):
    """Return a file as a form sends it."""
    return SimpleUploadedFile(name, data)


def sent_text(assignment, learner, text="First I put the tools in order."):
    """Let a learner write, and send it."""
    attempt = start_attempt(assignment=assignment, learner=learner)
    answer(attempt, items_of(assignment)[0], text=text)
    return send_attempt(attempt=attempt)


def answer(attempt, item, *, files=(), sequence=1000, **post):
    """Hand in an answer as a page posts it."""
    from django.http import QueryDict

    from assessments.queries import frozen_texts

    form = QueryDict(mutable=True)
    for name, value in post.items():
        form.setlist(name, value if isinstance(value, list) else [value])
    return take_answer(
        attempt=attempt, item=item, texts=frozen_texts(attempt.assignment.version, "en"), post=form, files=files,
        sequence=sequence,
    )  # fmt: skip
