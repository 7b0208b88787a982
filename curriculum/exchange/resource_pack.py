"""``resources.yaml`` of a content pack: the library, each thing with its words and file in every language."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cms.enums import ContentLevel
from cms.exchange import yaml_files
from cms.exchange.fields import Fields
from cms.exchange.problems import Gap, Problems
from cms.exchange.yaml_files import Yaml
from curriculum.enums import PrintSize, ResourceAudience, ResourceKind

type Texts = Mapping[str, str]

# What a language says for itself, with the most letters it may have.
WORDS = {"title": 150, "summary": 1000, "alt": 400, "transcript": 20_000, "rights": 500}
PLACES = {"file": 150, "link": 300}
LINK = re.compile(r"https://\S+")
SIZES = [size for size in PrintSize.values if size]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceDoc:
    """One thing; ``words`` and ``places`` (file or link) by field, then by language; ``lesson`` is its id."""

    id: str
    kind: str
    audience: str
    content_level: int = 0
    is_easy_read: bool = False
    licence: str = ""
    print_size: str = ""
    cast_size: int | None = None
    minutes: int | None = None
    lesson: str = ""
    words: Mapping[str, Texts] = field(default_factory=dict)
    places: Mapping[str, Texts] = field(default_factory=dict)


def read_resources(
    text: str, file: str, problems: Problems, languages: Sequence[str]
) -> tuple[ResourceDoc, ...] | None:
    """Return the things of the file."""
    content = yaml_files.load(text, file, problems)
    if content is None:
        return None
    fields = Fields(content, file, problems)
    found = tuple(_read(entry, languages) for entry in fields.children("resources"))
    if len({one.id for one in found}) < len(found):
        fields.add("resources", _("A name stands here twice."))
    fields.end()
    return found


def _read(entry: Fields, languages: Sequence[str]) -> ResourceDoc:
    def number(name: str) -> int | None:
        return entry.whole(name, 1, 500) if entry.has(name) else None

    def texts(sizes: Mapping[str, int]) -> dict[str, Texts]:
        found = {
            name: entry.texts(name, languages, most=most, required=name == "title") for name, most in sizes.items()
        }
        return {name: words for name, words in found.items() if words}

    resource = ResourceDoc(
        id=entry.identifier("id"),
        kind=entry.choice("kind", ResourceKind.values),
        audience=entry.choice("audience", ResourceAudience.values),
        content_level=entry.whole("content_level", 0, max(ContentLevel.values), default=0),
        is_easy_read=entry.flag("easy_read", default=False),
        licence=entry.text("licence", most=100, required=False),
        print_size=entry.choice("print_size", SIZES, ""),
        cast_size=number("cast"),
        minutes=number("minutes"),
        lesson=entry.identifier("lesson", required=False),
        words=texts(WORDS),
        places=texts(PLACES),
    )
    if [*resource.places, *filter(None, [resource.lesson])] not in (["file"], ["link"], [resource.lesson]):
        entry.add("", _("A thing of the library has one of these: file, link, lesson."))
    for address in resource.places.get("link", {}).values():
        if not LINK.fullmatch(address):
            entry.add("link", _("The address begins with https://."))
    entry.end()
    return resource


def write_resources(resources: Sequence[ResourceDoc]) -> str:
    """Return the canonical file."""
    return yaml_files.dump({"resources": [_write(one) for one in resources]})


def _write(one: ResourceDoc) -> Yaml:
    content: dict[str, Yaml] = {"id": one.id, "kind": one.kind, "audience": one.audience}
    given: dict[str, Yaml] = {
        "content_level": one.content_level, "easy_read": one.is_easy_read, "licence": one.licence,
        "print_size": one.print_size, "cast": one.cast_size, "minutes": one.minutes, "lesson": one.lesson,
    }  # fmt: skip
    content |= {name: value for name, value in given.items() if value}
    content |= {name: dict(one.places[name]) for name in PLACES if name in one.places}
    return content | {name: dict(one.words[name]) for name in WORDS if name in one.words}


def resource_gaps(resources: Sequence[ResourceDoc], language: str, file: str) -> Iterator[Gap]:
    """Yield what the library lacks in a language: words, or a file of its own."""
    for one in resources:
        for name, texts in (*one.words.items(), *one.places.items()):
            if language not in texts:
                place = f"resources[{one.id}].{name}.{language}"
                yield Gap(file, place, _("is not translated"), f"resource/{one.id}")
