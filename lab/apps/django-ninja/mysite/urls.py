from django.contrib import admin
from django.urls import include, path

from notes.api import api

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("notes.urls")),
    path("", api.urls),
]
