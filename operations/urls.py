"""URLs of operations."""

from django.urls import path

from operations.views import health

urlpatterns = [path("healthz", health.health, name="health")]
