"""Structured data of pages in the vocabulary of schema.org. It states nothing that the page does not show. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from comparisons.catalogue.value import Framework

_CONTEXT = "https://schema.org"
SITE = "Framework advisor"

Data = dict[str, Any]
# Names and URLs of the pages above a page, and of the page itself.
Trail = Sequence[tuple[str, str]]


def about_site(address: str) -> Data:
    return {"@context": _CONTEXT, "@type": "WebSite", "name": SITE, "url": address}


def breadcrumbs(trail: Trail) -> Data:
    return {"@context": _CONTEXT, **_breadcrumbs(trail)}


def about_framework(framework: Framework, trail: Trail) -> Data:
    """Describe a framework's page. `lastReviewed` is when an editor last reviewed one of its scores."""
    reviewed = max((score.reviewed_on for score in framework.scores), default=None)
    page = {
        "@type": "WebPage",
        "name": framework.name,
        "url": trail[-1][1],
        **({"lastReviewed": reviewed.isoformat()} if reviewed else {}),
        "about": _software(framework),
    }
    return {"@context": _CONTEXT, "@graph": [page, _breadcrumbs(trail)]}


def about_comparison(frameworks: Sequence[Framework], trail: Trail) -> Data:
    page = {
        "@type": "WebPage",
        "name": trail[-1][0],
        "url": trail[-1][1],
        "about": [_software(framework) for framework in frameworks],
    }
    return {"@context": _CONTEXT, "@graph": [page, _breadcrumbs(trail)]}


def about_dataset(number: int, published_at: datetime, address: str, download: str, description: str) -> Data:
    """Describe the catalogue as a data set. It has no licence of its own, so none is given."""
    return {
        "@context": _CONTEXT,
        "@type": "Dataset",
        "name": "Python web frameworks compared",
        "description": description,
        "url": address,
        "version": str(number),
        "dateModified": published_at.isoformat(),
        "isAccessibleForFree": True,
        "distribution": [{"@type": "DataDownload", "encodingFormat": "application/json", "contentUrl": download}],
    }


def _breadcrumbs(trail: Trail) -> Data:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(trail, 1)
        ],
    }


def _software(framework: Framework) -> Data:
    fields = {
        "name": framework.name,
        "description": framework.summary,
        "url": framework.home_page,
        "codeRepository": framework.repository,
        "version": framework.latest_version,
        "programmingLanguage": "Python",
    }
    return {"@type": "SoftwareSourceCode", **{name: text for name, text in fields.items() if text}}
