"""URLs of operations: probes for machines, screens for those who look after the installation."""

from django.urls import path

from operations.views import audit_log, person, privacy, probes, status, work

urlpatterns = [
    path("healthz", probes.health, name="health"),
    path("readyz", probes.ready, name="ready"),
    path("metrics", probes.metrics, name="metrics"),
    path("t/status/", status.status, name="status"),
    path("t/audit/", audit_log.audit_log, name="audit"),
    path("t/jobs/", work.list_jobs, name="jobs"),
    path("t/jobs/<str:job_id>/", work.show_job, name="job"),
    path("t/jobs/<str:job_id>/state/", work.job_state, name="job_state"),
    path("t/jobs/<str:job_id>/cancel/", work.cancel_job, name="job_cancel"),
    path("t/jobs/<str:job_id>/retry/", work.retry_job, name="job_retry"),
    path("t/privacy/", privacy.retention, name="retention"),
    path("t/own-data/", person.own, name="own_data"),
    path("t/own-data/copy/", person.own_copy, name="own_data_copy"),
    path("t/person/find/<str:institution_id>/", person.find, name="person_find"),
    path("t/person/<str:enrolment_id>/", person.person, name="person"),
    path("t/person/<str:enrolment_id>/copy/", person.hand_over, name="person_export"),
    path("t/person/<str:enrolment_id>/delete/", person.check_removal, name="person_erase"),
    path("t/person/<str:enrolment_id>/deleted/", person.remove, name="person_erased"),
]
