"""URLs of the demonstration; mounted in demo mode only."""

from django.urls import path

from demo import views

urlpatterns = [
    path("", views.cast, name="demo_cast"),
    path("card/", views.card, name="demo_card"),
    path("as/<slug:role>/", views.sign_in_as, name="demo_sign_in"),
]
