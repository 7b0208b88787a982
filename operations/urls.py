"""URLs of operations: probes for machines, screens for those who look after the installation."""

from django.urls import path

from operations.views import probes

urlpatterns = [
    path("healthz", probes.health, name="health"),
    path("readyz", probes.ready, name="ready"),
    path("metrics", probes.metrics, name="metrics"),
]
