"""URLs of operations."""

from django.urls import path

from operations import views

urlpatterns = [path("healthz", views.health, name="health")]
