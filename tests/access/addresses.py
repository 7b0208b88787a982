"""Every address of ours and who it is for; an address that is missing here fails the build."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

# What other packages bring; the CMS has tests of its own below /admin/.
FOREIGN_ROOTS = ("admin/", "documents/", "^admin", "^documents", "^(?:[a-z-]+/)?_util")

PUBLIC = "everybody"
STUDENT = "students"
STAFF = "staff"
TEACHER = "the teacher of the class"

AUDIENCE: dict[str, str] = {
    # Ways in, way out, help.
    "start": PUBLIC,
    "card": PUBLIC,
    "card_pin": PUBLIC,
    "sign_out": PUBLIC,
    "join_wait": PUBLIC,
    "join_wait_state": PUBLIC,
    "join_seat": PUBLIC,
    "invitation": PUBLIC,
    "invitation_account": PUBLIC,
    "account_login": PUBLIC,
    "forgotten_password": PUBLIC,
    "account_logout": PUBLIC,
    "account_set_password": PUBLIC,
    "exit": PUBLIC,
    "exit_return": PUBLIC,
    "calculator": PUBLIC,
    "help": PUBLIC,
    "help_safe": PUBLIC,
    "my_privacy": PUBLIC,
    "health": PUBLIC,
    "ready": PUBLIC,
    "metrics": PUBLIC,
    "set_language": PUBLIC,
    "serve_image": PUBLIC,
    "try_item": PUBLIC,
    "question_media": PUBLIC,
    "take_in": PUBLIC,
    "scan": PUBLIC,
    "offline": PUBLIC,
    "live": PUBLIC,
    "live_answer": PUBLIC,
    "live_state": PUBLIC,
    "worker": PUBLIC,
    # A student's own.
    "my_lessons": STUDENT,
    "lesson": STUDENT,
    "lesson_step": STUDENT,
    "quiz_intro": STUDENT,
    "question": STUDENT,
    "attempt_check": STUDENT,
    "attempt_done": STUDENT,
    "own_file": STUDENT,
    "people": STUDENT,
    "people_ask": STUDENT,
    "practice": STUDENT,
    "stored_quiz": STUDENT,
    "offline_contents": STUDENT,
    # A teacher's class.
    "class": TEACHER,
    "class_assign": TEACHER,
    "class_log": TEACHER,
    "class_log_enter": TEACHER,
    "class_archive": TEACHER,
    "class_new_year": TEACHER,
    "class_doubles": TEACHER,
    "class_double": TEACHER,
    "class_co_teachers": TEACHER,
    "class_co_teacher_end": TEACHER,
    "class_past": TEACHER,
    "class_plan": TEACHER,
    "class_plan_days": TEACHER,
    "class_plan_propose": TEACHER,
    "delivery": TEACHER,
    "delivery_remove": TEACHER,
    "attendance": TEACHER,
    "class_edit": TEACHER,
    "class_students": TEACHER,
    "class_students_add": TEACHER,
    "class_places_add": TEACHER,
    "class_student": TEACHER,
    "class_student_move": TEACHER,
    "class_student_remove": TEACHER,
    "class_student_return": TEACHER,
    "class_cards": TEACHER,
    "class_card": TEACHER,
    "class_card_cancel": TEACHER,
    "class_card_pin": TEACHER,
    "class_join": TEACHER,
    "class_join_state": TEACHER,
    "class_join_decide": TEACHER,
    "lesson_prepare": TEACHER,
    "reteach": TEACHER,
    "gradebook": TEACHER,
    "gradebook_export": TEACHER,
    "class_progress": TEACHER,
    "class_sheets": TEACHER,
    "lesson_withdraw": TEACHER,
    "lesson_safety": TEACHER,
    "lesson_start": TEACHER,
    "lesson_stored": TEACHER,
    "lesson_sync": TEACHER,
    "run": TEACHER,
    "run_act": TEACHER,
    "run_take": TEACHER,
    "run_state": TEACHER,
    "run_seats": TEACHER,
    "run_tally": TEACHER,
    "run_cards": TEACHER,
    "present": TEACHER,
    "present_act": TEACHER,
    "present_state": TEACHER,
    "class_results": TEACHER,
    "item_results": TEACHER,
    "results_export": TEACHER,
    "feedback_release": TEACHER,
    "quiz_withdraw": TEACHER,
    "class_quiz": TEACHER,
    "quiz_rules": TEACHER,
    "student_results": TEACHER,
    "late_answers": TEACHER,
    "paper": TEACHER,
    "paper_questions": TEACHER,
    "paper_ticket": TEACHER,
    "paper_sheets": TEACHER,
    "paper_entry": TEACHER,
    "sheet": TEACHER,
    "marking": TEACHER,
    "marking_work": TEACHER,
    "observe": TEACHER,
    "class_file": TEACHER,
    "exception": TEACHER,
    "exception_end": TEACHER,
    # Staff, by role; the roles are tested with each screen.
    "today": STAFF,
    "answer_cards": STAFF,
    "first_steps_close": STAFF,
    "without_internet": STAFF,
    "classes": STAFF,
    "class_new": STAFF,
    "roster_import": STAFF,
    "roster_preview": STAFF,
    "roster_discard": STAFF,
    "institution": STAFF,
    "institution_leave": STAFF,
    "class_teachers": STAFF,
    "class_teacher_end": STAFF,
    "places": STAFF,
    "region_new": STAFF,
    "centre_new": STAFF,
    "institution_new": STAFF,
    "place_rename": STAFF,
    "institution_close": STAFF,
    "institution_reopen": STAFF,
    "colleagues": STAFF,
    "colleague_invite": STAFF,
    "invitation_withdraw": STAFF,
    "role_end": STAFF,
    "colleague": STAFF,
    "colleague_restore": STAFF,
    "colleague_restore_password": STAFF,
    "help_directory": STAFF,
    "requests": STAFF,
    "request_decide": STAFF,
    "requests_place": STAFF,
    "help_contact_new": STAFF,
    "help_change": STAFF,
    "help_contact": STAFF,
    "help_contact_check": STAFF,
    "figures": STAFF,
    "quiz_figures": STAFF,
    "item_figures": STAFF,
    "status": STAFF,
    "audit": STAFF,
    "jobs": STAFF,
    "job": STAFF,
    "job_state": STAFF,
    "job_cancel": STAFF,
    "job_retry": STAFF,
    "retention": STAFF,
    "own_data": STAFF,
    "own_data_copy": STAFF,
    "person_find": STAFF,
    "person": STAFF,
    "person_export": STAFF,
    "person_erase": STAFF,
    "person_erased": STAFF,
    "account_change_password": STAFF,
    "account_reauthenticate": STAFF,
    "mfa_index": STAFF,
    "staff_second_factor": STAFF,
    "lost_second_factor": STAFF,
    "mfa_authenticate": STAFF,
    "mfa_reauthenticate": STAFF,
    "mfa_activate_totp": STAFF,
    "mfa_deactivate_totp": STAFF,
    "mfa_add_webauthn": STAFF,
    "mfa_reauthenticate_webauthn": STAFF,
    "mfa_edit_webauthn": STAFF,
    "mfa_remove_webauthn": STAFF,
    # The demonstration's own door, which no production installation has.
    "demo_cast": PUBLIC,
    "demo_card": PUBLIC,
    "demo_sign_in": PUBLIC,
}


@dataclass(frozen=True)
class Address:
    """One pattern: its name and the arguments it takes."""

    name: str
    route: str
    arguments: tuple[str, ...]


def our_addresses(urlconf: str | None = None) -> Iterator[Address]:
    """Yield every pattern that is not another package's."""
    yield from _walk(get_resolver(urlconf).url_patterns, "")


def _walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if route.startswith(FOREIGN_ROOTS) or type(pattern.pattern).__name__ == "LocalePrefixPattern":
            continue
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield Address(pattern.name or "", route, tuple(pattern.pattern.converters))
