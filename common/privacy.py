"""The declaration every stored field needs: what it says about a person, and how long it stays."""

from dataclasses import dataclass
from enum import StrEnum


class DataClass(StrEnum):
    """How much a field tells about somebody."""

    NONE = "none"  # says nothing about a person: content, configuration
    PSEUDONYM = "pseudonym"  # a random identifier that stands for a person
    IDENTITY = "identity"  # a name, a number, a credential
    LEARNING = "learning"  # answers, results, progress
    STAFF = "staff"  # what an adult did in their working role


class Retention(StrEnum):
    """When a value is removed; the periods are those of the retention ruling."""

    CONTENT = "content"  # lives as long as the published material
    ACCOUNT = "account"  # as long as the account of a member of staff
    COHORT = "cohort_end_60_days"
    CODE = "code_14_days"
    CARD = "card_365_days"
    AUDIT = "audit_24_months"
    SESSION = "session"
    OPERATION = "operation_30_days"
    TALK = "closed_30_days"
    DOSSIER = "validity_5_years"
    AGGREGATE = "aggregate"  # counts that name nobody


class Erase(StrEnum):
    """What erasing a person does to the value."""

    KEEP = "keep"
    BLANK = "blank"
    DELETE_ROW = "delete_row"


@dataclass(frozen=True, slots=True)
class Privacy:
    """One field's declaration; ``kind`` NONE needs no purpose."""

    kind: DataClass
    purpose: str = ""
    retention: Retention = Retention.CONTENT
    erase: Erase = Erase.KEEP
    # Opens something or could be tried out: a copy for the person says that it is held, never what it is.
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """Which rows of a table belong to a person, as lookups from the row to the person's number.

    ``about`` reach whom the row describes; ``by`` reach who only acted in it. Where rows are tied to a person by
    something else than a key, ``otherwise`` says by what, and operations knows how to find them.
    """

    about: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    otherwise: str = ""


NOT_PERSONAL = Privacy(DataClass.NONE)

# model name → field name → declaration; each app's privacy.py has one of these, called FIELDS.
FieldRegistry = dict[str, dict[str, Privacy]]

# model name → which rows are somebody's; each app with such tables has one of these, called ROWS.
RowRegistry = dict[str, Rows]
