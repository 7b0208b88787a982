"""Pages that go public only when nothing speaks against it, through whichever door."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from cms.checks import publishing_advice, publishing_problems
from cms.exchange.page_words import page_words
from cms.models.reviews import ProtectionReview


class CheckedPage(Page):
    """A page that is published only when every registered publishing check is content, and its review was held.

    ``publish`` judges for a schedule, a workflow, a translation and an import; ``save`` for the doors that go past it:
    Wagtail's editor and its interface for programs write the row themselves, and wagtail-localize writes a draft of a
    translation over the text that readers see.
    """

    class Meta:
        abstract = True

    @property
    def needs_protection_review(self) -> bool:
        """Whether a child protection reviewer must approve a version before it is published."""
        return False

    def note_release(self, revision: Revision) -> None:
        """Take over what the reviews of this version found; called as it goes public."""

    def problems(self, revision: Revision | None = None) -> Iterator[str]:
        """Yield every reason against publishing this page, in the reader's language; with its version, the review's."""
        yield from publishing_problems(self)
        if revision is None:
            return
        stored = type(self)._base_manager.filter(pk=self.pk).first()
        is_sensitive = self.needs_protection_review or (stored is not None and stored.needs_protection_review)
        if is_sensitive and ProtectionReview.approval_of(revision) is None:
            yield _("It mentions harm: send it to review, a child protection reviewer must approve this very version.")

    def advice(self) -> list[str]:
        """Return what the author might do better; it keeps nothing from being published."""
        return publishing_advice(self)

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish, or raise ``ValidationError`` with every reason against it."""
        page = revision.as_object()
        _refuse(page.problems(None if _is_import(revision) else revision))
        revision.is_judged = True
        return super().publish(revision, *args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save; what readers of a published page see changes only with a version that may be published."""
        if self.live and self.live_revision_id and not self.alias_of_id and "update_fields" not in kwargs:
            self._judge()
        return super().save(*args, **kwargs)

    def _judge(self) -> None:
        before = type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None
        if before is None:
            # A copy that would be public at once: nobody has looked at it in its new place.
            _refuse([_("Copy it as a draft.")] if self.needs_protection_review else [])
            return
        if before.live and before.live_revision_id == self.live_revision_id:
            _refuse(
                []
                if page_words(before) == page_words(self)
                else [_("The text of a published page changes only when a new version is published.")]
            )
            return
        revision = self.live_revision
        if not getattr(revision, "is_judged", False):
            _refuse(self.problems(revision))
        if not _is_import(revision):
            self.note_release(revision)


def _is_import(revision: Revision) -> bool:
    """Whether an administrator imports this version from a pack, which says itself how far it was reviewed."""
    return bool(getattr(revision, "is_import", False))


def _refuse(problems: Any) -> None:
    found = list(problems)
    if found:
        # Localize reads the errors of a translation by field.
        raise ValidationError({NON_FIELD_ERRORS: found})
