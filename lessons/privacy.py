"""What lessons and their delivery say about a person, and how long it stays."""

from common.privacy import NOT_PERSONAL, DataClass, Erase, FieldRegistry, Privacy, Retention, RowRegistry, Rows

_PROGRESS = "lets a student go on where they stopped and shows the teacher how far the class is"
_LEARNER = Privacy(DataClass.PSEUDONYM, _PROGRESS, Retention.COHORT, Erase.DELETE_ROW)
_LEARNING = Privacy(DataClass.LEARNING, _PROGRESS, Retention.COHORT, Erase.DELETE_ROW)
_ASSIGNED_BY = Privacy(DataClass.STAFF, "who gave it to the class", Retention.ACCOUNT, Erase.BLANK)
_ADDED_BY = Privacy(DataClass.STAFF, "who wants it explained again", Retention.ACCOUNT, Erase.BLANK)
_STARTED_BY = Privacy(DataClass.STAFF, "who began the lesson in class", Retention.ACCOUNT, Erase.BLANK)
_LEADS = Privacy(DataClass.STAFF, "whose device leads the lesson", Retention.ACCOUNT, Erase.BLANK)
_DEVICE = Privacy(
    DataClass.STAFF, "knows that device again until the lesson ends", Retention.ACCOUNT, Erase.BLANK, is_secret=True
)
_TAKES_PART = Privacy(
    DataClass.PSEUDONYM, "who takes part in a lesson, until it ends", Retention.COHORT, Erase.DELETE_ROW
)
_PHONE = Privacy(
    DataClass.PSEUDONYM, "knows a phone again until the lesson ends", Retention.COHORT, Erase.DELETE_ROW, is_secret=True
)
_HAS_VOTED = Privacy(
    DataClass.PSEUDONYM, "that somebody has answered, never what, until the question closes", Retention.COHORT,
    Erase.DELETE_ROW,
)  # fmt: skip
_ENTERED_BY = Privacy(DataClass.STAFF, "who wrote it into the class's log", Retention.ACCOUNT, Erase.BLANK)
_WAS_THERE = Privacy(
    DataClass.LEARNING, "shows the teacher who missed a lesson, without a reason", Retention.COHORT, Erase.DELETE_ROW
)
_COUNTED = Privacy(DataClass.NONE, "counts that name nobody", Retention.AGGREGATE)
_NOTE = Privacy(DataClass.STAFF, "who has opened a lesson's safety note", Retention.ACCOUNT, Erase.DELETE_ROW)
_NOTICE = Privacy(DataClass.STAFF, "what somebody is told on Today", Retention.ACCOUNT, Erase.DELETE_ROW)

_GUIDE = Privacy(DataClass.STAFF, "does not show the first steps again", Retention.ACCOUNT, Erase.DELETE_ROW)

FIELDS: FieldRegistry = {
    "LessonPage": {
        **dict.fromkeys(
            ("page_ptr", "number", "summary", "audience", "minutes", "content_level", "objectives", "competencies",
             "body", "quiz", "materials", "guide", "review_status", "reviewed_on"),
            NOT_PERSONAL,
        ),
        "reviewed_by": Privacy(DataClass.STAFF, "who answers for the review", Retention.CONTENT),
    },
    "CourseAssignment": {
        **dict.fromkeys(("id", "cohort", "course", "assigned_at", "withdrawn_at"), NOT_PERSONAL),
        "assigned_by_id": _ASSIGNED_BY,
    },
    "LessonAssignment": {
        **dict.fromkeys(
            ("id", "public_id", "cohort", "lesson", "quiz_assignment", "opens_at", "assigned_at", "withdrawn_at"),
            NOT_PERSONAL,
        ),
        "assigned_by_id": _ASSIGNED_BY,
    },
    "LessonProgress": {
        "learner": _LEARNER,
        **dict.fromkeys(("id", "assignment", "last_step", "finished_at", "updated_at"), _LEARNING),
    },
    "LessonRun": {
        **dict.fromkeys(
            ("id", "public_id", "lesson_assignment", "cohort", "code", "started_at", "ended_at", "state_version",
             "phase", "phase_minutes", "phase_ends_at", "modes", "reteach_phase", "skipped", "slides", "slide",
             "question", "is_blank", "present"),
            NOT_PERSONAL,
        ),
        "started_by_id": _STARTED_BY,
        "controlled_by_id": _LEADS,
        "control_hash": _DEVICE,
    },
    "Reteach": {
        **dict.fromkeys(
            ("id", "quiz_assignment", "item_id", "number", "lesson_assignment", "added_at", "done_at"), NOT_PERSONAL
        ),
        "added_by_id": _ADDED_BY,
    },
    "LiveQuestion": dict.fromkeys(
        ("id", "run", "number", "phase", "item_id", "answer_level", "is_recorded", "structure", "texts",
         "source_language", "state", "round", "taken_part"),
        NOT_PERSONAL,
    ),
    "Seat": {"learner": _TAKES_PART, "secret_hash": _PHONE,
             **dict.fromkeys(("id", "run", "number", "symbol", "is_removed"), _TAKES_PART)},
    "SeatVote": dict.fromkeys(("id", "question", "seat", "changes"), _HAS_VOTED),
    "QuestionTally": dict.fromkeys(("id", "question", "source", "counts", "bands", "named"), NOT_PERSONAL),
    "BallotCount": dict.fromkeys(("id", "question", "option", "votes"), NOT_PERSONAL),
    "DeliveredLesson": {
        **dict.fromkeys(
            ("id", "public_id", "cohort", "lesson", "language", "held_on", "minutes", "mode", "present", "entered_at",
             "listed_at"),
            NOT_PERSONAL,
        ),
        "entered_by_id": _ENTERED_BY,
    },
    "PlannedLesson": dict.fromkeys(("id", "lesson_assignment", "planned_on"), NOT_PERSONAL),
    "FreeWeek": dict.fromkeys(("id", "cohort", "starts_on"), NOT_PERSONAL),
    "Attendance": dict.fromkeys(("id", "delivered", "learner", "was_present"), _WAS_THERE),
    "CohortTally": dict.fromkeys(
        ("id", "cohort", "month", "language", "mode", "lessons", "minutes", "attended", "largest"), _COUNTED
    ),
    "FirstStepsClosed": {"id": NOT_PERSONAL, **dict.fromkeys(("user", "closed_at"), _GUIDE)},
    "SafetyNoteRead": {"id": NOT_PERSONAL, **dict.fromkeys(("user", "lesson", "read_at"), _NOTE)},
    "Notice": {"id": NOT_PERSONAL, **dict.fromkeys(("user", "kind", "count", "noted_at"), _NOTICE)},
}  # fmt: skip

ROWS: RowRegistry = {
    "CourseAssignment": Rows(by=("assigned_by_id",)),
    "LessonAssignment": Rows(by=("assigned_by_id",)),
    "LessonRun": Rows(by=("started_by_id", "controlled_by_id")),
    "Reteach": Rows(by=("added_by_id",)),
    "Seat": Rows(about=("learner",)),
    "DeliveredLesson": Rows(by=("entered_by_id",)),
    "Attendance": Rows(about=("learner",)),
    "SeatVote": Rows(about=("seat__learner",)),
    "FirstStepsClosed": Rows(about=("user",)),
    "SafetyNoteRead": Rows(about=("user",)),
    "LessonProgress": Rows(about=("learner",)),
    "Notice": Rows(about=("user",)),
}
