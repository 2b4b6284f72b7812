from django.urls import path

from advisor.advice.views import result, result_adr, result_json
from advisor.wizard.views import question, review, start

urlpatterns = [
    path("", start, name="start"),
    path("review/", review, name="review"),
    path("result/", result, name="result"),
    path("result.json", result_json, name="result-json"),
    path("result.md", result_adr, name="result-adr"),
    path("<slug:slug>/", question, name="question"),
]
