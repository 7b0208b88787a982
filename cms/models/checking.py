"""How many reasons the publishing checks had against a page when they last looked."""

from django.db import models
from wagtail.models import Page


class PageCheck(models.Model):
    """A number only: the reasons themselves are said in the reader's language when somebody opens them."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="page_check")
    problems = models.PositiveSmallIntegerField()
    checked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.page_id}: {self.problems}"
