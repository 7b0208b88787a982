"""What the directory of help contacts says about a person, and how long it stays. Nothing is kept about students."""

from common.privacy import NOT_PERSONAL, DataClass, Erase, FieldRegistry, Privacy, Retention, RowRegistry, Rows

_KEEPER = Privacy(DataClass.STAFF, "who vouches for a number that children call", Retention.ACCOUNT, Erase.BLANK)
_TWO_PEOPLE = Privacy(
    DataClass.STAFF, "proves that two people changed a number that children call", Retention.ACCOUNT, Erase.DELETE_ROW
)

FIELDS: FieldRegistry = {
    "HelpContact": {
        **dict.fromkeys(
            ("id", "public_id", "country", "kind", "position", "names", "organisation", "number", "number_from_abroad",
             "is_free", "works_from_mobile", "is_anonymous", "hours", "languages", "notes", "source", "verified_on",
             "verified_method", "withdrawn_at"),
            NOT_PERSONAL,
        ),
        "verified_by": _KEEPER,
    },
    "HelpContactChange": {
        **dict.fromkeys(
            ("id", "public_id", "contact", "values", "is_withdrawal", "proposed_at", "confirmed_at", "tried_on",
             "method", "declined_at"),
            NOT_PERSONAL,
        ),
        "proposed_by": _TWO_PEOPLE,
        "confirmed_by": _TWO_PEOPLE,
        "declined_by": _KEEPER,
    },
}  # fmt: skip

ROWS: RowRegistry = {
    "HelpContact": Rows(by=("verified_by",)),
    "HelpContactChange": Rows(by=("proposed_by", "confirmed_by", "declined_by")),
}
