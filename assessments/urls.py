"""URLs of the quiz engine."""

from django.urls import path

from assessments.views import figures, files, learner, media, offline, practice, self_check

urlpatterns = [
    path("my/q/start/<str:assignment_id>/", learner.intro, name="quiz_intro"),
    path("my/q/stored/<str:assignment_id>/", offline.stored_quiz, name="stored_quiz"),
    path("sync/scan/", offline.scan, name="scan"),
    path("sync/answers/", offline.take_in, name="take_in"),
    path("my/q/<str:attempt_id>/<int:number>/", learner.question, name="question"),
    path("my/q/<str:attempt_id>/check/", learner.check, name="attempt_check"),
    path("my/q/<str:attempt_id>/done/", learner.done, name="attempt_done"),
    path("my/f/<str:file_id>/", files.own_file, name="own_file"),
    path("t/f/<str:file_id>/", files.class_file, name="class_file"),
    path("t/figures/", figures.quizzes, name="figures"),
    path("t/figures/quizzes/<int:quiz_id>/", figures.quiz, name="quiz_figures"),
    path("t/figures/questions/<uuid:item_key>/", figures.item, name="item_figures"),
    path("my/practice/", practice.repeat, name="practice"),
    path("q/m/<str:name>", media.question_media, name="question_media"),
    path("my/try/<uuid:item_key>/", self_check.try_item, name="try_item"),
]
