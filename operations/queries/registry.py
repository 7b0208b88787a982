"""The privacy registry: every app's declarations in one place, and where they and the tables disagree."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings
from django.db.models import CheckConstraint, Field, Model, TextField

from common.privacy import DataClass, FieldRegistry, Privacy, Retention

REST = "*"  # in tables of other packages: all fields that are not named
USER = "accounts.User"
PUPILS_RETENTION = {Retention.COHORT, Retention.CARD, Retention.CODE}

# What must never be stored about a pupil, by the words of a field's name.
FORBIDDEN_WORDS = frozenset(
    """
    address addresses allergy avatar bio biography birth birthday birthdate born citizenship comment comments
    coordinates diagnosis disability dob email emails ethnicity family father fingerprint gender geolocation gps
    guardian guardians health hobby income latitude location longitude mail medical mobile mother nationality note
    notes orphan parent parents passport patronymic phone phones photo picture portrait relative relatives religion
    remark remarks residence selfie sex story street surname telephone useragent victim
    """.split()  # noqa: SIM905  a list of words reads better without 60 pairs of quotes
)
FORBIDDEN_NAMES = frozenset({"first_name", "last_name", "middle_name", "full_name", "user_agent", "ip", "ip_address"})
# Django's own user has these columns; the named constraint keeps them empty in a learner's row.
KEPT_EMPTY: Mapping[str, tuple[frozenset[str], str]] = {
    USER: (frozenset({"first_name", "last_name", "email"}), "learner_holds_no_contact")
}


class Disagreement(StrEnum):
    """How a declaration and the tables can differ."""

    UNDECLARED = "undeclared"
    UNKNOWN = "unknown"
    NO_PURPOSE = "no_purpose"
    FORBIDDEN = "forbidden"
    NOBODYS = "nobodys"


@dataclass(frozen=True, slots=True)
class Finding:
    """One disagreement; ``field`` is empty when it concerns the whole table."""

    kind: Disagreement
    table: str
    field: str = ""


def registry() -> FieldRegistry:
    """Return the declarations of every app as full label → field → declaration."""
    found: FieldRegistry = {}
    for app in settings.FIRST_PARTY_APPS:
        if apps.is_installed(app) and find_spec(f"{app}.privacy") is not None:
            # The module of common holds the vocabulary and declares nothing.
            declared: FieldRegistry = getattr(import_module(f"{app}.privacy"), "FIELDS", {})
            found |= {name if "." in name else f"{app}.{name}": fields for name, fields in declared.items()}
    return found


def tables() -> list[type[Model]]:
    """Return every model with a table of its own; join tables belong to the field that makes them."""
    return [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]


def findings(models: Iterable[type[Model]], declared: FieldRegistry) -> list[Finding]:
    """Return every disagreement between these tables and these declarations."""
    by_label = {model._meta.label: model for model in models}
    found = [Finding(Disagreement.UNKNOWN, label) for label in declared if label not in by_label]
    for label, model in by_label.items():
        found.extend(_of_table(model, declared.get(label, {})))
        if is_ours(model) and is_about_learners(model, declared.get(label, {})):
            found.extend(Finding(Disagreement.FORBIDDEN, label, name) for name in _forbidden(model))
    return found


def is_about_learners(model: type[Model], fields: Mapping[str, Privacy]) -> bool:
    """Whether a table describes pupils: the user's own, one that points to a learner, or one kept as long as theirs.

    A key to a person under another name counts too, unless all that is said is what staff did at work.
    """
    is_more_than_work = any(said.kind not in {DataClass.NONE, DataClass.STAFF} for said in fields.values())
    return (
        model._meta.label == USER
        or any(field.name == "learner" for field in own_fields(model))
        or (is_more_than_work and any(_points_to_person(field) for field in own_fields(model)))
        or any(said.kind is not DataClass.NONE and said.retention in PUPILS_RETENTION for said in fields.values())
    )


def _of_table(model: type[Model], fields: Mapping[str, Privacy]) -> Iterator[Finding]:
    label = model._meta.label
    own = {field.name for field in own_fields(model)}
    must = own if is_ours(model) else {field.name for field in own_fields(model) if _points_to_person(field)}
    if REST in fields and not is_ours(model):
        fields = {name: said for name, said in fields.items() if name != REST}
    elif fields and not is_ours(model):
        must = own
    yield from (Finding(Disagreement.UNDECLARED, label, name) for name in sorted(must - fields.keys()))
    yield from (Finding(Disagreement.UNKNOWN, label, name) for name in sorted(fields.keys() - own))
    for name, said in fields.items():
        if said.kind is not DataClass.NONE and not said.purpose:
            yield Finding(Disagreement.NO_PURPOSE, label, name)


def own_fields(model: type[Model]) -> "list[Field[object, object]]":
    """Return what the table itself holds, join tables included; inherited tables declare their own."""
    return [*model._meta.local_fields, *model._meta.local_many_to_many]


def is_ours(model: type[Model]) -> bool:
    """Whether one of our own apps holds the table."""
    return model._meta.app_label in settings.FIRST_PARTY_APPS


def _points_to_person(field: "Field[object, object]") -> bool:
    return field.related_model is not None and field.related_model._meta.label == USER


def _forbidden(model: type[Model]) -> Iterator[str]:
    empty, constraint = KEPT_EMPTY.get(model._meta.label, (frozenset(), ""))
    names = {check.name for check in model._meta.constraints if isinstance(check, CheckConstraint)}
    for field in own_fields(model):
        is_named = field.name in FORBIDDEN_NAMES or FORBIDDEN_WORDS & set(field.name.split("_"))
        # No free text from minors: a column without a limit invites a story.
        is_free_text = isinstance(field, TextField)
        if (is_named or is_free_text) and not (field.name in empty and constraint in names):
            yield field.name
