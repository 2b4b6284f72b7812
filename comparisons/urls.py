from django.urls import path, register_converter

from comparisons.views.cards import badge_svg, comparison_png, framework_png, site_png
from comparisons.views.claims import claim_list
from comparisons.views.compare import comparison, comparison_embed, pick
from comparisons.views.comparison_exports import comparison_criteria, comparison_csv, comparison_markdown
from comparisons.views.criteria import criterion_detail, criterion_history, criterion_list, review_list
from comparisons.views.editions import (
    ATOM,
    JSON,
    comparison_feed,
    edition_detail,
    edition_feed,
    edition_list,
    framework_feed,
)
from comparisons.views.find import find, find_names
from comparisons.views.frameworks import framework_detail, framework_list, house_rules
from comparisons.views.lab import (
    application,
    application_zip,
    comparison_code,
    comparison_defaults,
    lab,
    lab_figures,
    lab_probes,
    measurements,
)
from comparisons.views.moving import move_detail, move_list
from comparisons.views.sources import source_list

app_name = "comparisons"


class NameConverter:
    """Any text but the name of a file. Other spellings lead to what is meant (comparisons/catalogue/names.py)."""

    regex = r"(?![^/]*\.(?:atom|ico|html|json|md|php|png|svg|txt|xml)(?:/|$))[^/]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(NameConverter, "name")

urlpatterns = [
    # /find/
    path("find/", find, name="find"),
    path("find/names.json", find_names, name="find_names"),
    path("card.png", site_png, name="card"),
    # /frameworks/
    path("frameworks/", framework_list, name="frameworks"),
    path("frameworks/<name:slug>/", framework_detail, name="framework"),
    path("frameworks/<name:slug>/card.png", framework_png, name="framework-card"),
    path("frameworks/<name:slug>/badge.svg", badge_svg, name="framework-badge"),
    path("frameworks/<name:slug>/feed.atom", framework_feed, {"form": ATOM}, name="framework-atom"),
    path("frameworks/<name:slug>/feed.json", framework_feed, {"form": JSON}, name="framework-json"),
    path("house-rules/", house_rules, name="house-rules"),
    # /criteria/
    path("criteria/", criterion_list, name="criteria"),
    path("criteria/<name:slug>/", criterion_detail, name="criterion"),
    path("criteria/<name:slug>/history/", criterion_history, name="criterion-history"),
    path("reviews/", review_list, name="reviews"),
    # /compare/
    path("compare/", pick, name="pick"),
    path("compare/<name:slugs>/", comparison, name="comparison"),
    path("compare/<name:slugs>/criteria/", comparison_criteria, name="comparison-criteria"),
    path("compare/<name:slugs>/table.csv", comparison_csv, name="comparison-csv"),
    path("compare/<name:slugs>/table.md", comparison_markdown, name="comparison-markdown"),
    path("compare/<name:slugs>/code/", comparison_code, name="comparison-code"),
    path("compare/<name:slugs>/defaults/", comparison_defaults, name="comparison-defaults"),
    path("compare/<name:slugs>/card.png", comparison_png, name="comparison-card"),
    path("compare/<name:slugs>/embed/", comparison_embed, name="comparison-embed"),
    path("compare/<name:slugs>/feed.atom", comparison_feed, {"form": ATOM}, name="comparison-atom"),
    path("compare/<name:slugs>/feed.json", comparison_feed, {"form": JSON}, name="comparison-json"),
    # /lab/
    path("lab/", lab, name="lab"),
    path("lab/<name:slug>.zip", application_zip, name="application-zip"),
    path("lab/figures/", lab_figures, name="lab-figures"),
    path("lab/probes/", lab_probes, name="lab-probes"),
    path("lab/<name:slug>/", application, name="application"),
    path("lab/<name:slug>/measurements/", measurements, name="measurements"),
    # /moving/
    path("moving/", move_list, name="moves"),
    path("moving/<name:slug>/", move_detail, name="move"),
    # /editions/, /sources/, /claims/
    path("editions/", edition_list, name="editions"),
    path("editions/feed.atom", edition_feed, {"form": ATOM}, name="editions-atom"),
    path("editions/feed.json", edition_feed, {"form": JSON}, name="editions-json"),
    path("editions/<int:number>/", edition_detail, name="edition"),
    path("sources/", source_list, name="sources"),
    path("claims/", claim_list, name="claims"),
]
