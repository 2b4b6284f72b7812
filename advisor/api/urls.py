from django.urls import path

from advisor.api import views
from advisor.api.endpoints import (
    DUMP,
    EDITION_DETAIL,
    EDITION_DUMP,
    EDITION_LIST,
    ENDPOINTS,
    INDEX,
    RECOMMENDATION,
    Endpoint,
)
from advisor.api.views import View

# What is answered from more than a catalogue and its own parameters.
_OWN_VIEWS: dict[str, View] = {
    INDEX.name: views.entry,
    RECOMMENDATION.name: views.recommendation,
    EDITION_LIST.name: views.edition_index,
    EDITION_DETAIL.name: views.edition_detail,
    DUMP.name: views.catalogue,
    EDITION_DUMP.name: views.edition_catalogue,
}


def _route(endpoint: Endpoint) -> str:
    """The same in Django's words."""
    names = {"{slug}": "<str:slug>", "{slugs}": "<str:slugs>", "{number}": "<int:number>"}
    route = f"v1/{endpoint.path}"
    for ours, theirs in names.items():
        route = route.replace(ours, theirs)
    return route


urlpatterns = [
    path("", views.reference, name="api"),
    path("v1/openapi.json", views.openapi, name="api-openapi"),
    *(path(_route(one), _OWN_VIEWS.get(one.name) or views.view_of(one), name=f"api-{one.name}") for one in ENDPOINTS),
]
