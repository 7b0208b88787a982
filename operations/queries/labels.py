"""Words for what is held about a person: a heading for each table and a label for each of its columns."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TITLES: dict[str, Promise] = {
    "accounts.User": _("The account"),
    "accounts.LoginCard": _("Login cards"),
    "accounts.GuessCounter": _("Wrong tries to get in"),
    "accounts.SecondFactorRecovery": _("New starts after a lost second factor or password"),
    "assessments.Attempt": _("Tries at questions"),
    "assessments.BankUpload": _("Question banks waiting for their import"),
    "assessments.Response": _("Answers"),
    "assessments.HeldAnswer": _("Answers that arrived late"),
    "assessments.ScoreChange": _("Points corrected later"),
    "assessments.MarkingRound": _("How a teacher marked work"),
    "assessments.RubricMark": _("Points for each criterion"),
    "assessments.AnswerFile": _("Files handed in"),
    "assessments.AssignmentException": _("More tries or more time"),
    "assessments.PracticeCard": _("Questions to repeat"),
    "assessments.AnswerCorrection": _("Answers that a teacher corrected from paper"),
    "assessments.SheetAbsence": _("Absences when answers were typed in from paper"),
    "audit.AuditEntry": _("What the log keeps"),
    "institutions.ClassCode": _("Class codes"),
    "institutions.CohortStaff": _("Classes taught"),
    "institutions.Enrolment": _("Places in classes"),
    "institutions.Invitation": _("Invitations"),
    "institutions.JoinRequest": _("Requests to be let in without a card"),
    "institutions.Membership": _("Roles"),
    "institutions.RosterUpload": _("Lists waiting for their import"),
    "jobs.Job": _("Work asked for"),
    "lessons.Attendance": _("Being there at lessons"),
    "lessons.DeliveredLesson": _("Lessons entered as held"),
    "lessons.LessonProgress": _("Lessons read"),
    "lessons.LessonRun": _("Lessons run in class"),
    "lessons.Seat": _("Taking part in a lesson that runs"),
    "lessons.SeatVote": _("Having answered a question that is open"),
    "lessons.SafetyNoteRead": _("Safety notes opened"),
    "mfa.Authenticator": _("Second factors"),
    "sessions.Session": _("Sign-ins that are open"),
    "wagtailusers.UserProfile": _("Settings of the editor"),
}
# Columns that mean the same wherever they stand.
COMMON: dict[str, Promise] = {
    "id": _("Number of the row"),
    "public_id": _("Random identifier"),
    "user": _("Whose"),
    "learner": _("Whose"),
    "display_name": _("Name shown"),
    "language": _("Language"),
    "created_at": _("Made"),
    "expires_at": _("Ends"),
    "used_at": _("Used"),
    "started_at": _("Begun"),
    "finished_at": _("Finished"),
    "updated_at": _("Last changed"),
    "state": _("State"),
    "score": _("Points"),
    "max_score": _("Most points possible"),
    "number": _("Number"),
    "kind": _("Kind"),
    "cohort": _("Class"),
    "seat_number": _("Seat"),
    "source_hash": _("Mark by which a second import knows the place"),
    "role": _("Role"),
    "institution": _("Institution"),
    "centre": _("Town or village"),
    "region": _("Region"),
}
COLUMNS: dict[str, dict[str, Promise]] = {
    "accounts.User": {
        "username": _("Name to sign in with (random for students)"),
        "is_active": _("Account is open"),
        "date_joined": _("Account made"),
        "symbol": _("Drawing"),
        "password": _("Password"),
        "session_epoch": _("How often signed in anew"),
        "signed_in_until": _("Stays signed in for a lesson until"),
        "first_name": _("First name (staff only)"),
        "last_name": _("Family name (staff only)"),
        "email": _("E-mail (unused)"),
        "last_login": _("Last sign-in (staff only)"),
    },
    "accounts.LoginCard": {
        "number": _("Number printed on the card"),
        "qr_hash": _("Secret of the square"),
        "typed_hash": _("Secret of the number"),
        "pin_required": _("PIN is asked for"),
        "pin": _("PIN"),
        "issued_at": _("Printed"),
        "first_used_at": _("First used"),
        "cancelled_at": _("Cancelled"),
    },
    "accounts.GuessCounter": {
        "admitted": _("Wrong tries"),
        "changed_at": _("Last one"),
        "paused_until": _("Paused until"),
    },
    "assessments.Attempt": {
        "assignment": _("Questions"),
        "number": _("Which try"),
        "layout": _("Order in which questions and choices were shown"),
        "sent_at": _("Sent"),
        "feedback_seen_at": _("Right answers first seen"),
        "is_extra": _("Beyond the allowed tries"),
        "extra_decided_at": _("Decided whether it counts"),
        "is_extra_counted": _("Counted although beyond the allowed tries"),
    },
    "assessments.ScoreChange": {
        "regrade": _("Which correction"),
        "attempt": _("Try"),
        "response": _("Answer"),
        "old_score": _("Points before"),
        "new_score": _("Points after"),
    },
    "assessments.MarkingRound": {
        "attempt": _("Try"),
        "item_id": _("Identifier of the question"),
        "number": _("Which round"),
        "sequence": _("Which change"),
        "feedback": _("Words for the student"),
        "marked_at": _("Marked"),
    },
    "assessments.RubricMark": {
        "round": _("Which round"),
        "criterion": _("Identifier of the criterion"),
        "points": _("Points"),
    },
    "assessments.AnswerFile": {
        "attempt": _("Try"),
        "item_id": _("Identifier of the question"),
        "size": _("Size in bytes"),
        "stored_as": _("Name in the store (random)"),
    },
    "assessments.HeldAnswer": {
        "attempt": _("Try"),
        "item_id": _("Identifier of the question"),
        "sequence": _("Which change"),
        "answer": _("Answer as stored"),
        "text_revision": _("Version of the words"),
        "reason": _("Why it was kept apart"),
        "arrived_at": _("Arrived"),
        "decided_at": _("Decided"),
        "is_counted": _("Counted"),
    },
    "assessments.AssignmentException": {
        "assignment": _("Questions"),
        "extra_tries": _("More tries"),
        "extra_minutes": _("More minutes"),
        "closes_at": _("Last day"),
        "given_at": _("Given"),
    },
    "assessments.Response": {
        "attempt": _("Try"),
        "item_id": _("Identifier of the question"),
        "question": _("Question"),
        "chosen": _("What was chosen"),
        "sequence": _("Which change"),
        "answer": _("Answer as stored"),
        "text_revision": _("Version of the words"),
        "saved_at": _("Saved"),
        "source": _("How it was given"),
        "feedback_seen_at": _("What was right was read"),
        "mark": _("Points that a teacher gave"),
    },
    "assessments.AnswerCorrection": {
        "attempt": _("Try"),
        "item_id": _("Identifier of the question"),
        "old_answer": _("Answer before, as stored"),
        "old_source": _("How it was given before"),
        "old_language": _("Its language"),
        "corrected_at": _("Corrected"),
    },
    "assessments.SheetAbsence": {"assignment": _("Questions"), "noted_at": _("Noted")},
    "assessments.PracticeCard": {
        "attempt": _("Try in which it was missed"),
        "item_id": _("Identifier of the question"),
        "due_at": _("Comes back"),
        "state": _("How well it is remembered, estimated"),
        "practised_at": _("Last repeated"),
    },
    "audit.AuditEntry": {"at": _("When"), "action": _("What was done"), "count": _("How many")},
    "institutions.Enrolment": {"joined_on": _("Since"), "left_on": _("Until")},
    "institutions.JoinRequest": {
        "enrolment": _("Place"),
        "device_hash": _("Mark of the browser that asked"),
        "decided_at": _("Decided"),
    },
    "lessons.Attendance": {"delivered": _("Lesson"), "was_present": _("Was there")},
    "lessons.LessonProgress": {"assignment": _("Lesson"), "last_step": _("Furthest step")},
    "lessons.Seat": {
        "run": _("Lesson"),
        "secret_hash": _("Mark of the browser that asked"),
        "symbol": _("Drawing"),
        "is_removed": _("Taken out"),
    },
    "lessons.SeatVote": {"question": _("Question"), "seat": _("Seat"), "changes": _("How often it was changed")},
    "sessions.Session": {"session_key": _("Key"), "session_data": _("Content"), "expire_date": _("Ends")},
}


def title_of(label: str, fallback: object) -> str:
    """Return the heading of a table: ours, else the one its package gives."""
    return str(TITLES.get(label, fallback))


def table_title(label: str) -> str:
    """Return the heading of a table by its label alone."""
    return title_of(label, label)


def column_of(label: str, name: str, fallback: object) -> str:
    """Return the label of a column: its own, the common one, else the one its package gives."""
    return str(COLUMNS.get(label, {}).get(name) or COMMON.get(name) or fallback)
