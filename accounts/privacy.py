"""What each table of people says about somebody, and how long it stays."""

from dataclasses import replace

from common.privacy import NOT_PERSONAL, DataClass, Erase, FieldRegistry, Privacy, Retention, RowRegistry, Rows

# One table holds staff and students; the longer of the two lives is declared, and a student's row goes with the class.
_PERSON = Privacy(DataClass.PSEUDONYM, "stands for a person in all other tables", Retention.COHORT, Erase.DELETE_ROW)
_NAME = Privacy(DataClass.IDENTITY, "the class list; empty where numbers are enough", Retention.COHORT, Erase.BLANK)
_STAFF_NAME = Privacy(DataClass.IDENTITY, "staff only; a constraint keeps it empty for students", Retention.ACCOUNT)
_ACCESS = Privacy(DataClass.IDENTITY, "opens the account", Retention.COHORT, Erase.DELETE_ROW, is_secret=True)
_SESSION = Privacy(DataClass.PSEUDONYM, "ends sign-ins", Retention.SESSION, Erase.DELETE_ROW)
_CARD = Privacy(DataClass.IDENTITY, "lets a student in without e-mail", Retention.CARD, Erase.DELETE_ROW)
_CARD_SECRET = replace(_CARD, is_secret=True)
_ACTOR = Privacy(DataClass.STAFF, "who issued it", Retention.CARD, Erase.BLANK)
_GUESS = Privacy(DataClass.PSEUDONYM, "limits guessing", Retention.OPERATION, Erase.DELETE_ROW)
_SPENT = Privacy(DataClass.STAFF, "lets each code of an app work once", Retention.OPERATION, Erase.DELETE_ROW)
_RECOVERY = Privacy(DataClass.STAFF, "proves that two people let a third one in", Retention.OPERATION, Erase.DELETE_ROW)

FIELDS: FieldRegistry = {
    "User": {
        **dict.fromkeys(("id", "public_id", "username", "kind", "is_active", "date_joined", "language"), _PERSON),
        **dict.fromkeys(("display_name", "symbol"), _NAME),
        **dict.fromkeys(("first_name", "last_name", "email"), _STAFF_NAME),
        **dict.fromkeys(("is_staff", "is_superuser", "groups", "user_permissions"), NOT_PERSONAL),
        "password": _ACCESS,
        "last_login": Privacy(DataClass.STAFF, "finds staff accounts that nobody uses; empty for students",
                              Retention.ACCOUNT),
        **dict.fromkeys(("session_epoch", "signed_in_until"), _SESSION),
    },
    "LoginCard": {
        **dict.fromkeys(
            ("id", "user", "number", "pin_required", "issued_at", "expires_at", "first_used_at", "cancelled_at"), _CARD
        ),
        **dict.fromkeys(("qr_hash", "typed_hash", "pin"), _CARD_SECRET),
        "issued_by_id": _ACTOR,
    },
    "GuessCounter": dict.fromkeys(("id", "kind", "key", "admitted", "paused_until", "changed_at"), _GUESS),
    "SpentCode": {
        **dict.fromkeys(("id", "user", "spent_at"), _SPENT),
        "code_hash": replace(_SPENT, is_secret=True),
    },
    "SecondFactorRecovery": {
        **dict.fromkeys(
            ("id", "public_id", "user", "lost", "requested_by", "confirmed_by", "created_at", "expires_at", "used_at"),
            _RECOVERY,
        ),
        "code_hash": replace(_RECOVERY, is_secret=True),
    },
}  # fmt: skip

ROWS: RowRegistry = {
    "User": Rows(about=("pk",)),
    "LoginCard": Rows(about=("user",), by=("issued_by_id",)),
    "GuessCounter": Rows(otherwise="the number of a card, of a row, or a hash of the user name"),
    "SpentCode": Rows(about=("user",)),
    "SecondFactorRecovery": Rows(about=("user",), by=("requested_by", "confirmed_by")),
}
