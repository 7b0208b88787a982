"""URLs of lessons: the start page, the student's and the teacher's screens."""

from django.urls import path

from lessons.views import exceptions, late, learner, offline, results, start, teacher

urlpatterns = [
    path("", start.start, name="start"),
    path("my/", learner.my_lessons, name="my_lessons"),
    path("my/offline/", offline.shell, name="offline"),
    path("my/offline/contents/", offline.contents, name="offline_contents"),
    path("worker.js", offline.worker, name="worker"),
    path("my/l/<str:given_id>/", learner.lesson, name="lesson"),
    path("my/l/<str:given_id>/<int:number>/", learner.step, name="lesson_step"),
    path("t/", teacher.today, name="today"),
    path("t/c/<str:cohort_id>/", teacher.class_page, name="class"),
    path("t/c/<str:cohort_id>/assign/", teacher.assign, name="class_assign"),
    path("t/l/<str:given_id>/", teacher.prepare, name="lesson_prepare"),
    path("t/l/<str:given_id>/withdraw/", teacher.withdraw, name="lesson_withdraw"),
    path("t/q/<str:assignment_id>/", results.class_table, name="class_results"),
    path("t/q/<str:assignment_id>/<int:number>/", results.item, name="item_results"),
    path("t/q/<str:assignment_id>/export/", results.export, name="results_export"),
    path("t/q/<str:assignment_id>/release/", teacher.release, name="feedback_release"),
    path("t/q/<str:assignment_id>/withdraw/", teacher.withdraw_class_quiz, name="quiz_withdraw"),
    path("t/q/<str:assignment_id>/late/", late.late, name="late_answers"),
    path("t/s/<str:enrolment_id>/", results.student, name="student_results"),
    path("t/s/<str:enrolment_id>/<str:assignment_id>/", exceptions.change, name="exception"),
    path("t/s/<str:enrolment_id>/<str:assignment_id>/end/", exceptions.end, name="exception_end"),
]
