"""About, accessibility, privacy: real pages of the site, which their authors change from then on."""

import json

from django.db import transaction

from cms.exchange.statements import NAMES, languages, statement
from cms.models import HomePage, StandardPage
from cms.services.homes import ensure_home


@transaction.atomic
def load_statements() -> int:
    """Make the pages that are missing below each language's front page, published; return how many.

    A page of that address stays as somebody has written it. A second call changes nothing.
    """
    return sum(_make(ensure_home(language), language, name) for language in languages() for name in NAMES)


def _make(home: HomePage, language: str, name: str) -> bool:
    if home.get_children().filter(slug=name).exists():
        return False
    said = statement(name, language)
    page = StandardPage(
        title=said.title, slug=name, locale=home.locale, body=json.dumps([{"type": "text", "value": said.html}])
    )
    # One page in all languages: their addresses differ by the language alone.
    other = StandardPage.objects.filter(slug=name, depth=home.depth + 1).exclude(locale=home.locale).first()
    if other is not None:
        page.translation_key = other.translation_key
    home.add_child(instance=page)
    page.save_revision().publish()
    return True
