"""Everything that is held on one person, read by the privacy registry and put into words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import Field, Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import GuessKind
from accounts.models import GuessCounter, User
from audit.models import AuditEntry
from common.privacy import DataClass, Privacy, Rows
from institutions.models import Enrolment
from jobs.models import Job
from operations.exchange.person_archive import HeldTable, Value
from operations.queries.labels import column_of, title_of
from operations.queries.people import row_registry
from operations.queries.person_words import Spoken, words_for
from operations.queries.registry import USER, registry
from operations.queries.sessions import sessions_of

type Row = tuple[Any, Mapping[str, Value]]


def held_tables(person: User, language: str | None) -> list[HeldTable]:
    """Return all tables with rows about a person, in the language that is active; empty ones too.

    What members of staff did at work is left out of a student's copy: it is about them. Secrets are said to exist.
    """
    declared = registry()
    words = words_for(person, language)
    tables = [
        _about(label, rows, declared.get(label, {}), person, words.get(label, {}))
        for label, rows in row_registry().items()
        if rows.about
    ]
    tables += [table(person, declared) for table in OTHERWISE.values()]
    if not person.is_learner:
        tables.append(_acts(person))
    return tables


def _about(label: str, rows: Rows, fields: Mapping[str, Privacy], person: User, words: Spoken) -> HeldTable:
    """Return the rows that describe a person, each once."""
    model = apps.get_model(label)
    mine = Q(pk__in=())
    for path in rows.about:
        mine |= Q(**{path: person.pk})
    said = {name: privacy for name, privacy in fields.items() if name != "*" and _is_told(privacy, person)}
    found = model._default_manager.filter(mine).order_by("pk").distinct()
    if keys := [name for name in said if model._meta.get_field(name).many_to_one]:
        found = found.select_related(*keys)
    return _table(label, model, said, [(row, words.get(row.pk, {})) for row in found], person)


def _is_told(privacy: Privacy, person: User) -> bool:
    if privacy.kind is DataClass.NONE:
        return False
    return privacy.kind is not DataClass.STAFF or not person.is_learner


def _table(
    label: str,
    model: type[Model],
    said: Mapping[str, Privacy],
    rows: Iterable[Row],
    person: User,
) -> HeldTable:
    """Put rows into words."""
    rows = list(rows)
    fields: dict[str, Any] = {name: model._meta.get_field(name) for name in said}
    besides = dict.fromkeys(name for _row, words in rows for name in words if name not in fields)
    labels = {name: column_of(label, name, getattr(field, "verbose_name", name)) for name, field in fields.items()}
    labels |= {name: column_of(label, name, name) for name in besides}
    told = [
        {name: _value(row, field, said[name], person) for name, field in fields.items()} | dict(words)
        for row, words in rows
    ]
    name = label.lower().replace(".", "-")
    return HeldTable(name, title_of(label, str(model._meta.verbose_name_plural).capitalize()), labels, told)


def _value(row: Any, field: "Field[Any, Any]", privacy: Privacy, person: User) -> Value:
    """Return one value as a reader understands it."""
    value = field.value_from_object(row)
    if value is None or value == "":
        return None
    if privacy.is_secret:
        return _("stored, but never shown")
    if field.related_model is not None:
        if field.related_model._meta.label == USER:
            return person.public_id if value == person.pk else _("another person")
        return str(getattr(row, field.name))
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    return _plain(value)


def _plain(value: Any) -> Value:
    match value:
        case datetime():
            return timezone.localtime(value).isoformat(timespec="seconds")
        case date():
            return value.isoformat()
        case Decimal():
            return float(value)
        case bool() | int() | float() | str() | list() | dict():
            return value
    return str(value)


def _as_stored(rows: Iterable[Any]) -> Iterator[Row]:
    """Yield rows with nothing said besides."""
    return ((row, {}) for row in rows)


# --- Rows that no key ties to the person -----------------------------------------------------------------------------
def _sessions(person: User, declared: Mapping[str, Mapping[str, Privacy]]) -> HeldTable:
    rows = sessions_of(person.pk)
    return _table("sessions.Session", Session, declared["sessions.Session"], _as_stored(rows), person)


def _guesses(person: User, declared: Mapping[str, Mapping[str, Privacy]]) -> HeldTable:
    cards = list(person.cards.values_list("pk", "number"))
    counted = Q(kind=GuessKind.CARD_NUMBER, key__in=[number for _pk, number in cards])
    counted |= Q(kind=GuessKind.CARD_PIN, key__in=[str(pk) for pk, _number in cards])
    counted |= Q(kind=GuessKind.SECOND_FACTOR, key=str(person.pk))
    fields = declared["accounts.GuessCounter"]
    said = {name: fields[name] for name in ("kind", "admitted", "changed_at", "paused_until")}
    rows = GuessCounter.objects.filter(counted).order_by("pk")
    return _table("accounts.GuessCounter", GuessCounter, said, _as_stored(rows), person)


def _log(person: User, declared: Mapping[str, Mapping[str, Privacy]]) -> HeldTable:
    """Return what the log keeps about a person, and of staff also what they did; never who else acted, or why."""
    names = [person.public_id, *Enrolment.objects.filter(learner=person).values_list("public_id", flat=True)]
    found = AuditEntry.objects.filter(Q(scope_id__in=names) | Q(actor_id=person.pk)).order_by("pk")
    said = {name: declared["audit.AuditEntry"][name] for name in ("at", "action", "count")}
    return _table("audit.AuditEntry", AuditEntry, said, _as_stored(found), person)


def _jobs(person: User, declared: Mapping[str, Mapping[str, Privacy]]) -> HeldTable:
    said = {name: declared["jobs.Job"][name] for name in ("kind", "status", "created_at", "finished_at")}
    rows = Job.objects.filter(owner_id=person.pk).order_by("pk")
    return _table("jobs.Job", Job, said, _as_stored(rows), person)


OTHERWISE: dict[str, Callable[[User, Mapping[str, Mapping[str, Privacy]]], HeldTable]] = {
    "sessions.Session": _sessions,
    "accounts.GuessCounter": _guesses,
    "audit.AuditEntry": _log,
    "jobs.Job": _jobs,
}


def _acts(person: User) -> HeldTable:
    """Return what a member of staff's number stands under: which table, which row, in which capacity."""
    rows: list[dict[str, Value]] = []
    for label, declared in row_registry().items():
        if label in OTHERWISE:
            continue
        model = apps.get_model(label)
        key = "public_id" if any(field.name == "public_id" for field in model._meta.local_fields) else "pk"
        for name in declared.by:
            found = model._default_manager.filter(**{name: person.pk}).order_by("pk").values_list(key, flat=True)
            capacity = str(getattr(model._meta.get_field(name), "verbose_name", name))
            rows += [{"table": label, "row": str(row), "as": capacity} for row in found]
    labels = {"table": _("Table"), "row": _("Row"), "as": _("In which capacity")}
    return HeldTable("acts", _("What your name stands under"), labels, rows)
