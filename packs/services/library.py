"""The library of a pack as rows, and back."""

from collections.abc import Callable, Mapping
from typing import Any

from cms.models import CustomDocument, CustomImage, CustomMedia
from curriculum.exchange.resource_pack import PLACES, WORDS, ResourceDoc
from curriculum.models import Resource
from packs.exchange.manifest import is_document, is_film, is_sound
from packs.services.names import Names
from packs.services.reading import Reader

SHARED = ("kind", "audience", "content_level", "is_easy_read", "licence", "print_size", "cast_size", "minutes")
FILES = ("picture", "document", "media")
# Each language has these for itself: localize neither translates nor copies them.
OWN_FIELDS = (*FILES, "link", "is_published")
RESOURCE_FIELDS = (*WORDS, *SHARED, "page", *OWN_FIELDS)


def own_values(one: ResourceDoc, names: Names, language: str, *, publish: bool) -> dict[str, Any]:
    """Return what a language of a thing has for itself: its file or address, and whether it is published."""
    values: dict[str, Any] = dict.fromkeys(FILES) | {"link": one.places.get("link", {}).get(language, "")}
    path = one.places.get("file", {}).get(language, "")
    if path:
        number = names.image(path)
        if is_document(path):
            values["document"] = CustomDocument.objects.get(pk=number)
        elif is_film(path) or is_sound(path):
            values["media"] = CustomMedia.objects.get(pk=number)
        else:
            values["picture"] = CustomImage.objects.get(pk=number)
    return values | {"is_published": publish}


def fill_resource(one: ResourceDoc, own: Mapping[str, Any], page: Any, language: str) -> Resource:
    """Return the row of a thing in a language, unsaved."""
    words = {name: one.words.get(name, {}).get(language, "") for name in WORDS}
    return Resource(**words, **{name: getattr(one, name) for name in SHARED}, page=page, **own)


def read_resource(
    row: Resource, short: str, names: Names, readers: Mapping[str, Reader], path_of: Callable[[Any], str]
) -> ResourceDoc:
    """Return a thing as its rows say it now, in every language that has it; ``path_of`` names its files in the pack."""
    said = {code: reader.read(row, f"resource/{short}") for code, reader in readers.items()}
    words = {name: _in_each({code: getattr(text, name) for code, text in said.items()}) for name in WORDS}
    places = {
        "file": _in_each({code: path_of(text.file) if text.file else "" for code, text in said.items()}),
        "link": _in_each({code: text.link for code, text in said.items()}),
    }
    return ResourceDoc(
        id=short,
        **{name: getattr(row, name) for name in SHARED},
        lesson=names.known(row.page.translation_key, "lesson") if row.page else "",
        words={name: texts for name, texts in words.items() if texts},
        places={name: places[name] for name in PLACES if places[name]},
    )


def _in_each(said: Mapping[str, str]) -> dict[str, str]:
    return {code: text.strip() for code, text in said.items() if text and text.strip()}
