"""Whose rows are whose: every app's declarations in one place, and tables that reach a person without having one."""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, IntegerField, Model

from common.privacy import DataClass, FieldRegistry, RowRegistry, Rows
from operations.queries.registry import USER, Disagreement, Finding, is_ours, own_fields

# A plain number that stands for a person ends like this; jobs and audit keep no keys, because entries outlive people.
PERSON_NUMBERS = ("_by_id", "actor_id", "owner_id")
NOBODYS = Rows()


def row_registry() -> RowRegistry:
    """Return the declarations of every app as full label → whose rows."""
    found: RowRegistry = {}
    for app in settings.FIRST_PARTY_APPS:
        if apps.is_installed(app) and find_spec(f"{app}.privacy") is not None:
            declared: RowRegistry = getattr(import_module(f"{app}.privacy"), "ROWS", {})
            found |= {name if "." in name else f"{app}.{name}": rows for name, rows in declared.items()}
    return found


def person_findings(models: Iterable[type[Model]], rows: Mapping[str, Rows], declared: FieldRegistry) -> list[Finding]:
    """Return what holds something about a person and would be in no copy and in no erasure, and paths to nowhere."""
    by_label = {model._meta.label: model for model in models}
    found = [Finding(Disagreement.UNKNOWN, label) for label in rows if label not in by_label]
    about = {USER} | {label for label, said in rows.items() if said.about}
    for label, model in by_label.items():
        said = rows.get(label, NOBODYS)
        found.extend(Finding(Disagreement.NOBODYS, label, name) for name in _unsaid(model, said, about))
        if says_something(declared.get(label, {})) and said == NOBODYS:
            found.append(Finding(Disagreement.NOBODYS, label))
        found.extend(
            Finding(Disagreement.UNKNOWN, label, path)
            for path in (*said.about, *said.by)
            if not _leads_to_person(model, path, by_label)
        )
    return found


def says_something(fields: Mapping[str, object]) -> bool:
    """Whether a table holds more about a person than which member of staff acted."""
    quiet = {DataClass.NONE, DataClass.STAFF}
    return any(getattr(said, "kind", DataClass.NONE) not in quiet for said in fields.values())


def _unsaid(model: type[Model], said: Rows, about: set[str]) -> Iterator[str]:
    """Yield the fields that lead to a person, or to a row about one, and that no declared path begins with."""
    begun = {path.partition("__")[0] for path in (*said.about, *said.by)}
    for field in own_fields(model):
        target = field.related_model._meta.label if field.related_model is not None else ""
        is_person = target == USER or (is_ours(model) and _is_person_number(field))
        is_about_person = target in about and not said.about and not said.otherwise
        if field.name not in begun and (is_person or is_about_person):
            yield field.name


def _is_person_number(field: "Field[object, object]") -> bool:
    return isinstance(field, IntegerField) and field.name.endswith(PERSON_NUMBERS)


def _leads_to_person(model: type[Model], path: str, by_label: Mapping[str, type[Model]]) -> bool:
    """Whether a path of keys ends at the user, or is a plain number of one."""
    if path == "pk":
        return model._meta.label == USER
    *keys, last = path.split("__")
    for name in keys:
        target = _field(model, name)
        if not isinstance(target, ForeignKey):
            return False
        model = by_label.get(target.related_model._meta.label, target.related_model)
    field = _field(model, last)
    if isinstance(field, ForeignKey):
        return bool(field.related_model._meta.label == USER)
    return field is not None and _is_person_number(field)


def _field(model: type[Model], name: str) -> "Field[object, object] | None":
    try:
        return model._meta.get_field(name)  # type: ignore[return-value]  # a reverse relation is no key either way
    except FieldDoesNotExist:
        return None
