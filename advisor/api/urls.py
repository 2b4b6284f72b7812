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

# Endpoints that need more than a catalogue and their parameters.
_OWN_VIEWS: dict[str, View] = {
    INDEX.name: views.entry,
    RECOMMENDATION.name: views.recommendation,
    EDITION_LIST.name: views.edition_index,
    EDITION_DETAIL.name: views.edition_detail,
    DUMP.name: views.catalogue,
    EDITION_DUMP.name: views.edition_catalogue,
}


def _route(endpoint: Endpoint) -> str:
    """Return the endpoint's path as a Django route."""
    names = {"{slug}": "<str:slug>", "{slugs}": "<str:slugs>", "{number}": "<int:number>"}
    route = f"v1/{endpoint.path}"
    for ours, theirs in names.items():
        route = route.replace(ours, theirs)
    return route


urlpatterns = [
    path("", views.reference, name="api"),
    path("types/", views.type_list, name="api-types"),
    path("v1/openapi.json", views.openapi, name="api-openapi"),
    *(
        path(_route(endpoint), _OWN_VIEWS.get(endpoint.name) or views.view_of(endpoint), name=f"api-{endpoint.name}")
        for endpoint in ENDPOINTS
    ),
]
