from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from comparisons.comparison import compare
from comparisons.editions import Edition
from comparisons.views.on_edition import on_current_edition

# What the founding article compared, and by what; its seventh row, the framework type, is no scale.
FOUNDING_PAIR = ("django", "flask")
FOUNDING_ROWS = frozenset(
    {"time-of-development", "ease-of-use", "scalability", "performance", "debugging", "html-support"}
)


@on_current_edition
def home(request: HttpRequest, edition: Edition) -> HttpResponse:
    catalogue = edition.catalogue
    known = catalogue.public_frameworks
    pair = [known[slug] for slug in FOUNDING_PAIR if slug in known]
    duel = compare(catalogue, pair) if len(pair) == 2 else None
    context = {
        "edition": edition,
        "frameworks": catalogue.published_frameworks,
        "pair": duel,
        "pair_rows": [row for row in duel.rows if row.criterion.slug in FOUNDING_ROWS] if duel else [],
        "scores": sum(len(framework.scores) for framework in catalogue.published_frameworks),
    }
    return render(request, "comparisons/home.html", context)
