"""URLs of operations: probes for machines, screens for those who look after the installation."""

from django.urls import path

from operations.views import audit_log, probes, status, work

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
]
