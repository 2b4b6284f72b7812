from django.urls import path

from advisor.watching.views import ATOM, JSON, badge_svg, feed, status_json

urlpatterns = [
    path("result/feed.atom", feed, {"form": ATOM}, name="result-feed-atom"),
    path("result/feed.json", feed, {"form": JSON}, name="result-feed-json"),
    path("result/badge.svg", badge_svg, name="result-badge"),
    path("result/status.json", status_json, name="result-status"),
]
