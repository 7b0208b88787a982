"""What each table of the quiz engine says about a person, and how long it stays."""

from common.privacy import NOT_PERSONAL, DataClass, Erase, FieldRegistry, Privacy, Retention, RowRegistry, Rows

_ANSWERS = "shows the teacher who understood what"
_PRACTICE = "brings a missed question back to its student when it is time"
_LEARNER = Privacy(DataClass.PSEUDONYM, _ANSWERS, Retention.COHORT, Erase.DELETE_ROW)
_LEARNING = Privacy(DataClass.LEARNING, _ANSWERS, Retention.COHORT, Erase.DELETE_ROW)
_ANSWER = Privacy(
    DataClass.LEARNING,
    f"{_ANSWERS}; where a question is answered by typing, up to 80 characters a box as the student wrote them; in "
    "vocational courses up to 4,000 characters of work that a teacher marks",
    Retention.COHORT,
    Erase.DELETE_ROW,
)
_WORK = Privacy(
    DataClass.LEARNING, "work handed in for a teacher to mark, and the marks", Retention.COHORT, Erase.DELETE_ROW
)
_FORMER = Privacy(
    DataClass.PSEUDONYM,
    "brings what a device still holds to the account that another one became part of",
    Retention.OPERATION,
    Erase.DELETE_ROW,
)
_STAFF = Privacy(DataClass.STAFF, "who gave or published it", Retention.ACCOUNT, Erase.BLANK)

_BANK = "a question bank before its import, an hour"
_UPLOAD = Privacy(DataClass.STAFF, _BANK, Retention.SESSION, Erase.DELETE_ROW)

