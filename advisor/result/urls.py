from django.urls import path

from advisor.result.exports import as_card, as_decision_record, as_json, as_markdown_table, as_spreadsheet
from advisor.result.further_pages import answers, difference, left_out, levels, moving, share, side_by_side, watch
from advisor.result.own_page import own
from advisor.result.views import result

urlpatterns = [
    path("result/", result, name="result"),
    path("result/levels/", levels, name="result-levels"),
    path("result/side-by-side/", side_by_side, name="result-side-by-side"),
    path("result/difference/", difference, name="result-difference"),
    path("result/left-out/", left_out, name="result-left-out"),
    path("result/answers/", answers, name="result-answers"),
    path("result/own/", own, name="result-own"),
    path("result/share/", share, name="result-share"),
    path("result/moving/", moving, name="result-moving"),
    path("result/watch/", watch, name="result-watch"),
    path("result.json", as_json, name="result-json"),
    path("result.csv", as_spreadsheet, name="result-csv"),
    path("result.md", as_decision_record, name="result-adr"),
    path("result-table.md", as_markdown_table, name="result-table"),
    path("result.png", as_card, name="result-card"),
]
