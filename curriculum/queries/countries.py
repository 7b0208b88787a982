"""What professionals read about a country: every fact, with how far it was checked."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from curriculum.enums import FactTopic
from curriculum.models import CountryFact
from curriculum.queries.facts import in_language

ORDER = {topic: place for place, topic in enumerate(FactTopic.values)}


@dataclass(frozen=True, slots=True)
class Chapter:
    """The facts of a country on one topic."""

    topic: str
    facts: list[CountryFact]


def countries() -> list[str]:
    """Return the countries that there are facts of. One query."""
    return sorted(set(CountryFact.objects.values_list("country", flat=True)))


def chapters(country: str, language: str | None) -> Iterator[Chapter]:
    """Yield a country's facts by topic; one that is long past its check is hidden from professionals, too. One query.

    What nobody has checked yet is shown, for it is said so.
    """
    rows = CountryFact.objects.filter(country=country)
    rows = (rows.current() | rows.filter(verified_on=None)).select_related("locale")
    found = sorted(in_language(rows, language), key=lambda fact: (ORDER[fact.topic], fact.pk))
    for topic, facts in groupby(found, key=lambda fact: fact.topic):
        yield Chapter(str(FactTopic(topic).label), list(facts))
