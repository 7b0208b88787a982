"""URLs of institutions: the teacher's class screens, staff, and the way in without a card."""

from django.urls import path

from accounts.enums import Lost
from institutions.views import cards, classes, entry, imports, institution, invitation, learner, places, roster, staff

urlpatterns = [
    path("join/wait/", learner.wait, name="join_wait"),
    path("join/wait/state/", learner.wait_state, name="join_wait_state"),
    path("join/<str:ticket>/seat/", learner.seat, name="join_seat"),
    path("staff/invitation/", invitation.enter_code, name="invitation"),
    path("staff/invitation/account/", invitation.make_account, name="invitation_account"),
    path("t/classes/new/", classes.new_class, name="class_new"),
    path("t/import/", imports.upload, name="roster_import"),
    path("t/import/<str:upload_id>/", imports.preview, name="roster_preview"),
    path("t/import/<str:upload_id>/discard/", imports.discard, name="roster_discard"),
    path("t/c/<str:cohort_id>/edit/", classes.edit_class, name="class_edit"),
    path("t/c/<str:cohort_id>/students/", roster.students, name="class_students"),
    path("t/c/<str:cohort_id>/students/add/", roster.add_students, name="class_students_add"),
    path("t/c/<str:cohort_id>/students/places/", roster.add_places, name="class_places_add"),
    path("t/c/<str:cohort_id>/students/<str:enrolment_id>/", roster.student, name="class_student"),
    path("t/c/<str:cohort_id>/students/<str:enrolment_id>/move/", roster.move, name="class_student_move"),
    path("t/c/<str:cohort_id>/students/<str:enrolment_id>/remove/", roster.remove, name="class_student_remove"),
    path("t/c/<str:cohort_id>/students/<str:enrolment_id>/return/", roster.put_back, name="class_student_return"),
    path("t/c/<str:cohort_id>/cards/", cards.cards, name="class_cards"),
    path("t/c/<str:cohort_id>/cards/<str:enrolment_id>/", cards.card, name="class_card"),
    path("t/c/<str:cohort_id>/cards/<str:enrolment_id>/cancel/", cards.cancel, name="class_card_cancel"),
    path("t/c/<str:cohort_id>/cards/<str:enrolment_id>/pin/", cards.reset_pin, name="class_card_pin"),
    path("t/c/<str:cohort_id>/join/", entry.entry, name="class_join"),
    path("t/c/<str:cohort_id>/join/state/", entry.entry_state, name="class_join_state"),
    path("t/c/<str:cohort_id>/join/<str:request_id>/", entry.decide, name="class_join_decide"),
    path("t/c/<str:cohort_id>/teachers/", institution.teachers, name="class_teachers"),
    path("t/c/<str:cohort_id>/teachers/<str:member_id>/end/", institution.end_teaching, name="class_teacher_end"),
    path("t/institution/<str:institution_id>/", institution.settings, name="institution"),
    path("t/places/", places.places, name="places"),
    path("t/places/new/", places.new_region, name="region_new"),
    path("t/places/region/<str:region_id>/new/", places.new_centre, name="centre_new"),
    path("t/places/centre/<str:centre_id>/new/", places.new_institution, name="institution_new"),
    path("t/places/<str:kind>/<str:place_id>/name/", places.rename, name="place_rename"),
    path("t/staff/", staff.colleagues, name="colleagues"),
    path("t/staff/invite/", staff.invite, name="colleague_invite"),
    path("t/staff/invitations/<str:invitation_id>/withdraw/", staff.withdraw, name="invitation_withdraw"),
    path("t/staff/roles/<str:membership_id>/end/", staff.end_role, name="role_end"),
    path("t/staff/leave/<str:institution_id>/", staff.leave, name="institution_leave"),
    path("t/staff/<str:user_id>/", staff.colleague, name="colleague"),
    path("t/staff/<str:user_id>/restore/", staff.restore, name="colleague_restore"),
    path(
        "t/staff/<str:user_id>/restore/password/",
        staff.restore,
        {"lost": Lost.PASSWORD},
        name="colleague_restore_password",
    ),
]
