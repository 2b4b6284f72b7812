from django.contrib.auth.views import LoginView
from django.urls import path

from . import views

urlpatterns = [
    path("", views.index, name="index"),
    path("notes", views.add, name="add"),
    path("rows", views.rows, name="rows"),
    path("login", LoginView.as_view(), name="login"),
    path("private", views.private, name="private"),
    path("stream", views.stream, name="stream"),
    path("error", views.error, name="error"),
]
