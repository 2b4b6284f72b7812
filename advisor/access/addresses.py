"""Where a request comes from, and whom the editors' side answers to at all."""

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from comparisons.current import database_is_still_away

__all__ = ["AdminDoor", "client_address", "network_of"]

GetResponse = Callable[[HttpRequest], HttpResponse]


def client_address(request: HttpRequest) -> str:
    """Return the address a request came from: behind a trusted proxy the one that the proxy itself wrote down.

    That is the last one of X-Forwarded-For; whatever stands before it, visitors can make up.
    """
    near = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.TRUSTED_PROXY:
        return near
    last = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return last if _is_address(last) else near


def network_of(address: str) -> str:
    """Return the network that one attacker usually has to itself: an IPv4 address, the first half of an IPv6 one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return parsed.exploded[:19] if isinstance(parsed, IPv6Address) else str(parsed)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _may_enter(address: str) -> bool:
    if not settings.ADMIN_NETWORKS:
        return True
    if not _is_address(address):
        return False
    parsed = ip_address(address)
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return any(parsed in network for network in settings.ADMIN_NETWORKS)


class AdminDoor:
    """Outside ADMIN_NETWORKS there is no editors' side; inside, nothing of it stays in any cache, errors included."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.root = f"/{settings.ADMIN_PATH}"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not f"{request.path_info}/".startswith(self.root):
            return self.get_response(request)
        if not _may_enter(client_address(request)):
            # An address that is not there, like any other: not even a header tells them apart.
            request.path_info = f"/{request.path_info}"
            return self.get_response(request)
        if database_is_still_away():
            # Each request that waits for it keeps a thread from the visitors.
            raise OperationalError("The database does not answer.")
        response = self.get_response(request)
        add_never_cache_headers(response)
        return response
