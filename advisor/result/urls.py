from django.urls import path

from advisor.result.exports import as_card, as_decision_record, as_json, as_markdown_table, as_spreadsheet
from advisor.result.views import result

urlpatterns = [
    path("result/", result, name="result"),
    path("result.json", as_json, name="result-json"),
    path("result.csv", as_spreadsheet, name="result-csv"),
    path("result.md", as_decision_record, name="result-adr"),
    path("result-table.md", as_markdown_table, name="result-table"),
    path("result.png", as_card, name="result-card"),
]
