"""The client's address, and the networks that may reach the admin."""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from advisor.operations import metrics
from comparisons.editions.current import database_is_still_away

GetResponse = Callable[[HttpRequest], HttpResponse]


def client_address(request: HttpRequest) -> str:
    """Return the client's address: REMOTE_ADDR, or behind a trusted proxy the last entry of X-Forwarded-For.

    The proxy appends that entry itself. Entries before it come from the client and can be forged.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.TRUSTED_PROXY:
        return peer
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return forwarded if _parsed(forwarded) else peer


def network_of(address: str) -> str:
    """Return the key to count a client by: an IPv4 address, or the /64 prefix of an IPv6 address.

    A single subscriber usually has a whole /64 to itself. Text that is no address is returned as it is.
    """
    parsed = _parsed(address)
    if parsed is None:
        return address
    return parsed.exploded[:19] if isinstance(parsed, IPv6Address) else str(parsed)


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    """Return the address that a text stands for, an IPv4 address if it is mapped into IPv6; None if it is none."""
    try:
        parsed = ip_address(text)
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed


def _is_allowed(address: str) -> bool:
    parsed, networks = _parsed(address), settings.ADMIN_NETWORKS
    return not networks or (parsed is not None and any(parsed in network for network in networks))


class AdminNetworks:
    """Middleware: answer 404 on admin paths outside ADMIN_NETWORKS, and mark admin responses as uncacheable."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.root = f"/{settings.ADMIN_PATH}"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not f"{request.path_info}/".startswith(self.root):
            return self.get_response(request)
        if not _is_allowed(client_address(request)):
            metrics.refused.labels("network").inc()
            # An unroutable path, so that the response is the same 404 as for any unknown page, headers included.
            request.path_info = f"/{request.path_info}"
            return self.get_response(request)
        if database_is_still_away():
            # Fail at once: a request that waits for the database occupies a thread that visitors need.
            raise OperationalError("The database does not answer.")
        response = self.get_response(request)
        add_never_cache_headers(response)
        return response
