"""What the directory of help contacts says about a person, and how long it stays.

About students there is one thing: that somebody asks to talk, until 30 days after the lead has closed it."""

from common.privacy import NOT_PERSONAL, DataClass, Erase, FieldRegistry, Privacy, Retention, RowRegistry, Rows

_KEEPER = Privacy(DataClass.STAFF, "who vouches for a number that children call", Retention.ACCOUNT, Erase.BLANK)
_TWO_PEOPLE = Privacy(
    DataClass.STAFF, "proves that two people changed a number that children call", Retention.ACCOUNT, Erase.DELETE_ROW
)
_PLACE = Privacy(DataClass.STAFF, "where students find the child protection lead", Retention.ACCOUNT, Erase.DELETE_ROW)
_TALK = Privacy(
    DataClass.PSEUDONYM, "tells the child protection lead alone who asks to talk", Retention.TALK, Erase.DELETE_ROW
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
    "TalkPlace": dict.fromkeys(("id", "member", "room", "hours"), _PLACE),
    "TalkRequest": dict.fromkeys(
        ("id", "public_id", "learner", "institution", "status", "asked_at", "changed_at"), _TALK
    ),
}  # fmt: skip

ROWS: RowRegistry = {
    "HelpContact": Rows(by=("verified_by",)),
    "HelpContactChange": Rows(by=("proposed_by", "confirmed_by", "declined_by")),
    "TalkPlace": Rows(about=("member__user",)),
    # In no copy: a copy passes through the hands of heads, administrators and families. The student sees it at
    # /my/people/, and erasing the student deletes it.
    "TalkRequest": Rows(by=("learner",), otherwise="who asks to talk is told to the child protection lead alone"),
}
