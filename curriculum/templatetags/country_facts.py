"""The facts of a country box."""

from collections.abc import Sequence

from django import template
from django.utils.translation import get_language

from curriculum.models import CountryFact
from curriculum.queries import facts

register = template.Library()


@register.simple_tag(name="country_facts")
def country_facts(topics: Sequence[str]) -> list[CountryFact]:
    """Return the current facts on these topics in the page's language."""
    return facts(topics, get_language())
