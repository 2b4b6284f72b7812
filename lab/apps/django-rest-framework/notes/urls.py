from django.contrib.auth.views import LoginView
from django.urls import path

from . import api, views

urlpatterns = [
    path("", views.index, name="index"),
    path("hello", api.hello, name="hello"),
    path("notes", views.add, name="add"),
    path("api/notes", api.NoteList.as_view(), name="note-list"),
    path("api/notes/<int:pk>", api.NoteDetail.as_view(), name="note-detail"),
    path("rows", views.rows, name="rows"),
    path("login", LoginView.as_view(), name="login"),
    path("private", views.private, name="private"),
    path("stream", views.stream, name="stream"),
    path("error", views.error, name="error"),
]
