from django.contrib.auth.views import LoginView
from django.urls import path

from . import views

urlpatterns = [
    path("", views.index, name="index"),
    path("hello", views.hello, name="hello"),
    path("notes", views.add, name="add"),
    path("api/notes", views.NotesAPI.as_view(), name="api-notes"),
    path("api/notes/<int:note_id>", views.api_note, name="api-note"),
    path("rows", views.rows, name="rows"),
    path("login", LoginView.as_view(), name="login"),
    path("private", views.private, name="private"),
    path("stream", views.stream, name="stream"),
    path("error", views.error, name="error"),
]
