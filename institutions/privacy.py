"""What each table of places and belonging says about a person, and how long it stays."""

from dataclasses import replace

from common.privacy import NOT_PERSONAL, DataClass, Erase, FieldRegistry, Privacy, Retention, RowRegistry, Rows

_WORK = Privacy(DataClass.STAFF, "who does what, where, and since when", Retention.ACCOUNT, Erase.DELETE_ROW)
_ACTED = Privacy(DataClass.STAFF, "who decided it", Retention.CODE, Erase.BLANK)
_PLACE = Privacy(DataClass.PSEUDONYM, "a learner's place in a class", Retention.COHORT, Erase.DELETE_ROW)
_IMPORTED = Privacy(
    DataClass.PSEUDONYM, "keyed hash by which a second import knows the place again", Retention.COHORT,
    Erase.DELETE_ROW, is_secret=True,
)  # fmt: skip
_ENTRY = Privacy(DataClass.PSEUDONYM, "lets a student in without a card", Retention.CODE, Erase.DELETE_ROW)
_INVITED = Privacy(DataClass.STAFF, "makes one staff account with one role", Retention.OPERATION, Erase.DELETE_ROW)
_UPLOAD = Privacy(DataClass.PSEUDONYM, "a roster before its import, an hour", Retention.SESSION, Erase.DELETE_ROW)

FIELDS: FieldRegistry = {
    "Region": dict.fromkeys(("id", "public_id", "country", "name"), NOT_PERSONAL),
    "PopulationCentre": dict.fromkeys(("id", "public_id", "region", "name", "kind"), NOT_PERSONAL),
    "Institution": dict.fromkeys(
        ("id", "public_id", "centre", "name", "kind", "zero_names", "pin_required", "language", "closed_on", "closing"),
        NOT_PERSONAL,
    ),
    "Membership": dict.fromkeys(
        ("id", "public_id", "user", "role", "institution", "centre", "region", "is_installation_wide", "starts_on",
         "ends_on"),
        _WORK,
    ),
    "Cohort": dict.fromkeys(
        ("id", "public_id", "institution", "kind", "name", "grade", "language", "starts_on", "ends_on", "source_hash"),
        NOT_PERSONAL,
    ),
    "CohortStaff": dict.fromkeys(("id", "cohort", "member", "role", "started_on", "ended_on"), _WORK),
    "Enrolment": {
        **dict.fromkeys(
            ("id", "public_id", "cohort", "learner", "seat_number", "joined_on", "left_on", "has_moved"), _PLACE
        ),
        "source_hash": _IMPORTED,
    },
    "ClassCode": dict.fromkeys(("id", "cohort", "code", "created_at", "expires_at", "closed_at"), NOT_PERSONAL),
    "JoinRequest": {
        **dict.fromkeys(
            ("id", "public_id", "cohort", "enrolment", "seat_number", "state", "created_at", "decided_at", "used_at"),
            _ENTRY,
        ),
        "device_hash": replace(_ENTRY, is_secret=True),
        "decided_by_id": _ACTED,
    },
    "Invitation": {
        **dict.fromkeys(
            ("id", "public_id", "display_name", "role", "institution", "centre", "region", "is_installation_wide",
             "created_by", "created_at", "expires_at", "accepted_by", "accepted_at", "withdrawn_at"),
            _INVITED,
        ),
        "code_hash": replace(_INVITED, is_secret=True),
    },
    "RosterUpload": {
        **dict.fromkeys(("id", "public_id", "user", "institution", "created_at"), _UPLOAD),
        "content": Privacy(
            DataClass.IDENTITY, "classes and given names before the import", Retention.SESSION, Erase.DELETE_ROW
        ),
    },
}  # fmt: skip

ROWS: RowRegistry = {
    "Membership": Rows(about=("user",)),
    "CohortStaff": Rows(about=("member__user",)),
    "Enrolment": Rows(about=("learner",)),
    "JoinRequest": Rows(about=("enrolment__learner",), by=("decided_by_id",)),
    "Invitation": Rows(about=("accepted_by",), by=("created_by",)),
    "RosterUpload": Rows(by=("user",), otherwise="a name in a list that is being imported, gone within the hour"),
}
