from django.urls import path

from advisor.wizard.views import question, review, start

urlpatterns = [
    path("", start, name="start"),
    path("review/", review, name="review"),
    path("<slug:slug>/", question, name="question"),
]
