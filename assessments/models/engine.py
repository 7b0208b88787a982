"""Tables of the quiz engine: the questions that authors edit, and what learners answered."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import PreviewableMixin, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from assessments.blocks import INTERACTIONS
from assessments.enums import AnswerLevel, AnswerSource, Difficulty, HeldReason
from assessments.models.assignments import QuizAssignment
from assessments.models.media import MEDIA_PANEL, ShowsMedia
from assessments.models.reteach import Reteachable
from assessments.models.versions import QuizVersion
from cms.enums import ContentLevel
from common.ids import new_public_id
from curriculum.models import Competency
from institutions.models import Cohort, Region

if TYPE_CHECKING:
    from accounts.models import User


class InteractionField(StreamField):
    """The question in the shape of its kind; migrations do not repeat the kinds, so that a new kind needs none."""

    def deconstruct(self) -> Any:
        """Return the field without its blocks."""
        name, path, _blocks, options = super().deconstruct()
        return name, path, [[]], {key: value for key, value in options.items() if key != "block_lookup"}


class Item(PreviewableMixin, index.Indexed, ShowsMedia, Reteachable, TranslatableMixin):
    """A question as authors edit it, one row per language.

    Structure (kind, key, choices) is read from the row in the source language; the other rows give texts. Rows are
    joined by ``translation_key``, choices by block id. ``name`` is for the bank's list only.
    """

    name = models.CharField(_("name in the question bank"), max_length=120)
    interaction = InteractionField(INTERACTIONS, verbose_name=_("question"), min_num=1, max_num=1)
    competency = models.ForeignKey(
        Competency, verbose_name=_("competency"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    difficulty = models.CharField(_("difficulty"), max_length=10, choices=Difficulty, default=Difficulty.RECALL)
    content_level = models.PositiveSmallIntegerField(
        _("content level"), choices=ContentLevel, default=ContentLevel.NEUTRAL
    )
    answer_level = models.PositiveSmallIntegerField(
        _("answer level"), choices=AnswerLevel, default=AnswerLevel.KNOWLEDGE
    )

    search_fields: ClassVar[list[Any]] = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("interaction"),
        index.AutocompleteField("interaction"),
    ]
    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("name", overridable=False),
        SynchronizedField("competency", overridable=False),
        SynchronizedField("is_picture_decorative", overridable=False),
    ]
    panels: ClassVar[list[Any]] = [
        FieldPanel("name"),
        FieldPanel("interaction"),
        MEDIA_PANEL,
        FieldPanel("reteach"),
        *(FieldPanel(name) for name in ("competency", "difficulty", "content_level", "answer_level")),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> str:
        """Return the interaction kind, such as ``choice``."""
        return str(self.interaction[0].block_type)


class AttemptQuerySet(models.QuerySet["Attempt"]):
    """Vocabulary for attempts; ``visible_to`` is the pair of ``permissions.can_see_attempt``."""

    def visible_to(self, user: "User") -> "AttemptQuerySet":
        """Return the learner's own attempts, or those of the classes a teacher teaches now."""
        if user.is_learner:
            return self.filter(learner=user)
        return self.filter(assignment__cohort__in=Cohort.objects.taught_by(user))

    def counting(self) -> "AttemptQuerySet":
        """Return the attempts that count: all but those beyond the allowed tries that no teacher has let in."""
        return self.filter(Q(is_extra=False) | Q(is_extra_counted=True))

    def first_per_learner(self) -> "AttemptQuerySet":
        """Return first attempts only, which is what statistics use."""
        return self.filter(number=1)


