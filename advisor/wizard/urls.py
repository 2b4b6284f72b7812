from django.urls import path

from advisor.wizard.views import question, review, start, topics

urlpatterns = [
    path("", start, name="start"),
    path("review/", review, name="review"),
    path("topics/", topics, name="topics"),
    path("<slug:slug>/", question, name="question"),
]