FIELDS: FieldRegistry = {
    "Item": dict.fromkeys(
        ("id", "translation_key", "locale", "name", "interaction", "picture", "picture_alt",
         "is_picture_decorative", "sound", "transcript", "reteach", "competency", "difficulty", "content_level",
         "answer_level"),
        NOT_PERSONAL,
    ),
    "Quiz": dict.fromkeys(
        ("id", "translation_key", "locale", "title", "questions", "pass_percent", "tries", "counted_try",
         "feedback", "is_shuffled", "advised_minutes", "limit_minutes", "has_two_forms", "blueprint"),
        NOT_PERSONAL,
    ),
    "QuizVersion": {
        **dict.fromkeys(
            ("id", "public_id", "quiz", "number", "structure", "content_hash", "pass_percent", "needs_marking",
             "source_language", "published_at"),
            NOT_PERSONAL,
        ),
        "published_by_id": _STAFF,
    },
    "QuizVersionText": dict.fromkeys(
        ("id", "version", "language", "revision", "title", "texts", "created_at"), NOT_PERSONAL
    ),
    "QuizAssignment": {
        **dict.fromkeys(
            ("id", "public_id", "version", "key_version", "cohort", "opens_at", "closes_at", "tries", "feedback",
             "counted_try", "is_shuffled", "advised_minutes", "limit_minutes", "feedback_released_at",
             "assigned_at", "withdrawn_at"),
            NOT_PERSONAL,
        ),
        "assigned_by_id": _STAFF,
    },
    "AssignmentException": {
        "learner": _LEARNER,
        "given_by_id": _STAFF,
        **dict.fromkeys(("id", "assignment", "extra_tries", "closes_at", "extra_minutes", "given_at"), _LEARNING),
    },
    "Attempt": {
        "learner": _LEARNER,
        **dict.fromkeys(
            ("id", "public_id", "assignment", "number", "layout", "started_at", "sent_at", "feedback_seen_at",
             "is_extra", "extra_decided_at", "is_extra_counted", "score", "max_score"),
            _LEARNING,
        ),
        "extra_decided_by_id": _STAFF,
    },
    "Response": {
        "answer": _ANSWER,
        **dict.fromkeys(
            ("id", "attempt", "item_id", "sequence", "score", "mark", "language", "text_revision", "saved_at", "source",
             "feedback_seen_at"),
            _LEARNING,
        ),
    },
    "HeldAnswer": {
        **dict.fromkeys(
            ("id", "attempt", "item_id", "sequence", "answer", "language", "text_revision", "reason", "arrived_at",
             "decided_at", "is_counted"),
            _LEARNING,
        ),
        "decided_by_id": _STAFF,
    },
    "Rubric": dict.fromkeys(("id", "translation_key", "locale", "name", "criteria"), NOT_PERSONAL),
    "MarkingRound": {
        **dict.fromkeys(("id", "attempt", "item_id", "number", "sequence", "score", "feedback", "marked_at"), _WORK),
        "marked_by_id": _STAFF,
    },
    "RubricMark": dict.fromkeys(("id", "round", "criterion", "points"), _WORK),
    "AnswerFile": dict.fromkeys(
        ("id", "public_id", "attempt", "item_id", "kind", "size", "stored_as", "created_at"), _WORK
    ),
    "PracticeCard": {
        "learner": Privacy(DataClass.PSEUDONYM, _PRACTICE, Retention.COHORT, Erase.DELETE_ROW),
        **dict.fromkeys(
            ("id", "attempt", "item_id", "due_at", "state", "practised_at"),
            Privacy(DataClass.LEARNING, _PRACTICE, Retention.COHORT, Erase.DELETE_ROW),
        ),
    },
    "FrozenMedia": dict.fromkeys(
        ("id", "digest", "address", "type", "file", "size", "width", "height", "origin", "content_level", "kept_at"),
        NOT_PERSONAL,
    ),
    "MediaUse": dict.fromkeys(("id", "media", "origin", "item_key", "content_level"), NOT_PERSONAL),
    "BankOrigin": dict.fromkeys(
        ("id", "item", "locale", "digest", "format", "key", "batch", "imported_at"), NOT_PERSONAL
    ),
    "BankUpload": {
        "user": _UPLOAD,
        **dict.fromkeys(
            ("id", "public_id", "file_name", "format", "raw", "content", "questions", "reported", "refusal",
             "refusal_place", "confirmed_at", "created_at"),
            _UPLOAD,
        ),
    },
    "Regrade": {
        **dict.fromkeys(
            ("id", "run_id", "assignment", "old_key", "new_key", "undoes", "reason", "done_at"), NOT_PERSONAL
        ),
        "done_by_id": _STAFF,
    },
    "ScoreChange": dict.fromkeys(("id", "regrade", "attempt", "response", "old_score", "new_score"), _LEARNING),
    "AnswerCorrection": {
        "corrected_by_id": _STAFF,
        "old_answer": _ANSWER,
        **dict.fromkeys(("id", "attempt", "item_id", "old_source", "old_language", "corrected_at"), _LEARNING),
    },
    "FormerLearner": dict.fromkeys(("id", "former_id", "learner", "merged_at"), _FORMER),
    "SheetAbsence": {
        "learner": _LEARNER,
        "noted_by_id": _STAFF,
        **dict.fromkeys(("id", "assignment", "noted_at"), _LEARNING),
    },
    "ItemTally": dict.fromkeys(
        ("id", "version", "item_id", "region", "year", "answered", "right", "choices"),
        Privacy(DataClass.NONE, "counts that name nobody", Retention.AGGREGATE),
    ),
}  # fmt: skip

ROWS: RowRegistry = {
    "QuizVersion": Rows(by=("published_by_id",)),
    "QuizAssignment": Rows(by=("assigned_by_id",)),
    "Attempt": Rows(about=("learner",), by=("extra_decided_by_id",)),
    "Response": Rows(about=("attempt__learner",)),
    "Regrade": Rows(by=("done_by_id",)),
    "ScoreChange": Rows(about=("attempt__learner",)),
    "MarkingRound": Rows(about=("attempt__learner",), by=("marked_by_id",)),
    "RubricMark": Rows(about=("round__attempt__learner",)),
    "AnswerFile": Rows(about=("attempt__learner",)),
    "HeldAnswer": Rows(about=("attempt__learner",), by=("decided_by_id",)),
    "FormerLearner": Rows(about=("learner",)),
    "PracticeCard": Rows(about=("learner",)),
    "AnswerCorrection": Rows(about=("attempt__learner",), by=("corrected_by_id",)),
    "SheetAbsence": Rows(about=("learner",), by=("noted_by_id",)),
    "AssignmentException": Rows(about=("learner",), by=("given_by_id",)),
    "BankUpload": Rows(by=("user",)),
}
