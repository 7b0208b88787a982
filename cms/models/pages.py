"""Pages that belong to no subject, and what a page is found by."""

from collections.abc import Iterable
from itertools import chain
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import BODY_BLOCKS
from cms.exchange.lemmas import base_forms
from cms.models.publishing import CheckedPage


class FoundByLemma(CheckedPage):
    """A page that is found by the base forms of its words: neither database knows the endings of our languages."""

    search_fields: ClassVar[list[Any]] = [*Page.search_fields, index.SearchField("lemmas")]

    class Meta:
        abstract = True

    def searched_texts(self) -> Iterable[str]:
        """Return what strangers may find the page by; a page that says more adds it."""
        return [self.title]

    def lemmas(self) -> str:
        """Return the words of these texts, each once, in base form and as they stand there."""
        language = self.locale.language_code
        found = base_forms(" ".join(self.searched_texts()), language, settings.WORDS_DIR)
        return " ".join(dict.fromkeys(chain.from_iterable(found)))


class HomePage(CheckedPage):
    """Front page of one language."""

    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(BODY_BLOCKS, verbose_name=_("content"), blank=True)

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    template = "cms/home_page.html"
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]

    class Meta:
        verbose_name = _("front page")


class StandardPage(CheckedPage):
    """A plain page: about, accessibility, privacy."""

    body = StreamField(BODY_BLOCKS, verbose_name=_("content"), blank=True)

    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    template = "cms/standard_page.html"
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("plain page")
