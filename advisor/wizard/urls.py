from django.urls import path

from advisor.advice.exports import as_card, as_decision_record, as_json, as_markdown_table, as_spreadsheet
from advisor.advice.views import result
from advisor.together.views import together
from advisor.wizard.views import question, review, start

urlpatterns = [
    path("", start, name="start"),
    path("review/", review, name="review"),
    path("result/", result, name="result"),
    path("result.json", as_json, name="result-json"),
    path("result.csv", as_spreadsheet, name="result-csv"),
    path("result.md", as_decision_record, name="result-adr"),
    path("result-table.md", as_markdown_table, name="result-table"),
    path("together/", together, name="together"),
    path("result.png", as_card, name="result-card"),
    path("<slug:slug>/", question, name="question"),
]