class Attempt(models.Model):
    """One learner's go at an assignment; the layout (order of items and choices) is fixed at the start.

    ``is_extra`` marks one beyond the allowed tries, begun without a network: kept, and counted nowhere until the
    teacher decides.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    assignment = models.ForeignKey(QuizAssignment, on_delete=models.CASCADE, related_name="attempts")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField(default=1)
    layout = models.JSONField()
    started_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    feedback_seen_at = models.DateTimeField(null=True, blank=True)
    is_extra = models.BooleanField(default=False)
    extra_decided_at = models.DateTimeField(null=True, blank=True)
    extra_decided_by_id = models.BigIntegerField(null=True)
    is_extra_counted = models.BooleanField(default=False)
    score = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    max_score = models.DecimalField(max_digits=7, decimal_places=2, null=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        # The newest first tries, for figures over everybody.
        indexes = [
            models.Index(
                F("sent_at").desc(), F("id").desc(), name="first_tries_by_time",
                condition=Q(number=1, is_extra=False, sent_at__isnull=False),
            )
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(fields=["assignment", "learner", "number"], name="attempt_number_once"),
            models.UniqueConstraint(
                fields=["assignment", "learner"], condition=Q(sent_at=None), name="one_open_attempt"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def may_count(self) -> bool:
        """Whether it is within the allowed tries, or a teacher has let it in; as ``counting`` asks the database."""
        return not self.is_extra or self.is_extra_counted


class Response(models.Model):
    """The latest answer to one item of an attempt: the highest ``sequence`` wins, equal ones are doubles.

    ``feedback_seen_at`` locks it: its learner has read what is right.
    ``mark`` is what a person gave where nothing else could; empty while the answer waits for it.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="responses")
    item_id = models.CharField(max_length=36)
    sequence = models.PositiveIntegerField()
    answer = models.JSONField()
    score = models.DecimalField(max_digits=6, decimal_places=2)
    mark = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    language = models.CharField(max_length=10)
    text_revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)
    feedback_seen_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(
        max_length=10, choices=AnswerSource, default=AnswerSource.DEVICE, db_default=AnswerSource.DEVICE.value
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "item_id"], name="one_response_per_item")]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.item_id} #{self.sequence}"


class HeldAnswer(models.Model):
    """An answer that arrived too late to count by itself: the latest one per item, until the teacher decides."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="held_answers")
    item_id = models.CharField(max_length=36)
    sequence = models.PositiveIntegerField()
    answer = models.JSONField()
    language = models.CharField(max_length=10)
    text_revision = models.PositiveIntegerField(default=1)
    reason = models.CharField(max_length=20, choices=HeldReason)
    arrived_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_id = models.BigIntegerField(null=True)
    is_counted = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "item_id"], name="one_held_answer_per_item")]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.item_id} #{self.sequence}"


class PracticeCardQuerySet(models.QuerySet["PracticeCard"]):
    """Vocabulary for questions that come back."""

    def due_for(self, learner_id: int) -> "PracticeCardQuerySet":
        """Return what a learner may repeat now in classes that run, the longest waiting first."""
        return self.filter(
            learner_id=learner_id,
            due_at__lte=timezone.now(),
            attempt__assignment__withdrawn_at=None,
            attempt__assignment__cohort__ends_on__gte=timezone.localdate(),
        ).order_by("due_at", "pk")


class PracticeCard(models.Model):
    """A question a learner missed, and when it comes back; ``state`` is the memory of the spacing algorithm.

    It belongs to the attempt in which it was missed: what is asked is that attempt's version, and it goes with it. What
    is answered while practising is kept nowhere.
    """

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="practice_cards")
    item_id = models.CharField(max_length=36)
    due_at = models.DateTimeField()
    state = models.JSONField()
    practised_at = models.DateTimeField(null=True, blank=True)

    objects = PracticeCardQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "item_id"], name="one_practice_card_per_item")]
        indexes = [models.Index(fields=["learner", "due_at"], name="practice_due")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.due_at:%Y-%m-%d}"


class ItemTally(models.Model):
    """Counts of first answers kept after the answers themselves are removed; names nobody."""

    version = models.ForeignKey(QuizVersion, on_delete=models.PROTECT, related_name="tallies")
    item_id = models.CharField(max_length=36)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    answered = models.PositiveIntegerField(default=0)
    right = models.PositiveIntegerField(default=0)
    choices = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "item_id", "region", "year"], name="tally_once_per_cell")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.year}"
