"""Publishing a lesson publishes its questions too."""

from django.contrib import messages
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from accounts.permissions import SignedInRequest
from assessments.services import NotPublishable, publish_quiz
from cms.checks import publishing_advice
from lessons.models import LessonPage


@hooks.register("after_publish_page")
def publish_questions(request: SignedInRequest, page: Page) -> None:
    """Freeze the lesson's quiz; an unchanged quiz stays at its version, a broken one is reported to the author."""
    if not isinstance(page, LessonPage) or page.quiz is None:
        return
    try:
        publish_quiz(quiz=page.quiz, actor=request.user)
    except NotPublishable as refused:
        for reason in refused.reasons:
            messages.error(request, _("The questions were not published: %(reason)s") % {"reason": reason})


@hooks.register("after_publish_page")
def advise(request: SignedInRequest, page: Page) -> None:
    """Tell the author what should be looked at, though it keeps nothing from being published."""
    for advice in publishing_advice(page.specific):
        messages.warning(request, advice)
